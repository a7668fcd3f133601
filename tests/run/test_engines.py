"""The runner compares what the engine that it meets prints: the page's own output, or the one below it."""

from __future__ import annotations

import pytest

from tests.run.conftest import CLEANUP, EmptyMachine, MakeLab
from workshop.run.outcome import LabReport
from workshop.run.report import format_failure
from workshop.run.runner import LabRun

BLOCK = "```{.console #say}\n$ echo new\nnew\n$ echo same\nsame\n```\n"
BODY = BLOCK + '```{.console #say engine="28"}\n$ echo new\nold\n```\n'


class Engine(EmptyMachine):
    """A machine whose engine is of that version."""

    def __init__(self, version: str) -> None:
        self.version = version

    def docker_version(self) -> str | None:
        """The one that the test chose."""
        return self.version


def run_on(version: str, make_lab: MakeLab, body: str) -> LabReport:
    """The report of a lab of *body* on an engine of that version."""
    lab_run = LabRun(make_lab(body + CLEANUP, "docker"), Engine(version))
    lab_run.open()
    for block in lab_run.lab.blocks:
        lab_run.run_block(block)
    return lab_run.close()


@pytest.mark.parametrize(("version", "printed", "passes"), [("29.8.1", "new", True), ("28.5.2+dfsg4", "new", False)])
def test_the_output_of_the_engine_is_compared(version: str, printed: str, passes: bool, make_lab: MakeLab) -> None:
    """What 29 prints passes on 29 and not on 28, where the variant is expected, at the variant's line."""
    report = run_on(version, make_lab, BODY)
    assert report.passed is passes
    assert [format_failure(failure).splitlines()[:3] for failure in report.all_failures] == (
        []
        if passes
        else [
            [
                "labs/01-try/lab.md:14: failed: block `say`, command 1: wrong output",
                "  expected | old",
                f"  got      | {printed}",
            ]
        ]
    )


def test_the_variant_passes_on_its_engine(make_lab: MakeLab) -> None:
    """What only 28 prints passes there, beside outputs that both print alike, and all of it counts as compared."""
    report = run_on(
        "28.5.2",
        make_lab,
        BODY.replace("$ echo new\nnew", "$ echo old\nnew").replace('28"}\n$ echo new', '28"}\n$ echo old'),
    )
    assert report.passed
    assert [(command.shown, command.compared) for command in report.commands[:2]] == [(1, 1), (1, 1)]


def test_a_cleanup_may_have_a_variant(make_lab: MakeLab) -> None:
    """The last block is still the cleanup where another engine prints something else there."""
    body = "```{.console #step}\n$ true\n```\n"
    cleanup = '```{.console #cleanup}\n$ echo a\nb\n```\n```{.console #cleanup engine="28"}\na\n```\n'
    lab_run = LabRun(make_lab(body + cleanup, "docker"), Engine("28.0.1"))
    lab_run.open()
    for block in lab_run.lab.blocks:
        lab_run.run_block(block)
    report = lab_run.close()
    assert report.passed
    assert [block.block for block in report.blocks] == ["step", "cleanup"]
