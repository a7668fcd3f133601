"""Where the words of a lab's commands come from: variables, files and functions, as any of its texts has set them.

Which of several values a variable has at a time is not followed: all of them count. Reads text; runs nothing.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workshop.lab.script import SHELLS, Call, Script
from workshop.lab.shell import read_script

_VARIABLE = re.compile(r"\$(?:\{[#!]?)?(?P<name>[A-Za-z_]\w*)")
_DEFAULT = re.compile(r"\$\{\w+:?[-=](?P<value>[^}]*)\}")
_ARGUMENTS = re.compile(r'"?\$(?:[@*]|\{[@*]\})"?')
_PLAIN = re.compile(r"[\w./:=@%+,$(){}-]+")
_DEPTH = 3
"""How far functions that call functions are followed."""
_MOST_WORDS = 50
"""How many words one may stand for."""


class Provenance:
    """What the texts of a lab set, by name: `values` of variables, texts that write `files`, `bodies` of functions.

    *programs* are the scripts in the lab's folder, by name, which its commands call too.
    """

    def __init__(self, scripts: Iterable[Script], programs: Mapping[str, str] | None = None) -> None:
        self.programs = programs or {}
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

    def within(self, script: Script) -> Provenance:
        """The same, where a variable that *script* itself sets has what it sets alone."""
        own = Provenance([script])
        inner = Provenance([], self.programs)
        inner.values = self.values | own.values
        inner.files = self.files
        inner.bodies = self.bodies | own.bodies
        return inner

    def expand(self, call: Call, depth: int = 0) -> Iterator[Call]:
        """*call*, or what it stands for where its program is a variable, a function or an alias of the lab."""
        program = call.words[0] if call.words else ""
        meant = self.find_values(program) if program.startswith("$") else []
        if meant:
            for value in meant:
                yield replace(call, words=(*value.split(), *call.words[1:]))
        elif depth < _DEPTH and (text := self._find_body(call)) is not None:
            script = read_script(text)
            for inner in script.calls:
                words = tuple(_fill_in(word, script) for word in inner.words)
                own = replace(inner, words=words, line=call.line, piped=inner.piped or call.piped, text=call.text)
                yield from self.expand(own, depth + 1)
        else:
            yield call

    def find_variants(self, call: Call) -> list[Call]:
        """*call* with its words as they are once its variables have their values, once for each of these."""
        columns = [self.expand_word(word) for word in call.words]
        count = max((len(column) for column in columns), default=1)
        rows = ([column[min(at, len(column) - 1)] for column in columns] for at in range(count))
        return [replace(call, words=tuple(row)) for row in rows]

    def expand_word(self, word: str) -> list[str]:
        """All that *word* may be once its variables have the values that the lab sets; others stay in it."""
        words = [word]
        for _ in range(_DEPTH):
            words = list(dict.fromkeys(each for one in words for each in self._put_values(one)))[:_MOST_WORDS]
        return words

    def _put_values(self, word: str) -> list[str]:
        names = [match["name"] for match in _VARIABLE.finditer(_without_substitutions(word))]
        known = next((name for name in names if name in self.values), None)
        if known is None:
            return [word]
        pattern = re.compile(rf"\$(?:{known}\b|\{{{known}\b[^}}]*\}})")
        return [pattern.sub(lambda _, own=value: own, word) for value in self.values[known]]  # type: ignore[misc]  # a lambda with defaults

    def _find_body(self, call: Call) -> str | None:
        """The text that *call* runs: of a function, an alias, or a script in the lab's folder."""
        program = call.words[0] if call.words else ""
        if program in self.bodies:
            return _call_with(self.bodies[program], call.words[1:])
        words = call.words[1:] if call.program in SHELLS | {".", "source"} else call.words
        if words and posixpath.normpath(words[0]) in self.programs:
            return _put_arguments(self.programs[posixpath.normpath(words[0])], words[1:])
        return None

    def find_values(self, word: str) -> list[str]:
        """What the variables in *word* are set to, and what they are by default."""
        names = dict.fromkeys(match["name"] for match in _VARIABLE.finditer(word))
        return [value for name in names for value in self.values.get(name, [])] + _DEFAULT.findall(word)

    def find_literals(self, word: str) -> list[str]:
        """What *word* may be, without what is worked out only when it runs."""
        return [value for value in self.expand_word(word) if not re.search(r"[$`]", value)]

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


def _without_substitutions(word: str) -> str:
    for text in find_substitutions(word):
        word = word.replace(text, "")
    return word


def _fill_in(word: str, script: Script) -> str:
    """*word* with the variables that *script* sets to one plain word."""
    plain = {name: value for name, value in script.assigns if not re.search(r"[$`]", value)}
    for name, value in plain.items():
        word = re.sub(rf"\$(?:{name}\b|\{{{name}\}})", lambda _, own=value: own, word)  # type: ignore[misc]  # a lambda with defaults
    return word


def _call_with(body: str, arguments: tuple[str, ...]) -> str:
    """The *body* of a function called with *arguments*; of an alias, which has none of its own, behind it."""
    if not _ARGUMENTS.search(body) and not re.search(r"\$\{?\d", body):
        return f"{body} {' '.join(map(_quote, arguments))}"
    return _put_arguments(body, arguments)


def _put_arguments(body: str, arguments: tuple[str, ...]) -> str:
    joined = " ".join(map(_quote, arguments))
    body = _ARGUMENTS.sub(lambda _: joined, body)
    for number, argument in enumerate(arguments, 1):
        body = re.sub(rf'"?\$(?:{number}\b|\{{{number}\}})"?', lambda _, own=argument: _quote(own), body)  # type: ignore[misc]  # a lambda with defaults
    return body


def _quote(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if '"' in word else f'"{word}"'
