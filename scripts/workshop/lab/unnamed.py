"""The rule that a lab removes by name, or by a label of its own, so that nothing of its reader's can go with it.

Holds for each text that a reader would run: blocks, skipped ones too, checks, and scripts in the lab's folder. Reads
text; runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from workshop.errors import ContentError
from workshop.lab.listing import find_listing
from workshop.lab.model import Block
from workshop.lab.objects import CLUSTER_WIDE
from workshop.lab.options import get_values, split_options
from workshop.lab.own import Own, find_own
from workshop.lab.provenance import Provenance, find_substitutions
from workshop.lab.removal import Removal
from workshop.lab.removing import ENGINES, find_removal
from workshop.lab.script import Call, Script
from workshop.lab.shell import read_script
from workshop.lab.texts import Text, find_block_texts, find_scripts, read_files

_REMOVES = re.compile(r"\b(?:prune|rm|rmi|remove|kill|stop|restart|pause|delete|uninstall|down|scale|del|un)\b")
_SHOWN = 80
_INTERPRETERS = frozenset(("node", "perl", "python", "python3", "ruby"))
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_MATCHERS = frozenset(("grep", "egrep", "fgrep", "rg"))
_MATCHER_FLAGS = frozenset((*(f"-{letter}" for letter in "EFGPivwxcLloqshHnrRzab"), "--invert-match", "--quiet"))
_PROGRAMMED = frozenset(("awk", "gawk", "mawk", "sed", "jq", "perl"))

HINTS = {
    "build cache": "leave the build cache alone: it changes no result, and the engine clears it by its own rules",
    "cluster": "name the cluster that the lab makes: `kind delete cluster --name NAME`",
    "namespace": "delete a namespace that the lab makes, and name it: `kubectl delete namespace NAME`",
    "object": "name what the lab makes, or select a label that only the lab sets: `-l KEY=VALUE`; "
    "`--all` is for a namespace that the lab makes: `-n NAME`",
    "prune": "remove what the lab makes by name, or add `--filter label={label}`, "
    "with `--label {label}` where it is made",
    "listed": "write the names of what the lab makes, or list by a label that only the lab sets: "
    "`-f label={label}`, with `--label {label}` where it is made",
}


def find_unnamed_removals(lab_id: str, blocks: Iterable[Block], folder: Path, path: str) -> list[ContentError]:
    """All commands in *blocks*, and in the scripts of *folder*, that may remove what the lab did not make.

    *path* is the lab's document as shown to people.
    """
    files = read_files(folder)
    own_texts = list(find_block_texts(blocks))
    texts = [*own_texts, *find_scripts(files, path, own_texts)]
    if not any(_REMOVES.search(text.text) for text in texts):
        return []
    read = [(text, read_script(text.text)) for text in texts]
    documents = [Text(text.what, text.at(line), body) for text, script in read for line, body in script.documents]
    read += [(text, read_script(text.text)) for text in documents]
    judge = _Judge(lab_id, files, [script for _, script in read], [text.text for text in documents])
    return [error for text, script in read for error in judge.find_errors(text, script)]


class _Judge:
    """Tells of a removal whether it keeps to what the lab makes, by its *scripts*, *files* and here-*documents*."""

    def __init__(self, lab_id: str, files: dict[str, str], scripts: list[Script], documents: list[str]) -> None:
        self.provenance = Provenance(scripts)
        self._made = (lab_id, files, scripts, documents)

    @cached_property
    def own(self) -> Own:
        """What the lab makes; most labs name all that they remove, so that nobody asks."""
        lab_id, files, scripts, documents = self._made
        calls = [each for script in scripts for call in script.calls for each in self.provenance.expand(call)]
        calls += [each for call in calls if "$" in " ".join(call.words) for each in self.provenance.find_variants(call)]
        return find_own(lab_id, calls, [*files.values(), *documents], files)

    def find_errors(self, text: Text, script: Script) -> Iterator[ContentError]:
        """A complaint for each call of *script*, what *text* calls, that does not."""
        told: set[tuple[int, str]] = set()
        for call in script.calls:
            for meant in (each for own in (call, *_find_hidden(call)) for each in self.provenance.expand(own)):
                removal = find_removal(meant)
                hint = self._find_fault(removal) if removal else None
                if removal and hint and (call.line, call.text) not in told:
                    told.add((call.line, call.text))
                    command = " ".join(call.text.split())
                    shown = command if len(command) <= _SHOWN else f"{command[: _SHOWN - 1]}…"
                    problem = f"{text.what}: `{shown}` may remove what others made"
                    yield ContentError(problem, where=text.at(call.line), hint=hint.format(label=self.own.example))

    def _find_fault(self, removal: Removal) -> str | None:
        """What to write instead of *removal*, None where it is well."""
        if removal.kind == "object":
            return HINTS["object"] if self._is_wide(removal) or self._is_unnamed(removal) else None
        if removal.kind == "namespace":
            names = [each for name in removal.names for each in self.provenance.find_literals(name)]
            is_foreign = removal.is_all or not all(map(self.own.is_namespace, names))
            return HINTS["namespace"] if is_foreign or self._is_unnamed(removal) else None
        can_filter = removal.kind != "build cache"
        if removal.is_all and not (can_filter and any(map(self.own.is_filter, removal.filters))):
            return HINTS.get(removal.kind, HINTS["prune"])
        if self._is_unnamed(removal):
            return HINTS.get(removal.kind, HINTS["listed"])
        return None

    def _is_wide(self, removal: Removal) -> bool:
        """Whether objects are deleted by neither name nor own label, or everywhere, and not in an own namespace."""
        is_own = bool(removal.namespace) and self.own.is_namespace(removal.namespace)
        if any(get_namespace(name) and not self.own.is_namespace(get_namespace(name)) for name in removal.names):
            return True
        if removal.namespace == "" or (removal.is_all and set(removal.types) & CLUSTER_WIDE):
            return True
        if removal.selector is not None and not self.own.is_selector(removal.selector):
            return not is_own
        return removal.is_all and not is_own

    def _is_unnamed(self, removal: Removal) -> bool:
        """Whether what *removal* is given comes from a listing that is not narrowed down to the lab's own."""
        if removal.namespace and self.own.is_namespace(removal.namespace):
            return False
        call = removal.call
        seen: set[str] = set()
        given = [*removal.names, *call.words[1:]]
        if {"xargs", "parallel"} & set(call.through):
            given += [*call.inputs, *_option(call.through, "-a", "--arg-file")]
            if self._is_text_unnamed(call.piped, seen):
                return True
        return any(self._is_word_unnamed(word, seen) for word in given)

    def _is_word_unnamed(self, word: str, seen: set[str]) -> bool:
        if word in seen:
            return False
        seen.add(word)
        return any(self._is_text_unnamed(text, seen) for text in find_substitutions(word)) or any(
            self._is_word_unnamed(value, seen) for value in self.provenance.find_values(word)
        )

    def _is_text_unnamed(self, text: str, seen: set[str]) -> bool:
        if text in seen:
            return False
        seen.add(text)
        text = re.sub(r"^\s*<", "cat ", text)  # What `$(<file)` is short for.
        calls = [each for call in read_script(text).calls for each in self.provenance.expand(call)]
        kept = "\n".join(call.piped for call in calls if self._keeps_own(call))
        for call in calls:
            if call.text and call.text in kept:
                continue
            listings = list(map(find_listing, self.provenance.find_variants(call)))
            if not all(self.own.covers(listing) for listing in listings if listing):
                return True
            if any(listings):
                continue
            written = self.provenance.find_texts(call)
            given = [*call.inputs, *(word for word in call.words[1:] if "$" in word)]
            if any(self._is_text_unnamed(each, seen) for each in written):
                return True
            if any(self._is_word_unnamed(word, seen) for word in given):
                return True
        return False

    def _keeps_own(self, call: Call) -> bool:
        """Whether *call* lets through, of what it reads, only lines with a name or label of the lab's."""
        if call.program in _MATCHERS:
            options, words = split_options(call.words[1:], _MATCHER_FLAGS)
            patterns = get_values(options, "-e", "--regexp") or words[:1]
            inverts = {"-v", "--invert-match"} & {name for name, _ in options}
            return not inverts and any(map(self.own.is_name, patterns))
        return call.program in _PROGRAMMED and any(map(self.own.is_mentioned, call.words[1:]))


