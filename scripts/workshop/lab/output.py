"""The closed list of tokens that differ between any two runs: how each is told, and what may stand in its place.

Everything else in an output (counts, states, names, versions, exit codes) is compared as it stands. Tokens are told in
the expectation alone, and narrowly, since what is no token there is compared exactly; what a run printed in a token's
place may be anything of its kind (an id of digits only, say, which in an expectation would be a number).
Where a kind cannot stand, and what is the author's own, `workshop.lab.written` tells.
Sources: what Docker 28, Compose 2.40, kind 0.30 and kubectl 1.36 print; of k8s.io/apimachinery/pkg/util, `alphanums`
in rand, which leaves out vowels and 0, 1 and 3, `SafeEncodeString` there, by which template hashes hold only 4-9, b, c,
d and f, and `HumanDuration` in duration, which tells only ages below 180 minutes in minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workshop.lab.written import ANYTHING, Written

_START, _END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
_SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}"
_HASH = "[456789bcdf]"
# Words of the suffixes' alphabet that end names and versions.
_NO_SUFFIX = "(?!httpd|https|xhtml|html5|lxcfs|nfsv4|dfsg[0-9]|[0-9]{5})"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
# Before ten o'clock some set a blank in the place of a nought, as `mysqldump` does, behind a date alone.
_EARLY = r"\d:[0-5]\d:[0-5]\d"
_ZONE_NAME = "(?:UTC|GMT|CST|CDT|CES?T|[EMP][SD]T|BST|HKT|IST|JST|KST|SGT)"
_ZONE = rf"(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\s{_ZONE_NAME})?\b)?"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
# Loopback and `any` say where something listens, and are the same in every run.
_ADDRESS = rf"(?!127\.|0\.0\.0\.0)(?:{_BYTE}\.){{3}}{_BYTE}"
_EPHEMERAL = r"(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_AFTER_HOST = r"(?:(?<=\.\d:)|(?<=\.\d\d:)|(?<=\.\d\d\d:)|(?<=\]:)|(?<=::)|(?<=\*:)|(?<=localhost:))"
_WORD_UNIT = "(?:second|minute|hour|day|week|month|year)s?"
_FRACTION = r"\d+(?:\.\d+)?"
_MINUTES = r"(?:1[0-7]\d|\d?\d)m"

ALWAYS: dict[str, str] = {
    "digest": rf"sha256:[0-9a-f]{{12,64}}{_END}",
    "uuid": rf"{_START}[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}{_END}",
    "join-token": rf"{_START}SWMTKN-1-[0-9a-z]{{40,60}}-[0-9a-z]{{20,30}}{_END}",
    "time": "|".join(
        (
            rf"\b(?:19|20)\d\d[-/][01]\d[-/][0-3]\d(?!\d)(?:[T ](?:{_CLOCK}|{_EARLY}){_ZONE})?",
            rf"\b(?:{_DAY},? )?\d{{1,2}}[ /]{_MONTH}[ /]\d{{4}}(?:[ :]{_CLOCK}{_ZONE})?",
            rf"\b(?:{_DAY} )?{_MONTH} \d{{1,2}} (?:{_CLOCK}(?:(?:\s{_ZONE_NAME})?\s\d{{4}}\b)?|\d{{4}}\b){_ZONE}",
            rf"(?<=\b[IWEF])\d{{4}} {_CLOCK}",
            rf"(?<![\w:.]){_CLOCK}(?![\w:])",
        )
    ),
    "id": rf"{_START}(?=[0-9]*[a-f])(?:[0-9a-f]{{64}}|[0-9a-f]{{12,13}}){_END}",
    "swarm-id": r"(?<![\w/.-])(?=[0-9a-z]*\d[0-9a-z]*[a-z])(?:[0-9a-z]{25}|[0-9a-z]{12})(?![\w/.-])",
    "mac": rf"{_START}(?:[0-9a-f]{{2}}:){{5}}[0-9a-f]{{2}}{_END}",
    "address": "|".join(
        (
            rf"(?<![\w.]){_ADDRESS}(?:/\d\d?)?(?![\d.]*\d)(?!-?[A-Za-z_])",
            rf"{_START}(?:fe80|f[cd][0-9a-f]{{2}})(?::[0-9a-f]{{0,4}}){{2,7}}(?:/\d+)?",
        )
    ),
    "port": rf"{_AFTER_HOST}{_EPHEMERAL}\b",
    "template-hash": "|".join(
        (
            rf"(?<=[a-z0-9]-){_HASH}{{6,10}}(?=-{_SUFFIX}(?!\w))",
            rf"(?:(?<=[a-z0-9]-)|(?<=-hash=))(?!\d+\b){_HASH}{{8,10}}(?![\w-])",
        )
    ),
    "suffix": rf"(?<=[a-z0-9]-){_NO_SUFFIX}{_SUFFIX}(?![\w-])",
    # A CronJob names its Jobs after the minute, counted from 1970: 29 million since 2025.
    "schedule": rf"(?<=[a-z0-9]-)(?:29|3[0-4])\d{{6}}(?=-{_SUFFIX}(?!\w)|(?![\w-]))",
    "interface": r"(?<=@if)\d+\b|(?<![^\s])\d+(?=: [\w.-]+@if\d)",
    "resource-version": r"(?<=resourceVersion: \")\d+|(?<=\"resourceVersion\": \")\d+|(?<=\"resourceVersion\":\")\d+",
    # Where somebody keeps the lab's folder, which is told by its name.
    "folder": r"(?<![\w.~/-])(?:/[\w.@%+,-]+)+(?=/\d\d-[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-]))",
    "duration": "|".join(
        (
            rf"(?<![\w.])(?:(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?{_FRACTION}s|{_FRACTION}(?:ms|µs|us|ns)"
            rf"|(?:\d+y)?(?:\d+d)?\d+h(?:\d+m)?|(?:\d+y)?\d+d|\d+y|{_MINUTES})(?![\w])",
            rf"\b{_FRACTION} (?:{_WORD_UNIT}|ms)\b",
            r"\b\d+\.\d+ (?:s|sec)\b",
            # What `ping` tells in the end: least, mean, most, and how far they are apart.
            r"\b\d+\.\d+(?:/\d+\.\d+){2,3} ms\b",
            rf"\b(?:Less than a|About an?) {_WORD_UNIT}\b",
        )
    ),
}
ON_REQUEST: dict[str, str] = {
    "size": r"\b\d+(?:\.\d+)?\s?(?:[kKMGT]i?B?|B)\b",
    "percent": r"\b\d+(?:\.\d+)?%",
    "node-port": r"(?<=\d:)(?:3[01]\d{3}|32[0-6]\d\d|327[0-5]\d|3276[0-7])(?=/(?:TCP|UDP|SCTP)\b)"
    r"|(?<![\w.:-])(?:3[01]\d{3}|32[0-6]\d\d|327[0-5]\d|3276[0-7])(?=/(?:TCP|UDP|SCTP)\b)",
    "kernel": r"\b\d+\.\d+\.\d+(?:[-.][\w.+-]*\w)?",
    "pid": r"(?<![\w./:(-])\d{1,7}(?![\w/)]|[.:]\d)",
    "number": r"(?<![\w./:-])\d+(?:\.\d+)?(?![\w/]|[.:]\d)",
}
OPTIONAL_KINDS = frozenset(ON_REQUEST)
KINDS = OPTIONAL_KINDS | frozenset(ALWAYS)
INDENT = "indent"
"""No kind, but asked for like one: how far in a line begins, where a program sets it to the terminal's right."""
_CUT = frozenset(("digest", "id", "swarm-id"))
# What a run may print in a token's place, where that is more than what is told as one.
_WIDER = {
    "id": rf"{_START}(?:[0-9a-f]{{64}}|[0-9a-f]{{12,13}}){_END}",
    "swarm-id": rf"{_START}(?:[0-9a-z]{{25}}|[0-9a-z]{{12}}){_END}",
    "template-hash": rf"{_HASH}{{6,10}}(?!\w)",
    "suffix": rf"{_SUFFIX}(?![\w-])",
}


