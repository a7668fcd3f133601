"""Programs in a pipe that pass on what they read, and how each of them could write a file or start something after all.

In doubt a call does. Reads words; starts nothing.
Sources: the manuals of GNU sed 4.9, coreutils 9.1 (`sort`, `uniq`), gawk 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_STRING = r'"(?:\\.|[^"\\])*"'
# A slash after a value divides; anywhere else it begins a pattern.
_AWK_PATTERN = r"(?:(?<=[~(,{};&|!])|^)\s*/(?:\\.|[^/\\\n])*/"
_AWK_ACTS = re.compile(r"\bsystem\b|(?<!\|)\|(?!\|)|\bprintf?\b[^;}\n]*>|@")
_SED_SUBSTITUTES = re.compile(r"[sy]([^\\\n\w\s])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1(?P<flags>[a-zA-Z0-9]*)", re.S)
_SED_ADDRESS = re.compile(r"/(?:\\.|[^/\\\n])*/I?")


def only_filters(call: Sequence[str]) -> bool:
    """Whether *call*, the words of one program, passes on of what it reads, and changes nothing."""
    return bool(call) and call[0] in _FILTERS and _FILTERS[call[0]](call[1:])


def _always(_: Sequence[str]) -> bool:
    return True


def _sorts(words: Sequence[str]) -> bool:
    return not any(re.match(r"-[a-zA-Z]*o|--(?:o|comp)", word) for word in words)


def _counts(words: Sequence[str]) -> bool:
    """A second name of a file is where `uniq` writes."""
    values = {"-f", "-s", "-w"}
    names = [word for before, word in zip(["", *words], words, strict=False) if before not in values]
    return sum(word == "-" or not word.startswith("-") for word in names) <= 1


def _edits(words: Sequence[str]) -> bool:
    scripts: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if re.fullmatch(r"-[nErsuz]*e", word) or word == "--expression":
            scripts += left[:1]
            left = left[1:]
        elif word.startswith("--expression="):
            scripts.append(word.partition("=")[2])
        elif word.startswith("-"):
            if not re.fullmatch(r"-[nErsuz]+|--(?:quiet|silent|regexp-extended|null-data|unbuffered|sandbox)", word):
                return False
        elif not scripts:
            scripts.append(word)
    return all(map(_is_plain_sed, scripts))


def _is_plain_sed(script: str) -> bool:
    """Whether no command of *script* writes (`w`, `W`) or executes (`e`), nor does a flag of a substitution."""
    if any(set(found["flags"]) & set("ewm") for found in _SED_SUBSTITUTES.finditer(script)):
        return False
    rest = _SED_ADDRESS.sub("", _SED_SUBSTITUTES.sub("", script))
    return not set(rest) & set("ewW")


def _reports(words: Sequence[str]) -> bool:
    left = list(words)
    while left and left[0].startswith("-"):
        word = left.pop(0)
        if not re.match("-[Fv]", word):
            return False
        if len(word) == 2:
            left = left[1:]
    program = re.sub(_STRING, '""', left[0]) if left else ""
    return not _AWK_ACTS.search(re.sub(_AWK_PATTERN, "", program))


_FILTERS: dict[str, Callable[[Sequence[str]], bool]] = {
    **dict.fromkeys(("cat", "column", "cut", "grep", "head", "jq", "tail", "tr", "wc"), _always),
    "awk": _reports,
    "sed": _edits,
    "sort": _sorts,
    "uniq": _counts,
}
