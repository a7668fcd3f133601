"""Reads the commands of a console fence: what is typed, and what is expected to be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workshop.lab.fences import Fence
from workshop.lab.model import Command, Expectation
from workshop.lab.problems import Problems

PROMPT_HINT = "commands start with `$ `"
# A word with a blank before `<<` and none after it: `1 << n` in arithmetic is no here-document.
_HERE_DOCUMENT = re.compile(r"(?:^|\s)<<(?P<dash>-?)(?P<quote>['\"]?)(?P<word>[A-Za-z_]\w*)(?P=quote)")


@dataclass
class _Entry:
    line: int
    typed: list[str]
    expected: list[Expectation] = field(default_factory=list)


def read_commands(fence: Fence, problems: Problems, exit_code: int) -> tuple[Command, ...]:
    """The commands of *fence*; the last one must have *exit_code*, the others 0. Faults go to *problems*.

    `$ ` begins a command; `> ` directly below continues it; any other line is output. A line of a here-document
    that itself begins with `$ ` or `> ` stands after that `> `, so it is never taken for a prompt.
    """
    entries = _read_entries(fence, problems)
    if not entries and not problems.errors:
        problems.add("no command", hint=PROMPT_HINT)
    commands = []
    for entry in entries:
        text = "\n".join(entry.typed)
        if missing := _find_missing_end(text):
            problems.add(missing, line=entry.line, hint="lines that continue a command start with `> `")
        expected = _trim(entry.expected)
        if expected and not any(line.text.replace("...", "").strip() for line in expected):
            hint = "show at least one line of it, or no output at all"
            problems.add("`...` alone would match any output", line=expected[0].line, hint=hint)
        code = exit_code if entry is entries[-1] else 0
        commands.append(Command(text, entry.line, tuple(expected), code))
    return tuple(commands)


def _read_entries(fence: Fence, problems: Problems) -> list[_Entry]:
    entries: list[_Entry] = []
    is_lost = False
    for number, line in enumerate(fence.body, fence.first_line + 1):
        if line.startswith("$ ") and line[2:].strip():
            entries.append(_Entry(number, [line[2:]]))
        elif re.match(r"\$(\s|$)", line):
            problems.add("a `$` without a command", line=number, hint=PROMPT_HINT)
            is_lost = True
        elif line.rstrip() == "^C":
            problems.add("a line `^C` is not known", line=number, hint="show commands that end by themselves")
        elif entries and not entries[-1].expected and (line.startswith("> ") or line == ">"):
            entries[-1].typed.append(line[2:])
        elif entries:
            entries[-1].expected.append(Expectation(line, number))
        elif line.strip() and not is_lost:
            problems.add("output before the first command", line=number, hint=PROMPT_HINT)
            is_lost = True
    return entries


def _find_missing_end(text: str) -> str | None:
    """Why bash would wait for more after *text*, where that can be told without bash."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for match in _HERE_DOCUMENT.finditer(line):
            rest = [each.lstrip("\t") if match["dash"] else each for each in lines[number + 1 :]]
            if match["word"] not in rest:
                return f"the here-document has no line `{match['word']}` that ends it"
    if (len(text) - len(text.rstrip("\\"))) % 2:
        return "the command ends with a backslash"
    return None


def _trim(lines: list[Expectation]) -> list[Expectation]:
    """*lines* without the blank ones at either end, which only set commands apart."""
    full = [at for at, line in enumerate(lines) if line.text.strip()]
    return lines[full[0] : full[-1] + 1] if full else []
