"""`workshop reset`: undoes a lab in any state, asks before it removes what may be another's, says what it did."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from subprocess import run

import pytest

from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock
from workshop.run import machine as run_machine
from workshop.run.lock import hold_machine
from workshop.run.things import Thing

WEB, VOLUME = "workshop-test-web", "workshop-test-volume"
BODY = f"""\
```{{.console #make}}
$ docker create --name {WEB} busybox:1.37 true
⋯
x
```
```{{.console #cleanup}}
$ docker rm {WEB}
{WEB}
$ docker volume rm {VOLUME}
{VOLUME}
```
```{{.check #gone after="cleanup" title="没有了" hint="docker ps -a"}}
test -z "$(docker ps -aqf name={WEB})"
```
"""
ENGLISH = """\
```{.console #make}
```
```{.console #cleanup}
```
```{.check #gone title="Nothing is left" hint="docker ps -a"}
```
"""
FILES = "```{{.console #cleanup}}\n$ {command}\n```\n"


@pytest.fixture(autouse=True)
def purposes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody answers questions; what the command takes the machine's lock for, without waiting for it."""
    taken: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def hold(purpose: str, _: object) -> nullcontext[None]:
        taken.append(purpose)
        return nullcontext()

    monkeypatch.setattr(lock, "hold_machine", hold)
    return taken


