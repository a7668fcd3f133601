"""Tells what of an output is no token, though it looks like one: what a lab's author wrote himself, and what stands
where no token of its kind can. Reads a lab's text and files; knows of tokens their kinds' names alone.

Sources: the alphabets are those of `workshop.lab.output`; `sha256sum` and its like print a digest, a blank, a blank or
`*`, and the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.lab.model import Lab, Typed
from workshop.lab.source import find_files

_SWARM = re.compile(r"\bdocker\s+(?:swarm|service|stack|node|secret|config)\b")
_DIGESTS = re.compile(r"\b(?:(?:sha\d*|md5|b2|ck)sum|shasum|openssl (?:dgst|sha\d*|md5))\b")
_OF_CLUSTERS = frozenset({"suffix", "template-hash", "schedule", "resource-version"})
_OF_SWARMS = frozenset({"swarm-id", "join-token"})
_OF_ENGINES = frozenset({"id"})
# An author writes a probe's `5s` and shows a Pod's age of `5s`; the clock may well stand at a time that he wrote.
_NEVER_WRITTEN = frozenset({"duration"})
_SHORT = frozenset(
    {"folder", "interface", "resource-version", "schedule", "node-port", "pid", "number", "percent", "size"}
)

_NAMED = re.compile(r"(?P<name>[\w.-]+)[\"'`]?\s?[:=]\s?[\"'`\[(]?$")
_TAKEN = re.compile(
    r"(?:.*[-_.])?(?:age|duration|dur|elapsed|took|time|uptime|up|ago|since|seen|latency|real|user|sys)"
)
_SET = re.compile(
    r".*(?:timeout|period|delay|interval|ttl|grace|deadline|retry|every|window|expir\w*|limit|backoff)\w*"
)
_GO = re.compile(r"[\d.hmsduyµn]+")
_VERSION = re.compile(r"(?:\bnameserver\s|version[\"'`]?\s?[:=]?\s?[\"'`v]?)$", re.I)


_NEAR = 60
"""Names are not longer; a long line would be read again for each of its tokens."""


@dataclass(frozen=True)
class Written:
    """What the author of a lab wrote: `text` are its commands, files and front matter.

    Tokens of the kinds `absent` come from programs that the lab does not use. Of `lab`'s own folder alone nobody knows
    where it is.
    """

    text: str = ""
    absent: frozenset[str] = frozenset()
    lab: str = ""

    def holds(self, kind: str, line: str, start: int, end: int, command: str) -> bool:
        """Whether what looks like a token of *kind* at *start* to *end* of *line* is exactly that in every run.

        *line* is of the output of *command*, its runs of blanks made one.
        """
        if kind == "folder" and not line[end + 1 :].startswith(self.lab):
            return True
        if kind in self.absent or _is_placed(kind, line, start, end, command):
            return True
        return kind not in _NEVER_WRITTEN and self._is_written(kind, line[start:end])

    def has(self, kind: str, token: str) -> bool:
        """Whether the author wrote *token*, which no run makes by chance: short numbers are those of many things."""
        return kind not in _NEVER_WRITTEN | _SHORT and self._is_written(kind, token)

    def _is_written(self, kind: str, token: str) -> bool:
        if not self.text:
            return False
        if kind == "time" and not re.search(r"\d{4}", token):
            return False  # a time of day
        at = self.text.find(token)
        while at >= 0:
            before, after = self.text[at - 1 : at], self.text[at + len(token) : at + len(token) + 2]
            is_cut = before.isalnum() or after[:1].isalnum()
            is_in_number = token[:1].isdigit() and (before == "." or bool(re.match(r"\.\d", after)))
            if not is_cut and not is_in_number:
                return True
            at = self.text.find(token, at + 1)
        return False


ANYTHING = Written()
"""Nothing is known of the lab: whatever looks like a token is one, unless its place tells that it is none."""


def find_written(lab: Lab) -> Written:
    """What the author of *lab* wrote, in any language: the commands are the same in all."""
    commands = [
        command.text for block in lab.consoles for command in block.commands if command.typed is not Typed.INTERRUPT
    ]
    front = lab.front
    listed = [*front.images, *front.absent, *front.tools, *map(str, front.ports)]
    files = [
        file.read_bytes().decode("utf-8", "replace")
        for file in find_files(lab.folder, lab.id, [])
        if not re.fullmatch(r"lab(\.\w+)?\.md", file.name)
    ]
    absent = set() if front.needs == "kind" else set(_OF_CLUSTERS)
    if not any(map(_SWARM.search, [*commands, *files])):
        absent |= _OF_SWARMS
    if front.needs == "none":
        absent |= _OF_ENGINES
    return Written("\n".join([*commands, *listed, *files]), frozenset(absent), lab.id)


def _is_placed(kind: str, line: str, start: int, end: int, command: str) -> bool:
    """Whether the place tells that this is no token."""
    before, token = line[:start], line[start:end]
    if kind == "duration":
        return _is_set(before[-_NEAR:], token)
    if kind == "address":
        return bool(_VERSION.search(before[-_NEAR:]))
    if kind == "id":
        is_alone = not before.strip() and bool(re.fullmatch(r" \*?\S+ ?", line[end:]))
        return bool(_DIGESTS.search(command)) or (len(token) == 64 and is_alone)
    if kind == "swarm-id" and len(token) == 12:
        # What is cut to twelve places begins a line, alone or in the column of ids.
        return bool(before.strip()) or bool(command and not _SWARM.search(command))
    return False


def _is_set(before: str, duration: str) -> bool:
    """Whether *duration*, behind *before*, is what somebody set, not what something took.

    `period: 10s` is set, `took: 10s` is not; nor is `start-up: 0.5 s`, with a blank, as programs tell what they
    measured.
    A CPU's share `100m` looks like minutes.
    """
    if re.search(r"\bcpu\s$", before, re.I):
        return True
    name = _NAMED.search(before)
    if not name or _TAKEN.fullmatch(name["name"].lower()):
        return False
    return bool(_GO.fullmatch(duration)) or bool(_SET.fullmatch(name["name"].lower()))
