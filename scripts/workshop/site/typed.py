"""Finds commands on pages that no lab runs: in fences, and in the text, where they must be part of a lab's command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from workshop.errors import ContentError
from workshop.lab import Lab
from workshop.lab.blocks import KINDS, SHELLS
from workshop.lab.model import Typed
from workshop.site.content import Content
from workshop.site.document import Document, find_code
from workshop.site.memory import Memory
from workshop.site.words import DEFAULT_LANGUAGE

KIT = {
    "workshop": (
        "serve",
        "doctor",
        "start",
        "shell",
        "check",
        "hint",
        "catch-up",
        "reset",
        "cluster",
        "load",
        "pack",
        "build",
        "pdf",
        "save-deck",
        "run",
        "update",
        "record",
        "account",
    ),
    "./scripts/serve": (),
    "./scripts/test": (),
}
"""The kit's own programs that text may name, with their commands; a test holds them against the command line's."""

_BREAKS = re.compile(r"\|\|?|&&|;|\$\(|\n|\btime\b")
_ASSIGNMENT = re.compile(r"\w+=")
_PROGRAM = re.compile(r"[a-z][\w.-]*")
# Source: shlex.py, `read_token`: what splits words, and what makes more of a text than its words.
_WORD = re.compile(r"[^ \t\r\n]+")
_QUOTING = re.compile(r"[\"'\\]")
_PIECE = re.compile(
    r"""(?P<blank>[ \t\r\n]+)|(?P<bare>[^ \t\r\n"'\\]+)"""
    r"""|'(?P<single>[^']*)'|"(?P<double>(?:[^"\\]|\\.)*)"|\\(?P<one>.)""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\\"])")
_HINT = 'show a lab\'s block with {$ lab_command("lab", "block") $}'


def find_command_errors(content: Content, memory: Memory) -> Iterator[ContentError]:
    """Fences and inline code with commands that no lab has."""
    known = memory.recall(_know, tuple(content.labs[DEFAULT_LANGUAGE].values()))
    lab_ids = set(content.labs[DEFAULT_LANGUAGE]) | content.broken
    for document in content.documents.values():
        errors, codes = memory.recall(_read_document, document)
        yield from errors
        for line, code, tokens in codes:
            if tokens and tokens[0].removeprefix(".venv/bin/") in KIT:
                problem = _kit_problem(tokens, lab_ids)
            else:
                problem = "" if content.broken else known.problem(tokens)
            if problem:
                yield ContentError(f"`{code}`: {problem}", where=document.where(line))


def _read_document(document: Document) -> tuple[list[ContentError], list[tuple[int, str, list[str]]]]:
    """What is wrong with *document* whatever labs there are, and its inline code by lines, with its words."""
    errors = [] if document.is_lab else list(_fence_errors(document))
    codes = [(line, code, split_words(code.removeprefix("$ "))) for line, code in find_code(document)]
    return [*errors, *_prompt_errors(document)], codes


def _fence_errors(document: Document) -> Iterator[ContentError]:
    for fence in document.fences:
        kind = fence.classes[0] if fence.classes else ""
        if kind in SHELLS:
            yield ContentError("commands that no lab runs", where=document.where(fence.first_line), hint=_HINT)
        elif kind in KINDS and fence.info.startswith("{"):
            message = f"a {kind} fence outside a lab"
            yield ContentError(message, where=document.where(fence.first_line))
        else:
            for number, line in enumerate(fence.body, fence.first_line + 1):
                if line.lstrip().startswith("$ "):
                    yield ContentError("a command that no lab runs", where=document.where(number), hint=_HINT)


def _prompt_errors(document: Document) -> Iterator[ContentError]:
    """A prompt outside a fence is indented code, or looks like it: superfences renders it, nobody runs it."""
    for number, line in enumerate(document.text, 1):
        if line.startswith(("    ", "\t")) and line.lstrip().startswith("$ "):
            yield ContentError("a command that no lab runs", where=document.where(number), hint=_HINT)


def _know(labs: tuple[Lab, ...]) -> _Known:
    return _Known(_find_known(labs))


def _find_known(labs: Iterable[Lab]) -> Iterator[list[str]]:
    """The words of each command of a lab, and of each command within one: in a pipe, after `&&`, in `$(…)`."""
    for lab in labs:
        commands = [command for block in lab.consoles for command in block.commands]
        for command in (command for command in commands if command.typed is Typed.SHELL):
            yield split_words(command.text)
            for part in _BREAKS.split(command.text):
                words = split_words(part.strip(' )"'))
                yield [word for at, word in enumerate(words) if at or not _ASSIGNMENT.match(word)]


def _kit_problem(tokens: list[str], lab_ids: set[str]) -> str:
    program = tokens[0].removeprefix(".venv/bin/")
    arguments = [token for token in tokens[1:] if not token.startswith("-")]
    if KIT[program] and arguments and arguments[0] not in KIT[program]:
        return f"the kit has no command `{arguments[0]}`"
    labs = [token.removeprefix("labs/") for token in arguments if token.startswith("labs/")]
    return next((f"no lab `{lab}`" for lab in labs if lab.rstrip("/") not in lab_ids), "")


class _Known:
    """The commands of all labs, found by any two words that follow each other in one."""

    def __init__(self, commands: Iterable[list[str]]) -> None:
        self._programs: set[str] = set()
        self._places: dict[tuple[str, str], list[tuple[list[str], int]]] = {}
        for words in commands:
            if words and _PROGRAM.fullmatch(words[0]):
                self._programs.add(words[0])
            for at, pair in enumerate(pairwise(words)):
                self._places.setdefault(pair, []).append((words, at))

    def problem(self, tokens: list[str]) -> str:
        """What is wrong with the command of *tokens*, "" where a lab runs it or it is none."""
        if len(tokens) < 2 or tokens[0] not in self._programs:
            return ""
        places = self._places.get((tokens[0], tokens[1]), ())
        is_run = any(words[at : at + len(tokens)] == tokens for words, at in places)
        return "" if is_run else "no lab runs this command"


def split_words(text: str) -> list[str]:
    """The words of *text* as a shell splits them, quotes gone; half of a command is split at its blanks.

    As `shlex.split`, which reads a character at a time.
    """
    if not _QUOTING.search(text):
        return _WORD.findall(text)
    words: list[str] = []
    word: str | None = None
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:  # an apostrophe, or half of a command
            return text.split()
        at, kind = piece.end(), piece.lastgroup
        if kind == "blank":
            words += [] if word is None else [word]
            word = None
        else:
            inner = piece[kind or 0]
            word = (word or "") + (_ESCAPED.sub(r"\1", inner) if kind == "double" else inner)
    return words if word is None else [*words, word]
