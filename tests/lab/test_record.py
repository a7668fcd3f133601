"""The record of what was executed, as those read it who run nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lab.conftest import HEAD, ReadLab
from workshop.errors import ContentError
from workshop.lab.record import Record, Row, find_current, find_unproven, find_value, read_records

NOW, BEFORE = "a" * 64, "b" * 64
ROW: dict[str, Any] = {
    "digest": NOW,
    "date": "2026-11-30",
    "seconds": 12,
    "docker": "29.8.1",
    "store": "containerd overlayfs",
    "hardware": {"cpus": 2, "memory_bytes": 1, "system": "Linux x86_64"},
    "commands": 3,
    "outputs": 2,
    "checks": 1,
}
DOCKER_HEAD = HEAD.replace("needs: none", "needs: docker")
STEP = "```{.console #a}\n$ echo a\na\n```\n"
OLD = '```{.console #a engine="28"}\nb\n```\n'


def row(**more: object) -> Row:
    """A run on Docker 29."""
    return Row.model_validate(ROW | more)


def write(root: Path, name: str, content: object) -> None:
    """A file of the record."""
    folder = root / "labs" / "record"
    folder.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def test_records_are_found_by_lab(tmp_path: Path) -> None:
    """Each file is the record of the lab that it is named after; a project without one has none."""
    errors: list[ContentError] = []
    assert (read_records(tmp_path, errors), errors) == ({}, [])
    write(tmp_path, "01-try", {"format": 1, "lab": "01-try", "rows": [ROW]})
    assert (read_records(tmp_path, errors), errors) == ({"01-try": Record(lab="01-try", rows=(row(),))}, [])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "is not a record in format 1: Invalid JSON: EOF while parsing a value at line 1 column 0"),
        ({"format": 2, "lab": "01-try", "rows": [ROW]}, "is not a record in format 1: format: Input should be 1"),
        (
            {"format": 1, "lab": "01-try", "rows": []},
            "is not a record in format 1: rows: Tuple should have at least 1 item after validation, not 0",
        ),
        (
            {"format": 1, "lab": "01-try", "rows": [ROW | {"commands": 0}]},
            "is not a record in format 1: rows.0.commands: Input should be greater than or equal to 1",
        ),
        (
            {"format": 1, "lab": "01-try", "rows": [ROW | {"passed": False}]},
            "is not a record in format 1: rows.0.passed: Extra inputs are not permitted",
        ),
    ],
)
def test_another_file_is_no_record(tmp_path: Path, content: object, problem: str) -> None:
    """What is not in the record's format is told by file, with how to have it anew."""
    errors: list[ContentError] = []
    write(tmp_path, "01-try", content)
    assert read_records(tmp_path, errors) == {}
    hint = "\n\nhint: delete it and run `workshop record 01-try`"
    assert list(map(str, errors)) == [f"labs/record/01-try.json: {problem}{hint}"]


def test_a_record_under_another_name(tmp_path: Path) -> None:
    """A copied file proves nothing of the lab that it is named after."""
    errors: list[ContentError] = []
    write(tmp_path, "02-other", {"format": 1, "lab": "01-try", "rows": [ROW]})
    assert read_records(tmp_path, errors) == {}
    assert list(map(str, errors)) == [
        "labs/record/02-other.json: is the record of another lab, 01-try\n\nhint: rename or delete it"
    ]


def test_only_rows_of_the_lab_as_it_is_prove_it() -> None:
    """Rows of the lab as it was before are not current, and neither are those of no record."""
    record = Record(lab="01-try", rows=(row(), row(digest=BEFORE, docker="28.5.2")))
    assert find_current(record, NOW) == [row()]
    assert find_current(None, NOW) == []


def test_what_is_not_proven(read_lab: ReadLab) -> None:
    """A lab is proven by a run on the engine that its pages show, and on each whose outputs it shows besides."""
    plain, two = read_lab(STEP, head=DOCKER_HEAD), read_lab(STEP + OLD, head=DOCKER_HEAD)
    new, old = row(), row(docker="28.5.2+dfsg4", store="classic overlay2")

    def tell(lab: Any, *rows: Row) -> str | None:
        return find_unproven(lab, NOW, Record(lab="01-try", rows=rows) if rows else None)

    assert tell(plain) == "not executed yet"
    assert tell(plain, row(digest=BEFORE, date="2026-10-01"), row(digest=BEFORE, date="2026-11-02")) == (
        "changed since it was last executed, on 2026-11-02"
    )
    assert tell(plain, old) == "not executed as it is now on Docker 29"
    assert tell(two, new) == "not executed as it is now on Docker 28"
    assert tell(two, row(docker="27.0.1")) == "not executed as it is now on Docker 29, Docker 28"
    assert [tell(plain, new), tell(plain, new, old), tell(two, new, old)] == [None, None, None]


def test_a_lab_without_an_engine_needs_none(read_lab: ReadLab) -> None:
    """Of a lab that needs no engine any run proves it."""
    lab = read_lab(STEP)
    record = Record(lab="01-try", rows=(row(docker=None, store=None),))
    assert find_unproven(lab, NOW, record) is None
    assert find_unproven(lab, BEFORE, record) == "changed since it was last executed, on 2026-11-30"


def test_a_value_is_of_the_first_row_that_has_one() -> None:
    """A measured value is looked for row by row, and in each block by block."""
    first, second = row(measured={"b": {"time": "2 s"}}), row(measured={"a": {"time": "1 s"}, "b": {"size": "3 MB"}})
    assert find_value([first, second], "time", ["a", "b"]) == ("2 s", first)
    assert find_value([first, second], "size", ["a", "b"]) == ("3 MB", second)
    assert find_value([first, second], "time", ["a"]) == ("1 s", second)
    assert find_value([first, second], "time", []) is None
