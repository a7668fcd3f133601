"""The set-up works in any folder, whatever its name is, and under a locale that cannot spell it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.conftest import FIRST, PROJECT, SampleProject, clean_environ, finish
from tests.site.project import write_sample

CHINESE = "我的 课/云 计算"
NAMES = [CHINESE, "-n/-课", 'it\'s "$HOME" `id` & %s', "\\x41'''", "/".join(["很长" * 20] * 4)]
KIT = ("scripts", "pyproject.toml", "requirements.txt", "README.md", "LICENSE", "LICENSE-CC-BY-4.0")


@pytest.fixture(params=NAMES)
def placed(request: pytest.FixtureRequest, sample: SampleProject) -> SampleProject:
    """The sample project in a folder whose name is hard on shells and scripts."""
    folder = sample.folder.parent / request.param / "project"
    folder.parent.mkdir(parents=True)
    return SampleProject(sample.folder.rename(folder), sample.modules)


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_any_folder(placed: SampleProject, environ: dict[str, str]) -> None:
    """Wherever the project lies it is set up and started, and its program runs by path, by PATH and through a link."""
    assert placed.run("serve", "a b", **environ) == (0, "one serve a b\n", FIRST)
    programs = placed.folder / ".venv" / "bin"
    (placed.folder / "linked").symlink_to(programs / "workshop")
    for command in (programs / "workshop", placed.folder / "linked"):
        assert ask(command, "x y", **environ) == "one x y\n"
    assert ask("workshop", PATH=f"{programs}{os.pathsep}{os.environ['PATH']}", **environ) == "one\n"


def test_called_from_elsewhere(placed: SampleProject) -> None:
    """The launcher may be named from any folder, from one whose name begins with a hyphen too, and with CDPATH set."""
    near = placed.folder.parent
    for launcher, here in ((f"{near.name}/project/scripts/serve", near.parent), ("project/scripts/serve", near)):
        command = ["bash", "--", launcher]
        environ = clean_environ({"PYTHONPATH": str(placed.modules), "CDPATH": "/usr", "PYTHONSAFEPATH": "1"})
        done = subprocess.run(command, cwd=here, env=environ, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "one serve\n"), done.stderr


def test_colon(sample: SampleProject) -> None:
    """The one path that Python makes no environment in is told before anything is made."""
    folder = sample.folder.rename(sample.folder.with_name("a:b"))
    line = (
        f"{folder}: Python makes no environment in a path with a colon; rename or move the folder, and run this again\n"
    )
    assert SampleProject(folder, sample.modules).run("serve") == (3, "", line)
    assert not (folder / ".venv").exists()


def ask(*command: object, **environ: str) -> str:
    """Run *command* in another folder than the project's; return what it printed."""
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd="/", env=clean_environ(environ), stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def read_download() -> list[str]:
    """Return the command that downloads wheels, as the presenters' page in both languages tells it."""
    commands = set()
    for name in ("presenters.md", "presenters.en.md"):
        page = (PROJECT / "docs" / name).read_text(encoding="utf-8")
        found = re.search(r"^\S+ -m pip download (?:.*\\\n)*.*", page, re.MULTILINE)
        assert found, name
        commands.add(found[0].replace("\\\n", " "))
    (command,) = commands
    return str(command).split()


@pytest.mark.needs_index
def test_the_kit_itself(tmp_path: Path, no_index: str) -> None:
    """The kit as it is, with blanks and Chinese in its path, under LC_ALL=C and without a network, builds a site.

    It is set up from wheels that were downloaded as the presenters' page tells.
    """
    folder = tmp_path / CHINESE
    write_sample(folder)
    for name in KIT:
        source = PROJECT / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder / name)
    python, *words = read_download()
    assert python == ".venv/bin/python"
    words = [word.replace("DIR", str(tmp_path / "stick")) for word in words]
    subprocess.run([sys.executable, *words], cwd=folder, check=True, capture_output=True)

    environ = clean_environ({"LC_ALL": "C", "PIP_INDEX_URL": no_index, "WORKSHOP_BUNDLE": str(tmp_path / "stick")})
    command = [str(folder / "scripts" / "serve"), "--help"]
    started = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    code, out, err = finish(started)
    assert (code, err.splitlines()[-2:]) == (0, ["[4/4] installing this project", "ready after N s"])
    assert out.startswith("Usage: workshop serve ")
    command = [str(folder / ".venv" / "bin" / "workshop"), "build", "网 站"]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "网 站/index.html\n"), done.stderr
    assert (folder / "网 站" / "en" / "decks" / "01-one" / "index.html").is_file()
