"""Whether an engine has the images of an archive already, whichever image store it has. Loads nothing.

An engine tells one id of an image, and a bundle of format 2 names each that it can have. Format 1 names one, which is
another than the engine's where the bundle was packed from the other store: what the two have in common is then read
from what the engine itself saves, or from the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from workshop.venue.bundle import Archive, Image, OldImage
from workshop.venue.engine import Engine, EngineError
from workshop.venue.layout import ArchiveError, Digests
from workshop.venue.saved import read_digests, read_packed_digests

Tell = Callable[[int, int], object]
"""Called with how many of about how many bytes were compared."""


def is_present(archive: Archive[Image] | Archive[OldImage], folder: Path, engine: Engine, tell: Tell) -> bool:
    """Whether *engine* has each image of *archive*, a file in *folder*, under its name and the same.

    Only where ids of format 1 do not tell, the engine is asked to save those images, all at once, and *tell* is called.
    """
    ids = {}
    for image in archive.images:
        if (found := engine.find_image(image.name)) is None:
            return False
        ids[image.name] = found[0]
    unknown = [image for image in archive.images if ids[image.name] not in image.ids]
    old = [image for image in unknown if isinstance(image, OldImage)]
    return not unknown or (unknown == old and _are_same(old, ids, folder / archive.file, engine, tell))


def _are_same(images: list[OldImage], ids: dict[str, str], file: Path, engine: Engine, tell: Tell) -> bool:
    """Whether the engine's images, which have *ids*, are *images* of *file* by another id."""
    names = [image.name for image in images]
    try:
        own = read_digests(_save(images, engine, tell), names)
    except (ArchiveError, EngineError):
        return False
    unknown = [image for image in images if image.name not in own or image.id not in own[image.name].ids]
    # An image's manifest does not outlive its way through the classic store: only the file has both digests then.
    if not unknown or any(image.name not in own or own[image.name].config != ids[image.name] for image in unknown):
        return not unknown
    packed = _read(file, [image.name for image in unknown])
    return all(packed.get(image.name) == Digests(ids[image.name], image.id) for image in unknown)


def _save(images: list[OldImage], engine: Engine, tell: Tell) -> Iterator[bytes]:
    done, total = 0, sum(image.bytes for image in images)
    tell(done, total)
    for chunk in engine.save([image.name for image in images]):
        done += len(chunk)
        tell(done, max(done, total))
        yield chunk


def _read(file: Path, names: list[str]) -> dict[str, Digests]:
    try:
        return read_packed_digests(file, names)
    except (ArchiveError, OSError):
        return {}
