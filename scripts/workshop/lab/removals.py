"""What the commands of a whole lab take away, with the words that say what, and where those come from. Runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshop.lab.model import SHARED_CLUSTER, Command, ConsoleBlock, Lab, Typed
from workshop.lab.objects import read_documents
from workshop.lab.options import get_values, split_options
from workshop.lab.provenance import Provenance, find_substitutions
from workshop.lab.removal import Place, Removal, ThingKey, find_taken
from workshop.lab.removing import find_removal
from workshop.lab.script import Call
from workshop.lab.shell import read_script
from workshop.lab.texts import find_texts


@dataclass(frozen=True)
class Words:
    """What a removal is given: `names`, and `texts` of bash whose output has more; `is_open` where that is not all."""

    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    is_open: bool = False


class Removals:
    """The removals of *lab*, of any text of it."""

    def __init__(self, lab: Lab) -> None:
        texts, programs = find_texts(lab.blocks, lab.folder, lab.path)
        self.provenance = Provenance([read_script(each.text) for each in texts], programs)

    def find(self, text: str) -> list[tuple[Removal, Words]]:
        """What *text* takes away, be it by a function, or by a script in the lab's folder that it calls."""
        script = read_script(text)
        provenance = self.provenance.within(script)
        calls = [each for call in script.calls for each in provenance.expand(call)]
        return [(removal, _find_words(removal, provenance)) for removal in map(find_removal, calls) if removal]


def _find_words(removal: Removal, provenance: Provenance) -> Words:
    """What *removal* is given, as far as it can be told without running anything."""
    call = removal.call
    names: list[str] = []
    texts: list[str] = []
    is_open = False
    given = [*removal.names, *(call.inputs if "xargs" in call.through else ())]
    for word in (each for one in given for each in provenance.expand_word(one)):
        inner = find_substitutions(word)
        if "$" not in word and "`" not in word:
            names += [word] if word != "{}" else []
        elif inner and word.strip() in {f"$({inner[0]})", f"`{inner[0]}`"}:
            texts += provenance.expand_word(inner[0])
        else:
            is_open = True
    if "xargs" in call.through and call.piped:
        texts += provenance.expand_word(call.piped)
    return Words(tuple(names), tuple(texts), is_open)


def find_endangered(lab: Lab, things: Iterable[ThingKey], place: Place) -> list[tuple[ConsoleBlock, Command, ThingKey]]:
    """Each command of *lab* that would take one of *things* by its name, in order; skipped blocks take nothing."""
    things, removals = list(things), Removals(lab)
    found = []
    for block, command in _find_commands(lab):
        for removal, words in removals.find(command.text):
            found += [(block, command, thing) for thing in sorted(find_taken(removal, words.names, things, place))]
    return found


def find_cluster(lab: Lab) -> str | None:
    """The name of the cluster that *lab* is done in: the shared one, or its own; None where it needs none.

    Source: kind calls a cluster as `--name` says, else as its configuration does, else `kind`.
    """
    if lab.front.needs != "kind":
        return None
    if lab.front.shares_cluster:
        return SHARED_CLUSTER
    documents = read_documents(lab.folder / str(lab.front.cluster))
    named = (str(each["name"]) for each in documents if each.get("name"))
    return next(iter(find_made_clusters(lab)), None) or next(named, "kind")


def find_made_clusters(lab: Lab) -> list[str]:
    """The names that the commands of *lab* give to clusters which they make; not those that a configuration gives."""
    calls = (call for _, command in _find_commands(lab) for call in read_script(command.text).calls)
    return [name for name in map(_find_made, calls) if name]


def _find_made(call: Call) -> str | None:
    options, rest = split_options(call.words[1:], frozenset(("--retain", "-q", "--quiet")))
    names = get_values(options, "-n", "--name") if call.program == "kind" and rest[:2] == ["create", "cluster"] else []
    return names[0] if names and not re.search(r"[$`]", names[0]) else None


def _find_commands(lab: Lab) -> Iterator[tuple[ConsoleBlock, Command]]:
    for block in lab.consoles:
        for command in () if block.skip else block.commands:
            if command.typed is Typed.SHELL:
                yield block, command
