"""What the one object that prints writes where."""

from __future__ import annotations

import pytest

from workshop.cli.terminal import Terminal
from workshop.errors import ContentError, ContentErrors, WorkshopError

ERRORS = {
    "it is wrong": WorkshopError("it is wrong"),
    "labs/a/lab.md:4: it is wrong": WorkshopError("it is wrong", where="labs/a/lab.md:4"),
    "labs/a/lab.md:4: [bold] is wrong\n\nhint: mend it": WorkshopError(
        "[bold] is wrong", where="labs/a/lab.md:4", hint="mend it"
    ),
    "没有应答\n\n提示：启动 Docker": WorkshopError("没有应答", hint="启动 Docker"),
    "docs/网.md:1: no page `网`\n\nhint: write it": WorkshopError(
        "no page `网`", where="docs/网.md:1", hint="write it"
    ),
    "a.md:1: no id\nb.md:2: no title": ContentErrors(
        [ContentError("no id", where="a.md:1"), ContentError("no title", where="b.md:2")]
    ),
}


@pytest.mark.parametrize(("text", "error"), ERRORS.items())
def test_error(text: str, error: WorkshopError, capsys: pytest.CaptureFixture[str]) -> None:
    """An error stands on standard error: place, what is wrong as it was written, hint; several one below the other."""
    Terminal().error(error)
    assert capsys.readouterr() == ("", text + "\n")


@pytest.mark.parametrize(("message", "hint"), [("it is wrong", "mend it"), ("没有应答", "启动 Docker")])
def test_error_reads_as_its_text(message: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal and a log show the same words, in the error's language."""
    error = WorkshopError(message, where="a.md:1", hint=hint)
    Terminal().error(error)
    assert capsys.readouterr().err == f"{error}\n"


def test_results_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    """A result goes to standard output whole, however long its line, and a note to standard error."""
    Terminal().result("http://127.0.0.1:8000/" + 200 * "x")
    Terminal().note("built [bold]again :tada:", style="green")
    assert capsys.readouterr() == ("http://127.0.0.1:8000/" + 200 * "x" + "\n", "built [bold]again :tada:\n")


def test_colour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """NO_COLOR keeps colour out even where it is forced; without it there is what the caller chose, and no more."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    Terminal().note("built again", style="green")
    monkeypatch.delenv("NO_COLOR")
    Terminal().note("built again", style="green")
    Terminal().note("port 8000, 'web'")
    assert capsys.readouterr().err == "built again\n\x1b[32mbuilt again\x1b[0m\nport 8000, 'web'\n"
