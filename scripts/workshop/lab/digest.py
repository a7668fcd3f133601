"""Tells by one number whether a lab is still the one that was executed. Reads its files; prose does not count.

What counts is what a run types, compares and checks, and what it runs on: commands, outputs, options, scripts, the
lab's other files, what its front matter lists, and the configuration of the cluster that it shares. Titles, hints and
all text around the blocks may be written anew, in any language, and the run is as good as it was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from workshop.lab.model import KUBECONFIG, Block, CheckBlock, ConsoleBlock, FileBlock, Lab

_DOCUMENT = re.compile(r"lab(\.\w+)?\.md")
_LEFT_OUT = ("__pycache__", ".DS_Store")
_CLUSTER = "cluster.yaml"


def digest_lab(lab: Lab) -> str:
    """SHA-256 in hex of what is executed of *lab*."""
    front = lab.front.model_dump(exclude={"title", "minutes"})
    total = hashlib.sha256(json.dumps([front, *map(_describe, lab.blocks)], sort_keys=True).encode())
    for name, file in _find_files(lab):
        content = file.read_bytes()
        total.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _find_files(lab: Lab) -> Iterator[tuple[str, Path]]:
    for file in sorted(lab.folder.rglob("*")):
        name = file.relative_to(lab.folder)
        if name.name.startswith(KUBECONFIG):
            continue
        if file.is_file() and not _DOCUMENT.fullmatch(name.as_posix()) and not set(name.parts) & set(_LEFT_OUT):
            yield name.as_posix(), file
    shared = lab.folder.parent / _CLUSTER
    if lab.front.shares_cluster and shared.is_file():
        yield f"../{_CLUSTER}", shared


def _describe(block: Block) -> list[object]:
    if isinstance(block, CheckBlock):
        return ["check", block.id, block.after, block.script]
    if isinstance(block, FileBlock):
        return ["file", block.id, block.file, block.lines]
    assert isinstance(block, ConsoleBlock)
    commands = [
        [command.text, command.exit_code, command.typed, [line.text for line in command.expected]]
        for command in block.commands
    ]
    variants = [
        [variant.engine, [shown and [line.text for line in shown] for shown in variant.outputs]]
        for variant in block.variants
    ]
    options = [
        block.timeout_s,
        block.retry_s,
        sorted(block.vary),
        block.skip,
        block.terminal,
        block.ready,
        block.prompt,
        block.any_order,
        block.picks_any,
        *([block.more] if block.more is not None else []),
    ]
    return ["console", block.id, commands, variants, options]
