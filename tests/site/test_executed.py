"""A lab's page tells when, on what and how long the lab was executed, from the record of runs."""

from __future__ import annotations

import json
import re

import pytest

from tests.site.project import Project
from workshop.lab import load_lab

RECORD = ".workshop/runs.json"


def write_record(project: Project, *runs: dict[str, object]) -> None:
    """A record with *runs*, each of the sample's lab as it is, where it does not say otherwise."""
    run = {
        "lab": "01-first",
        "digest": load_lab(project.folder / "labs" / "01-first").digest(),
        "started": "2026-11-22T23:59:59+00:00",
        "docker": None,
        "kubernetes": None,
        "seconds": 0.2,
        "passed": True,
    }
    project.write(RECORD, json.dumps({"format": 1, "runs": [run | more for more in runs]}))


def read_facts(project: Project, prefix: str = "") -> list[str]:
    """What the lab's page says of its tests."""
    assert project.build() == []
    page = (project.folder / "site" / prefix / "labs" / "01-first" / "index.html").read_text(encoding="utf-8")
    return re.findall("<dt>(?:测试|Tested)</dt><dd>(.*?)</dd>", page)


def test_a_lab_without_a_record(project: Project) -> None:
    """Without a record, and with one of other files or of a run that failed, the page says that there is no run."""
    assert read_facts(project) == ["还没有执行过"]
    write_record(project, {"digest": "0" * 64}, {"passed": False}, {"lab": "02-second"})
    assert read_facts(project, "en") == ["not executed yet"]


@pytest.mark.parametrize(
    ("prefix", "lines"),
    [
        (
            "",
            [
                "在 2026-11-20 用 Docker 28.5.2 执行过，用时 34 秒",
                "在 2026-11-21 用 Docker 29.0.0+&lt;x&gt;、Kubernetes 1.37.0 执行过，用时 75 秒",
                "在 2026-11-22 执行过，用时 1 秒",
            ],
        ),
        (
            "en",
            [
                "executed on 2026-11-20 with Docker 28.5.2, in 34 s",
                "executed on 2026-11-21 with Docker 29.0.0+&lt;x&gt;, Kubernetes 1.37.0, in 75 s",
                "executed on 2026-11-22, in 1 s",
            ],
        ),
    ],
)
def test_an_executed_lab(project: Project, prefix: str, lines: list[str]) -> None:
    """Each version that the lab was executed on is a row, the earliest first."""
    second = {"started": "2026-11-21T08:00:00+00:00", "docker": "29.0.0+<x>", "kubernetes": "1.37.0", "seconds": 75}
    write_record(project, {}, second, {"started": "2026-11-20", "docker": "28.5.2", "seconds": 33.7})
    assert read_facts(project, prefix) == lines


def test_a_broken_record(project: Project) -> None:
    """A file in the record's place that is none fails the build by name."""
    project.write(RECORD, "{}")
    message = f"{RECORD}: is not a record of runs in format 1"
    assert project.build() == [f"{message}\n\nhint: delete it; a run makes it anew"]
