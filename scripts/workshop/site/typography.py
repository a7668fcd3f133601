"""Where lines end. Sources have a sentence a line, and a browser makes a blank of each line's end, which Chinese does
not have between sentences; and it breaks a line behind a hyphen, which in code makes two words of one option."""

from __future__ import annotations

import re

_PRE = re.compile(r"(<pre\b.*?</pre>|<svg\b.*?</svg>)", re.DOTALL)
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_CLOSE = "，。：；、？！）》」』】”’…"
# A line's end after full-width punctuation, or between two Chinese characters; closing tags may stand before it.
_JOIN = re.compile(rf"(?<=[{_CLOSE}])((?:</\w+>)*)\n(?=[^\s<])|(?<=[{_HAN}])((?:</\w+>)*)\n(?=[{_HAN}])")
_JOIN_TAG = re.compile(rf"(?<=[{_CLOSE}])((?:</\w+>)*)\n(?=<(?:a|abbr|code|em|strong|kbd|span)\b)")

_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
# Hyphens with the character that follows them; never inside a tag, as text has no bare `>`.
_HYPHEN = re.compile(r"-+(?:&#?\w+;|[^\s<&-])(?![^<>]*>)")


def join_lines(html: str) -> str:
    """*html* without the blanks that line ends would make in Chinese text; code and drawings are left alone."""
    parts = _PRE.split(html)
    parts[::2] = [_JOIN_TAG.sub(r"\1", _JOIN.sub(r"\1\2", part)) for part in parts[::2]]
    return "".join(parts)


def hold_hyphens(html: str) -> str:
    """*html* where no line of code ends behind a hyphen: `--format` and `custom-columns` break elsewhere."""
    return _CODE.sub(lambda code: _HYPHEN.sub(r'<span class="held">\g<0></span>', code[0]), html)
