"""Whether the generated names of a run stand for those of its page, one for one, over a whole lab. Pure.

A page that shows one Pod before and another one after is wrong about a run in which both are the same. So a name, id or
digest of the page stands for the same one of the run wherever it is shown, and two of the page for two of the run.

Which of several siblings is which no single output tells, since programs sort them by their random names: lines of one
command that differ in such tokens alone may stand for each other in any order, and what follows decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.lab.likeness import Group, Row, Token, find_mapping, find_settled
from workshop.lab.line import ExpectedLine
from workshop.lab.match import Difference, Matched
from workshop.lab.output import Part

_CLASSES = {"id": "hex", "digest": "hex", "uuid": "uuid", "swarm-id": "swarm", "suffix": "suffix"} | {
    "template-hash": "hash",
    "schedule": "schedule",
}
_SHORT = 12
"""Ids are shown whole, or cut to 12 places, by `crictl` to 13: the first 12 tell which one it is."""


def is_related(part: Part) -> bool:
    """Whether *part* is a token that stands for the same thing wherever it is shown."""
    return part.kind in _CLASSES


@dataclass(frozen=True)
class _Line:
    """A line of the page with that of the run, and what stands for what in them."""

    expected: ExpectedLine
    got: str
    pairs: tuple[tuple[Token, Token], ...]
    addresses: tuple[tuple[str, str], ...]

    def differ(self, why: str) -> Difference:
        """The difference that *why* tells of."""
        return Difference(self.expected.number, self.expected.text, self.got, why)


class Relations:
    """What was shown and printed so far in one run of a lab."""

    def __init__(self) -> None:
        self._groups: list[Group] = []
        self._places: dict[Token, int] = {}

    def add(self, matched: Sequence[Matched], *, any_of: bool = False) -> Difference | None:
        """Take in the lines of one command; or say where they break with what was before, and leave them out.

        With *any_of* the program picks any of several: a token that was shown before stands for any that was.
        """
        lines = [line for line in map(_read, matched) if line.pairs or line.addresses]
        if any_of:
            return self._find_stranger(lines)
        new = _group(lines)
        if new and find_mapping([*self._groups, *new]) is None:
            return self._explain(lines)
        self._groups += new
        for line in lines:
            for token, _ in line.pairs:
                self._places.setdefault(token, line.expected.number)
        return None

    def copy(self) -> Relations:
        """The same, to go on from without a trace here."""
        other = Relations()
        other._groups, other._places = list(self._groups), dict(self._places)
        return other

    def find_known(self) -> dict[Token, Token | None]:
        """The tokens of the page so far, each with that of the run where only one can be meant."""
        settled = find_settled(self._groups)
        return {token: settled.get(token) for token in self._places}

    def _find_stranger(self, lines: Iterable[_Line]) -> Difference | None:
        known = {token for group in self._groups for row in group.got for token in row.tokens}
        for line in lines:
            for expected, got in line.pairs:
                if expected in self._places and got not in known:
                    return line.differ(f"`{got[1]}` is none of those that were printed before")
        return None

    def _explain(self, lines: Sequence[_Line]) -> Difference:
        mapping = find_mapping(self._groups) or {}
        back = {got: expected for expected, got in mapping.items()}
        places = dict(self._places)
        for line in lines:
            for expected, got in line.pairs:
                if mapping.setdefault(expected, got) != got:
                    return line.differ(
                        f"the page shows `{expected[1]}` again, as in line {places[expected]}; "
                        f"the run printed another one, `{got[1]}`"
                    )
                if back.setdefault(got, expected) != expected:
                    other = back[got]
                    return line.differ(
                        f"the page shows another one than `{other[1]}` of line {places[other]}; "
                        f"the run printed the same one again, `{got[1]}`"
                    )
                places.setdefault(expected, line.expected.number)
        return lines[0].differ("names or addresses that are the same on the page are not the same in the run")


def key_of(part: Part, text: str) -> Token | None:
    """What tells the thing that *text* names, in the place of *part*; None where that is not related to others."""
    return _key(part.kind, text) if is_related(part) else None


def _read(matched: Matched) -> _Line:
    expected, got = matched
    pairs = expected.pair(got)
    tokens = ((_key(part.kind, part.text), _key(part.kind, text)) for part, text in pairs if part.kind in _CLASSES)
    addresses = (
        (part.text.partition("/")[0], text.partition("/")[0]) for part, text in pairs if part.kind == "address"
    )
    return _Line(expected, got, tuple(tokens), tuple(addresses))


def _key(kind: str | None, text: str) -> Token:
    name = _CLASSES[kind or ""]
    return name, text.removeprefix("sha256:")[:_SHORT] if name in {"hex", "swarm"} else text


def _group(lines: Iterable[_Line]) -> list[Group]:
    alike: dict[str, list[_Line]] = {}
    for line in lines:
        alike.setdefault(line.expected.skeleton, []).append(line)
    return [Group(tuple(map(_expected_row, each)), tuple(map(_got_row, each))) for each in alike.values()]


def _expected_row(line: _Line) -> Row:
    return Row(tuple(pair[0] for pair in line.pairs), tuple(pair[0] for pair in line.addresses))


def _got_row(line: _Line) -> Row:
    return Row(tuple(pair[1] for pair in line.pairs), tuple(pair[1] for pair in line.addresses))
