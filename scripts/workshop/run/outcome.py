"""What came of a lab's run, as plain data, and its account. Knows nothing of printing or of how commands are run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from workshop.lab.record import Hardware


class Status(StrEnum):
    """How a command, a check, a block or a lab ended."""

    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    SKIPPED = "skipped"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Failure:
    """Why something failed: one line at `where` (`path:line`), then expected against got, then what to do.

    `is_mismatch` tells a difference of outputs and nothing else, which an author may accept.
    """

    where: str
    message: str
    expected: str | None = None
    got: str | None = None
    detail: str = ""
    output: tuple[str, ...] = ()
    hint: str | None = None
    is_mismatch: bool = False


@dataclass(frozen=True)
class CommandOutcome:
    """One `$` entry of block `block`; `index` counts from 1. `shown` lines of output stand on the page."""

    block: str
    index: int
    text: str
    status: Status
    shown: int = 0
    compared: int = 0
    seconds: float = 0.0
    failure: Failure | None = None
    output: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockOutcome:
    """One fence: a console block's commands, a check's two runs, or a file that is there."""

    block: str
    kind: str
    status: Status
    seconds: float = 0.0
    commands: tuple[CommandOutcome, ...] = ()
    failures: tuple[Failure, ...] = ()
    reason: str | None = None
    seen_failing: bool = False
    seen_passing: bool = False


@dataclass
class LabReport:
    """One run of one lab: `started` in ISO 8601 UTC, `digest` of the lab's files, versions of what it ran on.

    `clients` has the versions of the programs that the lab calls beside docker, by name; `store` is the engine's image
    store, such as `containerd overlayfs`, None where there was no engine or where nobody wrote it down. `images` has
    what the engine calls the lab's images, by name. `notes` tell what others did on the machine meanwhile.
    """

    lab: str
    digest: str
    started: str
    docker: str | None = None
    kubernetes: str | None = None
    seconds: float = 0.0
    blocks: list[BlockOutcome] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    clients: dict[str, str] = field(default_factory=dict)
    hardware: Hardware | None = None
    store: str | None = None
    images: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing failed; skipped commands do not fail a lab, those not run do."""
        fine = (Status.PASSED, Status.SKIPPED)
        return not self.failures and bool(self.blocks) and all(block.status in fine for block in self.blocks)

    @property
    def all_failures(self) -> list[Failure]:
        """The failures of the run as such, then those of its blocks in the order of the page."""
        return [*self.failures, *(failure for block in self.blocks for failure in block.failures)]

    @property
    def commands(self) -> list[CommandOutcome]:
        """The outcomes of all commands, in the order of the page."""
        return [command for block in self.blocks for command in block.commands]


@dataclass(frozen=True)
class Account:
    """The numbers that every run reports."""

    labs: int
    commands: int
    run: int
    skipped: int
    outputs_shown: int
    outputs_compared: int
    checks: int
    checks_seen_failing: int
    checks_seen_passing: int
    seconds: float

    @classmethod
    def of(cls, reports: Iterable[LabReport]) -> Account:
        """The sum over *reports*. A command counts as run once it was started, whatever came of it."""
        reports = list(reports)
        commands = [command for report in reports for command in report.commands]
        checks = [block for report in reports for block in report.blocks if block.kind == "check"]
        return cls(
            labs=len(reports),
            commands=len(commands),
            run=sum(command.status not in (Status.SKIPPED, Status.NOT_RUN) for command in commands),
            skipped=sum(command.status is Status.SKIPPED for command in commands),
            outputs_shown=sum(command.shown > 0 for command in commands),
            outputs_compared=sum(command.compared > 0 for command in commands),
            checks=len(checks),
            checks_seen_failing=sum(check.seen_failing for check in checks),
            checks_seen_passing=sum(check.seen_passing for check in checks),
            seconds=sum(report.seconds for report in reports),
        )
