"""`workshop check`: which steps worked, by the lab's own checks, in the attendee's copy."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import check, lock
from workshop.run.things import Thing

BODY = """\
```{.console #make}
$ touch made
```
```{.check #made after="make" title="文件在" hint="运行 touch made"}
test -e made
```
```{.console #fill}
$ echo full > made
```
```{.check #filled after="fill" title="文件有内容" hint="运行 echo"}
for line in 1 2 3 4 5 6; do echo "line $line"; done; test -s made
```
```{.console #cleanup}
$ rm made
```
```{.check #gone after="cleanup" title="文件没了" hint="运行 rm made"}
test ! -e made
```
"""
ENGLISH = """\
```{.console #make}
```
```{.check #made title="The file is there" hint="touch made"}
```
```{.console #fill}
```
```{.check #filled title="The file is full" hint="echo into it"}
```
```{.console #cleanup}
```
```{.check #gone title="The file is gone" hint="rm made"}
```
"""
HALF_DONE = """\
✓ The file is there  [make]
· next: The file is full  [fill]
· The file is gone  [cleanup]
    not tidied up yet; when you are done, follow the last section or run workshop reset

1 of 2 hold.
"""
HALF_DONE_CHINESE = """\
✓ 文件在  [make]
· 下一步：文件有内容  [fill]
· 文件没了  [cleanup]
    还没有收拾；做完以后，按最后一节清理，或者运行 workshop reset

1 / 2 项成立。
"""
BROKEN = """\
✓ The file is there  [make]
✗ The file is full  [fill]
    it says: line 2
    it says: line 3
    it says: line 4
    it says: line 5
    it says: line 6
    hint: echo into it
· The file is gone  [cleanup]
    not tidied up yet; when you are done, follow the last section or run workshop reset

1 of 2 hold.
"""
BROKEN_CHINESE = """\
✓ 文件在  [make]
✗ 文件有内容  [fill]
    它说：line 2
    它说：line 3
    它说：line 4
    它说：line 5
    它说：line 6
    提示：运行 echo
· 文件没了  [cleanup]
    还没有收拾；做完以后，按最后一节清理，或者运行 workshop reset

1 / 2 项成立。
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


@pytest.mark.parametrize(
    ("lang", "where", "text"),
    [("en", "01-a in {copy}\n", HALF_DONE), ("zh", "01-a，目录 {copy}\n", HALF_DONE_CHINESE)],
)
def test_half_done(lang: str, where: str, text: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What holds and what comes next is told, in the copy; neither that nor a cleanup to come is a fault."""
    (copy / "made").touch()
    assert main(["check", "01-a", "--lang", lang]) == 1
    assert capsys.readouterr() == (text, where.format(copy=copy))


@pytest.mark.parametrize(("lang", "text"), [("en", BROKEN), ("zh", BROKEN_CHINESE)])
def test_broken(lang: str, text: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step that held, and no longer does, has failed: with its last words and its hint."""
    (copy / "made").write_text("full\n", encoding="utf-8")
    main(["check", "01-a"])
    (copy / "made").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "01-a", "--lang", lang]) == 1
    assert capsys.readouterr().out == text


