"""Where the words of a lab's commands come from: variables, files and functions, as any of its texts has set them.

Which of several values a variable has at a time is not followed: all of them count. Reads text; runs nothing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workshop.lab.script import Call, Script
from workshop.lab.shell import read_script

_VARIABLE = re.compile(r"\$(?:\{[#!]?)?(?P<name>[A-Za-z_]\w*)")
_DEFAULT = re.compile(r"\$\{\w+:?[-=](?P<value>[^}]*)\}")
_ARGUMENTS = re.compile(r'"?\$(?:[@*]|\{[@*]\})"?')
_PLAIN = re.compile(r"[\w./:=@%+,$(){}-]+")
_DEPTH = 3
"""How far functions that call functions are followed."""


class Provenance:
    """What the texts of a lab set, by name: `values` of variables, texts that write `files`, `bodies` of functions."""

    def __init__(self, scripts: Iterable[Script]) -> None:
        self.values: dict[str, list[str]] = {}
        self.files: dict[str, list[str]] = {}
        self.bodies: dict[str, str] = {}
        for script in scripts:
            self.bodies |= script.bodies
            for name, word in script.assigns:
                self.values.setdefault(name, []).append(word)
            for call in script.calls:
                written = [*call.writes, *(call.words[1:] if call.program == "tee" else ())]
                for name in written:
                    self.files.setdefault(name.removeprefix("./"), []).append(call.text)

    def expand(self, call: Call, depth: int = 0) -> Iterator[Call]:
        """*call*, or what it stands for where its program is a variable, a function or an alias of the lab."""
        program = call.words[0] if call.words else ""
        meant = self.find_values(program) if program.startswith("$") else []
        if meant:
            for value in meant:
                yield replace(call, words=(*value.split(), *call.words[1:]))
        elif program in self.bodies and depth < _DEPTH:
            for inner in read_script(_call_with(self.bodies[program], call.words[1:])).calls:
                own = replace(inner, line=call.line, piped=inner.piped or call.piped, text=call.text)
                yield from self.expand(own, depth + 1)
        else:
            yield call

    def find_values(self, word: str) -> list[str]:
        """What the variables in *word* are set to, and what they are by default."""
        names = dict.fromkeys(match["name"] for match in _VARIABLE.finditer(word))
        return [value for name in names for value in self.values.get(name, [])] + _DEFAULT.findall(word)

    def find_literals(self, word: str) -> list[str]:
        """*word*, or what its variables are set to, without what is worked out only when it runs."""
        values = self.find_values(word) if _VARIABLE.match(word) else [word]
        return [value for value in values if not re.search(r"[$`]", value)]

    def find_texts(self, call: Call) -> list[str]:
        """The texts of bash that wrote the files which *call* names, as `cat` does."""
        return [text for word in call.words[1:] for text in self.files.get(word.removeprefix("./"), [])]


def find_substitutions(word: str) -> list[str]:
    """The texts of bash whose output stands in *word*: within `$(…)` and backticks, the outermost ones."""
    found: list[str] = []
    at = 0
    while at < len(word):
        if word.startswith("$(", at) and not word.startswith("$((", at):
            end = _find_end(word, at + 2)
            found.append(word[at + 2 : end])
            at = end + 1
        elif word[at] == "`":
            end = word.find("`", at + 1)
            end = len(word) if end < 0 else end
            found.append(word[at + 1 : end])
            at = end + 1
        else:
            at += 1
    return found


def _find_end(word: str, at: int) -> int:
    depth = 1
    for place in range(at, len(word)):
        depth += (word[place] == "(") - (word[place] == ")")
        if not depth:
            return place
    return len(word)


def _call_with(body: str, arguments: tuple[str, ...]) -> str:
    """The *body* of a function called with *arguments*; of an alias, which has none of its own, behind it."""
    joined = " ".join(map(_quote, arguments))
    if not _ARGUMENTS.search(body) and not re.search(r"\$\{?\d", body):
        return f"{body} {joined}"
    body = _ARGUMENTS.sub(lambda _: joined, body)
    for number, argument in enumerate(arguments, 1):
        body = re.sub(rf'"?\$(?:{number}\b|\{{{number}\}})"?', lambda _, own=argument: _quote(own), body)  # type: ignore[misc]  # a lambda with defaults
    return body


def _quote(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if '"' in word else f'"{word}"'
