"""`workshop doctor` as an attendee reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.venue.conftest import FakeMachine, WriteLab
from tests.venue.fake_engine import CLASSIC, CONTAINERD
from workshop.cli import main
from workshop.lab.record import ImageStore
from workshop.run import machine as run_machine
from workshop.venue import doctor

FRONT = 'images: ["nginx:1"]\nports: [8101]\ntools: [no-such-tool]\n'
ANSWERS = {"bash": "GNU bash, version 5.2.15(1)-release\n", "docker": "Docker version 28.5.2, build 1\n"}

MISSING = """\
✗ no Docker Engine answers (needed by 01-a)
    start Docker; if it has been started, docker info says why it cannot be reached
· no Docker Compose, and no lab here that needs it
✓ bash 5.2.15
✗ no program docker (needed by 01-a)
    install Docker: https://docs.docker.com/engine/install/
✗ no program no-such-tool (needed by 01-a)
    install it
· image nginx:1: cannot be told without an engine
✗ port 8101 is taken (needed by 01-a)
    stop the program that listens there

Missing: 4, marked ✗ above.
"""
CHINESE = """\
✓ Docker 引擎 28.5.2（经典镜像存储，overlay2）
✓ Docker Compose 28.5.2
✓ bash 5.2.15
✓ docker 28.5.2
✗ 没有程序 no-such-tool（01-a 需要）
    安装它
✗ 没有镜像 nginx:1（01-a 需要）
    docker pull nginx:1；没有网络时，用讲师的离线包：workshop load DIR
✗ 端口 8101 被容器 web 占用（01-a 需要）
    在做的实验占用着它，就不用管；否则运行 docker stop web

缺 3 项，见上面的 ✗。
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def set_machine(monkeypatch: pytest.MonkeyPatch, machine: FakeMachine, answers: dict[str, str]) -> None:
    """Let the command find *machine*, with programs that say *answers*."""

    def ask(command: tuple[str, ...]) -> str | None:
        return "web\n" if command[:2] == ("docker", "ps") else answers.get(command[0])

    monkeypatch.setattr(run_machine, "LocalMachine", lambda: machine)
    monkeypatch.setattr(doctor, "examine", lambda wanted, machine: EXAMINE(wanted, machine, ask))


EXAMINE = doctor.examine


def test_a_machine_that_lacks_much(
    write_lab: WriteLab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each thing has a line, each that is missing says what to do, and the exit code is 3."""
    write_lab("01-a", "docker", FRONT)
    set_machine(monkeypatch, FakeMachine(version=None, busy={8101}), {"bash": ANSWERS["bash"]})
    assert main(["doctor"]) == 3
    assert capsys.readouterr() == (MISSING, "")


@pytest.mark.parametrize("arguments", [["--lang", "zh"], []])
def test_in_chinese(
    arguments: list[str],
    write_lab: WriteLab,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Asked for or by locale, everything is said in Chinese."""
    write_lab("01-a", "docker", FRONT)
    if not arguments:
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    set_machine(monkeypatch, FakeMachine(missing={"nginx:1"}, busy={8101}), ANSWERS)
    assert main(["doctor", "01-a", *arguments]) == 3
    assert capsys.readouterr() == (CHINESE, "")


def test_nothing_is_missing(
    write_lab: WriteLab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the labs that are named count, and where nothing is missing the exit code is 0."""
    write_lab("01-a", "docker", FRONT)
    write_lab("02-b")
    set_machine(monkeypatch, FakeMachine(), ANSWERS)
    assert main(["doctor", "02-b"]) == 0
    assert capsys.readouterr() == ("✓ bash 5.2.15\n\nEverything is there.\n", "")


ENGINES = [
    (CLASSIC, "zh", "✓ Docker 引擎 29.8.1（经典镜像存储，overlay2）"),
    (CLASSIC, "en", "✓ Docker Engine 29.8.1 (classic image store, overlay2)"),
    (CONTAINERD, "zh", "✓ Docker 引擎 29.8.1（containerd 镜像存储，overlayfs）"),
    (CONTAINERD, "en", "✓ Docker Engine 29.8.1 (containerd image store, overlayfs)"),
    (None, "en", "✓ Docker Engine 29.8.1"),
]


@pytest.mark.parametrize(("store", "lang", "line"), ENGINES)
def test_the_engines_store(
    store: ImageStore | None,
    lang: str,
    line: str,
    write_lab: WriteLab,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The engine's line names whose image store it is and its driver, and is whole where the store is not told."""
    write_lab("01-a", "docker")
    set_machine(monkeypatch, FakeMachine("29.8.1", store), ANSWERS)
    assert main(["doctor", "--lang", lang]) == 0
    assert capsys.readouterr().out.splitlines()[0] == line


def test_unknown_lab(write_lab: WriteLab, capsys: pytest.CaptureFixture[str]) -> None:
    """A lab that is not there is the caller's mistake, and so is one that may be several, told in either language."""
    write_lab("01-a")
    assert main(["doctor", "09-z"]) == 2
    assert capsys.readouterr() == ("", "no lab `09-z`\n\nhint: nearest labs: 01-a\n")
    write_lab("01-b")
    assert main(["doctor", "1", "--lang", "zh"]) == 2
    assert capsys.readouterr() == ("", "`1` 可以指好几个实验\n\n提示：写全一个：01-a、01-b\n")
    assert main(["doctor", "7", "--lang", "zh"]) == 2
    assert capsys.readouterr() == ("", "没有实验 `7`\n\n提示：最接近的是：01-a、01-b\n")


@pytest.mark.needs_docker("busybox:1.37")
def test_this_machine(write_lab: WriteLab, capsys: pytest.CaptureFixture[str]) -> None:
    """A real engine is found with its version, its images are looked up, and a free port is free."""
    write_lab("01-a", "docker", 'images: ["busybox:1.37", "no-such-image:1"]\n')
    assert main(["doctor"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"✓ Docker Engine [0-9.]+ \((containerd|classic) image store, \w+\)", lines[0])
    assert "✓ image busybox:1.37" in lines
    assert "✗ no image no-such-image:1 (needed by 01-a)" in lines
