"""`workshop reset` finds out what goes, shows it and asks, and never takes what was there before the lab."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.cli.test_reset import Person
from tests.programs import Programs, make_programs
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock
from workshop.run.things import Thing

OURS, THEIRS, MOVED = "a" * 64, "b" * 64, "c" * 64
LAYERS = """\
```{.console #make}
$ docker commit -c 'LABEL lab=layers' web layers-shop:1
⋯
x
```
```{.console #cleanup}
$ docker rm -f layers-open
⋯
x
$ docker image rm -f layers-shop:1
⋯
x
$ for id in $(docker image ls -q -f label=lab=layers); do docker image rm -f "$id"; done
```
"""
REMOVING = """\
case "$*" in
  "rm -f layers-open") sed -i '/layers-open/d' things ;;
  "image rm"*) sed -i "/ $4$/d; / $3$/d" things ;;
esac
"""


class ListedMachine(FakeMachine):
    """A machine with an engine whose things stand in the file `things`, a line each: kind, key, name."""

    def find_things(self) -> frozenset[Thing]:
        """What the file tells now."""
        lines = Path(self.file).read_text(encoding="utf-8").splitlines()
        return frozenset(Thing(kind, name, key) for kind, key, name in (line.split(" ", 2) for line in lines))

    file = "things"


@pytest.fixture
def project(
    tmp_path: Path, write_lab: WriteLab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Lab 04-layers, started while the person's `mine:1` with the lab's label was there; then the lab was done."""
    machine = ListedMachine()
    machine.file = str(tmp_path / "things")
    monkeypatch.setattr("workshop.run.machine.LocalMachine", lambda: machine)
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    write_lab("04-layers", "docker", body=LAYERS, english="```{.console #make}\n```\n```{.console #cleanup}\n```\n")
    write_things(tmp_path, f"image {THEIRS} mine:1")
    main(["start", "04-layers", "mine"])
    write_things(
        tmp_path,
        f"image {THEIRS} mine:1",
        f"image {OURS} layers-shop:1",
        f"image {MOVED} {MOVED[:12]}",
        f"container {OURS} layers-open",
        f"container {THEIRS} unrelated",
    )
    capsys.readouterr()
    return tmp_path


def write_things(project: Path, *lines: str) -> None:
    """Let these be on the machine."""
    (project / "things").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.fixture
def programs(project: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """A docker that lists images by the lab's label, removes what it is told, and writes it down."""
    made = make_programs(project / "bin", monkeypatch)
    made.make("docker", last=REMOVING.replace("things", str(project / "things")))
    made.answer("docker image ls -q -f label=lab=layers", f"{OURS[:12]}\n{THEIRS[:12]}\n{MOVED[:12]}\n")
    return made


def find_removed(programs: Programs) -> list[str]:
    """The calls of docker that remove something."""
    return [call for call in programs.calls if " rm" in call]


GOES = f"container layers-open\nimage {MOVED[:12]}\nimage layers-shop:1"
SINGLY = [
    "docker rm -f layers-open",
    "docker image rm -f layers-shop:1",
    f"docker image rm {MOVED[:12]}",
    "docker image rm layers-shop:1",
]


def test_an_image_of_the_persons_with_the_labs_label(
    project: Path, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that would take it is not run; what else it would take, the lab's own, goes by itself."""
    assert main(["reset", "04-layers", "--yes"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[:-1] == [f"removed: {line}" for line in GOES.splitlines()]
    loop = 'for id in $(docker image ls -q -f label=lab=layers); do docker image rm -f "$id"; done'
    assert err.splitlines() == [
        "These were there before you started the lab, so they stay:",
        "  image mine:1",
        f"not run, because it would remove what was there before you started the lab: {loop}",
        "new since the lab was started, left alone: container unrelated",
    ]
    assert find_removed(programs) == SINGLY
    assert (project / "things").read_text().splitlines() == [f"image {THEIRS} mine:1", f"container {THEIRS} unrelated"]


def test_without_a_terminal(project: Path, programs: Programs, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can be asked all is shown, in either language, nothing is removed, and the exit code is 2."""
    before = (project / "things").read_text()
    assert main(["reset", "04-layers"]) == 2
    out, err = capsys.readouterr()
    listed = "".join(f"  {line}\n" for line in GOES.splitlines())
    assert (out, err) == (
        "",
        f"These were there before you started the lab, so they stay:\n  image mine:1\nThis will be removed:\n{listed}"
        "there is no terminal to ask at, so nothing was removed\n\n"
        "hint: check the list above, then run this again with --yes\n",
    )
    assert main(["reset", "04-layers", "--lang", "zh"]) == 2
    assert "将会删除：\n  容器 layers-open\n" in capsys.readouterr().err
    assert (find_removed(programs), (project / "things").read_text()) == ([], before)


@pytest.mark.parametrize(("answer", "code"), [("", 1), ("\n", 1), ("no\n", 1), ("y\n", 0), ("是\n", 0)])
def test_the_answer(answer: str, code: int, project: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal only a yes removes anything."""
    monkeypatch.setattr(sys, "stdin", Person(answer))
    assert main(["reset", "04-layers"]) == code
    assert bool(find_removed(programs)) == (code == 0)


def test_a_name_that_was_taken(
    project: Path, programs: Programs, write_lab: WriteLab, capsys: pytest.CaptureFixture[str]
) -> None:
    """A thing that bears the lab's own name, and was there, stays too, and start says so before."""
    write_lab("05-b", "docker", body="```{.console #cleanup}\n$ docker rm -f unrelated layers-open\n```\n")
    write_things(project, f"container {THEIRS} unrelated")
    assert main(["start", "05-b", "b"]) == 0
    assert capsys.readouterr().err == (
        "These are here already, and steps of this lab remove things of the same name; "
        "before you begin, rename them, or remove them yourself:\n  container unrelated (step cleanup)\n"
    )
    write_things(project, f"container {THEIRS} unrelated", f"container {OURS} layers-open")
    assert main(["reset", "05-b", "--yes"]) == 0
    assert find_removed(programs) == [f"docker rm --force {OURS}"]


def test_a_namesake_made_later(project: Path, programs: Programs) -> None:
    """What bears the name of something that was there, and is another, is the lab's."""
    write_things(project, f"image {OURS} layers-shop:1")
    main(["start", "04-layers", "other"])
    write_things(project, f"image {MOVED} layers-shop:1")
    assert main(["reset", "04-layers", "--yes"]) == 0
    assert "docker image rm -f layers-shop:1" in programs.calls


def test_started_twice(project: Path, programs: Programs, capsys: pytest.CaptureFixture[str]) -> None:
    """What the lab left when it was started before was not there before the lab, and can be reset; the rest was."""
    assert main(["start", "04-layers", "again"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["reset", "04-layers", "--yes"]) == 0
    assert find_removed(programs) == SINGLY


def test_what_cannot_be_told(
    project: Path, programs: Programs, write_lab: WriteLab, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command of which nobody knows what it would take is not run where something could be the person's."""
    command = "docker rm $(docker create busybox:1.37)"
    write_lab("06-c", "docker", body=f"```{{.console #cleanup}}\n$ {command}\n```\n")
    main(["start", "06-c", "c"])
    capsys.readouterr()
    assert main(["reset", "06-c", "--yes"]) == 1
    err = capsys.readouterr().err
    assert f"not run, because there is no telling what it would remove: {command}\n" in err
    by_hand = f"cd {project / 'c'} && {command}"
    assert f"once you know that you need nothing of what it finds, run it yourself: {by_hand}\n" in err
    assert [call for call in programs.calls if "create" in call] == []
