"""What bears a name that a lab gives, and was there before: `start` and `doctor` tell, and no hint is about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import make_programs
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run.things import Thing

BODY = """\
```{.console #run}
$ docker run -d --name web -v data:/data shop:1
$ docker build -t shop:1 .
```
```{.check #runs after="run" title="跑了" hint="Up 而网页不对：docker rm -f web，再来。"}
test -e made
```
```{.console #cleanup}
$ true
```
"""
ENGLISH = """\
```{.console #run}
```
```{.check #runs title="It runs" hint="Up, and the wrong page: docker rm -f web, and again."}
```
```{.console #cleanup}
```
"""
THEIRS = [Thing("container", "web", "1"), Thing("image", "shop:1", "2"), Thing("volume", "data", "data")]
STARTED = {
    "en": """\
These are here already under names that this lab gives, so its commands would fail, or use yours:
  container web (step run)
      rename it: docker rename web web-mine
  image shop:1 (step run)
      give it another name first: docker tag shop:1 mine/shop:1
  volume data (step run)
      it cannot be renamed; while you need it, leave this lab for later
""",
    "zh": """\
下面这些已经有了，而实验也要用同样的名字，它的命令会失败，或者用到你的：
  容器 web（步骤 run）
      给它改名：docker rename web web-mine
  镜像 shop:1（步骤 run）
      先给它另起一个名字：docker tag shop:1 mine/shop:1
  数据卷 data（步骤 run）
      它不能改名；还要用它，就先别做这个实验
""",
}
FOUND = {
    "en": "! container web is here already, and step run of lab 01-a gives that name\n"
    "    rename it: docker rename web web-mine\n",
    "zh": "! 容器 web 已经有了，实验 01-a 的步骤 run 也用这个名字\n    给它改名：docker rename web web-mine\n",
}
CAREFUL = {
    "en": "    careful: container web was here before you started this lab, it is yours, do not remove it; "
    "rename it: docker rename web web-mine\n",
    "zh": "    小心：容器 web 在开始实验之前就有，是你的，别删它；给它改名：docker rename web web-mine\n",
}


@pytest.fixture
def project(write_lab: WriteLab, machine: FakeMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a lab whose names are taken, on a machine with an engine."""
    write_lab("01-a", "docker", body=BODY, english=ENGLISH)
    machine.version, machine.things = "29.8.1", {*THEIRS, Thing("container", "webs", "3")}
    make_programs(tmp_path / "bin", monkeypatch).make("docker")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_start(lang: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who starts the lab is told each thing with its step, and what to do that loses nothing."""
    assert main(["start", "1", "mine", "--lang", lang]) == 0
    assert capsys.readouterr().err == STARTED[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_doctor(lang: str, project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """The doctor tells too; what the lab has made since it was started is its own, and no fault."""
    main(["doctor", "1", "--lang", lang])
    assert FOUND[lang] in capsys.readouterr().out
    machine.things = set()
    main(["start", "1", "mine"])
    machine.things = set(THEIRS)
    capsys.readouterr()
    main(["doctor", "1", "--lang", lang])
    assert "!" not in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hints(lang: str, project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """A hint that would remove what is the person's is followed by a warning, where it is asked for and after a ✗."""
    main(["start", "1", "mine"])
    capsys.readouterr()
    for command in (["hint", "1", "run"], ["check", "1", "--step", "run"]):
        main([*command, "--lang", lang])
        assert CAREFUL[lang] in capsys.readouterr().out
    machine.things = set()
    main(["start", "1", "mine", "--fresh"])
    main(["start", "1", "other"])
    capsys.readouterr()
    main(["hint", "1", "run", "--lang", lang])
    assert "docker rename" not in capsys.readouterr().out
