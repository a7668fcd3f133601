"""`workshop account`, and the files that it writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from workshop.lab import load_lab
from workshop.lab.digest import digest_lab
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status
from workshop.run.runs import RUNS, save_run

LAB = "---\ntitle: 试\nminutes: 1\nneeds: none\n---\n```{.console #cleanup}\n$ true\n```\n"
SHOWN = (
    '<div class="lab-command" data-lab="01-try" data-block="cleanup" data-index="1">'
    '<pre><code><span class="lab-input">true</span></code></pre></div>'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a built site and a recorded run of its one lab."""
    (tmp_path / "mkdocs.yml").touch()
    for file, text in (("labs/01-try/lab.md", LAB), ("site/index.html", SHOWN)):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    command = CommandOutcome("cleanup", 1, "true", Status.PASSED)
    block = BlockOutcome("cleanup", "console", Status.PASSED, commands=(command,))
    digest = digest_lab(load_lab(tmp_path / "labs" / "01-try"))
    save_run(LabReport("01-try", digest, "2026-01-01T00:00:00+00:00", blocks=[block]), tmp_path / RUNS)
    return tmp_path


def account(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `workshop account site` in *project*."""
    command = [str(Path(sys.executable).parent / "workshop"), "account", "site", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_files_are_written(project: Path) -> None:
    """The same account goes to the terminal, to JSON and to JUnit XML, in folders made where they are missing."""
    done = account(project, "--junit", "out/a.xml", "--json", "out/a.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "commands run             1 of 1, 0 skipped" in done.stdout
    content = json.loads((project / "out" / "a.json").read_text(encoding="utf-8"))
    assert (content["total"]["run"], content["problems"], content["left_out"]) == (1, [], [])
    root = ElementTree.parse(project / "out" / "a.xml").getroot()
    assert [(suite.get("name"), suite.get("failures")) for suite in root] == [("01-try", "0"), ("pages", "0")]


def test_problems_are_in_the_files_too(project: Path) -> None:
    """A page that shows what was not run fails the account, and both files say so."""
    (project / "site" / "more.html").write_text(SHOWN.replace('index="1"', 'index="2"'))
    done = account(project, "--junit", "a.xml", "--json", "a.json", "--without", "09-none")
    problem = "more.html: 01-try::cleanup, command 2 was not run"
    assert (done.returncode, done.stderr) == (1, f"failed: {problem}\n")
    content = json.loads((project / "a.json").read_text(encoding="utf-8"))
    assert (content["problems"], content["left_out"]) == ([problem], ["09-none"])
    failures = ElementTree.parse(project / "a.xml").getroot().iter("failure")
    assert [failure.get("message") for failure in failures] == [problem]
