"""Small labs below samples/wrong/, each wrong in one way, and the exact message that its author gets.

A case is a folder with the lab's files and `message.txt`. To add one: write the folder, run this test, read what it
says, and put that into `message.txt` if it is what an author should read.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.run.conftest import EmptyMachine
from workshop.errors import ContentErrors
from workshop.lab import Lab, load_lab, load_translation
from workshop.lab.faults import find_faults
from workshop.run.outcome import Status
from workshop.run.report import format_failure
from workshop.run.runner import LabRun

CASES = sorted((Path(__file__).parent / "samples" / "wrong").iterdir())
RULES = 40
"""How many ways to be wrong there are at least."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_message(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The author of a lab that is wrong in one way is told that, where it is, and nothing else."""
    folder = tmp_path / "labs" / "01-try"
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("message.txt"))
    monkeypatch.chdir(tmp_path)
    assert judge(folder) == (case / "message.txt").read_text(encoding="utf-8").rstrip("\n")


def test_each_case_is_another_way() -> None:
    """There is a case for each rule, and no two cases have the same message."""
    messages = [(case / "message.txt").read_text(encoding="utf-8") for case in CASES]
    assert len(set(messages)) == len(messages) >= RULES


def judge(folder: Path) -> str:
    """What the author of the lab in *folder* is told: when it is read, when the site is built, or when it is run."""
    try:
        lab = load_lab(folder)
        if (folder / "lab.en.md").is_file():
            load_translation(lab)
    except ContentErrors as errors:
        return str(errors)
    if faults := find_faults(lab):
        return "\n".join(map(str, faults))
    return "\n\n".join(run(lab))


def run(lab: Lab) -> list[str]:
    """The messages of all that fails when *lab* is run, which needs no engine; its cleanup is run in any case."""
    lab_run = LabRun(lab, EmptyMachine())
    lab_run.open()
    try:
        for block in lab.blocks:
            lab_run.run_block(block)
    finally:
        report = lab_run.close()
    assert report.commands[-1].status is Status.PASSED
    return [format_failure(failure) for block in report.blocks for failure in block.failures]
