"""Which clusters the kit has made for this person, remembered from one command to the next.

In a JSON file of the person's own, `{"format": 1, "clusters": {NAME: [id of each node, …]}}`, so that a cluster of the
same name that somebody made anew is told from it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path


class MadeClusters:
    """The clusters that are remembered in *file*; a file that is none of ours is as good as none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def remember(self, name: str, nodes: Iterable[str]) -> None:
        """Note that cluster *name*, of the containers with these ids, was made here."""
        self._save(self._load() | {name: sorted(nodes)})

    def forget(self, name: str) -> None:
        """Note that cluster *name* is gone."""
        known = self._load()
        if known.pop(name, None) is not None:
            self._save(known)

    def has(self, name: str, nodes: Iterable[str]) -> bool:
        """Whether cluster *name*, as it is now, is the one that was made here."""
        return self._load().get(name) == sorted(nodes)

    def _load(self) -> dict[str, list[str]]:
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
            return dict(content["clusters"]) if content["format"] == 1 else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _save(self, clusters: dict[str, list[str]]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        new.write_text(json.dumps({"format": 1, "clusters": clusters}, indent=1) + "\n", encoding="utf-8")
        new.replace(self._file)
