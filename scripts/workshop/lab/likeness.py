"""Finds which token of a run stands for which of a page, one for one, so that all lines fit. Knows no lab and no run.

That is the question whether two structures are alike, answered as usual: tokens get a colour by the lines that they are
in, again and again until no more are told apart; where some still look the same, one is tried for another.
Source: colour refinement with individualization, as programs for isomorphism of graphs do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Token = tuple[str, str]
"""A class of tokens that may be the same thing, and what tells this one."""
Pairs = dict[Token, Token]
Colours = dict[Token, int]

_MOST_TRIES = 2_000


@dataclass(frozen=True)
class Row:
    """The tokens of one line from left to right, and its addresses: two things may have had the same one in turn."""

    tokens: tuple[Token, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Rows that may stand for each other in any order: as many of the page as of the run, with as many tokens each."""

    expected: tuple[Row, ...]
    got: tuple[Row, ...]


def find_mapping(groups: Sequence[Group]) -> Pairs | None:
    """The token of the run for each of the page, or None where there is no way to make all *groups* fit.

    Each row of the page has its own of the run, tokens are mapped one to one, and an address always to the same one.
    None too where that is not found within 2,000 tries.
    """
    return next(_search(groups, *_begin(groups), [_MOST_TRIES]), None)


def find_settled(groups: Sequence[Group]) -> Pairs:
    """Those tokens of the page that can stand for one of the run alone, with that one."""
    refined = _refine(groups, *_begin(groups))
    if refined is None:
        return {}
    expected, got = refined
    sizes = Counter(expected.values())
    back = {colour: token for token, colour in got.items()}
    return {token: back[colour] for token, colour in expected.items() if sizes[colour] == 1}


def _begin(groups: Sequence[Group]) -> tuple[Colours, Colours]:
    """All tokens of both sides, none told from another yet."""
    expected = {token: 0 for group in groups for row in group.expected for token in row.tokens}
    return expected, {token: 0 for group in groups for row in group.got for token in row.tokens}


def _search(groups: Sequence[Group], expected: Colours, got: Colours, tries: list[int]) -> Iterator[Pairs]:
    refined = _refine(groups, expected, got)
    if refined is None:
        return
    expected, got = refined
    sizes = Counter(expected.values())
    colour = min((each for each, size in sizes.items() if size > 1), key=lambda each: (sizes[each], each), default=None)
    if colour is None:
        tries[0] -= 1
        mapping = {left: right for left, tint in expected.items() for right, other in got.items() if tint == other}
        if _fits(groups, mapping):
            yield mapping
        return
    one = next(token for token, each in expected.items() if each == colour)
    for other in (token for token, each in got.items() if each == colour):
        if tries[0] > 0:
            yield from _search(groups, expected | {one: -1}, got | {other: -1}, tries)


def _refine(groups: Sequence[Group], expected: Colours, got: Colours) -> tuple[Colours, Colours] | None:
    """Colours that tell apart all that can be told apart by the lines; None where the two sides are not alike."""
    count = 0
    while True:
        names: dict[object, int] = {}
        expected = _tint([group.expected for group in groups], expected, names)
        got = _tint([group.got for group in groups], got, names)
        if Counter(expected.values()) != Counter(got.values()):
            return None
        if len(names) == count:
            return expected, got
        count = len(names)


def _tint(groups: Sequence[Sequence[Row]], colours: Colours, names: dict[object, int]) -> Colours:
    seen: dict[Token, list[tuple[int, int, tuple[int, ...]]]] = {token: [] for token in colours}
    for number, rows in enumerate(groups):
        for row in rows:
            line = tuple(colours[token] for token in row.tokens)
            for place, token in enumerate(row.tokens):
                seen[token].append((number, place, line))
    described = {token: (token[0], colours[token], tuple(sorted(seen[token]))) for token in colours}
    return {token: names.setdefault(name, len(names)) for token, name in described.items()}


def _fits(groups: Sequence[Group], mapping: Mapping[Token, Token]) -> bool:
    addresses: dict[str, str] = {}
    for group in groups:
        left = list(group.got)
        for row in group.expected:
            wanted = tuple(mapping[token] for token in row.tokens)
            other = next((each for each in left if each.tokens == wanted), None)
            if other is None or len(other.addresses) != len(row.addresses):
                return False
            left.remove(other)
            for one, printed in zip(row.addresses, other.addresses, strict=True):
                if addresses.setdefault(one, printed) != printed:
                    return False
    return True
