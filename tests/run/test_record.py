"""What of a run is written into the record, and when it is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.run.conftest import MakeLab
from workshop.errors import ContentError, UsageError
from workshop.lab import Lab
from workshop.lab.digest import digest_lab
from workshop.lab.record import Hardware
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status
from workshop.run.record import write_row

BODY = "```{.console #step}\n$ measure\nstart-up: 1.5 s\nstate: fine\n```\n```{.console #cleanup}\n$ true\n```\n"
HARDWARE = Hardware(2, 4 * 2**30, "Linux x86_64", "6.1.0")


def report(lab: Lab, **more: object) -> LabReport:
    """A run of *lab* that passed on Docker 29."""
    printed = ("start-up: 2.5 s", "start-up: 9 s", "state: fine")
    command = CommandOutcome("step", 1, "measure", Status.PASSED, shown=2, compared=2, output=printed)
    blocks = [
        BlockOutcome("step", "console", Status.PASSED, commands=(command,)),
        BlockOutcome("made", "check", Status.PASSED, seen_failing=True, seen_passing=True),
    ]
    made = LabReport(lab.id, digest_lab(lab), "2026-11-30T08:00:00+00:00", "29.8.1", None, 12.4, blocks)
    made = replace(made, store="containerd overlayfs", hardware=HARDWARE, clients={"docker compose": "5.2.0"})
    return replace(made, images={"busybox:1.37": "sha256:" + "a" * 64}, **more)  # type: ignore[arg-type]


def read(path: Path) -> list[dict[str, object]]:
    """The rows of a file of the record."""
    return list(json.loads(path.read_text(encoding="utf-8"))["rows"])


def test_a_row_says_what_was_executed_on_what(make_lab: MakeLab, tmp_path: Path) -> None:
    """The file is small and sorted: counts, versions, machine, images, and the numbers that were measured."""
    lab = make_lab(BODY)
    path = write_row(tmp_path, lab, report(lab))
    assert path == tmp_path / "labs" / "record" / "01-try.json"
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert read(path) == [
        {
            "digest": digest_lab(lab),
            "date": "2026-11-30",
            "seconds": 12,
            "docker": "29.8.1",
            "store": "containerd overlayfs",
            "programs": {"docker compose": "5.2.0"},
            "hardware": {"cpus": 2, "memory_bytes": 4 * 2**30, "system": "Linux x86_64", "kernel": "6.1.0"},
            "images": {"busybox:1.37": "sha256:" + "a" * 64},
            "commands": 1,
            "outputs": 1,
            "checks": 1,
            "measured": {"step": {"start-up": "2.5 s"}},
        }
    ]


def test_one_row_an_engine(make_lab: MakeLab, tmp_path: Path) -> None:
    """A later run on the same engine and store takes the row's place, one on another stands below the newer engine."""
    lab = make_lab(BODY)
    old = replace(report(lab), docker="28.5.2", store="classic overlay2")
    for made in (old, report(lab), replace(report(lab), docker="29.9.0"), replace(old, store="containerd overlayfs")):
        path = write_row(tmp_path, lab, made)
    assert [(row["docker"], row["store"]) for row in read(path)] == [
        ("29.9.0", "containerd overlayfs"),
        ("28.5.2", "classic overlay2"),
        ("28.5.2", "containerd overlayfs"),
    ]


def test_rows_of_the_lab_before_go(make_lab: MakeLab, tmp_path: Path) -> None:
    """What was executed of the lab as it was proves nothing any more."""
    lab = make_lab(BODY)
    write_row(tmp_path, lab, replace(report(lab), docker="28.5.2"))
    changed = make_lab(BODY.replace("$ true", "$ :"))
    path = write_row(tmp_path, changed, report(changed))
    assert [(row["docker"], row["digest"]) for row in read(path)] == [("29.8.1", digest_lab(changed))]


def test_a_run_that_failed_is_not_recorded(make_lab: MakeLab, tmp_path: Path) -> None:
    """Nothing is written of a run that did not pass, and the record stays as it was."""
    lab = make_lab(BODY)
    with pytest.raises(UsageError, match="01-try did not pass, so it is not recorded"):
        write_row(tmp_path, lab, report(lab, blocks=[BlockOutcome("step", "console", Status.FAILED)]))
    assert not (tmp_path / "labs" / "record").exists()


def test_a_foreign_file_is_not_overwritten(make_lab: MakeLab, tmp_path: Path) -> None:
    """A file in the record's place that is none is named, and left alone."""
    lab = make_lab(BODY)
    path = tmp_path / "labs" / "record" / "01-try.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError):
        write_row(tmp_path, lab, report(lab))
    assert path.read_text(encoding="utf-8") == "{}"
