"""Finds the fences of a Markdown document, with their lines. Knows what a fence looks like, not what it means.

Superfences, which renders the pages, tells no line numbers; the site holds its fences and these against each other.
So the rules here are its rules (`search_nested` of pymdownx.superfences); what it drops without a word is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workshop.errors import ContentError

_TAB = 4  # columns, as Python-Markdown has it
_FENCE = re.compile(r"(?P<prefix>[> \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)")
_IN_LIST_ITEM = re.compile(r"[> \t]*(?:[-*+]|[0-9]+[.)])[ \t]+(?:`{3,}[^`]*$|~{3,})")
_LANGUAGE = re.compile(r"\.?(?P<language>[\w#.+-]+)(?:[ \t]+|$)")
_ATTRIBUTE = re.compile(
    r"""[ \t]*(?:\.(?P<cls>[\w-]+)|\#(?P<id>[^\s"'=}]+)"""
    r"""|(?P<key>[\w-]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'))(?=[ \t]|$)"""
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


def split_lines(text: str) -> list[str]:
    """The lines of *text* as an editor counts them: form feeds and the like end none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parse_info(info: str) -> tuple[tuple[str, ...], str | None, dict[str, str]]:
    """Classes, id and options of an attribute list like `{.console #run timeout="60s"}`.

    A bare language, as in ```` ```python ````, is a class. Raises ValueError where the list cannot be read.
    """
    info = info.strip()
    if language := _LANGUAGE.match(info):
        classes, fence_id, options = parse_info(info[language.end() :])
        return ((language["language"], *classes), fence_id, options)
    if not info.startswith("{"):
        return ((), None, _parse_attributes(info)[2])
    if not info.endswith("}"):
        raise ValueError("the attribute list does not end the line with a closing brace")
    return _parse_attributes(info[1:-1].rstrip())


def find_fences(text: str, path: str, errors: list[ContentError]) -> Iterator[Fence]:
    """Every fence of *text* in order; a fence inside a longer fence is that one's body and no fence.

    What cannot be read is added to *errors* with `path:line` and not yielded.
    """
    lines = split_lines(text)
    number = 0
    while number < len(lines):
        opening = _match_opening(lines[number])
        number += 1
        if opening is None:
            if _IN_LIST_ITEM.match(lines[number - 1]):
                hint = "put it on a line of its own, indented by four blanks"
                errors.append(ContentError("a fence in the line of a list item", where=f"{path}:{number}", hint=hint))
            continue
        body, end, problem = _read_body(lines, number, opening)
        hint = (
            f"end it with {opening['ticks']}, indented as it begins; around other fences make it longer than they are"
        )
        try:
            classes, fence_id, options = parse_info(opening["info"])
        except ValueError as error:
            errors.append(ContentError(f"fence: {error}", where=f"{path}:{number}"))
        else:
            if problem is None:
                yield Fence(opening["info"].strip(), classes, fence_id, options, tuple(body), number, end + 1)
        if problem is not None:
            errors.append(ContentError(problem, where=f"{path}:{number}", hint=hint))
        # What broke into this fence may be the next one; what only failed to close it is none.
        breaks_in = problem is not None and end < len(lines) and _FENCE.fullmatch(lines[end])
        number = end if breaks_in and breaks_in["info"].strip() else end + 1


def _parse_attributes(inner: str) -> tuple[tuple[str, ...], str | None, dict[str, str]]:
    classes: list[str] = []
    ids: list[str] = []
    options: dict[str, str] = {}
    position = 0
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
            options[match["key"]] = match["double"] if match["double"] is not None else match["single"]
    if len(ids) > 1:
        raise ValueError(f"two ids, `{ids[0]}` and `{ids[1]}`")
    return (tuple(classes), ids[0] if ids else None, options)


def _match_opening(line: str) -> re.Match[str] | None:
    match = _FENCE.fullmatch(line)
    if match is None:
        return None
    # Backticks after the opening ones make it inline code, unless they stand in an attribute list.
    info = match["info"].strip()
    is_inline = "`" in info and match["ticks"][0] == "`" and not (info.startswith("{") and info.endswith("}"))
    return None if is_inline else match


def _read_body(lines: list[str], first: int, opening: re.Match[str]) -> tuple[list[str], int, str | None]:
    """The body from the index *first* on, the index of the line that ends it, and what is wrong with it."""
    ticks, prefix = opening["ticks"], opening["prefix"].expandtabs(_TAB)
    body: list[str] = []
    problem = None
    for at in range(first, len(lines)):
        before, content = _cut(lines[at], len(prefix))
        is_inside = len(before) == len(prefix) and before.count(">") == prefix.count(">")
        if is_inside and content.rstrip() == ticks:
            return body, at, problem
        fence = _match_opening(lines[at])
        if fence is not None and fence["ticks"].startswith(ticks):
            found = f"the fence in line {at + 1}" if fence["info"].strip() else f"line {at + 1}, which is not its end"
            return body, at, problem or f"the fence is not closed before {found}"
        if not is_inside and content.strip():
            problem = problem or f"line {at + 1} is indented less than the fence that it is in"
        body.append(content)
    return body, len(lines), problem or "the fence is never closed"


def _cut(line: str, width: int) -> tuple[str, str]:
    """The first *width* columns of *line* as far as they are blanks or `>`, and what follows."""
    before = ""
    for at, character in enumerate(line):
        if len(before) >= width or character not in "> \t":
            return before, line[at:]
        before += " " * (_TAB - len(before) % _TAB) if character == "\t" else character
    return before, ""
