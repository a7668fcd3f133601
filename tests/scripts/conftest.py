"""A small project with the launchers of this one, which sets itself up without any network."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
SAMPLE = PROJECT / "tests" / "samples" / "setup"
COPIED = ("serve", "test", "setup.sh", "venv_*.py", "workshop/__init__.py", "workshop/cli/__init__.py")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
BEGUN = (
    "first start: putting 1 packages into .venv; about a minute, only this once\n[1/4] making a Python environment\n"
)
CHANGED = "the list of packages has changed: updating .venv (1 packages)\n"
FETCHED = "[2/4] downloading packages\n"
DONE = "[3/4] installing the packages\n[4/4] installing this project\nready after N s\n"
FIRST, AGAIN = f"{BEGUN}{FETCHED}{DONE}", f"{CHANGED}{FETCHED}{DONE}"
"""What a set-up says: the first one, and one where the lock has changed."""

CODE = """import sys
def main():
    print({text!r}, *sys.argv[1:])
"""


# Stands in for the module `venv`, which takes seconds: a fresh one that was made before is copied.
COPYING_VENV = """import os, shutil, sys
shutil.copytree({template!r}, sys.argv[1], symlinks=True, copy_function=os.link)
"""


@dataclass(frozen=True)
class SampleProject:
    """A project whose lock holds one package, `locked`; its `workshop` prints what that says, and its arguments."""

    folder: Path
    modules: Path

    def lock(self, text: str, name: str = "requirements.txt") -> None:
        """Write the lock *name* with a `locked` that says *text*: a wheel beside it, and its hash."""
        wheel, digest = write_wheel(self.folder, text)
        (self.folder / name).write_text(f"./{wheel.name} --hash=sha256:{digest}\n", encoding="utf-8")

    def lock_by_name(self, folder: Path, text: str, name: str = "requirements.txt") -> None:
        """Write the lock *name* with the same package, but by its name; its wheel goes into *folder*."""
        folder.mkdir(parents=True, exist_ok=True)
        _, digest = write_wheel(folder, text)
        (self.folder / name).write_text(f"locked=={len(text)} --hash=sha256:{digest}\n", encoding="utf-8")

    def start(self, script: str, *arguments: str, **environ: str) -> subprocess.Popen[str]:
        """Start scripts/*script* with *arguments*, in an environment without settings for pip, and *environ*."""
        environ.setdefault("PYTHONPATH", str(self.modules))
        return subprocess.Popen(
            [str(self.folder / "scripts" / script), *arguments],
            env=clean_environ(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, script: str, *arguments: str, **environ: str) -> tuple[int, str, str]:
        """Run it to its end; return exit code, standard output and standard error, seconds replaced."""
        return finish(self.start(script, *arguments, **environ))

    @property
    def builds(self) -> list[str]:
        """When the project itself was installed: `begin` and `end`, each time."""
        notes = self.folder / "builds.txt"
        return notes.read_text(encoding="utf-8").split() if notes.exists() else []


def write_wheel(folder: Path, text: str) -> tuple[Path, str]:
    """Write the wheel of `locked` that says *text* into *folder*; return it and its SHA-256."""
    wheel, info = folder / f"locked-{len(text)}-py3-none-any.whl", f"locked-{len(text)}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("locked.py", CODE.format(text=text))
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: locked\nVersion: {len(text)}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait until *process* ends; return exit code, standard output and standard error, seconds replaced."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, re.sub(r"\d+( s| 秒)\b", r"N\1", err)


def clean_environ(changes: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment without any setting of pip's or of an active venv, with *changes*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))}
    base = f"{sys.base_prefix}/bin"
    return {**kept, "PATH": f"{base}{os.pathsep}{kept['PATH']}", "PIP_CONFIG_FILE": os.devnull, **changes}


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PYTHONPATH with a `venv` that is quick."""
    folder = tmp_path_factory.mktemp("modules")
    template = folder / "template"
    subprocess.run([f"{sys.base_prefix}/bin/python{VERSION}", "-m", "venv", template], check=True)
    (folder / "venv").mkdir()
    (folder / "venv" / "__init__.py").touch()
    (folder / "venv" / "__main__.py").write_text(COPYING_VENV.format(template=str(template)), encoding="utf-8")
    return folder


@pytest.fixture
def sample(tmp_path: Path, modules: Path) -> SampleProject:
    """A sample project with nothing set up; its `locked` says `one`."""
    folder = tmp_path / "project"
    shutil.copytree(SAMPLE, folder)
    for pattern in (*COPIED, "workshop/cli/language.py"):
        for file in (PROJECT / "scripts").glob(pattern):
            target = folder / "scripts" / file.relative_to(PROJECT / "scripts")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    project = SampleProject(folder, modules)
    project.lock("one")
    return project


@pytest.fixture
def no_index() -> str:
    """The address of a package index at a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"
