"""What a blank is: a space or a tab, of which a terminal shows the same. Knows nothing else of a text.

A no-break space, or one of the width of a Chinese character, is none: it looks like a blank, and YAML that is indented
with it is broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BLANKS = " \t"
_RUN = re.compile(f"[{BLANKS}]+")


def join_blanks(text: str) -> str:
    """*text* with each run of blanks as one space, and none at either end."""
    return _RUN.sub(" ", text).strip(" ")


def is_blank(text: str) -> bool:
    """Whether *text* shows nothing."""
    return not text.strip(BLANKS)


def trim(lines: Sequence[str]) -> list[str]:
    """*lines* without blank ones at either end, and without blanks at the end of each."""
    full = [at for at, line in enumerate(lines) if not is_blank(line)]
    return [line.rstrip(BLANKS) for line in lines[full[0] : full[-1] + 1]] if full else []
