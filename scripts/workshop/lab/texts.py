"""The texts of bash in a lab, with their places: its blocks, and the scripts in its folder. Runs nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.lab.model import KUBECONFIG, Block, CheckBlock, ConsoleBlock, Typed
from workshop.lab.script import SHELLS, Call
from workshop.lab.shell import read_script

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


def find_texts(blocks: Iterable[Block], folder: Path, path: str) -> tuple[list[Text], dict[str, str]]:
    """Each text in *blocks* and in the scripts of *folder*, and those of the scripts by their names in it.

    *path* is the lab's document as people see it.
    """
    own = list(find_block_texts(blocks))
    scripts = list(find_scripts(read_files(folder), path, own))
    around = f"{posixpath.dirname(path)}/"
    return [*own, *scripts], {each.where.rpartition(":")[0].removeprefix(around): each.text for each in scripts}


def find_block_texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """Each text in *blocks*, skipped ones too, and what is typed into programs."""
    for block in blocks:
        if isinstance(block, CheckBlock):
            yield Text(f"block `{block.id}`", f"{block.path}:{block.first_line + 1}", block.script)
        elif isinstance(block, ConsoleBlock):
            for command in block.commands:
                if command.typed is not Typed.INTERRUPT:
                    yield Text(f"block `{block.id}`", f"{block.path}:{command.line}", command.text)


def find_scripts(files: dict[str, str], path: str, blocks: Iterable[Text] = ()) -> Iterator[Text]:
    """Those of *files*, texts by name, that are scripts for a shell, by name, first line, or how *blocks* call them.

    *path* is the lab's document as people see it.
    """
    called = {name for block in blocks for call in read_script(block.text).calls for name in _find_called(call)}
    for name, text in files.items():
        if name in called or name.endswith((".sh", ".bash")) or re.match(r"#!.*\b(?:ba|da|z|k)?sh\b", text):
            yield Text(f"file `{name}`", f"{posixpath.dirname(path)}/{name}:1", text)


def _find_called(call: Call) -> Iterator[str]:
    """The files that a shell is called with, or reads from."""
    if call.program in SHELLS | {".", "source"}:
        inputs = [word.removeprefix("$(cat ").removesuffix(")") for word in call.inputs]
        yield from (posixpath.normpath(word) for word in (*call.words[1:], *inputs) if word)


def read_files(folder: Path) -> dict[str, str]:
    """The texts of the files in *folder* by name; neither the documents nor what is no text, or too long for one.

    What somebody who worked in it left for kubectl is no file of the lab's.
    """
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        is_left_out = file.name.startswith(KUBECONFIG) or re.fullmatch(r"lab(\.\w+)?\.md", name)
        if is_left_out or file.stat().st_size > _MOST_BYTES:
            continue
        try:
            found[name] = file.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError):
            continue
    return found
