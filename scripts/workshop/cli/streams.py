"""Lets standard output and error take every character, whatever their encoding: nothing ends for want of a sign.

Needs the standard library only.
"""

from __future__ import annotations

import codecs
import io
import unicodedata
from typing import TextIO

HANDLER = "workshop.likeness"

LIKE = {
    "✓": ("√", "v"),
    "✗": ("×", "x"),
    "·": ("-",),
    "…": ("...",),
    "–": ("-",),
    "—": ("--",),
    "→": ("->",),
    "“": ('"',),
    "”": ('"',),
    "’": ("'",),
}
"""A character → what may stand for it, the best first."""


def accept_all(*streams: TextIO) -> None:
    """Let *streams* write something alike, or a question mark, for a character that their encoding lacks."""
    codecs.register_error(HANDLER, _write_alike)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def _write_alike(error: UnicodeError) -> tuple[str | bytes, int]:
    """Source: `codecs.register_error`; of a name that was no text, the bytes are written as they were (PEP 383)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    if "\udc80" <= character <= "\udcff":
        return bytes([ord(character) - 0xDC00]), error.start + 1
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    choices = (*LIKE.get(character, ()), plain, "?")
    return next(choice for choice in choices if choice and _has(error.encoding, choice)), error.start + 1


def _has(encoding: str, text: str) -> bool:
    """Whether *encoding* has *text*; of an encoding that goes by a table only ASCII is sure."""
    try:
        text.encode("ascii" if encoding == "charmap" else encoding)
    except UnicodeError:
        return False
    return True
