"""`workshop start`: a fresh copy, what the lab needs, and what to do next."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.cli.attendee import get_program, open_copies
from workshop.run import lock
from workshop.run.things import Thing
from workshop.venue import doctor
from workshop.venue.serving import note_address

ENGLISH = """\
cd {folder} && ./workshop check
    type this first, in any shell: it takes you to the lab's folder, where ./workshop works as it is

01-a: Try (1 min)
Folder: {folder}

It needs
✓ bash 5.2
✗ port 8101 is taken (needed by 01-a)
    stop the program that listens there

Next
  {page}
      {how}
  ./workshop check
      tells which steps worked
  ./workshop hint
      helps with the step you are at
  ./workshop reset
      tidies up, to start over
"""
CHINESE = """\
cd {folder} && ./workshop check
    在任何终端里先敲这一行：它带你进入实验目录，从那里用 ./workshop，不用激活什么

01-a：试（1 分钟）
实验目录：{folder}

它需要
✓ bash 5.2
✗ 端口 8101 已被占用（01-a 需要）
    停掉占用它的程序

接下来
  {page}
      {how}
  ./workshop check
      看哪几步做对了
  ./workshop hint
      卡住了，看提示
  ./workshop reset
      收拾干净，从头再来
"""


@pytest.fixture
def project(write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: FakeMachine) -> Path:
    """A project with labs 01-a and 02-b, its folder the current one, on a machine whose port 8101 is taken."""
    write_lab("01-a", more="ports: [8101]\n")
    write_lab("02-b")
    machine.busy.add(8101)
    monkeypatch.setitem(doctor.VERSION_COMMANDS, "bash", ("echo", "5.2"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("zh", CHINESE)])
def test_start(lang: str, text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lab's files are there, and what is missing and what comes next is said, in either language."""
    assert main(["start", "01-a", "--lang", lang]) == 0
    folder = project / "workshop-labs" / "01-a"
    how = {
        "en": "serves the site and prints its address; this lab is at en/labs/01-a/ there",
        "zh": "打开网站，并打印地址；这个实验在 labs/01-a/，照着它做",
    }[lang]
    facts = {"folder": folder, "page": project / "scripts" / "serve", "how": how}
    assert capsys.readouterr() == (text.format(**facts), "")
    assert sorted(os.listdir(folder)) == ["lab.en.md", "lab.md", "workshop"]
    assert (project / "workshop-labs" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def read_page(lang: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The two lines that `start` says of the page, of a copy that is made anew."""
    capsys.readouterr()
    assert main(["start", "01-a", "mine", "--fresh", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = max(lines.index(word) for word in ("Next", "接下来") if word in lines)
    return [line.strip() for line in lines[at + 1 : at + 3]]


def test_page_of_a_built_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing serves, the page is that of the site which was built beside the labs, in the reader's language."""
    for folder in ("labs", "en/labs"):
        page = project / "site" / folder / "01-a" / "index.html"
        page.parent.mkdir(parents=True)
        page.touch()
    serve = project / "scripts" / "serve"
    english = ["opens the page as it was last built; for the latest: " + str(serve)]
    assert read_page("en", capsys) == [f"file://{project}/site/en/labs/01-a/index.html", *english]
    assert read_page("zh", capsys)[0] == f"file://{project}/site/labs/01-a/index.html"


def test_page_of_a_running_server(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page is where the project is being served, at its real port and path, and no longer once that has ended."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/talk/"
        note_address(project, url)
        assert read_page("en", capsys) == [f"{url}en/labs/01-a/", "opens the page"]
        assert read_page("zh", capsys) == [f"{url}labs/01-a/", "打开网页"]
    assert read_page("en", capsys)[0] == str(project / "scripts" / "serve")


def test_by_number(project: Path) -> None:
    """A lab's number, with or without its zero, starts it like its id."""
    assert main(["start", "1"]) == 0
    assert main(["start", "02"]) == 0
    assert sorted(os.listdir(project / "workshop-labs")) == [".gitignore", "01-a", "02-b"]


SHELLS = ("sh", "bash", "dash", "zsh", "fish")


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shutil.which(shell)])
@pytest.mark.parametrize("folder", ["mine", "it's my $HOME 课"])
def test_the_first_line_works(shell: str, folder: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `start` opens with is a command that calls this program in each shell that is here, without its PATH."""
    main(["start", "01-a", folder, "--lang", "zh"])
    first = capsys.readouterr().out.splitlines()[0]
    environ = {"PATH": os.defpath, "HOME": str(project), "XDG_STATE_HOME": os.environ["XDG_STATE_HOME"]}
    done = subprocess.run(
        [str(shutil.which(shell)), "-c", first], env=environ, cwd="/", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "这个实验没有检查\n")
    assert done.stderr == f"01-a，目录 {project / folder}\n"


def test_the_wrapper_is_nobodys_change(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reset asks about nothing and leaves the wrapper where it is; a file of that name that is not ours stays."""
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    main(["start", "01-a", "mine"])
    wrapper = project / "mine" / "workshop"
    text = wrapper.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["reset", "01-a"]) == 0
    assert "changed" not in capsys.readouterr().err
    assert (wrapper.read_text(encoding="utf-8"), os.access(wrapper, os.X_OK)) == (text, True)
    (project / "labs" / "01-a" / "workshop").write_text("the lab's own", encoding="utf-8")
    (project / "mine" / "workshop").unlink()
    main(["start", "01-a", "mine", "--fresh"])
    assert wrapper.read_text(encoding="utf-8") == "the lab's own"
    assert capsys.readouterr().out.splitlines()[0] == f"cd {project / 'mine'} && {get_program()} check"


def test_fresh(project: Path, machine: FakeMachine) -> None:
    """`--fresh` replaces the copy, and what the machine held before the first one is still what counts."""
    machine.version, machine.things = "28.5.2", {Thing("container", "theirs", "1")}
    main(["start", "01-a", "mine"])
    (project / "mine" / "notes").touch()
    machine.things.add(Thing("container", "web", "2"))
    assert main(["start", "01-a", "mine", "--fresh"]) == 0
    assert not (project / "mine" / "notes").exists()
    copy = open_copies().find_newest("01-a", project)
    assert copy is not None
    assert (copy.folder, copy.things) == (project / "mine", (("container", "theirs", "1"),))


def test_fresh_after_a_start_without_an_engine(project: Path, machine: FakeMachine) -> None:
    """What was there is looked at with the fresh copy, where nobody could be asked before the first one."""
    main(["start", "01-a", "mine"])
    machine.version, machine.things = "28.5.2", {Thing("container", "theirs", "1")}
    assert main(["start", "01-a", "mine", "--fresh"]) == 0
    copy = open_copies().find_newest("01-a", project)
    assert copy is not None
    assert copy.things == (("container", "theirs", "1"),)


@pytest.mark.parametrize("options", [[], ["--fresh"]])
def test_a_folder_of_somebody_else(project: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything but a copy of this lab in it is never touched, nor is the copy of another lab."""
    for name in ("docs", "two"):
        (project / name).mkdir()
    (project / "docs" / "index.md").touch()
    main(["start", "02-b", "two"])
    capsys.readouterr()
    for name in ("docs", "two", "two/lab.md"):
        assert main(["start", "01-a", name, *options]) == 2
        message = "is not empty, nor a copy of this lab, and was left alone"
        assert capsys.readouterr() == ("", f"{project / name}: {message}\n\nhint: choose another folder\n")
    assert sorted(os.listdir(project / "two")) == ["lab.en.md", "lab.md", "workshop"]


def test_from_inside_a_copy(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """From a copy outside the project the project is still known, and the next copy stands beside this one."""
    outside = tmp_path_factory.mktemp("outside")
    main(["start", "01-a", str(outside / "01-a")])
    os.chdir(outside / "01-a")
    assert main(["start", "02-b"]) == 0
    assert sorted(os.listdir(outside)) == ["01-a", "02-b"]


def test_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is `workshop` where that finds it, and its whole path where it does not."""
    program = tmp_path / "my bin" / "workshop"
    program.parent.mkdir()
    program.touch(0o755)
    monkeypatch.chdir(program.parent)
    monkeypatch.setenv("PATH", os.defpath)
    assert get_program("../my bin/workshop") == f"'{program}'"
    monkeypatch.setenv("PATH", str(program.parent))
    assert get_program("./workshop") == "workshop"
