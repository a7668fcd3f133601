"""Writes into a lab's text what a run printed, where the text shows something else. Pure: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.errors import ContentError, ContentErrors
from workshop.lab.blanks import BLANKS, trim
from workshop.lab.compare import Comparison, is_variant
from workshop.lab.fences import find_fences
from workshop.lab.merge import merge_output
from workshop.lab.model import SHOWN_ENGINE, Command, ConsoleBlock, Expectation, Lab
from workshop.lab.rename import has_names, rename
from workshop.lab.variants import choose_outputs, is_older, make_blocks
from workshop.lab.wildcard import WILDCARD, is_any_lines

Outputs = Mapping[tuple[str, int], Sequence[str]]
"""The lines that commands printed, by block id and index in the block, counted from 1."""

_OPENING = re.compile(r"(?P<prefix>[> \t]*)(?P<ticks>`{3,}|~{3,})")


@dataclass(frozen=True)
class Rewrite:
    """The new *text*, and for each output that it shows anew where that begins and which it is."""

    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class _New:
    """The lines to show for a command of a block, counted from 1; `why` tells an author more than that they are new."""

    block: ConsoleBlock
    index: int
    command: Command
    lines: Sequence[Expectation | str]
    is_wrong: bool = True
    why: str = ""

    @property
    def name(self) -> str:
        """The command, to people."""
        return f"block `{self.block.id}`, command {self.index}"

    @property
    def first(self) -> int:
        """The line of the document, from 1, with which the output begins, or would."""
        shown = self.command.expected
        return shown[0].line if shown else self.command.line + self.command.text.count("\n") + 1

    @property
    def where(self) -> str:
        """That line, as a place."""
        return f"{self.block.path}:{self.first}"


def rewrite_outputs(text: str, lab: Lab, outputs: Outputs, engine: str | None = None, *, fill: bool = False) -> Rewrite:
    """Return *text*, the document of *lab*, with those outputs replaced that no longer match *outputs*.

    All else stays byte for byte: line endings, indents, and outputs that still match. A command that shows no output
    is left alone, unless *fill* asks for it, and so is one that *outputs* does not have. Where a generated name, id or
    digest has to be replaced, all of them are, so that the page shows one run.
    *engine* is the version of the Docker Engine that printed them; one that is older than the pages' rewrites what
    stands below the blocks for it, and nothing of the pages' own.
    Raises ContentErrors where a page cannot show what was printed, or *text* is not the document of *lab*.
    """
    if _read_consoles(text, lab) != list(lab.consoles):
        raise ContentErrors([ContentError("is not the document that was run", where=lab.path, hint="run it again")])
    parts = re.split(r"(\r\n|\r|\n)", text)
    lines = [line + end for line, end in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    consoles = [choose_outputs(block, engine) for block in lab.consoles]
    found = _find_new(lab, consoles, outputs, engine, fill=fill)
    if errors := [error for new in found for error in _find_errors(new, lines, engine)]:
        raise ContentErrors(errors)
    for new in reversed(found):
        # From the last to the first, so that what is still to be replaced keeps its lines.
        _replace(lines, new)
    rewritten = "".join(lines)
    _prove(rewritten, lab, {(new.block.id, new.index): _texts(new.lines) for new in found}, engine)
    return Rewrite(rewritten, tuple(f"{new.where}: {new.name}{new.why}" for new in found))


def _find_new(
    lab: Lab, consoles: Sequence[ConsoleBlock], outputs: Outputs, engine: str | None, *, fill: bool
) -> list[_New]:
    """What is to be shown anew, in the order of the page: what is wrong, and then the names of what is right."""
    comparison = Comparison(lab)
    wrong: list[_New] = []
    right: list[_New] = []
    for block in consoles:
        for index, command in enumerate(block.commands, 1):
            output = outputs.get((block.id, index), ())
            if not command.expected:
                shown = trim(output) if fill and not is_older(engine) else []
                wrong += [_New(block, index, command, shown, why=", which showed none")] if shown else []
            elif (block.id, index) not in outputs:
                continue
            elif comparison.find_difference(block, command, output):
                lines = merge_output(command.expected, output, comparison.get_tokens(block, command))
                lost = _count_open(command.expected) > _count_open(lines)
                wrong.append(_New(block, index, command, lines, why=f", which loses a `{WILDCARD}`" if lost else ""))
            elif not is_older(engine) or is_variant(block, command):
                lines = rename(block, command, output, comparison)
                why = ", whose names are those of this run now"
                right.append(_New(block, index, command, lines, is_wrong=False, why=why))
    if not any(has_names(new.block, new.command, new.lines, comparison) for new in wrong):
        return wrong
    renamed = [new for new in right if any(isinstance(line, str) for line in new.lines)]
    return sorted([*wrong, *renamed], key=lambda new: new.first)


def _replace(lines: list[str], new: _New) -> None:
    opening = _OPENING.match(lines[new.block.first_line - 1])
    prefix = opening["prefix"] if opening else ""
    first, last = new.first - 1, new.first - 1 + len(new.command.expected)
    above = lines[first - 1]
    end = above[len(above.rstrip("\r\n")) :]
    lines[first:last] = [
        lines[line.line - 1] if isinstance(line, Expectation) else f"{prefix}{line}".rstrip(BLANKS) + end
        for line in new.lines
    ]


def _find_errors(new: _New, lines: Sequence[str], engine: str | None) -> list[ContentError]:
    """Why a page cannot show what is *new*, told at the output that it would replace."""
    if not new.is_wrong:
        return []
    opening = _OPENING.match(lines[new.block.first_line - 1])
    ticks = opening["ticks"] if opening else "```"
    problems = []
    for at, line in enumerate(new.lines):
        if isinstance(line, str) and (problem := _find_problem(line, ticks, is_first=at == 0)):
            problems.append((f"printed `{line}`, which {problem[0]}", problem[1]))
    if not new.lines:
        problems.append(("prints nothing now", "delete the lines below the command, if that is right"))
    foreign = [_foreign(new, str(engine))] if is_older(engine) and not is_variant(new.block, new.command) else []
    return foreign + [ContentError(f"{new.name} {what}", where=new.where, hint=hint) for what, hint in problems]


def _find_problem(line: str, ticks: str, *, is_first: bool) -> tuple[str, str] | None:
    """As what *line* would be taken in a fence that begins with *ticks*, with a hint; None where it is output there."""
    if line.lstrip("> \t").startswith(ticks):
        return "would end the fence", f"begin and end the fence with {ticks[0] * (len(ticks) + 1)}"
    readings = {
        "would be taken for a command": re.match(r"\$(\s|$)", line),
        "would be taken for a key that is pressed": line == "^C",
        "would be taken for a part of the command": is_first and re.match(">( |$)", line),
        "would stand for any lines": is_any_lines(line),
        f"has a `{WILDCARD}`, which would stand for any text": WILDCARD in line,
        "has a control character": re.search(r"[\x00-\x08\x0a-\x1f]", line),
    }
    reading = next((reading for reading, is_read in readings.items() if is_read), None)
    return (reading, "let the command print something else, through `grep` or `sed` say") if reading else None


def _foreign(new: _New, engine: str) -> ContentError:
    """Why the output of an older engine does not take the place of the page's, and where it belongs."""
    major = engine.partition(".")[0]
    hint = f'write what it prints below the block, in a fence {{.console #{new.block.id} engine="{major}"}}'
    problem = f"{new.name} prints otherwise on Docker {engine} than on {SHOWN_ENGINE}, which the page is of"
    return ContentError(problem, where=new.where, hint=hint)


