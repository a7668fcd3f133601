"""Runs a lab block by block: types its commands, compares what they print, proves its checks, looks for leaks."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from workshop.errors import RequirementError, TerminalError
from workshop.lab import CheckBlock, Command, ConsoleBlock, FileBlock, Lab
from workshop.lab.compare import Comparison
from workshop.lab.digest import digest_lab
from workshop.lab.model import Block
from workshop.lab.removal import Place
from workshop.lab.removals import find_cluster
from workshop.lab.variants import choose_outputs
from workshop.run.check import CheckResult, run_check
from workshop.run.cluster import SharedCluster
from workshop.run.folder import find_differing, find_states
from workshop.run.guard import Guard
from workshop.run.home import find_home_files
from workshop.run.judge import judge, judge_loss
from workshop.run.machine import Machine
from workshop.run.outcome import BlockOutcome, CommandOutcome, Failure, LabReport, Status
from workshop.run.strangers import Strangers
from workshop.run.terminal import PtyTerminal
from workshop.run.terminals import OpenTerminal, Terminals
from workshop.run.things import Thing, find_changes, format_changes
from workshop.run.workspace import Workspace

# Between two tries of a `retry`: long enough to leave the processor to what is being waited for.
RETRY_INTERVAL_S = 0.2
# A cluster deletes in the background what belonged to the thing that a cleanup deleted; a Pod has 30 s to end.
SETTLING_S = 45.0


class LabRun:
    """One run of one lab. Open it, run its blocks in page order, close it, and read `report`.

    After a command with a wrong exit code, or one that hangs, nothing more is run but the cleanup.
    A wrong output alone does not stop the run, so that all of them are told at once.
    """

    def __init__(
        self,
        lab: Lab,
        machine: Machine,
        open_terminal: OpenTerminal = PtyTerminal,
        *,
        cluster: SharedCluster | None = None,
    ) -> None:
        self.lab = lab
        self.machine = machine
        self.cluster = cluster
        self.open_terminal = open_terminal
        self.stopped_by: str | None = None
        self._checks: dict[str, tuple[tuple[CheckResult, ...], CheckResult]] = {}
        self._written_by: dict[str, list[str]] = {}
        self._terminals: Terminals | None = None
        self._before: frozenset[Thing] = frozenset()
        self._strangers = Strangers(lab)
        self._guard = Guard(lab, ())
        self.comparison = Comparison(lab)
        self._begin = time.perf_counter()
        self.report = LabReport(lab.id, digest_lab(lab), datetime.now(UTC).isoformat(timespec="seconds"))
        self.report.hardware = machine.find_hardware()

    def open(self) -> None:
        """Make the lab's workspace and terminal. Raises RequirementError, naming all that the machine lacks."""
        front = self.lab.front
        if front.needs != "none":
            if missing := self.machine.find_missing_images(front.images):
                raise RequirementError(f"{self.lab.id} needs images that are not here: {', '.join(missing)}")
            if self.cluster:
                self.cluster.load(front.images)
            self._before = self.machine.find_things()
            self._guard = Guard(self.lab, self._before)
            self._guard.refuse_lab()
            self.report.docker = self.machine.docker_version()
            self.report.store = str(store) if (store := self.machine.image_store()) else None
            self.report.images = self.machine.find_image_ids(front.images)
            commands = [command.text for block in self.lab.consoles for command in block.commands]
            self.report.clients = self.machine.client_versions(commands)
            tags = [image.partition(":")[2] for image in front.images if image.startswith("kindest/node:")]
            self.report.kubernetes = tags[0].removeprefix("v") if tags else None
        if busy := self._find_busy_ports():
            raise RequirementError(
                f"{self.lab.id} needs port {busy[0]}, which is taken", hint="stop what listens there"
            )
        self._before |= find_home_files(Path.home())
        self._workspace = Workspace(self.lab)
        self._guard.watch(Place(self._workspace.folder, find_cluster(self.lab)), self._workspace.environment)
        self._terminals = Terminals(self._workspace, self.open_terminal)
        self._terminals.get(1)

    def run_block(self, block: Block) -> BlockOutcome:
        """Run *block*, or account for it: checks are run around their console block, files have been read already."""
        start = time.perf_counter()
        if isinstance(block, CheckBlock):
            outcome = self._judge_check(block)
        elif isinstance(block, FileBlock):
            outcome = BlockOutcome(block.id, "file", Status.PASSED)
        else:
            assert isinstance(block, ConsoleBlock)
            outcome = self._run_console(block)
        outcome = replace(outcome, seconds=time.perf_counter() - start)
        self.report.blocks.append(outcome)
        return outcome

    def close(self) -> LabReport:
        """Run what is left (the cleanup, if only that), end all processes, and return the report."""
        if self._terminals is not None:
            done = {outcome.block for outcome in self.report.blocks}
            for block in self.lab.blocks:
                if block.id not in done:
                    self.stopped_by = self.stopped_by or "the run was ended"
                    self.run_block(block)
            processes = self._workspace.find_processes()
            self._terminals.close()
            self._terminals = None
            self._workspace.remove(processes)
        self.report.seconds = time.perf_counter() - self._begin
        return self.report

    def _run_console(self, block: ConsoleBlock) -> BlockOutcome:
        is_cleanup = block is self.lab.cleanup
        block = choose_outputs(block, self.report.docker)
        if block.skip:
            outcomes = [_not_run(block, index, Status.SKIPPED) for index in range(len(block.commands))]
            return BlockOutcome(block.id, "console", Status.SKIPPED, commands=tuple(outcomes), reason=block.skip)
        if self.stopped_by and not is_cleanup:
            outcomes = [_not_run(block, index, Status.NOT_RUN) for index in range(len(block.commands))]
            return BlockOutcome(block.id, "console", Status.NOT_RUN, commands=tuple(outcomes), reason=self.stopped_by)
        checks = [check for check in self.lab.checks if check.after == block.id]
        # Twice each: one that does the work of its step would fail only once.
        before = list(zip(*([self._run_check(check) for check in checks] for _ in range(2)), strict=True))
        outcomes = self._run_commands(block, is_cleanup=is_cleanup)
        if not self.stopped_by:
            for check, results in zip(checks, before, strict=True):
                self._checks[check.id] = (results, self._run_check(check))
        failures = self._find_leaks(block) if is_cleanup else []
        good = not failures and all(outcome.status is Status.PASSED for outcome in outcomes)
        return BlockOutcome(
            block.id,
            "console",
            Status.PASSED if good else Status.FAILED,
            commands=tuple(outcomes),
            failures=tuple([outcome.failure for outcome in outcomes if outcome.failure] + failures),
        )

    def _run_commands(self, block: ConsoleBlock, *, is_cleanup: bool) -> list[CommandOutcome]:
        assert self._terminals is not None
        if is_cleanup:
            self._terminals.end_running(block.terminal)
        outcomes: list[CommandOutcome] = []
        for index, command in enumerate(block.commands):
            # A cleanup goes on after a failure, so that as little as possible stays behind.
            if self.stopped_by and not is_cleanup:
                outcomes.append(_not_run(block, index, Status.NOT_RUN))
                continue
            outcome, goes_on = self._run_command(block, index, command)
            outcomes.append(outcome)
            if not goes_on:
                self.stopped_by = self.stopped_by or f"block `{block.id}` failed before it"
        return outcomes

    def _run_command(self, block: ConsoleBlock, index: int, command: Command) -> tuple[CommandOutcome, bool]:
        assert self._terminals is not None
        if danger := self._guard.judge(block, index):
            return replace(_not_run(block, index, Status.NOT_RUN), failure=danger), False
        deadline = time.monotonic() + block.retry_s
        while True:
            try:
                execution = self._terminals.execute(block, command)
            except TerminalError as error:
                self._terminals.lose(block.terminal)
                failure = judge_loss(block, index, error)
                outcome = CommandOutcome(block.id, index + 1, command.text, Status.FAILED, failure=failure)
                return replace(outcome, shown=len(command.expected), output=error.output), False
            failure_ = judge(block, index, execution, self.comparison)
            if failure_ is None or execution.timed_out or time.monotonic() >= deadline:
                break
            threading.Event().wait(RETRY_INTERVAL_S)
        if execution.exit_code is None and command.exit_code is not None:
            self._terminals.lose(block.terminal)
        status = Status.PASSED if failure_ is None else Status.TIMED_OUT if execution.timed_out else Status.FAILED
        outcome = CommandOutcome(
            block.id,
            index + 1,
            command.text,
            status,
            shown=len(command.expected),
            compared=len(command.expected) if not execution.timed_out else 0,
            seconds=execution.seconds,
            failure=failure_,
            output=execution.lines,
        )
        return outcome, not execution.timed_out and execution.exit_code == command.exit_code

    def _run_check(self, check: CheckBlock) -> CheckResult:
        assert self._terminals is not None
        # Of others that run, a server or a container, what is written may be their doing.
        others = self.lab.front.needs != "none" or self._terminals.has_running()
        before = find_states(self._workspace.folder)
        result = run_check(check, self._workspace.folder, self._workspace.environment)
        written = find_differing(before, find_states(self._workspace.folder), names_alone=others)
        self._written_by.setdefault(check.id, []).extend(written)
        return result

    def _judge_check(self, check: CheckBlock) -> BlockOutcome:
        if check.id not in self._checks:
            reason = self.stopped_by or f"block `{check.after}` was not run"
            return BlockOutcome(check.id, "check", Status.NOT_RUN, reason=reason)
        before, after = self._checks[check.id]
        failures = []
        if any(result.passed for result in before):
            first = before[0].passed
            how, hint = (
                ("", None) if first else ("when it is run again ", "let it look at what the step does, and do nothing")
            )
            message = f"check `{check.id}` passes {how}before its step `{check.after}`, so it proves nothing"
            failures.append(Failure(check.where, message, "exit code other than 0", "exit code 0", hint=hint))
        if not failures and (written := self._written_by.get(check.id)):
            message = f"check `{check.id}` changes the lab's folder, which is its step's to do: `{written[0]}`"
            failures.append(Failure(check.where, message, hint="let it look, and write into `mktemp -d` if it has to"))
        if not after.passed:
            got = "no answer in time" if after.exit_code is None else f"exit code {after.exit_code}"
            message = f"check `{check.id}` fails after its step `{check.after}`"
            failures.append(Failure(check.where, message, "exit code 0", got, output=tuple(after.output.splitlines())))
        status = Status.FAILED if failures else Status.PASSED
        return BlockOutcome(
            check.id,
            "check",
            status,
            failures=tuple(failures),
            seen_failing=not any(result.passed for result in before),
            seen_passing=after.passed,
        )

    def _find_leaks(self, cleanup: ConsoleBlock) -> list[Failure]:
        assert self._terminals is not None
        self._terminals.end_running()
        leaks = [f"process {name} was left behind" for name in self._terminals.find_left_behind()]
        leaks += self._find_left()
        leaks += [f"port {port} is still listened on" for port in self._find_busy_ports()]
        hint = f"let block `{cleanup.id}` undo what the lab does, and no more"
        return [Failure(cleanup.where, f"block `{cleanup.id}`: {leak}", hint=hint) for leak in leaks]

    def _find_left(self) -> list[str]:
        deadline = time.monotonic() + (SETTLING_S if self.cluster else 0)
        while True:
            changes = find_changes(self._before, self._find_things())
            strange = [change for change in changes if self._strangers.has(change)]
            leaks = [change for change in changes if change not in strange]
            if not leaks or time.monotonic() >= deadline:
                break
            threading.Event().wait(RETRY_INTERVAL_S)
        self.report.notes = format_changes(strange)
        return format_changes(leaks)

    def _find_things(self) -> frozenset[Thing]:
        things = frozenset() if self.lab.front.needs == "none" else self.machine.find_things()
        return things | find_home_files(Path.home())

    def _find_busy_ports(self) -> list[int]:
        """The lab's ports that are taken, by others than the shared cluster, which leads its own to the labs."""
        doors = self.cluster.ports if self.cluster else []
        return self.machine.find_busy_ports(port for port in self.lab.front.ports if port not in doors)


def _not_run(block: ConsoleBlock, index: int, status: Status) -> CommandOutcome:
    command = block.commands[index]
    return CommandOutcome(block.id, index + 1, command.text, status, shown=len(command.expected))
