"""What a request asks for in its headers. Pure; knows HTTP's grammar and no server.

Source: RFC 9110, sections 12.5 (Accept-*), 13.1 (conditions) and 14.1 (ranges).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class UnsatisfiableError(Exception):
    """No byte of the range that is asked for is there."""


def accepts_gzip(header: str) -> bool:
    """Whether *header*, an Accept-Encoding, allows gzip."""
    weights = dict(_weighed(header))
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def choose_language(header: str, languages: Sequence[str]) -> str | None:
    """Which of *languages* the Accept-Language *header* prefers; None where it names none of them.

    `zh-TW` asks for `zh`. Of equal weight, the one that is named first counts.
    """
    best, weight = None, 0.0
    for tag, q in _weighed(header):
        language = tag.partition("-")[0]
        if language in languages and q > weight:
            best, weight = language, q
    return best


def has_tag(header: str, tag: str) -> bool:
    """Whether *header*, an If-None-Match, names the entity tag *tag*; weak ones count as it does."""
    return header.strip() == "*" or tag in _TAG.findall(header)


def find_range(header: str, size_bytes: int) -> tuple[int, int] | None:
    """First and last byte that the Range *header* asks for of *size_bytes*; None where it counts for nothing.

    Several ranges, other units and what is malformed are answered with the whole file, as a server may.
    Raises UnsatisfiableError.
    """
    found = _RANGE.fullmatch(header.strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size_bytes - int(found[2])), size_bytes - 1
    else:
        first, last = int(found[1]), int(found[2] or size_bytes)
        if last < first:
            return None
    if first >= size_bytes or not (found[1] or int(found[2])):
        raise UnsatisfiableError
    return first, min(last, size_bytes - 1)


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    """The values of a list *header* in small letters with their weights, 1 where none or no number is given."""
    for part in header.lower().split(","):
        value, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, given = parameter.partition("=")
            if name.strip() == "q":
                weight = _number(given)
        if value:
            yield value, weight


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\s*[01](\.\d{0,3})?\s*", text) else 1.0