def _prove(text: str, lab: Lab, wanted: Mapping[tuple[str, int], list[str]], engine: str | None) -> None:
    """Raise ContentErrors unless *text* is read as *lab* is, with the outputs *wanted* in place of its own."""
    after = {block.id: choose_outputs(block, engine) for block in _read_consoles(text, lab)}
    for block in (choose_outputs(block, engine) for block in lab.consoles):
        now = after.get(block.id)
        expected = [
            (command.text, command.exit_code, wanted.get((block.id, index), [line.text for line in command.expected]))
            for index, command in enumerate(block.commands, 1)
        ]
        read = [
            (each.text, each.exit_code, [line.text for line in each.expected]) for each in (now.commands if now else ())
        ]
        if read != expected or len(after) != len(lab.consoles):
            problem = f"block `{block.id}`: what it printed would not be read back as output"
            raise ContentErrors([ContentError(problem, where=block.where)])


def _read_consoles(text: str, lab: Lab) -> list[ConsoleBlock]:
    errors: list[ContentError] = []
    fences = [
        fence
        for fence in find_fences(text, lab.path, errors)
        if fence.classes[:1] == ("console",) and fence.info.startswith("{")
    ]
    blocks = make_blocks(fences, lab.folder, lab.path, errors) if not errors else []
    return [block for block in blocks if isinstance(block, ConsoleBlock)]


def _count_open(lines: Sequence[Expectation | str]) -> int:
    """How many of *lines* their author has left open; what was printed may have dots too, and is none."""
    return sum(isinstance(line, Expectation) and WILDCARD in line.text for line in lines)


def _texts(lines: Sequence[Expectation | str]) -> list[str]:
    return [line.text if isinstance(line, Expectation) else line for line in lines]
