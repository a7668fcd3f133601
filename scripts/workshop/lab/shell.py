# long: one scanner, one grammar: each part of it is called by the others
"""Finds the programs that bash would call, with their words. Reads the text alone: nothing is expanded or run.

It knows as much of the shell's grammar as labs use. What is worked out only when the command runs stays in a word as
it is written, with its `$`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workshop.lab.script import ASSIGNMENT, SHELLS, Call, Script, find_inner, note_variables, unwrap

_BLANKS = " \t"
_ENDS_WORD = " \t\n;&|()<>"
_BARE = re.compile(rf"[^{re.escape(_ENDS_WORD)}'\"\\$`]+")
_IN_QUOTES = re.compile(r'[^"\\$`]+')
_REDIRECTS = re.compile(r"\d+[<>]|&>")
_REDIRECTION = re.compile(r"\d*(?:&>>?|<<<|<<-?|<>|>>|>\||[<>]&?)")
_OPERATOR = re.compile(r"&&|\|\||\|&|;;?&?|[\n&|()]")
_KEYWORDS = frozenset(("!", "if", "then", "else", "elif", "do", "while", "until", "{", "time", "function"))
_OPENS = frozenset(("{", "if", "while", "until", "for", "select", "case"))
_CLOSES = frozenset(("}", "fi", "done", "esac"))
_LOOPS = frozenset(("for", "select"))


@lru_cache(maxsize=4096)
def read_script(text: str) -> Script:
    """What *text* calls, in command substitutions, in `bash -c` and in what is piped to a shell too.

    The same text gives the same script, which is not to be changed: a lab's commands are read again and again.
    """
    script = Script()
    _Scanner(text, 0, script).scan()
    return script


class _Scanner:
    def __init__(self, text: str, line: int, script: Script, caller: Call | None = None) -> None:
        self.text, self.at, self.first, self.script, self.caller = text, 0, line, script, caller
        self.words: list[str] = []
        self.writes: list[str] = []
        self.inputs: list[str] = []
        self.line = line
        self.ends: list[str] = []
        self.depth = 0
        # Where the pipeline begins that is being read, what of it is piped to the next call, and whether that is due.
        self.begin: int | None = None
        self.piped = ""
        self.is_due = False
        # Of what was opened and not closed yet: where its pipeline begins, and of a function, name and where it begins.
        self.opened: list[tuple[int, str, int]] = []
        self.function = ""
        self.unfed: list[str] = []

    def scan(self, until: str = "") -> None:
        """Read calls up to the unmatched *until*, or to the end."""
        while self.at < len(self.text):
            char, rest = self.text[self.at], self.text[self.at : self.at + 3]
            if char in _BLANKS or rest.startswith("\\\n"):
                self.at += 1 if char in _BLANKS else 2
            elif char == "#":
                self.at = self._find("\n", self.at)
            elif char in "<>" or _REDIRECTS.match(rest):
                self._start()
                self._redirect()
            elif char == "(" and self._opens_no_call():
                continue
            elif operator := _OPERATOR.match(self.text, self.at):
                if char == ")" and not self.depth and until:
                    self._end()
                    self.at += 1
                    return
                self._end(is_pattern=char == ")" and not self.depth)
                self._pass(operator[0])
            elif not self.words and rest.startswith("[["):
                self.at = self._find("]]", self.at) + 2
            else:
                self._start()
                self._take(self._word())
        self._end()

    def _start(self) -> None:
        self.is_due = False
        if self.begin is None:
            self.begin = self.at
        if not self.words:
            self.line = self._line()

    def _take(self, word: str) -> None:
        """Take a *word* that was read: a keyword where a program could stand, else one of a call."""
        if self.words or word not in _KEYWORDS | _CLOSES | _LOOPS | {"case"}:
            if self.function == "function":
                self.function = word
                self.script.functions.add(word)
            else:
                self.words.append(word)
            return
        if word in _OPENS:
            self._open(self.begin if self.begin is not None else self.at)
        if word in _CLOSES:
            self._close(self.at - len(word))
        elif word == "function":
            self.function = word
        elif word in _KEYWORDS:
            self.begin = None
        else:
            self.words.append(word)

    def _open(self, begin: int) -> None:
        self.opened.append((begin, self.function, self.at))
        self.function = ""

    def _close(self, end: int) -> None:
        """What follows, as `| next`, is about all that was opened."""
        if self.opened:
            self.begin, name, start = self.opened.pop()
            if name:
                self.script.bodies[name] = self.text[start:end]

    def _pass(self, operator: str) -> None:
        start = self.at
        self.at += len(operator)
        if operator == "(":
            self.depth += 1
            self._open(start if self.begin is None else self.begin)
            self.begin = None
        elif operator == ")" and self.depth:
            self.depth -= 1
            self._close(start)
        elif operator in {"|", "|&"}:
            self.piped, self.is_due = self.text[start if self.begin is None else self.begin : start], True
        elif not (operator == "\n" and self.is_due):
            self.begin, self.piped = None, ""
        if operator == "\n":
            self._read_documents()

    def _opens_no_call(self) -> bool:
        """Step over what a parenthesis holds that is no subshell: a function's, an array's, arithmetic's."""
        if self.text.startswith("()", self.at) and (len(self.words) == 1 or self.function):
            self.function = self.words.pop() if self.words else self.function
            self.script.functions.add(self.function)
            self.at += 2
        elif self.text.startswith("((", self.at):
            self.at = self._find("))", self.at) + 2
        elif self.words and self.text[self.at - 1] == "=":
            self._array(self.words.pop())
        else:
            return False
        return True

    def _array(self, word: str) -> None:
        self.at += 1
        name = ASSIGNMENT.match(word)
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] in _ENDS_WORD:
                self.at += 1
            elif value := self._word():
                self.script.assigns.append((name["name"] if name else word, value))
        self.at += 1

    def _end(self, *, is_pattern: bool = False) -> None:
        words, writes, inputs = self.words, self.writes, self.inputs
        self.words, self.writes, self.inputs = [], [], []
        while words and (match := ASSIGNMENT.match(words[0])):
            self.script.assigns.append((match["name"], match["value"]))
            del words[:1]
        if words[:1] == ["alias"]:
            for word in words[1:]:
                name, _, body = word.partition("=")
                self.script.functions.add(name)
                self.script.bodies[name] = body
        elif words[:1] and words[0] in _LOOPS:
            self.script.assigns += [(words[1], word) for word in words[3:] if words[2] == "in"]
        elif words[:1] != ["case"] and not is_pattern and (words or writes):
            self._call(words, writes, inputs)
        elif inputs:  # Those of a loop, which `read` in it reads.
            self.script.assigns += [(name, word) for name in self.unfed for word in inputs]

    def _call(self, words: list[str], writes: list[str], inputs: list[str]) -> None:
        caller = self.caller or Call((), 0)
        through, words = unwrap(words)
        text = "" if self.begin is None else self.text[self.begin : self.at].strip()
        call = Call(
            tuple(words),
            self.line,
            tuple(writes),
            text,
            self.piped or caller.piped,
            (*inputs, *caller.inputs),
            (*through, *caller.through),
        )
        self.script.calls.append(call)
        self.unfed += note_variables(call, self.script)
        if call.program in SHELLS:
            for inner in find_inner(call, read_script(call.piped)):
                _Scanner(inner, self.line, self.script, call).scan()

    def _redirect(self) -> None:
        match = _REDIRECTION.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        operator = match[0].lstrip("0123456789")
        blanks = re.compile(r"[ \t]*").match(self.text, self.at)
        inner = self.at if self.text.startswith("(", self.at) else 0
        if operator == "<" and blanks and self.text.startswith("<(", blanks.end()):
            inner = blanks.end() + 1
        if inner:
            self.at = inner + 1
            self._nested()
            if operator == "<":
                self.inputs.append(f"$({self.text[inner + 1 : self.at - 1]})")
            return
        self.at = blanks.end() if blanks else self.at
        target = self._word()
        if operator in {"<<", "<<-"}:
            self.ends.append(target)
        elif operator in {"<", "<>", "<<<"}:
            self.inputs.append(target if operator == "<<<" else f"$(cat {target})")
        elif ">" in operator and not operator.endswith("&"):
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
