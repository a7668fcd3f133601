"""Shows where two lines differ: the part of long ones that does, and the code points of what looks alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

WHOLE = 200
"""A line of no more characters is shown whole."""
CONTEXT = 30
MOST = 400
_MOST_PIECES = 3000
_MOST_POINTS = 8
_PIECE = re.compile(r"\w+|\W")


def shorten(line: str, most: int = MOST) -> str:
    """*line*, cut after *most* characters, with how many there are more."""
    return line if len(line) <= most else f"{line[:most]}… ({len(line) - most} more characters)"


def show_difference(expected: str, got: str) -> tuple[str, str]:
    """Both lines as they are to be shown, below each other: whole, or where they are long, around what differs."""
    if max(len(expected), len(got)) <= WHOLE:
        return expected, got
    parts = list(_find_parts(expected, got))
    sides = ["", ""]
    for at, (is_same, pair) in enumerate(parts):
        for side, text in enumerate(pair):
            first, last = at == 0, at == len(parts) - 1
            sides[side] += _shorten_same(text, first, last) if is_same else shorten(text, WHOLE)
    return shorten(sides[0]), shorten(sides[1])


def name_code_points(expected: str, got: str) -> str:
    """How two lines differ that look alike, such as `expected U+0065 U+0301, got U+00E9`; empty where they do not."""
    start, end = _find_common(expected, got)
    pair = (expected[start : len(expected) - end], got[start : len(got) - end])
    if expected == got or max(map(len, pair)) > WHOLE or _draw(expected) != _draw(got):
        return ""
    return f"expected {_name(pair[0])}, got {_name(pair[1])}"


def _find_parts(left: str, right: str) -> Iterator[tuple[bool, tuple[str, str]]]:
    """Parts of both lines in their order, each with whether it is the same in both."""
    start, end = _find_common(left, right)
    if start:
        yield True, (left[:start], right[:start])
    between = left[start : len(left) - end], right[start : len(right) - end]
    pieces = [_PIECE.findall(text) for text in between] if max(map(len, between)) <= 8 * _MOST_PIECES else []
    if not pieces or max(map(len, pieces)) > _MOST_PIECES:
        yield False, between
    else:
        for name, a, b, c, d in SequenceMatcher(None, pieces[0], pieces[1], autojunk=False).get_opcodes():
            yield name == "equal", ("".join(pieces[0][a:b]), "".join(pieces[1][c:d]))
    if end:
        yield True, (left[-end:], right[-end:])


def _find_common(left: str, right: str) -> tuple[int, int]:
    """How many characters both begin with, and how many of the rest they end with."""
    start = _count_common(left, right)
    most = min(len(left), len(right)) - start
    return start, min(most, _count_common(left[::-1], right[::-1]))


def _count_common(left: str, right: str) -> int:
    """By halves, since lines may be as long as an output."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if left[low:half] == right[low:half] else (low, half - 1)
    return low


def _shorten_same(text: str, is_first: bool, is_last: bool) -> str:
    before, after = "" if is_first else text[:CONTEXT], "" if is_last else text[-CONTEXT:]
    return text if len(text) <= 2 * CONTEXT else f"{before}…{after}"


def _draw(text: str) -> str:
    """*text* as it looks: composed, without what is not seen, all blanks alike."""
    seen = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(char for char in seen if not _is_unseen(char)).split())


def _is_unseen(char: str) -> bool:
    """Whether *char* is a joiner, a selector, an accent that stands alone, or a control character."""
    return unicodedata.category(char) in {"Cf", "Mn", "Cc", "Cn", "Co"}


def _name(text: str) -> str:
    points = " ".join(f"U+{ord(char):04X}" for char in text[:_MOST_POINTS])
    return f"{points} …" if len(text) > _MOST_POINTS else points or "nothing there"
