"""The closed list of tokens that differ between any two runs, and a line's form with these told by kind.

Everything else in an output (counts, states, names, versions, exit codes) is compared as it stands.
Sources: what Docker 28, Compose 2.40, kind 0.30 and kubectl 1.36 print; the alphabet of generated suffixes is
`alphanums` of k8s.io/apimachinery/pkg/util/rand, which leaves out vowels and 0, 1 and 3.
"""

from __future__ import annotations

import re

_SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_CLOCK = r"[0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
_ZONE = r"(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\sUTC)?)?"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_ADDRESS = rf"(?!127\.|0\.0\.0\.0)(?:{_BYTE}\.){{3}}{_BYTE}"
_EPHEMERAL = r"(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_UNIT = "(?:ms|µs|us|ns|s|m|h|d|y)"
_WORD_UNIT = "(?:second|minute|hour|day|week|month|year)s?"

ALWAYS: dict[str, str] = {
    "digest": r"sha256:[0-9a-f]{12,64}\b",
    "uuid": r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",
    "join-token": r"\bSWMTKN-1-[0-9a-z]{40,60}-[0-9a-z]{20,30}\b",
    "time": "|".join(
        (
            rf"\b\d{{4}}[-/]\d\d[-/]\d\d(?:[T ]{_CLOCK}{_ZONE})?",
            rf"\b(?:{_DAY},? )?\d{{1,2}}[ /]{_MONTH}[ /]\d{{4}}(?:[ :]{_CLOCK}{_ZONE})?",
            rf"\b(?:{_DAY} )?{_MONTH} [ \d]\d (?:{_CLOCK}|\d{{4}})(?:{_ZONE} \d{{4}})?",
            rf"\b[IWEF]\d{{4}} {_CLOCK}",
            rf"(?<![\d:.]){_CLOCK}(?![\d:])",
        )
    ),
    "id": r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b",
    "swarm-id": r"\b(?=[a-z]*\d)(?=(?:\d*[a-z]){4})(?:[0-9a-z]{25}|[0-9a-z]{12})\b",
    "mac": r"\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b",
    "address": "|".join(
        (
            rf"(?<![\d.]){_ADDRESS}(?:/\d\d?)?(?![\d.]*\d)",
            r"\b(?:fe80|f[cd][0-9a-f]{2})(?::[0-9a-f]{0,4}){2,7}(?:/\d+)?",
        )
    ),
    "port": rf"(?<=:){_EPHEMERAL}\b",
    "suffix": "|".join(
        (
            rf"(?<=-){_SUFFIX}{{8,10}}-{_SUFFIX}{{5}}\b",
            rf"(?<=[-=]){_SUFFIX}{{8,10}}(?![\w-])",
            rf"(?<=-){_SUFFIX}{{5}}(?![\w-])",
        )
    ),
    "duration": "|".join(
        (
            rf"\b(?:\d+(?:\.\d+)?{_UNIT})+\b",
            rf"\b\d+(?:\.\d+)? (?:{_WORD_UNIT}|s|ms)\b",
            rf"\b(?:Less than a|About an?|an?) {_WORD_UNIT}\b",
        )
    ),
}
ON_REQUEST: dict[str, str] = {
    "size": r"\b\d+(?:\.\d+)?\s?(?:[kKMGT]i?B?|B)\b",
    "percent": r"\b\d+(?:\.\d+)?%",
    "kernel": r"\b\d+\.\d+\.\d+(?:[-.][\w.+-]*\w)?",
    "pid": r"(?<![\w.])\d{1,7}(?![\w.])",
}
OPTIONAL_KINDS = frozenset(ON_REQUEST)

_BLANKS = re.compile(r"\s+")


class Normalizer:
    """Gives lines the form in which they are compared: runs of blanks as one, volatile tokens as `<kind>`."""

    def __init__(self, vary: frozenset[str] = frozenset()) -> None:
        kinds = {kind: pattern for kind, pattern in ON_REQUEST.items() if kind in vary and kind != "pid"} | ALWAYS
        if "pid" in vary:
            kinds["pid"] = ON_REQUEST["pid"]
        self._tokens = re.compile(
            "|".join(f"(?P<{kind.replace('-', '_')}>{pattern})" for kind, pattern in kinds.items())
        )

    def __call__(self, line: str) -> str:
        """*line* with each volatile token replaced by its kind in angle brackets."""
        return _BLANKS.sub(" ", self._tokens.sub(self._kind, line)).strip()

    @staticmethod
    def _kind(match: re.Match[str]) -> str:
        return f"⟨{(match.lastgroup or '').replace('_', '-')}⟩"
