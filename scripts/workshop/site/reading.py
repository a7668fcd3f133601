"""What a reader reads of a line of a page. Knows no document."""

from __future__ import annotations

import re

NEUTRAL = "\ufffc"
"""What stands for a macro's text."""

_CLEAN = (
    (("{$",), re.compile(r"\{\$.*?\$\}"), NEUTRAL),
    (("`",), re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"), "x"),
    (("{",), re.compile(r"\s*\{:?\s*[#.][^{}]*\}"), ""),
    (("[",), re.compile(r"!?\[([^\]]*)\]\([^()]*\)"), r"\1"),
    (("<",), re.compile(r"</?(?:a|br|code|dd|div|dl|dt|em|img|kbd|p|span|strong|sub|sup)\b[^<>]*>"), ""),
    (("http",), re.compile(r"https?://\S+"), "x"),
    (("&",), re.compile(r"&nbsp;"), " "),
    (("*", "_"), re.compile(r"\*+|(?<!\w)_+|_+(?!\w)"), ""),
)
"""What is in a line that has a mark, the mark, and what is read in its place."""
_TITLED = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===)\s*[\w -]*\"(?P<title>.*)\"\s*$")


def clean(line: str) -> str:
    """*line* of a page as it is read: without marks, addresses and macros; code is a letter."""
    if '"' in line and (titled := _TITLED.match(line)):
        line = titled["title"]
    for signs, pattern, replacement in _CLEAN:
        if any(sign in line for sign in signs):
            line = pattern.sub(replacement, line)
    return line
