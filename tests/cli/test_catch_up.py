"""`workshop catch-up`: a late attendee's copy is brought to a step by the lab's own commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from tests.venue.conftest import WriteLab
from workshop.cli import main

BODY = """\
```{.console #greet}
$ word=hello
$ say() { echo "$1, $word"; }
$ say you
you, hello
```
```{.console #make}
$ cat > made << END
> $(say one)
> END
```
```{.check #made after="make" title="文件在" hint="看 made"}
grep -q one made
```
```{.console #serve terminal="2" ready="serving"}
$ echo serving; cat
```
```{.console #add}
$ say two >> made
$ echo "not what the page shows"
what the page shows
```
```{.check #added after="add" title="两行了" hint="看 made"}
grep -q two made
```
```{.console #stop terminal="2"}
^C
```
```{.console #last}
$ say three >> made
```
```{.console #cleanup}
$ rm -f made
```
"""
ENGLISH = """\
```{.console #greet}
```
```{.console #make}
```
```{.check #made title="The file is there" hint="look at made"}
```
```{.console #serve}
```
```{.console #add}
```
```{.check #added title="It has two lines" hint="look at made"}
```
```{.console #stop}
```
```{.console #last}
```
```{.console #cleanup}
```
"""
MAIN = "import sys; from workshop.cli import main; sys.exit(main(sys.argv[1:]))"
FIRST = """\
$ word=hello
$ say() { echo "$1, $word"; }
$ say you
you, hello
$ cat > made << END
> $(say one)
> END
✓ The file is there

Here we are: make. 4 commands were typed.
"""
SECOND = """\
✓ The file is there (done already)
$ word=hello
$ say() { echo "$1, $word"; }
(2) $ echo serving; cat
serving
$ say two >> made
$ echo "not what the page shows"
not what the page shows
✓ It has two lines

Here we are: add. 3 commands were typed.
Open another terminal, and type in this folder (the page's terminal 2; it stays running):
  echo serving; cat
"""


@pytest.fixture
def copy(
    write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A copy of lab 01-a in which nothing was done yet; the project's folder is the current one."""
    write_lab("01-a", body=BODY, english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    main(["start", "01-a", "mine"])
    capsys.readouterr()
    return tmp_path / "mine"


def test_step_by_step(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was done is not done twice, variables and functions are there again, and what stays running is told."""
    assert main(["catch-up", "01-a", "--to", "make", "--lang", "en"]) == 0
    assert capsys.readouterr().out == FIRST
    assert main(["catch-up", "01-a", "--to", "added", "--lang", "en"]) == 0
    assert capsys.readouterr().out == SECOND
    assert (copy / "made").read_text(encoding="utf-8") == "one, hello\ntwo, hello\n"
    assert main(["check", "01-a", "--lang", "en"]) == 0


def test_to_the_end(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a step all is done but the cleanup, and a program that the lab ends again is not to be started."""
    assert main(["catch-up", "01-a", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.endswith("\n\n到了：last。做了 9 条命令。\n")
    assert (copy / "made").read_text(encoding="utf-8") == "one, hello\ntwo, hello\nthree, hello\n"
    assert sorted(path.name for path in copy.parent.iterdir() if path.name.startswith(".")) == []


def test_what_an_attendee_did_is_done(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step whose check holds was done, by whomever; its commands are not typed."""
    (copy / "made").write_text("one by hand\n", encoding="utf-8")
    assert main(["catch-up", "01-a", "--to", "add", "--lang", "en"]) == 0
    assert (copy / "made").read_text(encoding="utf-8") == "one by hand\ntwo, hello\n"


def test_a_step_within_what_was_done(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Up to a step that later checks show to be done nothing is done again; a new shell has its names."""
    (copy / "made").write_text("one by hand\n", encoding="utf-8")
    assert main(["catch-up", "01-a", "--to", "greet", "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        '✓ The file is there (done already)\n$ word=hello\n$ say() { echo "$1, $word"; }\n\n'
        "All up to greet was done already; there was nothing to type.\n"
    )


def test_variables_are_those_of_then(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that took what a command printed still has that, whatever it would print now."""
    document = copy.parent / "labs" / "01-a" / "lab.md"
    text = document.read_text(encoding="utf-8")
    text = text.replace("> END\n", "> END\n$ first=$(cat made)\n", 1).replace(
        "$ say two >>", '$ say "two after $first" >>'
    )
    document.write_text(text, encoding="utf-8")
    assert main(["catch-up", "01-a", "--to", "make", "--lang", "en"]) == 0
    (copy / "made").write_text("one by hand\n", encoding="utf-8")
    assert main(["catch-up", "01-a", "--to", "add", "--lang", "en"]) == 0
    assert (copy / "made").read_text(encoding="utf-8") == "one by hand\ntwo after one, hello, hello\n"


def test_the_persons_environment_is_not_kept(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept from one call to the next has the lab's variables, and nothing of the person's, nor for others."""
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    assert main(["catch-up", "01-a", "--to", "make", "--lang", "en"]) == 0
    [kept] = (tmp_path / "state" / "workshop").glob("names-*.bash")
    text = kept.read_text(encoding="utf-8")
    assert 'declare -- word="hello"' in text
    assert "hunter2" not in text
    assert kept.stat().st_mode & 0o777 == 0o600


def test_nothing_to_do(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where all was done, that is said."""
    main(["catch-up", "01-a", "--to", "make"])
    capsys.readouterr()
    assert main(["catch-up", "01-a", "--to", "make", "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith("All up to make was done already; there was nothing to type.\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '$ echo "not what',
            '$ (exit 3)\n$ echo "not what',
            "✗ stopped here: block `add`, command 2: wrong exit code (exit code 3)\n",
        ),
        (
            "$ say two >> made",
            "$ true",
            "✗ stopped here: check `added` does not hold after its step `add`\n  hint: 看 made\n",
        ),
        ("$ say two >> made", "$ exit 1", "✗ stopped here: block `add`, command 1: the shell ended\n"),
    ],
)
def test_stops_at_the_first_that_fails(
    old: str, new: str, told: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that fails, a check that does not hold and a shell that ends stop it, and how to go on is told."""
    document = copy.parent / "labs" / "01-a" / "lab.md"
    document.write_text(document.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(["catch-up", "01-a", "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert told in shown
    assert shown.endswith("reset 01-a, then " + shown.rpartition(", then ")[2])
    assert "say three" not in shown
    assert "^C" not in shown


def test_no_copy(write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lab that was not started has no folder to catch up in."""
    write_lab("01-a", body=BODY, english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    assert main(["catch-up", "01-a", "--lang", "en"]) == 2


def test_no_step(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step that is not there is refused with those that are."""
    assert main(["catch-up", "01-a", "--to", "mkae", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "lab 01-a has no step `mkae`\n\nhint: there are: greet, make, serve, add, stop, last\n"
    )


def test_shell(copy: Path, tmp_path: Path) -> None:
    """With --shell a bash stays, in the copy, with the lab's variables and functions and the person's own settings."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".bashrc").write_text("PS1='mine> '\nmine=1\n", encoding="utf-8")
    environment = os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    command = [sys.executable, "-c", MAIN, "catch-up", "01-a", "--to", "make", "--shell", "--lang", "en"]
    child = pexpect.spawn(command[0], command[1:], cwd=str(tmp_path), env=environment, timeout=30, encoding="utf-8")
    child.expect_exact("mine> ")
    child.sendline("say again; echo $mine-$PWD")
    child.expect_exact(f"again, hello\r\n1-{copy}\r\n")
    child.sendline("exit")
    child.expect(pexpect.EOF)
