"""The texts of bash in a lab, with their places: its blocks, and the scripts in its folder. Runs nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.lab.model import Block, CheckBlock, ConsoleBlock, Typed

_MOST_BYTES = 1_000_000
"""Of a file: what is bigger is nothing that anybody wrote for a lab."""


@dataclass(frozen=True)
class Text:
    """A text that may be bash's: `what` it stands in, as a person calls it, and `path:line` of its first line."""

    what: str
    where: str
    text: str

    def at(self, lines: int) -> str:
        """`path:line` of what stands *lines* below the first one."""
        path, _, first = self.where.rpartition(":")
        return f"{path}:{int(first) + lines}"


def find_block_texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """Each text in *blocks*, skipped ones too, and what is typed into programs."""
    for block in blocks:
        if isinstance(block, CheckBlock):
            yield Text(f"block `{block.id}`", f"{block.path}:{block.first_line + 1}", block.script)
        elif isinstance(block, ConsoleBlock):
            for command in block.commands:
                if command.typed is not Typed.INTERRUPT:
                    yield Text(f"block `{block.id}`", f"{block.path}:{command.line}", command.text)


def find_scripts(files: dict[str, str], path: str) -> Iterator[Text]:
    """Those of *files*, texts by name, that are scripts for a shell; *path* is the lab's document as people see it."""
    for name, text in files.items():
        if name.endswith((".sh", ".bash")) or re.match(r"#!.*\b(?:ba|da|z|k)?sh\b", text):
            yield Text(f"file `{name}`", f"{posixpath.dirname(path)}/{name}:1", text)


def read_files(folder: Path) -> dict[str, str]:
    """The texts of the files in *folder* by name; neither the documents nor what is no text, or too long for one."""
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if re.fullmatch(r"lab(\.\w+)?\.md", name) or file.stat().st_size > _MOST_BYTES:
            continue
        try:
            found[name] = file.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError):
            continue
    return found
