"""The console script: errors become words and exit codes, and help is there at once."""

from __future__ import annotations

import resource
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from workshop.cli import app, main
from workshop.errors import ContentError, RequirementError, UsageError, WorkshopError

PROJECT = Path(__file__).resolve().parents[2]
WORKSHOP = str(Path(sys.executable).parent / "workshop")
HEAVY = {"docker", "jinja2", "lxml", "mkdocs", "pexpect", "pydantic", "rich", "yaml"}
HELP_SECONDS = 0.3

Raise = Callable[[BaseException], None]


@pytest.fixture
def make_fail(monkeypatch: pytest.MonkeyPatch) -> Raise:
    """Gives the console script one command, `fail`, that raises what it is told to."""
    app.load_commands()  # They add themselves to the real `app`, so before it is replaced.

    def make(error: BaseException) -> None:
        commands = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        commands.callback()(app.workshop)

        @commands.command()
        def fail() -> None:
            raise error

        monkeypatch.setattr(app, "app", commands)

    return make


ERRORS = [
    (WorkshopError("it is wrong"), 1, "it is wrong\n"),
    (ContentError("no title", where="docs/a.md:1"), 1, "docs/a.md:1: no title\n"),
    (UsageError("no such lab"), 2, "no such lab\n"),
    (RequirementError("no engine", hint="start Docker"), 3, "no engine\n\nhint: start Docker\n"),
    (
        KeyError("a\nb"),
        70,
        "this is a bug of the workshop kit: KeyError: 'a\\nb' (run again with --debug to see where)\n",
    ),
    (KeyboardInterrupt(), 130, ""),
]


@pytest.mark.parametrize(("error", "code", "text"), ERRORS)
def test_errors(
    error: BaseException, code: int, text: str, make_fail: Raise, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of error has its exit code, and its words without a traceback."""
    make_fail(error)
    assert main(["fail"]) == code
    assert capsys.readouterr() == ("", text)


@pytest.mark.parametrize("arguments", [["--debug", "fail"], ["fail", "--debug"]])
@pytest.mark.parametrize(("error", "code"), [(UsageError("no such lab"), 2), (KeyError("a"), 70)])
def test_debug(
    error: Exception, code: int, arguments: list[str], make_fail: Raise, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--debug`, wherever it stands, shows the traceback before the same words, with the same exit code."""
    make_fail(error)
    assert main(arguments) == code
    shown = capsys.readouterr().err
    assert shown.startswith("Traceback (most recent call last):\n")
    assert "in fail\n" in shown


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "build"]])
def test_version(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the project, and nothing else is done."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert main(arguments) == 0
    assert capsys.readouterr() == (f"workshop {project['version']}\n", "")


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not there is the caller's mistake."""
    assert main(["nope"]) == 2
    assert capsys.readouterr().err.endswith("Error: No such command 'nope'.\n")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command that is registered is listed with what it does."""
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out.partition("Commands:\n")[2].splitlines()
    assert {line.split()[0] for line in shown} == set(app.COMMANDS)
    assert all(len(line.split()) > 1 for line in shown)


def test_help_is_fast() -> None:
    """`workshop --help` costs at most 0.3 s of processor time, the best of five."""
    seconds = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([WORKSHOP, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) <= HELP_SECONDS


def test_help_imports_nothing_heavy() -> None:
    """Help is printed without any of the libraries that the commands work with."""
    code = "import sys; from workshop.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "typer" in done.stderr.split()
    assert HEAVY & set(done.stderr.split()) == set()
