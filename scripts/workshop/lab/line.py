"""One expected line, and whether a line of an output matches it."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from workshop.lab.model import Expectation
from workshop.lab.output import Part, Tokens

ANY_TEXT = "..."


class ExpectedLine:
    """An expectation taken apart at its `...` into pieces, and each piece into tokens and fixed text.

    Runs of blanks count as one. With `...`, blanks at the ends count as if there were always one, so that `a ...`
    matches `a` and `a b`, but never `ab`.
    """

    def __init__(self, expectation: Expectation, tokens: Tokens) -> None:
        self.text = expectation.text
        self.number = expectation.line
        self._tokens = tokens
        self._plain = " ".join(self.text.split())
        self._is_open = ANY_TEXT in self._plain
        pieces = f" {self._plain} ".split(ANY_TEXT) if self._is_open else [self._plain]
        last = len(pieces) - 1
        self._pieces = [self._read_piece(piece, index > 0, index < last) for index, piece in enumerate(pieces)]

    def matches(self, line: str) -> bool:
        """Whether *line* of an output is what this one expects."""
        if not self._is_open:
            plain = " ".join(line.split())
            return plain == self._plain or self._fit(self._pieces[0], plain, 0) == len(plain)
        return self._find_failing(f" {' '.join(line.split())} ") is None

    def explain(self, line: str) -> str:
        """The first token of *line* that differs, for a line that does not match."""
        plain = " ".join(line.split())
        if not self._is_open:
            return self._explain_piece(self._pieces[0][0], plain, 0)
        plain = f" {plain} "
        failing = self._find_failing(plain)
        index, at = failing if failing else (0, 0)
        if index == 0:
            return self._explain_piece(self._pieces[0][0], plain, 0)
        wanted = "".join(map(str, self._pieces[index][0])).strip() or "the end of the line"
        return f"expected {wanted} after `...`, got {plain[at:].strip() or 'the end of the line'}"

    def _read_piece(self, piece: str, cut_before: bool, cut_after: bool) -> list[list[Part]]:
        """The ways to read the piece. A cut may make a token of what is none, so that an end is also tried as text;
        or hide what makes one: the suffix in `...-5bh2r` is one only after a name."""
        readings = [self._tokens.split(piece)]
        if cut_before:
            named = self._tokens.split(f"x{piece}")
            readings.append([replace(named[0], text=named[0].text[1:]), *named[1:]])
        fixed = list(readings[0])
        for end, is_cut in ((0, cut_before), (-1, cut_after)):
            if is_cut and fixed:
                fixed[end] = Part(fixed[end].text)
        readings.append(fixed)
        return [reading for at, reading in enumerate(readings) if reading not in readings[:at]]

    def _find_failing(self, plain: str) -> tuple[int, int] | None:
        """The first piece that is not in *plain*, with where the search for it began; None where all are there."""
        at, last = 0, len(self._pieces) - 1
        for index, piece in enumerate(self._pieces):
            starts = range(at, len(plain) + 1) if index else range(1)
            ends = (self._fit(piece, plain, start) for start in starts)
            end = next((end for end in ends if end is not None and (index < last or end == len(plain))), None)
            if end is None:
                return index, at
            # Two blanks around a cut are one where nothing stands between them.
            at = end - 1 if plain[:end].endswith(" ") and end > at else end
        return None

    def _fit(self, piece: list[list[Part]], plain: str, start: int) -> int | None:
        for parts in piece:
            end = self._fit_parts(parts, plain, start)
            if end is not None:
                return end
        return None

    def _fit_parts(self, parts: list[Part], plain: str, at: int) -> int | None:
        for part in parts:
            end = self._tokens.find_end(part, plain, at)
            if end is None:
                return None
            at = end
        return at

    def _explain_piece(self, parts: list[Part], plain: str, at: int) -> str:
        wanted = "".join(map(str, parts))
        done = 0
        for part in parts:
            end = self._tokens.find_end(part, plain, at)
            if end is None:
                common = 0 if part.kind else _count_common(part.text, plain[at:])
                done, at = done + common, at + common
                break
            done, at = done + len(str(part)), end
        is_between = wanted[done : done + 1] in {"", " "} and plain[at : at + 1] in {"", " "}
        left, right = (_next_word(*place) if is_between else _word(*place) for place in ((wanted, done), (plain, at)))
        return f"expected {left}, got {right}"


def _count_common(left: str, right: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _word(text: str, at: int) -> str:
    return _next_word(text, text.rfind(" ", 0, at) + 1)


def _next_word(text: str, at: int) -> str:
    return (text[at:].split() or ["the end of the line"])[0]
