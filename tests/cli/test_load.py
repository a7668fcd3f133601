"""`workshop load` as an attendee meets it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.test_reset import Person
from tests.venue.fake_archive import FakeImage
from tests.venue.fake_engine import CONTAINERD, FakeEngine
from tests.venue.test_load import NODE, WEB, flip, write_archive
from tests.venue.test_names_kept import write_bundle
from workshop.cli import main
from workshop.cli.language import Language
from workshop.cli.load_words import OUTCOMES
from workshop.venue import engine as venue_engine
from workshop.venue.bundle import Manifest, write_manifest
from workshop.venue.load import Result


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An empty engine that the command finds in place of this machine's."""
    fake = FakeEngine()
    monkeypatch.setattr(venue_engine, "DockerEngine", lambda: fake)
    return fake


@pytest.fixture
def bundle(tmp_path: Path, engine: FakeEngine) -> Path:
    """A bundle of two archives."""
    archives = (
        write_archive(tmp_path, "images.tar", "web:1", WEB),
        write_archive(tmp_path, "node.tar", "node:1", NODE),
    )
    write_manifest(tmp_path, Manifest(platform="linux/amd64", archives=archives))
    return tmp_path


STEPS = "verifying images.tar\nloading images.tar\nverifying node.tar\nloading node.tar\n"


