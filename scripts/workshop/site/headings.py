"""The headings of a source, with the ids that they are given there. Knows lines alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^\s*(?P<level>#{1,6})\s+(?P<text>.+?)\s*$")
_SHORT = re.compile(r"[{\s]\.short[\s}]")
_ID = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*#*$")


@dataclass(frozen=True)
class Heading:
    """A heading: `level` is its mark, like `##`, `id` None where it has none of its own.

    `short` tells that its slide is in the talk's short cut.
    """

    line: int
    level: str
    id: str | None
    short: bool = False


def find_headings(lines: Iterable[str]) -> Iterator[Heading]:
    """The headings among *lines*, which count from 1, in order."""
    for number, line in enumerate(lines, 1):
        if "#" in line and (heading := _HEADING.match(line)):
            marked = _ID.search(line)
            short = bool(marked and _SHORT.search(marked[0]))
            yield Heading(number, heading["level"], marked["id"] if marked else None, short)
