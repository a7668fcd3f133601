"""One expected line, and whether a line of an output matches it."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from workshop.lab.blanks import is_blank, join_blanks
from workshop.lab.model import Expectation
from workshop.lab.output import INDENT, Part, Tokens
from workshop.lab.wildcard import WILDCARD

Pair = tuple[Part, str]
"""A token of an expected line, and what a run printed in its place."""

_OLD = "..."
_TAB = 8


class ExpectedLine:
    """An expectation taken apart at its `⋯` into pieces, and each piece into tokens and fixed text.

    Runs of blanks count as one, but for those that a line begins with: these are compared, unless a token or a `⋯`
    stands behind them, as in columns that are set to the right.
    With `⋯`, blanks at the ends count as if there were always one, so that `a ⋯` matches `a` and `a b`, but never `ab`.
    """

    def __init__(self, expectation: Expectation, tokens: Tokens) -> None:
        self.text = expectation.text
        self.number = expectation.line
        self._tokens = tokens
        self._plain = join_blanks(self.text)
        self.is_open = WILDCARD in self._plain
        pieces = f" {self._plain} ".split(WILDCARD) if self.is_open else [self._plain]
        last = len(pieces) - 1
        self._pieces = [self._read_piece(piece, index > 0, index < last) for index, piece in enumerate(pieces)]
        self._indent = self._find_indent()

    @property
    def is_indented(self) -> bool:
        """Whether the blanks that it begins with, or none, are compared."""
        return self._indent is not None

    @property
    def parts(self) -> list[Part]:
        """Its tokens and fixed text, as they are read first."""
        return [part for piece in self._pieces for part in piece[0]]

    @property
    def skeleton(self) -> str:
        """What is fixed in the line, with the kinds of its tokens."""
        return WILDCARD.join("".join(map(str, piece[0])) for piece in self._pieces)

    def matches(self, line: str) -> bool:
        """Whether *line* of an output is what this one expects."""
        return self._indent in (None, _count_blanks(line)) and self._matches_plain(join_blanks(line))

    def pair(self, line: str) -> list[Pair]:
        """The tokens of this line, and what stands in their place in *line*, which matches."""
        plain = join_blanks(line)
        found: list[Pair] = []
        if self.is_open:
            self._find_failing(f" {plain} ", found)
        else:
            self._fit(self._pieces[0], plain, 0, found)
        return found

    def explain(self, line: str) -> str:
        """The first token of *line* that differs, for a line that does not match."""
        plain = join_blanks(line)
        if self._indent is not None and self._matches_plain(plain):
            name, got = self._plain.partition(" ")[0], _count_blanks(line)
            return f"expected {_say_blanks(self._indent)} before `{name}`, got {_say_blanks(got)}"
        if not self.is_open:
            return self._explain_piece(self._pieces[0][0], plain, 0)
        plain = f" {plain} "
        failing = self._find_failing(plain)
        index, at = failing if failing else (0, 0)
        if index == 0:
            return self._explain_piece(self._pieces[0][0], plain, 0)
        wanted = "".join(map(str, self._pieces[index][0])).strip() or "the end of the line"
        return f"expected {wanted} after `{WILDCARD}`, got {plain[at:].strip() or 'the end of the line'}"

    def _matches_plain(self, plain: str) -> bool:
        if not self.is_open:
            return plain == self._plain or self._fit(self._pieces[0], plain, 0) == len(plain)
        return self._find_failing(f" {plain} ") is None

    def _find_indent(self) -> int | None:
        """The blanks before the line, None where they do not matter."""
        first = next((part for part in self._pieces[0][0] if not is_blank(part.text)), None)
        is_compared = first is not None and not first.kind and not self._tokens.varies(INDENT, self._plain)
        return _count_blanks(self.text) if is_compared else None

    def _read_piece(self, piece: str, cut_before: bool, cut_after: bool) -> list[list[Part]]:
        """The ways to read the piece. A cut may make a token of what is none, so that an end is also tried as text;
        or hide what makes one: the suffix in `⋯-5bh2r` is one only after a name."""
        readings = [self._tokens.split(piece)]
        if cut_before:
            named = self._tokens.split(f"x{piece}")
            readings.append([replace(named[0], text=named[0].text[1:]), *named[1:]])
        fixed = list(readings[0])
        for end, is_cut in ((0, cut_before), (-1, cut_after)):
            if is_cut and fixed:
                fixed[end] = Part(fixed[end].text)
        readings.append(fixed)
        for reading in filter(None, readings):
            if cut_before:
                reading[0] = replace(reading[0], is_cut=True)
            if cut_after:
                reading[-1] = replace(reading[-1], is_cut=True)
        return [reading for at, reading in enumerate(readings) if reading not in readings[:at]]

    def _find_failing(self, plain: str, found: list[Pair] | None = None) -> tuple[int, int] | None:
        """The first piece that is not in *plain*, with where the search for it began; None where all are there.

        Each piece is looked for as early as it can stand, so that a `⋯` stands for as little as it can.
        """
        at, last = 0, len(self._pieces) - 1
        for index, piece in enumerate(self._pieces):
            starts = range(at, len(plain) + 1) if index else range(1)
            ends = ((start, self._fit(piece, plain, start)) for start in starts)
            place = next(
                (each for each in ends if each[1] is not None and (index < last or each[1] == len(plain))), None
            )
            if place is None:
                return index, at
            start, end = place[0], place[1] or 0
            if found is not None:
                self._fit(piece, plain, start, found)
            # Two blanks around a cut are one where nothing stands between them.
            at = end - 1 if plain[:end].endswith(" ") and end > at else end
        return None

    def _fit(self, piece: list[list[Part]], plain: str, start: int, found: list[Pair] | None = None) -> int | None:
        for parts in piece:
            pairs: list[Pair] = []
            end = self._fit_parts(parts, plain, start, pairs)
            if end is not None:
                if found is not None:
                    found += pairs
                return end
        return None

    def _fit_parts(self, parts: list[Part], plain: str, at: int, pairs: list[Pair]) -> int | None:
        for part in parts:
            end = self._tokens.find_end(part, plain, at)
            if end is None:
                return None
            if part.kind:
                pairs.append((part, plain[at:end]))
            at = end
        return at

    def _explain_piece(self, parts: list[Part], plain: str, at: int) -> str:
        wanted = "".join(map(str, parts))
        done, own = 0, None
        for part in parts:
            end = self._tokens.find_end(part, plain, at)
            if end is None:
                own = self._tokens.find_own(part, plain, at)
                common = 0 if part.kind else _count_common(part.text, plain[at:])
                done, at = done + common, at + common
                break
            done, at = done + len(str(part)), end
        is_between = wanted[done : done + 1] in {"", " "} and plain[at : at + 1] in {"", " "}
        left, right = (_next_word(*place) if is_between else _word(*place) for place in ((wanted, done), (plain, at)))
        note = f" (`{_OLD}` is compared as it stands; `{WILDCARD}` stands for any text)" if _OLD in left else ""
        note = f" (the author wrote `{own}`, and the page shows another value)" if own else note
        return f"expected {left}, got {right}{note}"


def _count_blanks(text: str) -> int:
    text = text.expandtabs(_TAB)
    return len(text) - len(text.lstrip(" "))


def _say_blanks(count: int) -> str:
    return "no blank" if not count else "1 blank" if count == 1 else f"{count} blanks"


def _count_common(left: str, right: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _word(text: str, at: int) -> str:
    return _next_word(text, text.rfind(" ", 0, at) + 1)


def _next_word(text: str, at: int) -> str:
    return join_blanks(text[at:]).partition(" ")[0] or "the end of the line"
