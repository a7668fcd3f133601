"""`./scripts/serve` and `./scripts/test`: set up once, then only start; and one clear line where that cannot be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.scripts.conftest import AGAIN, BEGUN, CHANGED, FETCHED, FIRST, VERSION, SampleProject, clean_environ, finish

NO_NETWORK = (
    "no network: connect, or name a mirror in PIP_INDEX_URL, and run this again (pip's output: .workshop/setup.log)\n"
)
UNKNOWN = f"nowhere==1 --hash=sha256:{'0' * 64}\n"


def test_set_up_once(sample: SampleProject) -> None:
    """From nothing it installs what the lock says and hands all arguments on; the second start installs nothing."""
    for said in (FIRST, ""):
        assert sample.run("serve", "--port", "a b", PYTHONPATH="") == (0, "one serve --port a b\n", said)
    assert sample.builds == ["begin", "end"]


def test_changed_lock(sample: SampleProject) -> None:
    """A lock that has changed is installed at the next start, over what is there."""
    sample.run("serve")
    (sample.folder / ".venv" / "kept").touch()
    sample.lock("three")
    assert sample.run("serve") == (0, "three serve\n", AGAIN)
    assert (sample.folder / ".venv" / "kept").exists()


def test_development_lock_serves(sample: SampleProject) -> None:
    """What was set up for the tests serves too, until the smaller lock changes; the tests want their own."""
    sample.lock("three", "requirements-dev.txt")
    assert sample.run("test", "-k", "x") == (0, "three -k x\n", FIRST)
    assert sample.run("serve") == (0, "three serve\n", "")
    sample.lock("seven-7")
    assert sample.run("serve") == (0, "seven-7 serve\n", AGAIN)
    assert sample.run("test", "-q") == (0, "three -q\n", AGAIN)


@pytest.mark.parametrize("broken", ["made-from.json", "bin/python"])
def test_unfinished_set_up(sample: SampleProject, broken: str) -> None:
    """A `.venv` that was never finished, or whose Python is gone, is made anew from nothing."""
    sample.run("serve")
    (sample.folder / ".venv" / broken).unlink()
    (sample.folder / ".venv" / "left-over").touch()
    assert sample.run("serve") == (0, "one serve\n", FIRST)
    assert not (sample.folder / ".venv" / "left-over").exists()


def test_moved_project(sample: SampleProject) -> None:
    """A project that was moved is set up anew, because a `.venv` names its own place."""
    sample.run("serve")
    moved = SampleProject(sample.folder.rename(sample.folder.with_name("moved")), sample.modules)
    assert moved.run("serve") == (0, "one serve\n", FIRST)
    assert json.loads((moved.folder / ".venv" / "made-from.json").read_text())["project"] == str(moved.folder)


def test_two_at_once(sample: SampleProject) -> None:
    """Two first starts at once both serve, and one of them set up for both."""
    os.mkfifo(sample.folder / "gate")
    both = [sample.start("serve"), sample.start("serve")]
    open_gate(sample)
    said = sorted(finish(process) for process in both)
    assert said == [(0, "one serve\n", "another set-up is under way; waiting for it …\n"), (0, "one serve\n", FIRST)]
    assert sample.builds == ["begin", "end"]


@pytest.mark.parametrize("updating", [False, True])
def test_killed_half_way(sample: SampleProject, updating: bool) -> None:
    """After a set-up that was killed the next begins anew, once what the killed one left running has ended."""
    if updating:
        sample.run("serve")
        sample.lock("three")
    gate = sample.folder / "gate"
    os.mkfifo(gate)
    killed = sample.start("serve")
    writer = os.open(gate, os.O_WRONLY)
    (sample.folder / ".venv" / "left-over").touch()
    (setup,) = psutil.Process(killed.pid).children()
    setup.kill()
    killed.wait(timeout=10)
    following = sample.start("serve")
    gate.unlink()
    os.close(writer)
    code, out, err = finish(following)
    assert (code, out) == (0, "three serve\n" if updating else "one serve\n")
    assert err.endswith(FIRST)
    assert sample.builds == ["begin", "end"] * (3 if updating else 2)
    assert not (sample.folder / ".venv" / "left-over").exists()


def open_gate(sample: SampleProject) -> None:
    """Wait until a build reads the gate, then let it go on, and later ones not wait at all."""
    gate = sample.folder / "gate"
    writer = os.open(gate, os.O_WRONLY)
    gate.unlink()
    os.close(writer)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("C", f"this Python lacks its venv module; install it first: sudo apt-get install python{VERSION}-venv\n"),
        ("zh_CN.UTF-8", f"这个 Python 缺少 venv 模块；请先安装：sudo apt-get install python{VERSION}-venv\n"),
    ],
)
@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_no_venv_module(sample: SampleProject, tmp_path: Path, module: str, lang: str, line: str) -> None:
    """Where the system's Python comes without `venv`, one line names the package that brings it."""
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n", encoding="utf-8")
    assert sample.run("serve", PYTHONPATH=str(tmp_path), LC_ALL="", LANG=lang) == (3, "", line)


