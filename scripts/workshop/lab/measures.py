"""What labs measure: lines `name: number` that their blocks print, with a unit behind it or not. Reads text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workshop.lab.model import Lab


def find_measures(lab: Lab) -> dict[str, list[str]]:
    """What *lab* measures: the blocks whose page has a line `name: number`, by that name."""
    measures: dict[str, list[str]] = {}
    for block in lab.consoles:
        for line in (line.text for command in block.commands for line in command.expected):
            found = re.fullmatch(r"\s*([\w .-]+): +\d.*", line)
            if found and block.id not in measures.setdefault(found[1], []):
                measures[found[1]].append(block.id)
    return measures


def read_value(printed: Iterable[str], name: str) -> str | None:
    """The number, with its unit, of the first line `name: number` among the lines *printed*, or None."""
    pattern = re.compile(rf"\s*{re.escape(name)}: +(\d.*?)\s*")
    return next((found[1] for line in printed if (found := pattern.fullmatch(line))), None)