def test_done(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all steps worked the exit code is 0, and in the copy the lab need not be named."""
    (copy / "made").write_text("full\n", encoding="utf-8")
    monkeypatch.chdir(copy)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 of 2 hold."


def test_nothing_was_done_yet(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a fresh copy nothing is red: the first step comes next, the others later, and the exit code is 1."""
    assert main(["check", "01-a", "--lang", "en"]) == 1
    lines = ["· next: The file is there  [make]", "· The file is full  [fill]", "✓ The file is gone  [cleanup]"]
    assert capsys.readouterr().out.splitlines() == [*lines, "", "1 of 3 hold."]


def test_what_the_machine_shows_was_tried(
    write_lab: WriteLab,
    machine: FakeMachine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A step whose container is there since the lab was started has failed, though nobody saw it hold."""
    machine.version = "29.8.1"
    write_lab("01-a", "docker", body=BODY.replace("$ touch made", "$ docker run --name web x"), english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    main(["start", "01-a", "mine"])
    machine.things.add(Thing("container", "web", "1"))
    capsys.readouterr()
    assert main(["check", "01-a", "--lang", "en"]) == 1
    assert capsys.readouterr().out.startswith("✗ The file is there  [make]\n    hint: touch made\n")


def test_memory_ends_with_the_cleanup(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once the lab was seen tidied up, the next look begins anew, and its exit code is 1."""
    do_all(copy, capsys)
    assert main(["check", "01-a"]) == 0
    capsys.readouterr()
    assert main(["check", "01-a", "--lang", "en"]) == 1
    assert capsys.readouterr().out.startswith("· next: The file is there  [make]\n")


def do_all(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Do the lab step by step, looking after each, and tidy up."""
    for content in ("", "full\n"):
        (copy / "made").write_text(content, encoding="utf-8")
        main(["check", "01-a"])
    (copy / "made").unlink()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("lang", "title", "note", "count"),
    [
        ("en", "The file is there", "held before; a later step changed it", "1 of 3 hold, and 2 held before."),
        ("zh", "文件在", "先前成立过，后面的步骤改变了它", "1 / 3 项成立，另有 2 项先前成立过。"),
    ],
)
def test_what_was_done_stays_done(
    lang: str, title: str, note: str, count: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step that was seen to work is not told as failed when a later one, as the cleanup, changed what it did."""
    do_all(copy, capsys)
    assert main(["check", "01-a", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"· {title}  [make]", f"    {note}"]
    assert lines[-1] == count


def test_one_step_is_told_as_it_is_now(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for a step learns whether it holds now, whatever was before."""
    do_all(copy, capsys)
    assert main(["check", "01-a", "--step", "make"]) == 1
    assert capsys.readouterr().out.startswith("✗ The file is there")


@pytest.mark.parametrize("again", [["reset", "01-a", "--yes"], ["start", "01-a", "mine", "--fresh"]])
def test_a_new_start_forgets(
    again: list[str], copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a reset, or with a fresh copy, nothing was done yet."""
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    do_all(copy, capsys)
    assert main(again) == 0
    assert main(["check", "01-a"]) == 1


def test_only_what_held_in_its_turn_is_remembered(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A check that holds by chance, its step and one before it still to come, fails later as if it never had."""
    main(["check", "01-a"])  # The cleanup's holds, as nothing was made yet.
    (copy / "made").write_text("full\n", encoding="utf-8")
    main(["check", "01-a"])
    capsys.readouterr()
    assert main(["check", "01-a", "--lang", "en"]) == 0
    assert "not tidied up yet" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["cleanup", "gone"])
def test_one_step(step: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step is named by its block or its check, and counts even if it is the cleanup."""
    (copy / "made").touch()
    assert main(["check", "01-a", "--step", step]) == 1
    assert capsys.readouterr().out == "✗ The file is gone  [cleanup]\n    hint: rm made\n\n0 of 1 hold.\n"
    (copy / "made").unlink()
    assert main(["check", "01-a", "--step", step]) == 0


def test_unknown_step(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step without a check is refused with those that have one."""
    assert main(["check", "01-a", "--step", "other"]) == 2
    hint = "steps with a check: make, fill, cleanup"
    assert capsys.readouterr() == ("", f"lab 01-a has no check for step `other`\n\nhint: {hint}\n")


def test_without_a_copy(write_lab: WriteLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who works in the lab's own folder, as the pages say, is looked at there."""
    lab = write_lab("01-a", body=BODY, english=ENGLISH)
    monkeypatch.chdir(lab.folder)
    assert main(["check", "--step", "make"]) == 1
    (lab.folder / "made").touch()
    assert main(["check", "--step", "make"]) == 0


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "this folder is not in a lab\n\nhint: name the lab, as in workshop check 01-first-container\n"),
        ("zh", "当前目录不在任何实验里\n\n提示：说明是哪个实验，例如 workshop check 01-first-container\n"),
    ],
)
def test_outside_any_lab(lang: str, text: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a lab it must be named."""
    assert main(["check", "--lang", lang]) == 2
    assert capsys.readouterr() == ("", text)


def test_without_an_engine(
    write_lab: WriteLab,
    machine: FakeMachine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A lab that needs Docker is not judged without one: the exit code is 3, not 1."""
    write_lab("01-a", "docker", body=BODY, english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "01-a"]) == 3
    hint = "start Docker; workshop doctor tells what else is missing"
    assert capsys.readouterr() == ("", f"no Docker Engine answers\n\nhint: {hint}\n")
    machine.version = "28.5.2"
    assert main(["check", "01-a"]) == 1


def test_no_answer(copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A check that does not end in time has failed, and that is what is said of it."""
    result = check.CheckResult(False, None, "")
    monkeypatch.setattr(check, "run_check", lambda *_: result)
    assert main(["check", "01-a", "--step", "make"]) == 1
    assert "    it says: no answer within 30 s\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "The file is there\n    touch made\n"), ("zh", "文件在\n    运行 touch made\n")]
)
def test_hint(lang: str, text: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The hint of a step is there for the asking, in either language; a step without one is refused."""
    assert main(["hint", "01-a", "make", "--lang", lang]) == 0
    assert capsys.readouterr() == (text, "")
    assert main(["hint", "01-a", "other"]) == 2
