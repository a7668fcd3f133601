"""Finds the fences of a Markdown document, with their lines. Knows what a fence looks like, not what it means.

Superfences, which renders the pages, tells no line numbers; the site holds its fences and these against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workshop.errors import ContentError

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
_ATTRIBUTE = re.compile(
    r"""\s*(?:\.(?P<cls>[\w-]+)|\#(?P<id>[^\s"'=}]+)|(?P<key>[\w-]+)=(?P<quote>["'])(?P<value>.*?)(?P=quote))(?=\s|$)"""
)


@dataclass(frozen=True)
class Fence:
    """A fence: `classes[0]` names its kind, `options` its keys and values, `body` its lines without the indent.

    `first_line` and `last_line` hold the backticks, counted from 1; `info` is what follows the opening ones.
    """

    info: str
    classes: tuple[str, ...]
    id: str | None
    options: dict[str, str]
    body: tuple[str, ...]
    first_line: int
    last_line: int


def parse_info(info: str) -> tuple[tuple[str, ...], str | None, dict[str, str]]:
    """Classes, id and options of an attribute list like `{.console #run timeout="60s"}`.

    A bare language, as in ```` ```python ````, is a class. Raises ValueError where the list cannot be read.
    """
    info = info.strip()
    if not info.startswith("{"):
        return (tuple(info.split()[:1]), None, {})
    if not info.endswith("}"):
        raise ValueError("the attribute list has no closing brace")
    inner, position = info[1:-1].rstrip(), 0
    classes: list[str] = []
    ids: list[str] = []
    options: dict[str, str] = {}
    while position < len(inner):
        match = _ATTRIBUTE.match(inner, position)
        if match is None:
            raise ValueError(f'cannot read `{inner[position:].strip()}`; write options as name="value"')
        position = match.end()
        if match["cls"]:
            classes.append(match["cls"])
        elif match["id"]:
            ids.append(match["id"])
        elif match["key"] in options:
            raise ValueError(f"option `{match['key']}` is given twice")
        else:
            options[match["key"]] = match["value"]
    if len(ids) > 1:
        raise ValueError(f"two ids, `{ids[0]}` and `{ids[1]}`")
    return (tuple(classes), ids[0] if ids else None, options)


def find_fences(text: str, path: str, errors: list[ContentError]) -> Iterator[Fence]:
    """Every fence of *text* in order; a fence inside a longer fence is that one's body and no fence.

    What cannot be read is added to *errors* with `path:line` and not yielded.
    """
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        match = _FENCE.match(lines[number])
        number += 1
        if match is None or "`" in match["info"]:
            continue
        first, indent, ticks = number, match["indent"], match["ticks"]
        end = next((at for at in range(first, len(lines)) if _closes(lines[at], ticks)), None)
        if end is None:
            errors.append(
                ContentError("the fence is never closed", where=f"{path}:{first}", hint=f"end it with {ticks}")
            )
            return
        number = end + 1
        try:
            classes, fence_id, options = parse_info(match["info"])
        except ValueError as error:
            errors.append(ContentError(f"fence: {error}", where=f"{path}:{first}"))
            continue
        body = tuple(line.removeprefix(indent) for line in lines[first:end])
        yield Fence(match["info"].strip(), classes, fence_id, options, body, first, end + 1)


def _closes(line: str, ticks: str) -> bool:
    stripped = line.strip()
    return stripped.startswith(ticks) and set(stripped) == {ticks[0]}
