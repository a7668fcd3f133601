"""What of a run may be written into its lab's document: the outputs, and only where nothing but outputs was wrong."""

from __future__ import annotations

from pathlib import Path

from workshop.errors import ContentError, ContentErrors
from workshop.lab import Lab
from workshop.lab.rewrite import Rewrite, rewrite_outputs
from workshop.run.files import replace_file
from workshop.run.outcome import BlockOutcome, LabReport, Status

_STARTED = (Status.PASSED, Status.FAILED)


def accept_outputs(lab: Lab, report: LabReport, *, fill: bool = False) -> Rewrite:
    """Return the document of *lab* with the outputs of the run that *report* is of. Writes nothing.

    Commands that show none get theirs where *fill* asks for it, and where the document shows none at all yet.

    Raises ContentErrors where more than outputs was wrong: a command or a check failed, something was left behind.
    """
    if errors := find_hindrances(lab, report):
        raise ContentErrors(errors)
    printed = {
        (command.block, command.index): command.output for command in report.commands if command.status in _STARTED
    }
    is_first = not any(command.expected for block in lab.consoles for command in block.commands)
    text = lab_file(lab).read_bytes().decode("utf-8")
    return rewrite_outputs(text, lab, printed, report.docker, fill=fill or is_first)


def find_hindrances(lab: Lab, report: LabReport) -> list[ContentError]:
    """Why outputs of this run cannot be taken for right, each with what to do; none where only outputs differed."""
    hint = f"mend it, then run `workshop update {lab.id}` again"
    serious = [failure for failure in report.all_failures if not failure.is_mismatch]
    if serious:
        return [ContentError(f"not updated: {failure.message}", where=failure.where, hint=hint) for failure in serious]
    return [
        ContentError(f"not updated: block `{block.block}` was not run: {block.reason}", where=lab.path, hint=hint)
        for block in report.blocks
        if _was_not_run(block)
    ]


def write_document(lab: Lab, text: str) -> None:
    """Put *text* in place of the document of *lab*, whole or not at all; its permissions stay."""
    replace_file(lab_file(lab), text)


def lab_file(lab: Lab) -> Path:
    """The document that the commands of *lab* stand in."""
    return lab.folder / "lab.md"


def _was_not_run(block: BlockOutcome) -> bool:
    statuses = {block.status, *(command.status for command in block.commands)}
    return bool(statuses & {Status.NOT_RUN, Status.TIMED_OUT})
