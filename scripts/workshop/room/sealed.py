"""A built site made ready to be served: copied, compressed and named by content once, and never changed after that.

What is the same as in the build before is shared with it on the disk. Each page gets the script of `live.js` and its
version, which changes when its own text does or anything that pages load. Knows the folder of a site, not its maker.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from workshop.room.media import is_loaded, is_page, is_text, media_type_of

SCRIPT_URL = "/.workshop/live.js"
"""Below the root, where no site has a file: MkDocs leaves out what begins with a dot."""
INDEX = "index.json"
PLAIN, PACKED = "plain", "packed"
"""The folders of a sealed build: files as they are, and those that are compressed."""
_LEAST_BYTES = 512
"""What is shorter fits a packet or two as it is."""
_BODY_END = b"</body>"


@dataclass(frozen=True)
class Entry:
    """A file of a sealed build: its address below the site's, and what a response says of it.

    `packed_bytes` is 0 where the file is not compressed; `version` is a page's, "" for what is none.
    """

    path: str
    digest: str
    size_bytes: int
    packed_bytes: int
    version: str = ""

    @property
    def media_type(self) -> str:
        """The media type, by the name."""
        return media_type_of(self.path)


def seal(site: Path, target: Path, before: Path | None = None) -> None:
    """Write the built *site* into the new folder *target* as a sealed build; share what *before*, an older one, has.

    Links that lead out of *site* are left out. *site* is only read and may change afterwards.
    """
    older = {entry.path: entry for entry in read_entries(before)} if before else {}
    names = list(_find_files(site))
    look = hashlib.sha256()
    for name in names:
        if is_loaded(media_type_of(name)):
            look.update(f"{name}\0".encode() + hashlib.sha256((site / name).read_bytes()).digest())
    sealer = _Sealer(site, target, before, older, look.digest())
    # Compressing lets other threads go on.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        entries = list(pool.map(sealer.take, names))
    target.mkdir(parents=True, exist_ok=True)
    (target / INDEX).write_text(json.dumps([asdict(entry) for entry in entries]), encoding="utf-8")


def read_entries(folder: Path) -> list[Entry]:
    """The files of the sealed build in *folder*."""
    return [Entry(**row) for row in json.loads((folder / INDEX).read_text(encoding="utf-8"))]


def add_script(html: bytes, version: str) -> bytes:
    """*html* with the script that keeps the page at *version* up to date; a fragment without a body's end has none."""
    head, end, tail = html.rpartition(_BODY_END)
    script = f'<script src="{SCRIPT_URL}" data-version="{version}" defer></script>'.encode()
    return head + script + end + tail if end else html


@dataclass(frozen=True)
class _Sealer:
    site: Path
    target: Path
    before: Path | None
    older: dict[str, Entry]
    look: bytes

    def take(self, name: str) -> Entry:
        content, version = (self.site / name).read_bytes(), ""
        media_type = media_type_of(name)
        if is_page(media_type):
            version = hashlib.sha256(self.look + content).hexdigest()[:16]
            content = add_script(content, version)
        digest = hashlib.sha256(content).hexdigest()[:32]
        known = self.older.get(name)
        if self.before and known and known.digest == digest:
            for kind in (PLAIN, PACKED) if known.packed_bytes else (PLAIN,):
                _share(self.before / kind / name, self.target / kind / name)
            return known
        _write(self.target / PLAIN / name, content)
        packed = b""
        if is_text(media_type) and len(content) >= _LEAST_BYTES:
            packed = gzip.compress(content, 6, mtime=0)
            _write(self.target / PACKED / name, packed)
        return Entry(name, digest, len(content), len(packed), version)


def _find_files(site: Path) -> Iterator[str]:
    root = site.resolve()
    for folder, _, names in os.walk(root):
        for name in sorted(names):
            file = Path(folder) / name
            if file.is_file() and file.resolve().is_relative_to(root):
                yield file.relative_to(root).as_posix()


def _share(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
