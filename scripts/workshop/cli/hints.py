"""Lays a hint out for a terminal: one piece of advice a line, wrapped at the terminal's width. Knows no lab."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator

_ADVICE = re.compile(r"(?<=[；。])\s*|(?<=[^.\s][.?!])\s+(?=[A-Z`“\"'0-9]|docker\b|kubectl\b|\./)")
"""Where one piece of advice ends: at a full stop that another sentence follows, or at a Chinese semicolon."""
_PIECE = re.compile(r"\s+|[\u2e80-\uffef][，。、：；！？）》」』”]*|[^\s\u2e80-\uffef]+[，。、：；！？）》」』”]*")
_NARROWEST = 30


def split_hint(hint: str) -> list[str]:
    """The pieces of advice in *hint*, without the semicolons between them."""
    return [piece.strip().rstrip("；") for piece in _ADVICE.split(hint) if piece.strip()]


def lay_out(hint: str, indent: str, width: int | None = None) -> list[str]:
    """The lines of *hint* at a terminal of *width* columns, each piece of advice on lines of its own.

    The first begins with *indent*, all others are set below its text. What stands between blanks stays whole.
    """
    columns = max(_NARROWEST, width or shutil.get_terminal_size().columns)
    hanging = " " * count_columns(indent)
    lines = [line for advice in split_hint(hint) for line in _wrap(advice, columns - len(hanging))]
    return [f"{hanging if number else indent}{line}" for number, line in enumerate(lines)]


def count_columns(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrap(text: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if line and count_columns(f"{line}{piece}".rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()
