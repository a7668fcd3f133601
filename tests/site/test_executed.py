"""Pages tell of the record: when, on what and how long a lab was executed, and all labs together."""

from __future__ import annotations

import json
import logging
import re

import pytest

from tests.site.project import Project
from workshop.lab import load_lab
from workshop.lab.digest import digest_lab

RECORD = "labs/record/01-first.json"
HARDWARE = {"cpus": 2, "memory_bytes": 24 * 2**30, "system": "Linux x86_64", "kernel": "6.1"}
NEW = {"docker": "29.8.1", "store": "containerd overlayfs", "kubernetes": "1.37.0", "seconds": 75}
OLD = {"date": "2026-11-20", "docker": "28.5.2+dfsg4", "store": "classic overlay2", "seconds": 34}


def write_record(project: Project, *rows: dict[str, object]) -> None:
    """The sample's record with *rows*, each of the lab as it is, where it does not say otherwise."""
    row = {
        "digest": digest_lab(load_lab(project.folder / "labs" / "01-first")),
        "date": "2026-11-22",
        "seconds": 0,
        "hardware": HARDWARE,
        "commands": 4,
        "outputs": 2,
        "checks": 1,
    }
    content = {"format": 1, "lab": "01-first", "rows": [row | more for more in rows]}
    project.write(RECORD, json.dumps(content))


def read_facts(project: Project, prefix: str = "") -> list[str]:
    """What the lab's page says of its tests."""
    assert project.build() == []
    page = (project.folder / "site" / prefix / "labs" / "01-first" / "index.html").read_text(encoding="utf-8")
    return re.findall("<dt>(?:测试|Tested)</dt><dd>(.*?)</dd>", page)


def test_a_lab_without_a_record(project: Project) -> None:
    """Without a record the page says that the lab was not executed yet."""
    project.remove(RECORD)
    assert read_facts(project) == ["还没有执行过"]
    assert read_facts(project, "en") == ["not executed yet"]


def test_a_lab_that_changed(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    """A page whose lab was executed as it was before says so, and the build names the lab and what to type."""
    write_record(project, {"digest": "0" * 64}, {"digest": "1" * 64, "date": "2026-11-01"})
    with caplog.at_level(logging.WARNING, "workshop.site"):
        assert read_facts(project) == ["2026-11-22 执行过，之后又改了"]
    assert read_facts(project, "en") == ["changed since it was last executed, on 2026-11-22"]
    assert caplog.messages[0] == (
        f"{load_lab(project.folder / 'labs' / '01-first').path}: changed since it was last executed, on 2026-11-22; "
        "to execute and record it: workshop record 01-first"
    )


@pytest.mark.parametrize(
    ("prefix", "lines"),
    [
        (
            "",
            [
                "2026-11-22 在 Docker 29.8.1（containerd 镜像存储）、Kubernetes 1.37.0 上执行过，用时 75 秒"
                "（2 核、24 GiB、Linux x86_64）",
                "2026-11-20 在 Docker 28.5.2（经典镜像存储）上执行过，用时 34 秒（2 核、24 GiB、Linux x86_64）",
            ],
        ),
        (
            "en",
            [
                "executed on 2026-11-22 with Docker 29.8.1 (containerd image store), Kubernetes 1.37.0, in 75 s "
                "(2 processors, 24 GiB, Linux x86_64)",
                "executed on 2026-11-20 with Docker 28.5.2 (classic image store), in 34 s "
                "(2 processors, 24 GiB, Linux x86_64)",
            ],
        ),
    ],
)
def test_an_executed_lab(project: Project, prefix: str, lines: list[str], caplog: pytest.LogCaptureFixture) -> None:
    """Each engine that executed the lab is a row, with its store, Kubernetes and the machine; nothing is warned of."""
    write_record(project, NEW, OLD, {"digest": "0" * 64})
    assert read_facts(project, prefix) == lines
    assert [record for record in caplog.records if record.name == "workshop.site"] == []


def test_a_lab_that_needs_no_engine(project: Project) -> None:
    """Of a lab without an engine the page tells day, seconds and machine."""
    write_record(project, {})
    assert read_facts(project) == ["2026-11-22 执行过，用时 1 秒（2 核、24 GiB、Linux x86_64）"]


def test_a_broken_record(project: Project) -> None:
    """A file in the record's place that is none fails the build by name."""
    project.write(RECORD, "{}")
    [message] = project.build()
    assert message.startswith(f"{RECORD}: is not a record in format 1: lab: Field required")


PROSE = "一个容器只是一个进程。"
SAID = {
    "zh": (
        "1 个实验、4 条命令，2026-11-22 在 Docker 29.8.1（containerd 镜像存储）和 Kubernetes 1.37.0 上全部执行过"
        "；其中 1 个实验也在 Docker 28.5.2（经典镜像存储）上执行过。"
    ),
    "en": (
        "1 labs, 4 commands, all executed on 2026-11-22 with Docker 29.8.1 (containerd image store) and Kubernetes "
        "1.37.0; 1 of the labs with Docker 28.5.2 (classic image store) too."
    ),
}


@pytest.fixture
def telling(project: Project) -> Project:
    """The sample, whose chapter tells what is proven."""
    macros = "{$ proven() $}\n\n{$ proven_table() $}\n"
    project.edit("docs/01-one.md", PROSE, f"已证明：{macros}")
    project.edit("docs/01-one.en.md", "A container is only a process.", f"Proven: {macros}")
    return project


def test_what_is_proven_in_all(telling: Project) -> None:
    """A sentence and a table tell what was executed of all labs, an engine each."""
    project = telling
    write_record(project, NEW, OLD)
    assert project.build() == []
    for language, prefix in (("zh", ""), ("en", "en")):
        page = (project.folder / "site" / prefix / "01-one" / "index.html").read_text(encoding="utf-8")
        assert re.sub(r"\s+", " ", SAID[language]) in re.sub(r"\s+", " ", page)
        [table] = re.findall('<div class="proven-table">.*?</div>', page)
        cells = re.findall("<td>(.*?)</td>", table)
        assert [cells[1:6], cells[7:]] == [
            ["1", "4", "2", "1", "2026-11-22"],
            ["1", "4", "2", "1", "2026-11-20"],
        ]


def test_what_is_not_proven_is_not_claimed(telling: Project) -> None:
    """A lab that changed since it was executed does not count; where none is left, nothing is claimed."""
    write_record(telling, {"digest": "0" * 64})
    assert telling.build() == []
    page = (telling.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    assert "已证明：" in page
    assert "执行过" not in page
    assert "<tbody></tbody>" in page