@dataclass(frozen=True)
class Part:
    """A piece of an expected line: a token of a *kind*, or text to be found as it stands, which has none.

    In the place of one that `is_asked` for, the author's own values may stand too. One that `is_cut` by its author
    may be longer in a run.
    """

    text: str
    kind: str | None = None
    is_asked: bool = False
    is_cut: bool = False

    def __str__(self) -> str:
        return f"⟨{self.kind}⟩" if self.kind else self.text


class Tokens:
    """Tells the tokens of expected lines by kind, and finds what stands in their place in an output.

    *vary* asks for kinds: of those on request, or of others where the author's own values vary after all. `size@Total`
    asks for the kind `size` in the lines alone that hold `Total`.
    *written* is what the lab's author wrote, *command* the command whose output is told.
    """

    def __init__(self, vary: frozenset[str] = frozenset(), written: Written = ANYTHING, command: str = "") -> None:
        self._vary = vary
        self._written = written
        self._command = command

    def split(self, text: str) -> list[Part]:
        """*text*, its blanks already made single, in parts: tokens, and the fixed text between them."""
        parts, position = [], 0
        asked = _find_asked(self._vary, text)
        for start, end, kind in _find_tokens(text, asked & OPTIONAL_KINDS):
            if kind not in asked and self._written.holds(kind, text, start, end, self._command):
                continue
            if start > position:
                parts.append(Part(text[position:start]))
            parts.append(Part(text[start:end], kind, kind in asked))
            position = end
        if position < len(text):
            parts.append(Part(text[position:]))
        return parts

    def varies(self, kind: str, text: str) -> bool:
        """Whether *kind* is asked for in the line *text*."""
        return kind in _find_asked(self._vary, text)

    def find_end(self, part: Part, text: str, at: int) -> int | None:
        """Where the part ends that stands at *at* in an output's *text*, or None where it is not there."""
        if part.kind is None:
            return at + len(part.text) if text.startswith(part.text, at) else None
        match = _ONE[part.kind].match(text, at)
        if match is None or self.is_own(part, match[0]):
            return None
        # A program cuts its ids always or never: one that is whole is another output than a short one.
        is_as_long = part.is_cut or part.kind not in _CUT or len(match[0]) == len(part.text)
        return match.end() if is_as_long else None

    def find_own(self, part: Part, text: str, at: int) -> str | None:
        """What the author wrote that stands at *at* of *text*, where a token like *part* may not be just that."""
        match = _ONE[part.kind].match(text, at) if part.kind else None
        return match[0] if match and self.is_own(part, match[0]) else None

    def is_own(self, part: Part, printed: str) -> bool:
        """Whether *printed*, in the place of the token *part*, is another one's: a value that the author wrote."""
        return not part.is_asked and printed != part.text and self._written.has(part.kind or "", printed)


PLAIN = Tokens()
"""Nothing is asked for, and nothing is known of the lab."""


def _find_asked(vary: frozenset[str], text: str) -> frozenset[str]:
    return frozenset(kind for kind, _, word in (each.partition("@") for each in vary) if word in text)


def _find_tokens(text: str, optional: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    names, pattern = _compile(optional)
    for match in pattern.finditer(text):
        yield match.start(), match.end(), names[(match.lastindex or 1) - 1]


@lru_cache
def _compile(optional: frozenset[str]) -> tuple[list[str], re.Pattern[str]]:
    """The kinds to look for, and one pattern with a group for each: group names cannot hold hyphens."""
    asked = {kind: pattern for kind, pattern in ON_REQUEST.items() if kind in optional}
    # These come last: any number could be one.
    last = {kind: asked.pop(kind) for kind in ("pid", "number") if kind in asked}
    kinds = asked | ALWAYS | last
    return list(kinds), re.compile("|".join(f"({pattern})" for pattern in kinds.values()))


_ONE = {kind: re.compile(_WIDER.get(kind, pattern)) for kind, pattern in (ALWAYS | ON_REQUEST).items()}
