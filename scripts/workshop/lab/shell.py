"""Finds the programs that bash would call, with their words. Reads the text alone: nothing is expanded or run.

It knows as much of the shell's grammar as labs use. What is worked out only when the command runs stays in a word as
it is written, with its `$`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLANKS = " \t"
_ENDS_WORD = " \t\n;&|()<>"
_BARE = re.compile(rf"[^{re.escape(_ENDS_WORD)}'\"\\$`]+")
_IN_QUOTES = re.compile(r'[^"\\$`]+')
_REDIRECTS = re.compile(r"\d+[<>]|&>")
_REDIRECTION = re.compile(r"\d*(?:&>>?|<<<|<<-?|<>|>>|>\||[<>]&?)")
_BEFORE_CALL = frozenset(("!", "if", "then", "else", "elif", "do", "while", "until", "{", "time", "function"))
_NO_CALL = frozenset(("for", "select", "case", "fi", "done", "esac", "}"))
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*(?:\[[^]]*\])?\+?=")
# Programs that run another one, with those of their options that take a value.
_WRAPPERS = {
    "command": "",
    "env": "-u -C",
    "exec": "-a",
    "nice": "-n",
    "nohup": "",
    "setsid": "",
    "stdbuf": "-i -o -e",
    "sudo": "-u -g",
    "timeout": "-s -k",
    "xargs": "-n -I -P -L -d -a -E -s",
}


@dataclass(frozen=True)
class Call:
    """A program with its arguments in `words`, quotes gone; `line` counts from 0 in the text; `writes` has files."""

    words: tuple[str, ...]
    line: int
    writes: tuple[str, ...] = ()


@dataclass
class Script:
    """What a text of bash calls, the functions it defines, and its here-documents, each with its first line from 0."""

    calls: list[Call] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)
    documents: list[tuple[int, str]] = field(default_factory=list)


def read_script(text: str) -> Script:
    """What *text* calls, in command substitutions and in `bash -c` too."""
    script = Script()
    _Scanner(text, 0, script).scan()
    return script


class _Scanner:
    def __init__(self, text: str, line: int, script: Script) -> None:
        self.text, self.at, self.first, self.script = text, 0, line, script
        self.words: list[str] = []
        self.writes: list[str] = []
        self.line = line
        self.ends: list[str] = []
        self.depth = 0

    def scan(self, until: str = "") -> None:
        """Read calls up to the unmatched *until*, or to the end."""
        while self.at < len(self.text):
            char, rest = self.text[self.at], self.text[self.at : self.at + 3]
            if char in _BLANKS or rest.startswith("\\\n"):
                self.at += 1 if char in _BLANKS else 2
            elif char == "#":
                self.at = self._find("\n", self.at)
            elif char in "<>" or _REDIRECTS.match(rest):
                self._redirect()
            elif char == "(" and self._opens_no_call():
                continue
            elif char in "\n;&|()":
                self.at += 1
                if char == ")" and not self.depth and until:
                    break
                self._end(is_pattern=char == ")" and not self.depth)
                self.depth += (char == "(") - (char == ")" and self.depth > 0)
                if char == "\n":
                    self._read_documents()
            elif not self.words and rest.startswith("[["):
                self.at = self._find("]]", self.at) + 2
            else:
                if not self.words:
                    self.line = self._line()
                self.words.append(self._word())
        self._end()

    def _opens_no_call(self) -> bool:
        """Step over what a parenthesis holds that is no subshell: a function's, an array's, arithmetic's."""
        if self.text.startswith("()", self.at) and len(self.words) == 1:
            self.script.functions.add(self.words.pop())
            self.at += 2
        elif self.text.startswith("((", self.at):
            self.at = self._find("))", self.at) + 2
        elif self.words and self.text[self.at - 1] == "=":
            self.at = self._find(")", self.at) + 1
        else:
            return False
        return True

    def _end(self, *, is_pattern: bool = False) -> None:
        words, writes, self.words, self.writes = self.words, self.writes, [], []
        while words and (words[0] in _BEFORE_CALL or _ASSIGNMENT.match(words[0])):
            if words[0] == "function":
                self.script.functions.update(words[1:2])
                del words[:1]
            del words[:1]
        if words[:1] == ["alias"]:
            self.script.functions.update(word.partition("=")[0] for word in words[1:])
        elif not is_pattern and (words or writes) and words[:1] not in [[word] for word in _NO_CALL]:
            words = _unwrap(words)
            self.script.calls.append(Call(tuple(words), self.line, tuple(writes)))
            if words[:1] in (["bash"], ["sh"]) and "-c" in words[:-1]:
                _Scanner(words[words.index("-c") + 1], self.line, self.script).scan()

    def _redirect(self) -> None:
        match = _REDIRECTION.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        if self.text.startswith("(", self.at):
            self.at += 1
            self._nested()
            return
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        target = self._word()
        if match[0].lstrip("0123456789") in {"<<", "<<-"}:
            self.ends.append(target)
        elif ">" in match[0] and not match[0].endswith("&"):
            self.writes.append(target)

    def _read_documents(self) -> None:
        for end in self.ends:
            first, body = self._line(), []
            while self.at < len(self.text):
                stop = self._find("\n", self.at)
                line, self.at = self.text[self.at : stop], stop + 1
                if line.lstrip("\t") == end:
                    break
                body.append(line)
            self.script.documents.append((first, "\n".join(body)))
        self.ends = []

    def _word(self) -> str:
        word, start = "", self.at
        while self.at < len(self.text) and self.text[self.at] not in _ENDS_WORD:
            word += self._run(_BARE) or self._piece()
        # Whatever cannot be a word is stepped over, so that every text comes to its end.
        self.at += self.at == start
        return word

    def _run(self, kind: re.Pattern[str]) -> str:
        """As many characters as mean nothing but themselves; "" where the next one does."""
        found = kind.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _piece(self) -> str:
        char = self.text[self.at]
        if char == "'" or self.text.startswith("$'", self.at):
            start = self.at + (1 if char == "'" else 2)
            end = self._find("'", start)
            self.at = end + 1
            return self.text[start:end]
        if char == '"':
            return self._quoted()
        if char == "\\":
            self.at += 2
            return self.text[self.at - 1 : self.at].replace("\n", "")
        return self._plain()

    def _quoted(self) -> str:
        self.at += 1
        inner = ""
        while self.at < len(self.text) and self.text[self.at] != '"':
            if self.text[self.at] == "\\":
                pair = self.text[self.at : self.at + 2]
                inner += pair[1:] if pair[1:] in {"$", "`", '"', "\\"} else pair.replace("\\\n", "")
                self.at += 2
            else:
                inner += self._run(_IN_QUOTES) or self._plain()
        self.at += 1
        return inner

    def _plain(self) -> str:
        """A substitution, as it is written, or one character."""
        start = self.at
        if self.text.startswith("$((", start):
            self.at = self._find("))", start) + 2
        elif self.text.startswith("$(", start):
            self.at += 2
            self._nested()
            inner = self.text[start + 2 : self.at - 1].strip()
            return "$PWD" if inner == "pwd" else self.text[start : self.at]
        elif self.text.startswith("${", start):
            self.at = self._find("}", start) + 1
        elif self.text[start] == "`":
            end = self._find("`", start + 1)
            _Scanner(self.text[start + 1 : end], self._line(), self.script).scan()
            self.at = end + 1
        else:
            self.at += 1
        return self.text[start : self.at]

    def _nested(self) -> None:
        inner = _Scanner(self.text[self.at :], self._line(), self.script)
        inner.scan(until=")")
        self.at += inner.at

    def _line(self) -> int:
        return self.first + self.text.count("\n", 0, self.at)

    def _find(self, wanted: str, start: int) -> int:
        found = self.text.find(wanted, start)
        return len(self.text) if found < 0 else found


def _unwrap(words: list[str]) -> list[str]:
    """*words* without the programs in front that only run the rest, such as `sudo`."""
    while words and words[0] in _WRAPPERS:
        wrapper, *words = words
        while words and (words[0].startswith("-") or (wrapper == "env" and _ASSIGNMENT.match(words[0]))):
            option, *words = words
            if wrapper == "command" and option in {"-v", "-V"}:
                return [wrapper]
            if option in _WRAPPERS[wrapper].split():
                words = words[1:]
        words = words[1:] if wrapper == "timeout" else words
    return words
