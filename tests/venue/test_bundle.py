"""What `bundle.json` says is read in both formats, and refused where it is neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workshop.errors import WorkshopError
from workshop.venue.bundle import Archive, Image, Manifest, OldImage, OldManifest, read_manifest, write_manifest

CONFIG, MANIFEST = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
SAVED: dict[str, Any] = {"file": "images.tar", "bytes": 9, "sha256": "c" * 64}
IMAGE = Image(name="web:1", config=CONFIG, manifest=MANIFEST, bytes=5)
NEW = Manifest(platform="linux/amd64", archives=(Archive(**SAVED, images=(IMAGE,)),))
OLD = OldManifest(
    platform="linux/amd64", archives=(Archive(**SAVED, images=(OldImage(name="web:1", id=CONFIG, bytes=5),)),)
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A manifest is read as it was written, names both digests, and nothing else is left in the folder."""
    write_manifest(tmp_path, NEW)
    assert read_manifest(tmp_path) == NEW
    content = json.loads((tmp_path / "bundle.json").read_text(encoding="utf-8"))
    image = {"name": "web:1", "config": CONFIG, "manifest": MANIFEST, "bytes": 5}
    assert content == {"format": 2, "platform": "linux/amd64", "archives": [SAVED | {"images": [image]}]}
    assert [path.name for path in tmp_path.iterdir()] == ["bundle.json"]


@pytest.mark.parametrize("stated", [{"format": 1}, {}])
def test_format_1(stated: dict[str, int], tmp_path: Path) -> None:
    """A manifest of format 1, which the first ones did not have to say, is read as what it is."""
    archive = SAVED | {"images": [{"name": "web:1", "id": CONFIG, "bytes": 5}]}
    write(tmp_path, stated | {"platform": "linux/amd64", "archives": [archive]})
    assert read_manifest(tmp_path) == OLD


BROKEN = {
    '"format":2': ('"format":3', "format: Input should be 1 or 2"),
    '"format":2,': ("", "archives.0.images.0.id: Field required"),
    '"images.tar"': ('"../images.tar"', "archives.0.file: String should match pattern"),
    '"bytes":5': ('"bytes":-5', "archives.0.images.0.bytes: Input should be greater than or equal to 0"),
    '"platform":': ('"plattform":', "platform: Field required"),
    '"sha256:aa': ('"sha256:', "archives.0.images.0.config: String should match pattern"),
    '"sha256:bb': ('"sha512:', "archives.0.images.0.manifest: String should match pattern"),
    '"manifest":': ('"id":', "archives.0.images.0.manifest: Field required"),
    '"bytes":9': ('"bytes":9,"more":1', "archives.0.more: Extra inputs are not permitted"),
    "}": ("", "Invalid JSON: "),
}


@pytest.mark.parametrize("good", BROKEN)
def test_broken_manifest(good: str, tmp_path: Path) -> None:
    """A manifest of another format, or that names a file outside the bundle, is refused with what is wrong."""
    bad, message = BROKEN[good]
    path = tmp_path / "bundle.json"
    path.write_text(NEW.model_dump_json().replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(WorkshopError) as raised:
        read_manifest(tmp_path)
    assert str(raised.value).startswith(f"{path}: {message}")
    assert str(raised.value).endswith("\n\nhint: copy the bundle again")


def write(folder: Path, content: dict[str, Any]) -> None:
    """Put a `bundle.json` into *folder*."""
    (folder / "bundle.json").write_text(json.dumps(content), encoding="utf-8")
