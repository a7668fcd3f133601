"""What a page should show of an output: the lines that were printed, and the author's `⋯` where it still fits."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.lab.blanks import trim
from workshop.lab.line import ExpectedLine
from workshop.lab.model import Expectation
from workshop.lab.output import PLAIN, Tokens
from workshop.lab.wildcard import WILDCARD, is_any_lines

_MOST_PAIRS = 250_000


def merge_output(
    expected: Sequence[Expectation], output: Sequence[str], tokens: Tokens = PLAIN
) -> list[Expectation | str]:
    """The lines to show for *output* in place of *expected*: new ones as text, those that stay as they were.

    Only what the author left open stays: a `⋯` alone on its line where the lines on both sides of it still match, and
    a line with a `⋯` in it that still matches. All else comes from *output*, so that the page shows one run.
    """
    got = trim(output)
    if not any(WILDCARD in line.text for line in expected):
        return list(got)
    merged: list[Expectation | str] = []
    last = (-1, -1)
    for pair in [*align(expected, got, tokens), (len(expected), len(got))]:
        between = expected[last[0] + 1 : pair[0]]
        is_open = bool(between) and all(is_any_lines(line.text) for line in between)
        merged += between if is_open else got[last[1] + 1 : pair[1]]
        if pair[0] < len(expected):
            keeps = WILDCARD in expected[pair[0]].text
            merged.append(expected[pair[0]] if keeps else got[pair[1]])
        last = pair
    return merged


def align(expected: Sequence[Expectation], got: Sequence[str], tokens: Tokens = PLAIN) -> list[tuple[int, int]]:
    """Which line of *got* each line of *expected* stands for: most pairs of indexes, both rising; `⋯` is in none.

    Where there are more than 250,000 pairs to look at, only the beginnings and ends that match are told.
    """
    wanted = [(at, ExpectedLine(line, tokens)) for at, line in enumerate(expected) if not is_any_lines(line.text)]
    head = 0
    while head < min(len(wanted), len(got)) and wanted[head][0] == head and wanted[head][1].matches(got[head]):
        head += 1
    tail, room = 0, min(len(wanted), len(got)) - head
    while tail < room and _is_end(wanted, expected, tail) and wanted[-1 - tail][1].matches(got[-1 - tail]):
        tail += 1
    middle = wanted[head : len(wanted) - tail]
    between = got[head : len(got) - tail]
    pairs = _align_middle([line for _, line in middle], between) if len(middle) * len(between) <= _MOST_PAIRS else []
    return [
        *((at, at) for at in range(head)),
        *((middle[left][0], head + right) for left, right in pairs),
        *((len(expected) - at, len(got) - at) for at in range(tail, 0, -1)),
    ]


def _is_end(wanted: list[tuple[int, ExpectedLine]], expected: Sequence[Expectation], tail: int) -> bool:
    return wanted[-1 - tail][0] == len(expected) - 1 - tail


def _align_middle(left: list[ExpectedLine], right: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, by the usual table of what the rests of both have in common."""
    fits = [[line.matches(text) for text in right] for line in left]
    most = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            most[i][j] = most[i + 1][j + 1] + 1 if fits[i][j] else max(most[i + 1][j], most[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if fits[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif most[i + 1][j] >= most[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