class Person(io.StringIO):
    """Somebody at a terminal who answers this."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


@pytest.fixture
def engine() -> Iterator[None]:
    """Holds this machine for a test with real containers, and removes them in the end."""
    with hold_machine("a test of workshop reset", print):
        try:
            yield
        finally:
            run(["docker", "rm", "-f", WEB], capture_output=True, check=False)
            run(["docker", "volume", "rm", "-f", VOLUME], capture_output=True, check=False)


def docker(*arguments: str) -> None:
    """Run Docker, which must succeed."""
    run(["docker", *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.usefixtures("engine")
def test_any_state(
    write_lab: WriteLab, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With nothing made, half of it and all of it, the reset succeeds and names what it removed."""
    write_lab("01-a", "docker", 'images: ["busybox:1.37"]\n', BODY, ENGLISH)
    fresh = f"fresh files: {project / 'mine'}\n"
    main(["start", "01-a", "mine"])
    capsys.readouterr()
    assert main(["reset", "01-a"]) == 0
    assert capsys.readouterr() == ("there was nothing to remove\n" + fresh, "")
    docker("create", "--name", WEB, "busybox:1.37", "true")
    assert main(["reset", "01-a", "--yes"]) == 0
    assert capsys.readouterr() == (f"removed: container {WEB}\n" + fresh, "")
    docker("create", "--name", WEB, "busybox:1.37", "true")
    docker("volume", "create", VOLUME)
    assert main(["reset", "01-a", "--yes", "--lang", "zh"]) == 0
    lines = [f"已删除：容器 {WEB}", f"已删除：数据卷 {VOLUME}", f"实验目录换成新的了：{project / 'mine'}", ""]
    assert capsys.readouterr() == ("\n".join(lines), "")


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.usefixtures("engine")
def test_what_was_there_before(
    write_lab: WriteLab, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A container of the lab's name that was there before the lab stays, whatever is asked for."""
    write_lab("01-a", "docker", "", BODY, ENGLISH)
    docker("create", "--name", WEB, "busybox:1.37", "true")
    main(["start", "01-a", "mine"])
    docker("volume", "create", VOLUME)
    capsys.readouterr()
    assert main(["reset", "01-a", "--yes"]) == 0
    assert capsys.readouterr() == (
        f"removed: volume {VOLUME}\nfresh files: {project / 'mine'}\n",
        f"These were there before you started the lab, so they stay:\n  container {WEB}\n"
        f"not run, because it would remove what was there before you started the lab: docker rm {WEB}\n",
    )
    docker("inspect", WEB)


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.usefixtures("engine")
def test_without_a_copy(
    write_lab: WriteLab, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a start nobody knows who made what, so it says so; the lab's own folder is not touched."""
    lab = write_lab("01-a", "docker", "", BODY, ENGLISH)
    (lab.folder / "notes").touch()
    docker("create", "--name", WEB, "busybox:1.37", "true")
    assert main(["reset", "01-a"]) == 2
    monkeypatch.setattr(sys, "stdin", Person("y\n"))
    capsys.readouterr()
    assert main(["reset", "01-a"]) == 0
    out, err = capsys.readouterr()
    assert out == f"removed: container {WEB}\n"
    assert err.startswith(
        "This will be removed; the lab was not begun with workshop start, so there is no telling who made it:"
    )
    assert (lab.folder / "notes").exists()


def test_one_at_a_time(write_lab: WriteLab, project: Path, purposes: list[str]) -> None:
    """A reset takes the machine's lock, so that no run sees things vanish, and says what for."""
    write_lab("01-a")
    assert main(["reset", "01-a"]) == 0
    assert purposes == ["workshop reset 01-a"]


def test_a_cleanup_that_fails(write_lab: WriteLab, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command that fails is told with its own words, the others are run all the same, and the files are kept."""
    write_lab("01-a", body=FILES.format(command="echo in use >&2; false\n$ touch ran"))
    main(["start", "01-a", "mine"])
    capsys.readouterr()
    assert main(["reset", "01-a", "--yes"]) == 1
    assert capsys.readouterr() == ("", "failed: echo in use >&2; false\n    in use\n")
    assert (project / "mine" / "ran").exists()


def test_a_check_that_fails(write_lab: WriteLab, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the cleanup's check finds left behind is told, even if all commands succeeded."""
    check = '```{.check #gone after="cleanup" title="没有了" hint="rm"}\nfalse\n```\n'
    english = '```{.console #cleanup}\n```\n```{.check #gone title="Nothing is left" hint="rm it"}\n```\n'
    write_lab("01-a", body=FILES.format(command="true") + check, english=english)
    assert main(["reset", "01-a"]) == 1
    assert capsys.readouterr() == ("✗ Nothing is left  [cleanup]\n    hint: rm it\n", "")


def test_changes_of_the_attendee(
    write_lab: WriteLab, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that were changed or made are thrown away only with the attendee's word."""
    write_lab("01-a")
    main(["start", "01-a", "mine"])
    (project / "mine" / "lab.md").write_text("mine", encoding="utf-8")
    (project / "mine" / "notes").touch()
    capsys.readouterr()
    assert main(["reset", "01-a"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"What you changed in {project / 'mine'}:",
        "  changed  lab.md",
        "  new  notes",
        "Throw all that away and start with fresh files? [y/N] ",
        f"left as it is: {project / 'mine'}",
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert main(["reset", "01-a"]) == 0
    assert not (project / "mine" / "notes").exists()
    assert (project / "mine" / "lab.md").read_bytes() == (project / "labs" / "01-a" / "lab.md").read_bytes()


def test_what_is_left_alone(
    write_lab: WriteLab, project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came since the start and the cleanup does not remove is named, and not what was there or was pulled."""
    write_lab("01-a", "docker")
    machine.version, machine.things = "28.5.2", {Thing("container", "old", "1")}
    main(["start", "01-a", "mine"])
    machine.things |= {Thing("container", "mine", "2"), Thing("image", "nginx:1", "nginx:1")}
    capsys.readouterr()
    assert main(["reset", "01-a"]) == 0
    assert capsys.readouterr().err == "new since the lab was started, left alone: container mine\n"


def test_a_cleanup_that_changes_the_engine(
    write_lab: WriteLab, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is left is asked of the engine in use after the cleanup: the one from before may be out of reach by then."""

    class Engine(FakeMachine):
        def __init__(self) -> None:
            super().__init__()
            self.away = not (project / "labs" / "01-a" / "back").exists()

        def find_things(self) -> frozenset[Thing]:
            if self.away and (project / "labs" / "01-a" / "back").exists():
                raise ConnectionError
            return frozenset({Thing("container", "web", "1")} if self.away else ())

    monkeypatch.setattr(run_machine, "LocalMachine", Engine)
    write_lab("01-a", "docker", body=FILES.format(command="touch back"))
    assert main(["reset", "01-a"]) == 0
    assert capsys.readouterr() == ("removed: container web\n", "")
