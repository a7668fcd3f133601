"""Where lines end. Sources have a sentence a line, and a browser makes a blank of each line's end, which Chinese does
not have between sentences; and it breaks lines behind a hyphen, which in code makes two words of one option."""

from __future__ import annotations

import re

_PRE = re.compile(r"(<pre\b.*?</pre>|<svg\b.*?</svg>)", re.DOTALL)
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_CLOSE = "，。：；、？！）》」』】”’…"
# A line's end before text, or before an element within it.
_END = re.compile(r"\n(?=([^\s<])|<(?:a|abbr|code|em|strong|kbd|span)\b)")
_IS_HAN = re.compile(f"[{_HAN}]")
_CLOSING_TAG = re.compile(r"</\w+>")

# Hints name commands as a terminal shows them, without marks.
_CODE = re.compile(r'<code\b.*?</code>|<p class="lab-hint">.*?</p>', re.DOTALL)
# Hyphens, or a question mark, with the character that follows; never inside a tag, as text has no bare `>`.
_HELD = re.compile(r"(?:(?:-+|\?)(?:&#?\w+;|[^\s<&-])|--+)(?![^<>]*>)")
# A browser breaks no line before a hyphen or a full stop, not even after a Chinese comma.
_CODE_START = re.compile("<code>(?=[-.])")


def typeset(html: str) -> str:
    """*html*, a page's content, with lines that end where they may."""
    return hold_code(join_lines(html))


def join_lines(html: str) -> str:
    """*html* without the blanks that line ends would make in Chinese text; code and drawings are left alone."""
    parts = _PRE.split(html)
    parts[::2] = [_END.sub(_join, part) for part in parts[::2]]
    return "".join(parts)


def _join(end: re.Match[str]) -> str:
    """What becomes of a line's *end*: nothing after full-width punctuation, or between two Chinese characters.

    Closing tags may stand before it.
    """
    html, at, following = end.string, end.start(), end[1]
    while html[at - 1 : at] == ">":
        tag = html.rfind("</", 0, at)
        if tag < 0 or not _CLOSING_TAG.fullmatch(html, tag, at):
            return end[0]
        at = tag
    before = html[at - 1 : at] if at else ""
    if before and before in _CLOSE:
        return ""
    return "" if following and _IS_HAN.match(following) and _IS_HAN.match(before) else end[0]


def hold_code(html: str) -> str:
    """*html* where a line of code ends behind no hyphen or question mark: `--format` and `[?(@.x)]` break elsewhere."""
    html = _CODE_START.sub(_break_before, html)
    return _CODE.sub(_hold, html)


def _break_before(code: re.Match[str]) -> str:
    at = code.start()
    return f"<wbr>{code[0]}" if at and code.string[at - 1] in _CLOSE else code[0]


def _hold(code: re.Match[str]) -> str:
    if "-" not in code[0] and "?" not in code[0]:
        return code[0]
    return _HELD.sub(r'<span class="held">\g<0></span>', code[0])
