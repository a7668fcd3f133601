"""`workshop pack` as a presenter meets it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.venue.conftest import WriteLab
from tests.venue.fake_archive import FakeImage
from tests.venue.fake_engine import FakeEngine
from workshop.cli import main
from workshop.cli.language import Language
from workshop.cli.pack import FAULTS, format_size
from workshop.venue import engine as venue_engine
from workshop.venue.layout import Fault
from workshop.venue.mark import MARK

WEB, NODE = FakeImage("web", 100), FakeImage("node", 800)
FRONT = 'images: ["web:1", "kindest/node:v1"]\n'


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An engine with the images of the test's lab, which the command finds in place of this machine's."""
    fake = FakeEngine({"web:1": WEB, "kindest/node:v1": NODE})
    monkeypatch.setattr(venue_engine, "DockerEngine", lambda: fake)
    return fake


@pytest.fixture
def project(write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, a project with a lab that uses two images and one that uses none."""
    write_lab("01-a", "docker", FRONT)
    write_lab("02-b")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ENGLISH = """\
✓ images.tar.gz (0.1 MB): web:1
✓ node-v1.tar.gz (0.1 MB): kindest/node:v1

Bundle: bundle, 0.1 MB in all, for linux/amd64
On another machine: workshop load DIR, or docker load -i one by one
"""
CHINESE = """\
✓ images.tar.gz（0.1 MB）：web:1
✓ node-v1.tar.gz（0.1 MB）：kindest/node:v1

离线包：bundle，共 0.1 MB，用于 linux/amd64
在别的机器上：workshop load DIR，或者逐个 docker load -i
"""


@pytest.mark.parametrize(("lang", "text", "step"), [("en", ENGLISH, "packing"), ("zh", CHINESE, "打包")])
def test_pack(
    lang: str, text: str, step: str, project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """All labs' images are packed, and it is said into what and what to do with it."""
    assert main(["pack", "bundle", "--lang", lang]) == 0
    assert capsys.readouterr() == (text, f"{step} images.tar.gz\n{step} node-v1.tar.gz\n")


def test_missing_images(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """All images that are not there are named, with the commands that get them, and nothing is written."""
    engine.images = {}
    assert main(["pack", "bundle"]) == 3
    hint = "docker pull kindest/node:v1; docker pull web:1"
    assert capsys.readouterr() == ("", f"images that are not here: kindest/node:v1, web:1\n\nhint: {hint}\n")
    assert not (project / "bundle").exists()


def test_labs_without_images(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the labs that are named count; where these use no images there is nothing to pack."""
    assert main(["pack", "bundle", "02-b"]) == 2
    assert capsys.readouterr() == ("", "these labs use no images\n")


def test_no_engine(project: Path, engine: FakeEngine) -> None:
    """Without an engine the exit code is 3."""
    engine.name = None
    assert main(["pack", "bundle"]) == 3


def read_all(folder: Path) -> dict[str, bytes]:
    """What is in *folder* by name, but the mark."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MARK}


FOREIGN = {
    "en": "{}: holds what `workshop pack` did not write, or what was changed since, and was left alone: {}\n\n"
    "hint: choose an empty folder; or move these away first, or delete them yourself\n",
    "zh": "{}: 目录里有不是 `workshop pack` 写的，或者后来改过的东西，没有动它：{}\n\n"
    "提示：换一个空目录；或者先把它们移走，不要的就自己删掉\n",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["thesis.docx", "images.tar.gz", "bundle.json"])
def test_files_of_somebody_else(
    name: str, lang: str, project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with a file of somebody else's, also under a name of a bundle's, is refused by that name."""
    (project / "mine").mkdir()
    (project / "mine" / name).write_text("mine", encoding="utf-8")
    assert main(["pack", "mine", "--lang", lang]) == 2
    assert capsys.readouterr() == ("", FOREIGN[lang].format("mine", name))
    assert (read_all(project / "mine"), engine.saves) == ({name: b"mine"}, [])


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_bundle_is_replaced(is_marked: bool, project: Path, engine: FakeEngine) -> None:
    """A bundle goes as a whole, with the archives that the new one has not; also one of before there were marks."""
    bundle = project / "bundle"
    assert main(["pack", "bundle"]) == 0
    if not is_marked:
        (bundle / MARK).unlink()
    write_lab_of_web(project)
    assert main(["pack", "bundle", "03-c"]) == 0
    assert sorted(read_all(bundle)) == ["bundle.json", "images.tar.gz"]
    assert main(["load", "bundle"]) == 0
    assert main(["pack", "bundle"]) == 0


def write_lab_of_web(project: Path) -> None:
    """Add lab 03-c, which is like 01-a and needs one of its images."""
    shutil.copytree(project / "labs" / "01-a", project / "labs" / "03-c")
    path = project / "labs" / "03-c" / "lab.md"
    path.write_text(path.read_text(encoding="utf-8").replace(FRONT, 'images: ["web:1"]\n'), encoding="utf-8")


def put(name: str) -> Callable[[Path], object]:
    """What writes to that file of a folder."""
    return lambda folder: (folder / name).write_text("mine", encoding="utf-8")


OLD = {
    "another file": (put("notes.txt"), "notes.txt"),
    "a changed archive": (put("images.tar.gz"), "images.tar.gz"),
    "a folder": (lambda folder: (folder / "mine").mkdir(), "mine"),
    "another manifest": (put("bundle.json"), "bundle.json, images.tar.gz, node-v1.tar.gz"),
    "no manifest": (lambda folder: (folder / "bundle.json").unlink(), "images.tar.gz, node-v1.tar.gz"),
    "a mark that says nothing": (put(MARK), f"{MARK}, bundle.json, images.tar.gz, node-v1.tar.gz"),
}


@pytest.mark.parametrize("kind", OLD)
def test_an_old_bundle_with_something_else(
    kind: str, project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bundle without a mark that holds what its manifest does not say is left alone, and gets no mark."""
    bundle = project / "bundle"
    assert main(["pack", "bundle"]) == 0
    (bundle / MARK).unlink()
    change, names = OLD[kind]
    change(bundle)
    before = sorted((path.name, path.is_file() and path.read_bytes()) for path in bundle.iterdir())
    capsys.readouterr()
    assert main(["pack", "bundle"]) == 2
    assert capsys.readouterr() == ("", FOREIGN["en"].format("bundle", names))
    assert sorted((path.name, path.is_file() and path.read_bytes()) for path in bundle.iterdir()) == before


KILLED = """\
import os, signal, sys
from tests.venue.fake_engine import FakeEngine
from tests.cli.test_pack import NODE, WEB
from workshop.cli import main
from workshop.venue import engine

class Dying(FakeEngine):
    def save(self, names):
        if names == ["kindest/node:v1"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().save(names)

engine.DockerEngine = lambda: Dying({"web:1": NODE, "kindest/node:v1": NODE})
main(["pack", "bundle"])
"""


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_run_that_is_killed(is_marked: bool, project: Path, engine: FakeEngine) -> None:
    """Killed between two archives it leaves the old bundle byte for byte, and the next run tidies up."""
    assert main(["pack", "bundle"]) == 0
    if not is_marked:
        (project / "bundle" / MARK).unlink()
    before = read_all(project / "bundle")
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", KILLED], env=os.environ | path, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert read_all(project / "bundle") == before
    assert len(list(project.glob(".bundle.*"))) == 1
    assert main(["pack", "bundle"]) == 0
    assert (read_all(project / "bundle"), list(project.glob(".bundle.*"))) == (before, [])


def test_what_cannot_be_done(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no folder and an engine that refuses are told, and the bundle that was there is as it was."""
    assert main(["pack", "mkdocs.yml"]) == 2
    message = "mkdocs.yml: is no folder, and was left alone\n\nhint: choose another name\n"
    assert capsys.readouterr() == ("", message)
    assert main(["pack", "bundle"]) == 0
    before = read_all(project / "bundle")
    engine.refuses = "no such layer"
    assert main(["pack", "bundle"]) == 1
    line = "Docker could not save the images: no such layer; a bundle that was there is as it was\n"
    assert capsys.readouterr().err.endswith(line)
    assert read_all(project / "bundle") == before


def test_no_space(
    project: Path, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk, which names no file, is told with the folder."""

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert main(["pack", "bundle"]) == 3
    line = "bundle: cannot be written: No space left on device; what was there is as it was\n"
    assert line in capsys.readouterr().err
    assert not (project / "bundle").exists()


HINTS = {
    "en": "\n\nhint: upgrade Docker to 25 or later, and pack again",
    "zh": "\n\n提示：把 Docker 升级到 25 或更新的版本，再打包一次",
}
UNUSABLE = [
    ({"cut": 0}, "en", "it breaks off before its end", ""),
    ({"cut": 2000}, "zh", "没有写完", ""),
    ({"is_ancient": True}, "en", "it does not tell the digest of web:1's manifest", HINTS["en"]),
    ({"is_ancient": True}, "zh", "里面没有 web:1 的清单的摘要", HINTS["zh"]),
]
SENTENCES = {
    "en": "what Docker saved cannot be used: {}; a bundle that was there is as it was{}\n",
    "zh": "Docker 导出的不能用：{}；原来的离线包没有动{}\n",
}


@pytest.mark.parametrize(("state", "lang", "reason", "hint"), UNUSABLE)
def test_what_cannot_be_used(
    state: dict[str, Any],
    lang: str,
    reason: str,
    hint: str,
    project: Path,
    engine: FakeEngine,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where what the engine saves does not tell its images it is said why, in either language, and nothing is left."""
    for name, value in state.items():
        setattr(engine, name, value)
    assert main(["pack", "bundle", "--lang", lang]) == 1
    assert capsys.readouterr().err.endswith(SENTENCES[lang].format(reason, hint))
    assert not (project / "bundle").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fault_has_words(lang: Language) -> None:
    """Whatever can be wrong with an archive is said in both languages."""
    assert {*FAULTS[lang]} == {*Fault, "hint"}


def test_sizes() -> None:
    """Sizes are in megabytes of a million bytes, and nothing is 0.0."""
    assert [format_size(size) for size in (0, 1_000_000, 84_888_988)] == ["0.1 MB", "1.0 MB", "84.9 MB"]