def _find_hidden(call: Call) -> Iterator[Call]:
    """Calls in the text that *call* hands to a shell by way of another language, or runs again and again."""
    inner: list[str] = []
    if call.program in _INTERPRETERS:
        inner = [piece[0] or piece[1] for word in call.words[1:] for piece in _QUOTED.findall(word)]
    elif call.program in {"watch", "script"}:
        inner = list(call.words[1:])
    elif call.program in ENGINES and any("docker.sock" in word for word in call.words):
        # A container that is given the engine's door is told what to do there behind its image.
        at = max(at for at, word in enumerate(call.words) if "docker.sock" in word)
        inner = [" ".join(call.words[start:]) for start in range(at + 1, len(call.words))]
        inner += list(call.words[at + 1 :])
    for text in inner:
        yield from (replace(each, line=call.line, text=call.text) for each in read_script(text).calls)


def get_namespace(name: str) -> str:
    """The namespace that `TYPE/NAME` of kubectl's means, empty where it is something else."""
    kind, slash, own = name.partition("/")
    return own if slash and kind.partition(".")[0].lower() in {"ns", "namespace", "namespaces"} else ""


def _option(words: tuple[str, ...], *names: str) -> list[str]:
    """The files that an option of xargs names, each as a word that gives what is in it."""
    return [f"$(cat {value})" for name, value in pairwise(words) if name in names]
