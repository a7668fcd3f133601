"""Compares the output that a page shows with the output of a run, line by line and never by similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.lab.blanks import trim
from workshop.lab.line import ExpectedLine
from workshop.lab.model import Expectation
from workshop.lab.output import PLAIN, Tokens
from workshop.lab.wildcard import is_any_lines


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


Matched = tuple[ExpectedLine, str]
"""An expected line, and the line of an output that it matches."""


def find_difference(
    expected: Sequence[Expectation], got: Sequence[str], tokens: Tokens = PLAIN, *, any_order: bool = False
) -> Difference | None:
    """The first difference between the lines *expected* and *got*, or None where they match.

    `⋯` alone on a line stands for any lines, none included and as few as can be; inside a line for any text.
    Blank lines at either end of *got* do not count. With *any_order* each line may stand in the place of another.
    """
    found = match_lines(expected, got, tokens, any_order=any_order)
    return found if isinstance(found, Difference) else None


def match_lines(
    expected: Sequence[Expectation], got: Sequence[str], tokens: Tokens = PLAIN, *, any_order: bool = False
) -> list[Matched] | Difference:
    """Each expected line with the line of *got* that it matches, or the first difference."""
    parts = _split(expected, tokens)
    lines = trim(got)
    return _match_any_order(parts, lines) if any_order else _match_in_order(parts, lines, expected)


def _match_in_order(
    parts: list[list[ExpectedLine]], lines: list[str], expected: Sequence[Expectation]
) -> list[Matched] | Difference:
    matched: list[Matched] = []
    start = 0
    for index, part in enumerate(parts):
        first, last = index == 0, index == len(parts) - 1
        at = _find(part, lines, start, anchored=first, to_end=last)
        if at is None:
            start = start if first else _find_nearest(part, lines, start, to_end=last)
            return _describe(part, lines, start, expected)
        start = at + len(part)
        matched += zip(part, lines[at:start], strict=True)
    return matched


def _match_any_order(parts: list[list[ExpectedLine]], lines: list[str]) -> list[Matched] | Difference:
    """Lines that are left over are for the `⋯`, where there is one."""
    wanted = [line for part in parts for line in part]
    fitting = [[at for at, line in enumerate(lines) if each.matches(line)] for each in wanted]
    taken: dict[int, int] = {}
    for index, each in enumerate(wanted):
        if not _place(index, fitting, taken, set()):
            left = next((line for at, line in enumerate(lines) if at not in taken), None)
            return Difference(each.number, each.text, left, "no line of the output is this one, in any order")
    if len(parts) == 1 and len(taken) < len(lines):
        left = next(line for at, line in enumerate(lines) if at not in taken)
        return Difference(wanted[-1].number if wanted else 0, None, left, "the output has this line too")
    return [(wanted[index], lines[at]) for at, index in sorted(taken.items(), key=lambda pair: pair[1])]


def _place(index: int, fitting: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Give the wanted line *index* a line that it fits, moving others as need be. Source: Kuhn's algorithm."""
    for at in fitting[index]:
        if at not in tried:
            tried.add(at)
            if at not in taken or _place(taken[at], fitting, taken, tried):
                taken[at] = index
                return True
    return False


def _split(expected: Sequence[Expectation], tokens: Tokens) -> list[list[ExpectedLine]]:
    parts: list[list[ExpectedLine]] = [[]]
    for expectation in expected:
        if is_any_lines(expectation.text):
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


def _describe(part: list[ExpectedLine], lines: list[str], start: int, expected: Sequence[Expectation]) -> Difference:
    for at, line in enumerate(part, start):
        if at >= len(lines):
            return Difference(line.number, line.text, None, "the output ended")
        if not line.matches(lines[at]):
            return Difference(line.number, line.text, lines[at], line.explain(lines[at]))
    at = start + len(part)
    return Difference(expected[-1].line if expected else 0, None, lines[at], "the output goes on")