def test_no_network(sample: SampleProject, no_index: str) -> None:
    """A first set-up without network ends with one line, and with one more start where there is network all is well."""
    good = (sample.folder / "requirements.txt").read_text(encoding="utf-8")
    (sample.folder / "requirements.txt").write_text(UNKNOWN, encoding="utf-8")
    assert sample.run("serve", PIP_INDEX_URL=no_index) == (3, "", f"{BEGUN}{FETCHED}{NO_NETWORK}")
    (sample.folder / "requirements.txt").write_text(good, encoding="utf-8")
    assert sample.run("serve") == (0, "one serve\n", FIRST)


def test_no_network_later(sample: SampleProject, no_index: str) -> None:
    """An update that fails for want of network leaves what was there: going back to the old lock installs nothing."""
    sample.run("serve")
    good = (sample.folder / "requirements.txt").read_text(encoding="utf-8")
    (sample.folder / "requirements.txt").write_text(UNKNOWN, encoding="utf-8")
    assert sample.run("serve", PIP_INDEX_URL=no_index) == (3, "", f"{CHANGED}{FETCHED}{NO_NETWORK}")
    (sample.folder / "requirements.txt").write_text(good, encoding="utf-8")
    assert sample.run("serve") == (0, "one serve\n", "")
    assert sample.builds == ["begin", "end"]


def test_no_hash(sample: SampleProject) -> None:
    """A lock without hashes installs nothing."""
    lock = sample.folder / "requirements.txt"
    lock.write_text(lock.read_text(encoding="utf-8").partition(" --hash")[0] + "\n", encoding="utf-8")
    code, out, err = sample.run("serve")
    steps, _, line = err.partition(FETCHED)
    assert (code, out, steps, line.count("\n"), sample.builds) == (3, "", BEGUN, 1, [])
    assert line.startswith("the set-up failed: Hashes are required in --require-hashes mode")


def test_wrong_hash(sample: SampleProject) -> None:
    """A package that is not the one of the lock is refused in one line, with the place of pip's whole output."""
    lock = sample.folder / "requirements.txt"
    lock.write_text(lock.read_text(encoding="utf-8").partition("sha256:")[0] + f"sha256:{'0' * 64}\n", encoding="utf-8")
    code, out, err = sample.run("serve")
    steps, _, line = err.partition(FETCHED)
    assert (code, out, steps, line.count("\n")) == (3, "", BEGUN, 1)
    assert line.startswith("the set-up failed: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")
    assert line.endswith(" (all of its output: .workshop/setup.log)\n")
    assert "Expected sha256" in (sample.folder / ".workshop" / "setup.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("C", "no Python 3.11 or newer was found; install one and run this again\n"),
        ("zh_CN.UTF-8", "没有找到 Python 3.11 或更新的版本；请先安装，再运行一次\n"),
    ],
)
def test_no_python(sample: SampleProject, tmp_path: Path, lang: str, line: str) -> None:
    """Where every Python is too old or broken, one line says which is wanted."""
    programs = make_programs(tmp_path, old="python3")
    assert sample.run("serve", PATH=str(programs), LC_ALL="", LANG=lang) == (3, "", line)


def test_newer_python_beside_an_old_one(sample: SampleProject, tmp_path: Path) -> None:
    """Where `python3` is too old, a newer one under its own name is taken."""
    programs = make_programs(tmp_path, old="python3")
    (programs / "python3.11").symlink_to(sys.executable)
    assert sample.run("serve", PATH=str(programs)) == (0, "one serve\n", FIRST)


def make_programs(folder: Path, *, old: str) -> Path:
    """Make a folder for PATH with the programs that the launchers need, and an *old* Python that is not new enough."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("bash", "dirname"):
        (programs / name).symlink_to(shutil.which(name) or name)
    (programs / old).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (programs / old).chmod(0o755)
    return programs


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root can write everywhere")
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("C", ": cannot be written ({}); copy the whole folder to where you may write, and run this again"),
        ("zh_CN.UTF-8", "：无法写入（{}）；请把整个文件夹复制到自己能写的地方，再运行一次"),
    ],
)
def test_a_project_that_is_closed(sample: SampleProject, lang: str, line: str) -> None:
    """A project that may only be read, as one on a stick, or another's lock in it, is told in a line."""
    sample.folder.chmod(0o555)
    rights = ["setpriv", "--bounding-set=-dac_override,-fowner", "--inh-caps=-all"] if os.getuid() == 0 else []
    command = [*rights, str(sample.folder / "scripts" / "serve")]
    environ = clean_environ({"LC_ALL": "", "LANG": lang})
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    said = f"{sample.folder / '.workshop'}{line.format('Permission denied')}\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", said)
