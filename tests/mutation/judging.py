"""Lets the runner itself judge mutants: a real run of a lab, but for its terminal, which answers what it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.mutation.mutants import CheckMutant, Mutant
from tests.run.conftest import EmptyMachine
from tests.run.fake_terminal import INTERRUPT, FakeTerminal
from workshop.lab import Lab
from workshop.lab.compare import Comparison
from workshop.lab.model import Block, ConsoleBlock, Typed
from workshop.run.execution import Execution
from workshop.run.outcome import BlockOutcome, Status
from workshop.run.runner import LabRun


class Judge:
    """Tells what the runner says of blocks of one lab."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._terminal = FakeTerminal()
        self._run = LabRun(lab, EmptyMachine(), self._open)

    @classmethod
    @contextmanager
    def of(cls, lab: Lab) -> Iterator[Judge]:
        """A judge for *lab*, whose files are there for checks to look at."""
        judge = cls(lab)
        judge._run.open()
        try:
            yield judge
        finally:
            judge._run.close()

    def passes(self, mutant: Mutant, before: Comparison | None = None) -> bool:
        """Whether the runner finds nothing wrong, where the lab's run has told it *before* so far."""
        self._run.comparison = (before or Comparison(self._lab)).copy()
        self._tell(mutant.block, mutant.execution)
        return self._judge(mutant.block, [mutant.block]).status is Status.PASSED

    def passes_check(self, mutant: CheckMutant) -> bool:
        """Whether the runner takes the check for one that tells whether its step was done."""
        command = replace(mutant.block.commands[0], expected=())
        step = replace(mutant.block, commands=(command,))
        self._tell(step, Execution((), command.exit_code, 0.0))
        self._judge(step, [step, mutant.check])
        return self._run.run_block(mutant.check).status is Status.PASSED

    def _tell(self, block: ConsoleBlock, execution: Execution) -> None:
        """Let *execution* come of the one command of *block*."""
        command = block.commands[0]
        self._terminal.transcript = {INTERRUPT if command.typed is Typed.INTERRUPT else command.text: execution}

    def _judge(self, block: Block, blocks: list[Block]) -> BlockOutcome:
        # With a cleanup of its own behind it, no block is taken for the lab's, which looks for what was left behind.
        cleanup = replace(self._lab.cleanup, id="cleanup-after", commands=())
        self._run.lab = replace(self._lab, blocks=(*blocks, cleanup))
        self._run.stopped_by = None
        return self._run.run_block(block)

    def _open(self, folder: Path, environment: dict[str, str]) -> FakeTerminal:
        return self._terminal