def test_load(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each step is told, then what was loaded; a second time nothing is left to do."""
    assert main(["load", str(bundle)]) == 0
    assert capsys.readouterr() == ("✓ images.tar: loaded web:1\n✓ node.tar: loaded node:1\n", STEPS)
    assert main(["load", str(bundle), "--lang", "zh"]) == 0
    assert capsys.readouterr() == ("✓ images.tar：镜像都已经有了\n✓ node.tar：镜像都已经有了\n", "")


@pytest.mark.parametrize(
    ("lang", "step", "line"),
    [
        ("en", "comparing the engine's images with {}", "✓ {}: its images are here already"),
        ("zh", "与引擎里的比对 {}", "✓ {}：镜像都已经有了"),
    ],
)
def test_format_1(
    lang: str, step: str, line: str, bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bundle that names the ids of the other store is compared, which is told, and not loaded."""
    content = json.loads((bundle / "bundle.json").read_text(encoding="utf-8")) | {"format": 1}
    for archive in content["archives"]:
        [image] = archive["images"]
        archive["images"] = [{"name": image["name"], "id": image["config"], "bytes": image["bytes"]}]
    (bundle / "bundle.json").write_text(json.dumps(content), encoding="utf-8")
    engine.store, engine.images = CONTAINERD, {"web:1": WEB, "node:1": NODE}
    assert main(["load", str(bundle), "--lang", lang]) == 0
    files = ("images.tar", "node.tar")
    assert capsys.readouterr() == tuple("".join(f"{each.format(file)}\n" for file in files) for each in (line, step))
    assert engine.loads == []


def test_damaged(bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged archive is named with both digests, and what is still missing; the other one is loaded."""
    archive = write_archive(bundle, "images.tar", "web:1", WEB)
    flip(bundle / "images.tar")
    assert main(["load", str(bundle)]) == 1
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert lines[0] == "✗ images.tar: damaged, nothing of it was loaded"
    assert lines[1] == f"    expected | sha256 {archive.sha256}"
    assert lines[2].startswith("    got      | sha256 ")
    assert lines[3:] == ["✓ node.tar: loaded node:1"]
    assert shown.err.endswith("still not here: web:1\ncopy the files marked ✗ above again, and run this once more\n")
    assert list(engine.images) == ["node:1"]


def test_truncated_and_missing_in_chinese(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive that is too short and one that is not there are told in Chinese too."""
    (bundle / "images.tar").write_bytes(b"x")
    (bundle / "node.tar").unlink()
    assert main(["load", str(bundle), "--lang", "zh"]) == 1
    size = write_archive(bundle, "images.tar", "web:1", WEB).bytes
    assert capsys.readouterr() == (
        f"✗ images.tar：大小不对，没有装载\n    应为 | {size} 字节\n    实为 | 1 字节\n✗ node.tar：文件不在离线包里\n",
        "校验 images.tar\n仍然没有：web:1, node:1\n请把上面标着 ✗ 的文件重新拷一份，再运行一次\n",
    )


def test_refused(bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """What the engine says is passed on, and an older image of that name does not make it good."""
    engine.images = {"web:1": NODE, "node:1": NODE}
    engine.refuses = "no space left on device"
    assert main(["load", str(bundle), "--yes"]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == "✗ images.tar: Docker refused it: no space left on device"
    assert "still not here" not in shown.err


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "there is no bundle.json in this folder\n\nhint: name the folder of the bundle\n"),
        ("zh", "这个目录里没有 bundle.json\n\n提示：给出离线包的目录\n"),
    ],
)
def test_no_bundle(lang: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no bundle is the caller's mistake."""
    assert main(["load", str(tmp_path / "nowhere"), "--lang", lang]) == 2
    assert capsys.readouterr() == ("", f"{tmp_path / 'nowhere'}: {text}")


def test_another_platform(bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A bundle for another kind of machine is loaded only when asked for."""
    engine.name = "linux/arm64"
    assert main(["load", str(bundle)]) == 3
    message = "the bundle is for linux/amd64, and the engine of this machine is linux/arm64"
    hint = "ask the presenter for one for linux/arm64; --any-platform loads it all the same"
    assert capsys.readouterr() == ("", f"{bundle}: {message}\n\nhint: {hint}\n")
    assert engine.loads == []
    assert main(["load", str(bundle), "--any-platform"]) == 0


def test_no_engine(bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an engine the exit code is 3."""
    engine.name = None
    assert main(["load", str(bundle)]) == 3
    hint = "start Docker; workshop doctor tells what else is missing"
    assert capsys.readouterr() == ("", f"no Docker Engine answers\n\nhint: {hint}\n")


MINE = FakeImage("mine", 3)
ASKED = {
    "en": "images.tar has names that other images have here; once it is loaded, they are the bundle's:\n  web:1 ({})\n",
    "zh": "images.tar 里有这里已经用在别的镜像上的名字，装载之后它们就归离线包的镜像：\n  web:1 ({})\n",
}
KEPT = {
    "en": (
        "✗ images.tar: would take names from other images, nothing of it was loaded: web:1\n",
        "to keep the image that is here, give it another name first: docker tag web:1 NEWNAME; "
        "then run: workshop load {} --yes\n",
    ),
    "zh": (
        "✗ images.tar：会拿走别的镜像的名字，没有装载：web:1\n",
        "要保留这里的镜像，先另起一个名字：docker tag web:1 NEWNAME；然后运行：workshop load {} --yes\n",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nobody_to_ask(lang: str, bundle: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal an archive that takes a name is not loaded, with what to type; the other archive is."""
    engine.images = {"web:1": MINE}
    assert main(["load", str(bundle), "--lang", lang]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(KEPT[lang][0])
    assert ASKED[lang].format(MINE.config[7:19]) in shown.err
    assert shown.err.endswith(KEPT[lang][1].format(bundle))
    assert engine.images == {"web:1": MINE, "node:1": NODE}
    assert main(["load", str(bundle), "--yes"]) == 0
    assert engine.images == {"web:1": WEB, "node:1": NODE}


@pytest.mark.parametrize(("answer", "code", "image"), [("y\n", 0, WEB), ("n\n", 1, MINE), ("", 1, MINE)])
def test_somebody_to_ask(
    answer: str, code: int, image: FakeImage, bundle: Path, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal the person says whether the name goes."""
    engine.images = {"web:1": MINE}
    monkeypatch.setattr(sys, "stdin", Person(answer))
    assert main(["load", str(bundle)]) == code
    assert engine.images == {"web:1": image, "node:1": NODE}


UNLISTED = {
    "en": (
        "✗ images.tar: holds image names that bundle.json does not list, nothing of it was loaded: web:1\n",
        "verifying images.tar\nstill not here: web:2\nask the presenter for another images.tar\n",
    ),
    "zh": (
        "✗ images.tar：里面有 bundle.json 没有列出的镜像名，没有装载：web:1\n",
        "校验 images.tar\n仍然没有：web:2\n请向讲师要一份新的 images.tar\n",
    ),
}
UNKNOWN = {
    "en": (
        "✗ images.tar: there is no telling which images are in it, nothing of it was loaded: "
        "it is compressed with zstd, which cannot be read here\n",
        "verifying images.tar\nstill not here: web:2\n"
        "if you trust where images.tar comes from, load it yourself: docker load -i '{}/images.tar'\n",
    ),
    "zh": (
        "✗ images.tar：看不出里面有哪些镜像，没有装载：it is compressed with zstd, which cannot be read here\n",
        "校验 images.tar\n仍然没有：web:2\n信得过 images.tar 的来历，就自己装：docker load -i '{}/images.tar'\n",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_never_loaded(
    lang: str, tmp_path: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is not listed, or names that cannot be read, are refused even with --yes, with what to do."""
    folder = tmp_path / "a bundle"
    folder.mkdir()
    content = write_archive(folder, "images.tar", "web:1", WEB)
    write_manifest(folder, write_bundle(folder, (folder / "images.tar").read_bytes(), "web:2"))
    assert main(["load", str(folder), "--yes", "--lang", lang]) == 1
    assert capsys.readouterr() == UNLISTED[lang]
    write_manifest(folder, write_bundle(folder, b"\x28\xb5\x2f\xfd" + bytes(content.bytes), "web:2"))
    assert main(["load", str(folder), "--yes", "--lang", lang]) == 1
    assert capsys.readouterr() == (UNKNOWN[lang][0], UNKNOWN[lang][1].format(folder))
    assert engine.loads == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_result_has_words(lang: Language) -> None:
    """Whatever can become of an archive is said in both languages."""
    assert {*OUTCOMES[lang]} == {*Result}
