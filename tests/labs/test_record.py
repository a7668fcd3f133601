"""Every lab was executed as it is now, and the project says when and on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.errors import ContentError
from workshop.lab import find_labs, load_lab
from workshop.lab.digest import digest_lab
from workshop.lab.record import RECORD, find_unproven, read_records

PROJECT = Path(__file__).parents[2]
FOLDERS = find_labs(PROJECT)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_every_lab_is_recorded_as_it_is(folder: Path) -> None:
    """A lab that changed since it was executed, or was never executed on an engine that it shows, is named."""
    errors: list[ContentError] = []
    records = read_records(PROJECT, errors)
    assert errors == []
    lab = load_lab(folder)
    problem = find_unproven(lab, digest_lab(lab), records.get(lab.id))
    assert problem is None, f"{lab.path}: {problem}; to execute and record it: workshop record {lab.id}"


def test_the_record_has_no_lab_too_many() -> None:
    """What is recorded is a lab of the project."""
    recorded = {path.stem for path in (PROJECT / RECORD).glob("*.json")}
    assert recorded == {folder.name for folder in FOLDERS}
