"""What of a run may be written into a document."""

from __future__ import annotations

import pytest

from tests.run.conftest import CLEANUP, MakeLab
from workshop.errors import ContentErrors
from workshop.run.accept import accept_outputs
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status


@pytest.mark.parametrize("status", [Status.NOT_RUN, Status.TIMED_OUT])
def test_blocks_that_were_not_run(make_lab: MakeLab, status: Status) -> None:
    """A run that did not get through the lab proves nothing, even where nothing is told to have failed."""
    lab = make_lab("```{.console #say}\n$ echo a\nb\n```\n" + CLEANUP)
    said = CommandOutcome("say", 1, "echo a", Status.FAILED, output=("a",))
    cleanup = CommandOutcome("cleanup", 1, "true", status)
    blocks = [
        BlockOutcome("say", "console", Status.FAILED, commands=(said,)),
        BlockOutcome("cleanup", "console", Status.FAILED, commands=(cleanup,), reason="the run was ended"),
    ]
    with pytest.raises(ContentErrors) as caught:
        accept_outputs(lab, LabReport(lab.id, "", "", blocks=blocks))
    assert str(caught.value) == (
        "labs/01-try/lab.md: not updated: block `cleanup` was not run: the run was ended\n\n"
        "hint: mend it, then run `workshop update 01-try` again"
    )
