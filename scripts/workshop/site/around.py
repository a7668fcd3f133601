"""What stands around a macro that shows a block: Markdown makes a paragraph of it alone only where nothing joins it.

Says what surely joins; what else goes wrong shows once the page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_APART = r"\s*$|\s{0,3}#{1,6}\s|\s*(?:!!!|\?\?\?\+?|===)\s|\s*<|\s*\[[^\]]+\]:"
_ABOVE = re.compile(rf"{_APART}|\s*(?:-{{2,}}|=+|\*{{3,}})\s*$")
_BELOW = re.compile(rf"{_APART}|\s*\{{:?[^$%}}]*\}}\s*$|\s*>")


def find_joined(lines: Sequence[str], number: int) -> str | None:
    """Which neighbour joins the macro that is *lines*' one of that *number*, counted from 1: `above`, `below` or None.

    Apart are empty lines, headings, the first lines of admonitions and tabs, HTML and, below, an attribute list.
    """
    above, below = lines[: number - 1][-1:], lines[number : number + 1]
    if above and not _ABOVE.match(above[0]):
        return "above"
    return "below" if below and not _BELOW.match(below[0]) else None
