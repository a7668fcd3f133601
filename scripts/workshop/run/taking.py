"""What a command would take away of what is on a machine, found out before it runs: by names, labels, projects, lists.

Asks the programs that the command itself would ask, only with calls that read. Takes nothing away.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshop.lab import Lab
from workshop.lab.filters import only_filters
from workshop.lab.listing import find_listing
from workshop.lab.provenance import find_substitutions
from workshop.lab.reading import only_reads
from workshop.lab.removal import Place, Removal, ThingKey, find_projects, find_taken
from workshop.lab.removals import Removals
from workshop.lab.script import Call
from workshop.lab.shell import read_script

TIMEOUT_S = 20.0
_PROJECT = "com.docker.compose.project"
_LISTS = {
    "container": "docker container ls --all --quiet --no-trunc",
    "image": "docker image ls --quiet --no-trunc",
    "network": "docker network ls --quiet --no-trunc",
    "volume": "docker volume ls --quiet",
}
_VARIABLE = re.compile(r"\$\{?[A-Za-z_]")
_PRINTERS = frozenset(("cat", "echo", "printf", "true", "test"))


@dataclass(frozen=True)
class Taken:
    """The `things` that a command would take, and whether there may be more, which could not be told."""

    things: frozenset[ThingKey] = frozenset()
    is_open: bool = False


class Taking:
    """Finds out what commands of *lab* would take, where they run in *place* with *environment*."""

    def __init__(self, lab: Lab, place: Place, environment: dict[str, str]) -> None:
        self._removals = Removals(lab)
        self._place = place
        self._environment = environment

    def find(self, text: str, things: Iterable[ThingKey]) -> Taken:
        """What the command *text* would take of *things*, those that are there now."""
        things = list(things)
        taken: set[ThingKey] = set()
        is_open = False
        for removal, words in self._removals.find(text):
            printed = [self._run(each) for each in (*words.texts, *_find_lists(removal, self._place))]
            names = [*words.names, *(name for names in printed for name in names or ())]
            is_open = is_open or words.is_open or None in printed
            taken.update(find_taken(removal, names, things, self._place))
            if removal.kind in {"project", "all"}:
                taken.update(_find_by_id(printed, things))
        return Taken(frozenset(taken), is_open)

    def _run(self, text: str) -> list[str] | None:
        """The words that *text* prints; None where it may do more than print, or does not end in time."""
        if not _only_lists(text):
            return None
        try:
            done = subprocess.run(
                ["bash", "-c", text],
                cwd=self._place.folder,
                env=os.environ | self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        return done.stdout.split()


def _find_lists(removal: Removal, place: Place) -> Iterator[str]:
    """Calls that list what *removal* means by a label, or all of a filter."""
    if removal.selector is not None:
        words = ["kubectl", "get", ",".join(removal.types) or "all", "-l", removal.selector, "-o", "name"]
        words += ["-n", removal.namespace] if removal.namespace else []
        yield shlex.join(words)
    elif removal.is_all and removal.filters:
        for kind in (removal.kind,) if removal.kind in _LISTS else _LISTS:
            yield " ".join([_LISTS[kind], *(f"--filter {shlex.quote(each)}" for each in removal.filters)])
    elif removal.kind == "project":
        for name in removal.names or find_projects(removal, place.folder):
            for kind in ("container", "network", "volume"):
                yield f"{_LISTS[kind]} --filter {shlex.quote(f'label={_PROJECT}={name}')}"


def _find_by_id(printed: list[list[str] | None], things: list[ThingKey]) -> Iterator[ThingKey]:
    ids = {name.removeprefix("sha256:") for names in printed for name in names or ()}
    yield from (thing for thing in things if thing[0] in _LISTS and {thing[1], thing[2]} & ids)


def _only_lists(text: str) -> bool:
    """Whether all that *text* calls is known to change nothing; in doubt it is not."""
    calls = read_script(text).calls
    return bool(calls) and all(map(_is_reading, calls))


def _is_reading(call: Call) -> bool:
    if set(call.writes) - {"/dev/null"} or call.through:
        return False
    if find_listing(call):
        # Where a filter is empty because its variable is unknown, all there is would be listed.
        return not any(_VARIABLE.search(word) for word in call.words)
    if call.program in _PRINTERS:
        return True
    words = [_without_substitutions(word) for word in call.words]
    return only_filters(words) or only_reads(shlex.join(words))


def _without_substitutions(word: str) -> str:
    for text in find_substitutions(word):
        word = word.replace(f"$({text})", "x").replace(f"`{text}`", "x")
    return re.sub(r"\$\(", "", word)
