"""What the two READMEs tell an author to write is what the kit reads and runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.site.project import Project
from workshop.lab import find_labs, load_lab
from workshop.lab.digest import digest_lab
from workshop.lab.record import read_records
from workshop.lab.uses import find_use_errors
from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine
from workshop.run.outcome import Status
from workshop.run.report import format_failure
from workshop.run.runner import LabRun
from workshop.site.executed import proven_text

PROJECT = Path(__file__).resolve().parent.parent
CLEANUP = "```{.console #cleanup}"
READMES = ("README.md", "README.zh.md")
TRANSLATED = """---
{title: Logs}
---
```{.console #say}
```
```{.check #said title="The container has spoken" hint="docker ps -a shows how it ended"}
```
```{.console #cleanup}
```
"""


def read_samples(name: str) -> list[str]:
    """Return the samples in README *name*, in order: a chapter, a lab, a check to be put before that lab's clean-up."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return re.findall(r"^````markdown\n(.*?)^````$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_ten_lines(name: str) -> None:
    """A chapter and a lab are written in ten lines each, as the headings above them say."""
    chapter, lab, _ = read_samples(name)
    assert [len(chapter.splitlines()), len(lab.splitlines())] == [10, 10]


@pytest.fixture
def written(tmp_path: Path) -> Project:
    """A copy of this talk with what the READMEs tell an author to write, word for word, where they tell it."""
    for name in ("docs", "labs"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    project = Project(tmp_path)
    project.write("mkdocs.yml", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    last = "      - 07-the-visible-future.md\n"
    project.edit("mkdocs.yml", last, f"{last}      - 08-our-cloud.md\n")
    for name, language in zip(READMES, (".en", ""), strict=True):
        project.write(f"docs/08-our-cloud{language}.md", read_samples(name)[0])
    _, lab, check = read_samples("README.zh.md")
    project.write("labs/15-logs/lab.md", lab.replace(CLEANUP, check + CLEANUP))
    project.write("labs/15-logs/lab.en.md", TRANSLATED)
    return project


def test_samples_build(written: Project) -> None:
    """The chapter of both READMEs is a page with a deck in each language, and their lab a page, in a strict build."""
    assert written.build() == []
    for prefix, title, ask in (
        ("", "我们的云", "你们的虚拟机启动要多久？"),
        ("en/", "Our cloud", "does your virtual machine"),
    ):
        page = (written.folder / "site" / prefix / "08-our-cloud" / "index.html").read_text(encoding="utf-8")
        deck = (written.folder / "site" / prefix / "decks" / "08-our-cloud" / "index.html").read_text(encoding="utf-8")
        assert title in page
        assert 'data-block="run-web"' in page
        assert (ask in page, ask in deck) == (False, True)
        assert (written.folder / "site" / prefix / "labs" / "15-logs" / "index.html").is_file()


@pytest.mark.parametrize("name", READMES)
def test_sample_lab_loads(name: str, tmp_path: Path) -> None:
    """The lab of the README is one, word for word, and uses nothing that it does not list."""
    _, text, _ = read_samples(name)
    (tmp_path / "15-logs").mkdir()
    (tmp_path / "15-logs" / "lab.md").write_text(text, encoding="utf-8")
    lab = load_lab(tmp_path / "15-logs")
    assert [block.id for block in lab.blocks] == ["say", "cleanup"]
    assert find_use_errors(lab) == []


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.parametrize("name", READMES)
def test_sample_lab_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lab of the README runs: what it shows is what comes out, its check fails before and passes after its step."""
    _, text, check = read_samples(name)
    folder = tmp_path / "labs" / "15-logs"
    folder.mkdir(parents=True)
    (folder / "lab.md").write_text(text.replace(CLEANUP, check + CLEANUP), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with hold_machine("the tests run the README's lab", print):
        lab_run = LabRun(load_lab(folder), LocalMachine())
        lab_run.open()
        outcomes = [lab_run.run_block(block) for block in lab_run.lab.blocks]
        report = lab_run.close()
    assert [format_failure(failure) for outcome in report.blocks for failure in outcome.failures] == []
    expected = [(block, Status.PASSED) for block in ("say", "said", "cleanup")]
    assert [(outcome.block, outcome.status) for outcome in outcomes] == expected


def test_the_two_agree() -> None:
    """Both show the same commands and the same code, but for what is prose."""
    shown = [re.findall(r"^(?:\$|\./|\{\$|```\{)\S* [^\n\"]*", "\n".join(read_samples(name)), re.M) for name in READMES]
    assert shown[0] == shown[1]
    assert shown[0]


@pytest.mark.parametrize("name", READMES)
def test_what_is_proven(name: str) -> None:
    """A README claims what the record holds: labs, commands, day, engines, stores."""
    digests = {lab.id: digest_lab(lab) for lab in map(load_lab, find_labs(PROJECT))}
    told = proven_text(digests, read_records(PROJECT, []), "zh" if ".zh." in name else "en")
    assert told
    assert told in (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    """Every file that a README links to or shows is there."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not (PROJECT / link).exists()] == []
