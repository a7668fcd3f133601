"""Lets a page's outputs that are right show the generated names of another run, so that all its names are of one."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.lab.compare import Comparison
from workshop.lab.line import ExpectedLine
from workshop.lab.match import Difference
from workshop.lab.model import Command, ConsoleBlock, Expectation
from workshop.lab.relations import is_related
from workshop.lab.wildcard import WILDCARD


def rename(
    block: ConsoleBlock, command: Command, output: Sequence[str], comparison: Comparison
) -> list[Expectation | str]:
    """The lines of *command* with the generated names that its *output* has in their place."""
    matched = comparison.match(block, command, output)
    assert not isinstance(matched, Difference)
    printed = {line.number: (line, got) for line, got in matched}
    lines: list[Expectation | str] = []
    for shown in command.expected:
        line, got = printed.get(shown.line, (None, ""))
        pairs = [(part.text, text) for part, text in line.pair(got) if is_related(part)] if line else []
        if all(old == new for old, new in pairs):
            lines.append(shown)
        else:
            lines.append(_put_names(shown.text, pairs) if WILDCARD in shown.text else got)
    return lines


def _put_names(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    done = ""
    for old, new in pairs:
        before, _, text = text.partition(old)
        done += before + new
    return done + text


def has_names(block: ConsoleBlock, command: Command, new: Sequence[Expectation | str], comparison: Comparison) -> bool:
    """Whether the lines shown for *command*, or the *new* ones, have names that stand for the same thing elsewhere."""
    tokens = comparison.get_tokens(block, command)
    shown = [*command.expected, *(line if isinstance(line, Expectation) else Expectation(line, 0) for line in new)]
    return any(is_related(part) for line in shown for part in ExpectedLine(line, tokens).parts)
