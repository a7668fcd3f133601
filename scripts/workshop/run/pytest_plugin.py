"""Collects labs as tests: a file a lab, an item a block, named by its id: `labs/03-volumes/lab.md::create-volume`.

Runs are written to the record, so that the account and the pages can be held against them. What a machine lacks is
told by name, and is a failure with `CI=true`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from workshop.errors import RequirementError, WorkshopError
from workshop.lab import Lab, load_lab
from workshop.lab.faults import refuse_faults
from workshop.lab.load import LAB_FOLDER
from workshop.lab.model import Block
from workshop.run.machine import LocalMachine
from workshop.run.order import shuffle_labs
from workshop.run.outcome import BlockOutcome, LabReport, Status
from workshop.run.report import format_account, format_block, format_failure, format_notes, format_skips
from workshop.run.runner import LabRun
from workshop.run.runs import RUNS, save_run
from workshop.run.turns import Turns, gather

REPORTS = pytest.StashKey[list[LabReport]]()
SEED = pytest.StashKey[int | None]()
TURNS = pytest.StashKey[Turns]()


class BlockFailedError(Exception):
    """Carries a block's report to pytest's own."""


class LabFile(pytest.File):
    """One lab: opened when its first block is about to run, closed after its last."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item a block, in page order."""
        try:
            self.lab: Lab = load_lab(self.path.parent)
            refuse_faults(self.lab)
        except WorkshopError as error:
            raise self.CollectError(str(error)) from None
        for block in self.lab.blocks:
            yield BlockItem.from_parent(self, name=block.id, block=block)

    def setup(self) -> None:
        """Take the machine and open the run."""
        self._stack = ExitStack()
        try:
            turn = self.config.stash[TURNS].take(self.lab, f"the tests run {self.lab.id}")
            self.run = LabRun(self.lab, LocalMachine(), cluster=self._stack.enter_context(turn))
            self.run.open()
        except RequirementError as error:
            self._stack.close()
            if os.environ.get("CI") == "true":
                pytest.fail(f"{self.lab.id}: {error}", pytrace=False)
            pytest.skip(f"{self.lab.id} was not run: {error.message}")
        self._stack.callback(self._close)

    def teardown(self) -> None:
        """Close the run and give the machine back."""
        self._stack.close()

    def run_to(self, block: Block) -> BlockOutcome:
        """Run the blocks up to *block* that have not been run, so that one item alone works too."""
        done = {outcome.block: outcome for outcome in self.run.report.blocks}
        for each in self.lab.blocks:
            if each.id not in done:
                done[each.id] = self.run.run_block(each)
            if each.id == block.id:
                break
        return done[block.id]

    def _close(self) -> None:
        report = self.run.close()
        if not report.passed:
            # What it broke in a shared cluster is not to break the next lab.
            self.config.stash[TURNS].end_cluster()
        self.config.stash.setdefault(REPORTS, []).append(report)
        save_run(report, self.config.rootpath / RUNS)


class BlockItem(pytest.Item):
    """One block of a lab."""

    def __init__(self, *, block: Block, **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]  # pytest's own arguments, passed through
        self.block = block

    @property
    def lab(self) -> Lab:
        """The lab that it is of."""
        assert isinstance(self.parent, LabFile)
        return self.parent.lab

    def runtest(self) -> None:
        """Run the block; fail with its report."""
        assert isinstance(self.parent, LabFile)
        outcome = self.parent.run_to(self.block)
        if outcome.status is Status.SKIPPED:
            self.add_report_section("call", "lab", format_block(outcome))
        elif outcome.status is not Status.PASSED:
            failures = [format_failure(failure) for failure in outcome.failures]
            raise BlockFailedError("\n\n".join(failures) or format_block(outcome).strip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The block's own report in place of a traceback, which would show only the runner."""
        if isinstance(excinfo.value, BlockFailedError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the block stands; pytest counts lines from 0."""
        return self.path, self.block.first_line - 1, f"{self.path.parent.name}::{self.block.id}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The order of labs."""
    text = "run labs in the order of SEED, the blocks of each in their own; with CI=true the default is a new one"
    parser.getgroup("labs").addoption("--random-order", type=int, metavar="SEED", help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Draw a seed in CI, where every run is to try another order."""
    seed: int | None = config.getoption("--random-order")
    if seed is None and os.environ.get("CI") == "true":
        seed = random.randrange(1_000_000)
    config.stash[SEED] = seed

    def tell(line: str) -> None:
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(line)

    config.stash[TURNS] = Turns(tell)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let whole labs change places; items that are of no lab keep theirs."""
    seed = config.stash[SEED]
    blocks = [item for item in items if isinstance(item, BlockItem)]
    labs = {item.lab.id: item.lab for item in blocks}
    order = list(labs) if seed is None else shuffle_labs(labs, seed)
    wanted = [lab.id for lab in gather(labs[lab_id] for lab_id in order)]
    sorted_blocks = iter(sorted(blocks, key=lambda item: wanted.index(item.lab.id)))
    items[:] = [next(sorted_blocks) if isinstance(item, BlockItem) else item for item in items]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """End the shared cluster with the last lab that is in it, before a test of another kind has the machine."""
    if not (isinstance(nextitem, BlockItem) and nextitem.lab.front.shares_cluster):
        item.config.stash[TURNS].end_cluster()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End the shared cluster where the session was cut short."""
    session.config.stash[TURNS].end_cluster()


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    """Say how to have the same order again, where there is one."""
    labs = [item for item in items if isinstance(item, BlockItem)]
    seed = config.stash[SEED]
    return [] if seed is None or not labs else [f"labs: in random order, the same again with --random-order {seed}"]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> LabFile | None:
    """A `lab.md` in a folder that is named like a lab."""
    if file_path.name == "lab.md" and LAB_FOLDER.fullmatch(file_path.parent.name):
        return LabFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The account of the labs that ran."""
    reports = config.stash.get(REPORTS, [])
    if reports:
        terminalreporter.section("labs")
        for line in [*format_account(reports), *format_skips(reports), *format_notes(reports)]:
            terminalreporter.write_line(line)
