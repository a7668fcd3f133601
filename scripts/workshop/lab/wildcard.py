"""The mark for what an author leaves open in an expected output: a character that no tool prints.

Three full stops were no such mark: `docker pull`, `kubectl rollout status` and every second loader print them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workshop.lab.model import Expectation

WILDCARD = "⋯"
"""U+22EF. Alone on a line it stands for any lines, none included; inside a line for any text."""

_OLD = re.compile(r"\s*\.\.\.(?:\s*\.\.\.)*\s*")


def is_any_lines(text: str) -> bool:
    """Whether the line *text* of an expectation stands for any lines."""
    return text.strip() == WILDCARD


def matches_anything(lines: Sequence[Expectation]) -> bool:
    """Whether nothing of an output would be compared with *lines*."""
    return bool(lines) and not any(line.text.replace(WILDCARD, "").strip() for line in lines)


def find_old(lines: Sequence[Expectation]) -> Expectation | None:
    """The first of *lines* of nothing but `...`, which its author takes for a wildcard; None where there is none."""
    return next((line for line in lines if _OLD.fullmatch(line.text)), None)
