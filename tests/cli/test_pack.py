"""`workshop pack` as a presenter meets it."""

from __future__ import annotations

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


def test_files_of_somebody_else(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of an archive's name in a folder that is no bundle is never replaced; a bundle is."""
    (project / "images.tar.gz").write_text("mine", encoding="utf-8")
    assert main(["pack", "."]) == 2
    message = "images.tar.gz: is there already, without a bundle.json, and was left alone"
    assert capsys.readouterr() == ("", f"{message}\n\nhint: choose an empty folder\n")
    assert main(["pack", "bundle"]) == main(["pack", "bundle"]) == 0


def test_what_cannot_be_done(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that cannot be written and an engine that refuses are told in their own words."""
    assert main(["pack", "mkdocs.yml"]) == 1
    assert (
        capsys.readouterr().err == "mkdocs.yml: cannot be written: File exists; a bundle that was there is as it was\n"
    )
    engine.refuses = "no such layer"
    assert main(["pack", "bundle"]) == 1
    line = "Docker could not save the images: no such layer; a bundle that was there is as it was\n"
    assert capsys.readouterr().err.endswith(line)


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
    assert list((project / "bundle").iterdir()) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fault_has_words(lang: Language) -> None:
    """Whatever can be wrong with an archive is said in both languages."""
    assert {*FAULTS[lang]} == {*Fault, "hint"}


def test_sizes() -> None:
    """Sizes are in megabytes of a million bytes, and nothing is 0.0."""
    assert [format_size(size) for size in (0, 1_000_000, 84_888_988)] == ["0.1 MB", "1.0 MB", "84.9 MB"]
