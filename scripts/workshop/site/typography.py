"""Where lines end. Sources have a sentence a line, and a browser makes a blank of each line's end, which Chinese does
not have between sentences; and it breaks lines behind a hyphen, which in code makes two words of one option."""

from __future__ import annotations

import re

_PRE = re.compile(r"(<pre\b.*?</pre>|<svg\b.*?</svg>)", re.DOTALL)
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_CLOSE = "，。：；、？！）》」』】”’…"
# A line's end after full-width punctuation, or between two Chinese characters; closing tags may stand before it.
_JOIN = re.compile(rf"(?<=[{_CLOSE}])((?:</\w+>)*)\n(?=[^\s<])|(?<=[{_HAN}])((?:</\w+>)*)\n(?=[{_HAN}])")
_JOIN_TAG = re.compile(rf"(?<=[{_CLOSE}])((?:</\w+>)*)\n(?=<(?:a|abbr|code|em|strong|kbd|span)\b)")

# Hints name commands as a terminal shows them, without marks.
_CODE = re.compile(r'<code\b.*?</code>|<p class="lab-hint">.*?</p>', re.DOTALL)
# Hyphens, or a question mark, with the character that follows; never inside a tag, as text has no bare `>`.
_HELD = re.compile(r"(?:(?:-+|\?)(?:&#?\w+;|[^\s<&-])|--+)(?![^<>]*>)")
# A browser breaks no line before a hyphen or a full stop, not even after a Chinese comma.
_AFTER_COMMA = re.compile(rf"(?<=[{_CLOSE}])(?=<code>[-.])")


def join_lines(html: str) -> str:
    """*html* without the blanks that line ends would make in Chinese text; code and drawings are left alone."""
    parts = _PRE.split(html)
    parts[::2] = [_JOIN_TAG.sub(r"\1", _JOIN.sub(r"\1\2", part)) for part in parts[::2]]
    return "".join(parts)


def hold_code(html: str) -> str:
    """*html* where a line of code ends behind no hyphen or question mark: `--format` and `[?(@.x)]` break elsewhere."""
    html = _AFTER_COMMA.sub("<wbr>", html)
    return _CODE.sub(lambda code: _HELD.sub(r'<span class="held">\g<0></span>', code[0]), html)
