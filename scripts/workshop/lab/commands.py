"""Reads the commands of a console fence: what is typed, and what is expected to be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workshop.lab.blanks import is_blank
from workshop.lab.fences import Fence
from workshop.lab.model import Command, Expectation, Typed
from workshop.lab.problems import Problems
from workshop.lab.wildcard import WILDCARD, find_old, matches_anything

PROMPT_HINT = "commands start with `$ `"
# A word with a blank before `<<` and none after it: `1 << n` in arithmetic is no here-document.
_HERE_DOCUMENT = re.compile(r"(?:^|\s)<<(?P<dash>-?)(?P<quote>['\"]?)(?P<word>[A-Za-z_]\w*)(?P=quote)")


# What bash tells of a command that ^C ended: 128 and the number of the signal, SIGINT's 2.
INTERRUPTED = 130


@dataclass
class _Entry:
    line: int
    typed: Typed
    lines: list[str]
    expected: list[Expectation] = field(default_factory=list)

    @property
    def takes_more(self) -> bool:
        return self.typed is Typed.INPUT and not self.expected

    @property
    def may_go_on(self) -> bool:
        return self.typed is Typed.SHELL and not self.expected


def read_commands(
    fence: Fence,
    problems: Problems,
    exit_code: int | None,
    *,
    ready: str | None = None,
    prompt: str | None = None,
    more: str | None = None,
) -> tuple[Command, ...]:
    """The commands of *fence*; the last one must have *exit_code* where one is given. Faults go to *problems*.

    `$ ` begins a command; `> ` directly below continues it; any other line is output. A line of a here-document
    that itself begins with `$ ` or `> ` stands after that `> `, so it is never taken for a prompt.
    A line that begins with *prompt* is typed into the program that the `$` command above it opened, which the last
    such line must end; one directly below it that begins with *more* is typed there too, where the program asks for
    the rest. The last `$` command is let go of where *ready* is given.
    A line `^C` is a command of its own. It ends what was let go of in this terminal; its output is all that was
    printed since then, its exit code 130 as bash tells of an interrupt, unless *exit_code* says otherwise.
    """
    entries = _read_entries(fence, problems, prompt, more)
    if not entries and not problems.errors:
        problems.add("no command", hint=PROMPT_HINT)
    codes = _find_exit_codes(entries, exit_code, is_let_go=ready is not None)
    return tuple(_make_command(entry, code, problems) for entry, code in zip(entries, codes, strict=True))


def _make_command(entry: _Entry, exit_code: int | None, problems: Problems) -> Command:
    text = "\n".join(entry.lines)
    missing = _find_missing_end(text) if entry.typed is Typed.SHELL else None
    if missing:
        problems.add(missing, line=entry.line, hint="lines that continue a command start with `> `")
    expected = _trim(entry.expected)
    if matches_anything(expected):
        hint = "show at least one line of it, or no output at all"
        problems.add(f"`{WILDCARD}` alone would match any output", line=expected[0].line, hint=hint)
    if old := find_old(expected):
        hint = f"write `{WILDCARD}`, which no program prints; it stands for a printed `...` too"
        problems.add("`...` stands for any lines no more", line=old.line, hint=hint)
    return Command(text, entry.line, tuple(expected), exit_code, entry.typed)


def _find_exit_codes(entries: list[_Entry], asked: int | None, *, is_let_go: bool) -> list[int | None]:
    """The code of each of *entries*, None for one that must not end."""
    codes: list[int | None] = [INTERRUPTED if entry.typed is Typed.INTERRUPT else 0 for entry in entries]
    if asked is not None and codes:
        codes[-1] = asked
    for at, after in enumerate(entries[1:]):
        if after.typed is Typed.INPUT:
            codes[at] = None
    shell = [at for at, entry in enumerate(entries) if entry.typed is Typed.SHELL]
    if is_let_go and shell:
        codes[shell[-1]] = None
    return codes


def _read_entries(fence: Fence, problems: Problems, prompt: str | None, more: str | None) -> list[_Entry]:
    entries: list[_Entry] = []
    is_lost = False
    for number, line in enumerate(fence.body, fence.first_line + 1):
        if line.startswith("$ ") and line[2:].strip():
            entries.append(_Entry(number, Typed.SHELL, [line[2:]]))
        elif re.match(r"\$(\s|$)", line):
            problems.add("a `$` without a command", line=number, hint=PROMPT_HINT)
            is_lost = True
        elif line.rstrip() == "^C":
            entries.append(_Entry(number, Typed.INTERRUPT, ["^C"]))
        elif more is not None and entries and entries[-1].takes_more and _begins(line, more):
            entries[-1].lines.append(line[len(more) :])
        elif prompt is not None and _begins(line, prompt):
            is_lost = not _add_input(entries, number, line[len(prompt) :], prompt, problems) or is_lost
        elif entries and entries[-1].may_go_on and (line.startswith("> ") or line == ">"):
            entries[-1].lines.append(line[2:])
        elif entries:
            entries[-1].expected.append(Expectation(line, number))
        elif line.strip() and not is_lost:
            problems.add("output before the first command", line=number, hint=PROMPT_HINT)
            is_lost = True
    return entries


def _begins(line: str, prompt: str) -> bool:
    return line.startswith(prompt) or line.rstrip() == prompt.rstrip()


def _add_input(entries: list[_Entry], number: int, text: str, prompt: str, problems: Problems) -> bool:
    if not text.strip():
        problems.add(f"a `{prompt.rstrip()}` without a line to type", line=number)
    elif not entries or entries[-1].typed is Typed.INTERRUPT:
        hint = "begin with the `$ ` command that does"
        problems.add(f"no command above opens the program of `{prompt.rstrip()}`", line=number, hint=hint)
    else:
        entries.append(_Entry(number, Typed.INPUT, [text]))
        return True
    return False


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
    full = [at for at, line in enumerate(lines) if not is_blank(line.text)]
    return lines[full[0] : full[-1] + 1] if full else []
