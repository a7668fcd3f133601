"""Compares the output that a page shows with the output of a run, line by line and never by similarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop.lab.model import Expectation
from workshop.lab.output import Normalizer

ANY_LINES = "..."
Line = Callable[[str], bool]


@dataclass(frozen=True)
class Difference:
    """The first place where an output is not what was expected.

    `expected` and `got` are whole lines, None where there is no such line; `line` is the expectation's line in its
    document (the last one's where output goes on after it); `token` names the first token that differs.
    """

    line: int
    expected: str | None
    got: str | None
    token: str


def find_difference(
    expected: Sequence[Expectation], got: Sequence[str], vary: frozenset[str] = frozenset()
) -> Difference | None:
    """The first difference between the lines *expected* and *got*, or None where they match.

    `...` alone on a line stands for any lines, none included; inside a line for any text.
    Blank lines at either end of *got* do not count.
    """
    normalize = Normalizer(vary)
    lines = _strip([normalize(line) for line in got])
    shown = _strip([" ".join(line.split()) for line in got])
    parts = _split(expected)
    start = 0
    for index, part in enumerate(parts):
        first, last = index == 0, index == len(parts) - 1
        at = _find(part, lines, start, normalize, anchored=first, to_end=last)
        if at is None:
            if last and not first:
                start = max(start, len(lines) - len(part))
            return _describe(part, lines, shown, start, normalize, expected)
        start = at + len(part)
    return None


def _split(expected: Sequence[Expectation]) -> list[list[Expectation]]:
    parts: list[list[Expectation]] = [[]]
    for line in expected:
        if line.text.strip() == ANY_LINES:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(
    part: list[Expectation], lines: list[str], start: int, normalize: Normalizer, *, anchored: bool, to_end: bool
) -> int | None:
    tests = [_line_test(line.text, normalize) for line in part]
    last = len(lines) - len(part)
    if anchored and to_end and last != start:
        return None
    candidates = range(start, last + 1)
    if anchored:
        candidates = range(start, min(start, last) + 1)
    elif to_end:
        candidates = range(max(start, last), last + 1)
    for at in candidates:
        if all(test(lines[at + offset]) for offset, test in enumerate(tests)):
            return at
    return None


def _line_test(text: str, normalize: Normalizer) -> Line:
    if ANY_LINES not in text:
        return normalize(text).__eq__
    pieces = [re.escape(normalize(piece)) for piece in text.split(ANY_LINES)]
    pattern = re.compile(r"\s?.*\s?".join(pieces))
    return lambda line: pattern.fullmatch(line) is not None


def _describe(
    part: list[Expectation],
    lines: list[str],
    shown: list[str],
    start: int,
    normalize: Normalizer,
    whole: Sequence[Expectation],
) -> Difference:
    for offset, expectation in enumerate(part):
        at = start + offset
        if at >= len(lines):
            return Difference(expectation.line, expectation.text, None, "the output ended")
        if not _line_test(expectation.text, normalize)(lines[at]):
            token = _first_token(normalize(expectation.text), lines[at])
            return Difference(expectation.line, expectation.text, shown[at], token)
    at = start + len(part)
    return Difference(
        whole[-1].line if whole else 0, None, shown[at] if at < len(shown) else None, "the output goes on"
    )


def _first_token(expected: str, got: str) -> str:
    wanted, found = expected.split(" "), got.split(" ")
    for left, right in zip(wanted, found, strict=False):
        if left != right:
            return f"expected {left}, got {right}"
    if len(wanted) > len(found):
        return f"expected {wanted[len(found)]}, got the end of the line"
    return f"expected the end of the line, got {found[len(wanted)]}"


def _strip(lines: list[str]) -> list[str]:
    first, last = 0, len(lines)
    while last > first and not lines[last - 1]:
        last -= 1
    while first < last and not lines[first]:
        first += 1
    return lines[first:last]
