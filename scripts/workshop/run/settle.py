"""Judges a run anew, by the document that shows what it printed since it was updated. Starts nothing."""

from __future__ import annotations

from dataclasses import replace

from workshop.lab import ConsoleBlock, Lab
from workshop.lab.compare import Comparison
from workshop.lab.digest import digest_lab
from workshop.lab.variants import choose_outputs
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status


def settle(lab: Lab, report: LabReport) -> LabReport:
    """*report* as it would be told of *lab*, the lab of that run with other outputs shown.

    All outputs are compared once more; only those that differed before may be right now.
    """
    comparison = Comparison(lab)
    blocks = [_settle_block(lab, outcome, comparison, report.docker) for outcome in report.blocks]
    return replace(report, digest=digest_lab(lab), blocks=blocks)


def _settle_block(lab: Lab, outcome: BlockOutcome, comparison: Comparison, docker: str | None) -> BlockOutcome:
    block = lab.find_block(outcome.block)
    if not isinstance(block, ConsoleBlock):
        return outcome
    block = choose_outputs(block, docker)
    commands = tuple(_settle_command(block, command, comparison) for command in outcome.commands)
    mismatches = tuple(command.failure for command in commands if command.failure)
    failures = (*mismatches, *(failure for failure in outcome.failures if not failure.is_mismatch))
    is_fine = all(command.status is Status.PASSED for command in commands) and not failures
    is_failed = outcome.status is Status.FAILED
    return replace(
        outcome,
        commands=commands,
        failures=tuple(dict.fromkeys(failures)),
        status=Status.PASSED if is_failed and is_fine else outcome.status,
    )


def _settle_command(block: ConsoleBlock, outcome: CommandOutcome, comparison: Comparison) -> CommandOutcome:
    command = block.commands[outcome.index - 1]
    if outcome.status not in (Status.PASSED, Status.FAILED) or not command.expected:
        return outcome
    difference = comparison.find_difference(block, command, outcome.output)
    is_mended = outcome.failure is not None and outcome.failure.is_mismatch and difference is None
    return replace(
        outcome,
        status=Status.PASSED if is_mended else Status.FAILED if difference else outcome.status,
        failure=None if is_mended else outcome.failure,
        shown=len(command.expected),
        compared=len(command.expected),
    )
