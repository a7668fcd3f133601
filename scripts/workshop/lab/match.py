"""Compares the output that a page shows with the output of a run, line by line and never by similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.lab.line import ExpectedLine
from workshop.lab.model import Expectation
from workshop.lab.output import Tokens

ANY_LINES = "..."


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
    tokens = Tokens(vary)
    lines = _strip(got)
    parts = _split(expected, tokens)
    start = 0
    for index, part in enumerate(parts):
        first, last = index == 0, index == len(parts) - 1
        at = _find(part, lines, start, anchored=first, to_end=last)
        if at is None:
            start = start if first else _find_nearest(part, lines, start, to_end=last)
            return _describe(part, lines, start, expected)
        start = at + len(part)
    return None


def _split(expected: Sequence[Expectation], tokens: Tokens) -> list[list[ExpectedLine]]:
    parts: list[list[ExpectedLine]] = [[]]
    for expectation in expected:
        if expectation.text.strip() == ANY_LINES:
            parts.append([])
        else:
            parts[-1].append(ExpectedLine(expectation, tokens))
    return parts


def _find(part: list[ExpectedLine], lines: list[str], start: int, *, anchored: bool, to_end: bool) -> int | None:
    last = len(lines) - len(part)
    if anchored and to_end and last != start:
        return None
    candidates = range(start, last + 1)
    if anchored:
        candidates = candidates[:1]
    elif to_end:
        candidates = candidates[-1:]
    for at in candidates:
        if all(line.matches(lines[at + offset]) for offset, line in enumerate(part)):
            return at
    return None


def _find_nearest(part: list[ExpectedLine], lines: list[str], start: int, *, to_end: bool) -> int:
    """Where the most lines of *part* match from its first on: there the difference is told; the end where none does."""
    if to_end:
        return max(start, len(lines) - len(part))
    nearest, most = len(lines), 0
    for at in range(start, len(lines)):
        count = 0
        while count < len(part) and at + count < len(lines) and part[count].matches(lines[at + count]):
            count += 1
        if count > most:
            nearest, most = at, count
    return nearest


def _describe(
    part: list[ExpectedLine], lines: list[str], start: int, expected: Sequence[Expectation]
) -> Difference | None:
    for at, line in enumerate(part, start):
        if at >= len(lines):
            return Difference(line.number, line.text, None, "the output ended")
        if not line.matches(lines[at]):
            return Difference(line.number, line.text, lines[at], line.explain(lines[at]))
    at = start + len(part)
    return Difference(expected[-1].line if expected else 0, None, lines[at], "the output goes on")


def _strip(got: Sequence[str]) -> list[str]:
    full = [at for at, line in enumerate(got) if line.strip()]
    return [line.rstrip() for line in got[full[0] : full[-1] + 1]] if full else []
