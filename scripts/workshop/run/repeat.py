"""Holds the runs of one lab against each other: what varied is flaky, and often a token of a kind not yet asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.lab import Command, ConsoleBlock, Expectation, Lab
from workshop.lab.blanks import trim
from workshop.lab.compare import Comparison
from workshop.lab.line import ExpectedLine
from workshop.lab.match import Difference, find_difference
from workshop.lab.merge import merge_output
from workshop.lab.output import ALWAYS, ON_REQUEST, Part, Tokens
from workshop.lab.variants import choose_outputs
from workshop.lab.wildcard import WILDCARD, is_any_lines
from workshop.run.outcome import LabReport, Status

_WORDS = re.compile(r"[0-9A-Za-z]+|[^0-9A-Za-z]")
_STARTED = (Status.PASSED, Status.FAILED)


@dataclass(frozen=True)
class Variation:
    """A line of one command's output that was not the same in two runs, counted from 1; None is no line at all.

    `kinds` of token would cover the difference; there are none where no kind of the closed list does.
    """

    where: str
    name: str
    runs: tuple[int, int]
    lines: tuple[str | None, str | None]
    kinds: tuple[str, ...] = ()

    def __str__(self) -> str:
        width = len(f"run {max(self.runs)}")
        shown = [
            f"  {f'run {run}':<{width}} | {'(no such line)' if line is None else line}".rstrip()
            for run, line in zip(self.runs, self.lines, strict=True)
        ]
        return "\n".join([f"{self.where}: varied: {self.name}", *shown, "", f"hint: {self._hint()}"])

    def _hint(self) -> str:
        if not self.kinds:
            remedy = f"let the command print the same each time, or show `{WILDCARD}` in its place"
            return f"no kind of token covers it: {remedy}"
        named = " and ".join(f"`{kind}`" for kind in self.kinds)
        if set(self.kinds) <= set(ON_REQUEST):
            return f'{named} would cover it: if that is what it is, write vary="{" ".join(self.kinds)}" on the block'
        return f"it should have been {named}, which what the page shows does not look like: show another sample of it"


def find_variations(lab: Lab, reports: Sequence[LabReport]) -> list[Variation]:
    """What varied between *reports*, runs of *lab*, in the outputs that it shows, beyond what may vary.

    What may vary is what the page says so of: tokens by their kind, and `⋯`. An output that all runs print alike is
    none, even where the page shows another.
    """
    found = []
    engine = reports[0].docker if reports else None
    comparison = Comparison(lab)
    for block in (choose_outputs(each, engine) for each in lab.consoles):
        for index, command in enumerate(block.commands, 1):
            outputs = {
                number: trim(outcome.output)
                for number, report in enumerate(reports, 1)
                for outcome in report.commands
                if (outcome.block, outcome.index) == (block.id, index) and outcome.status in _STARTED
            }
            if command.expected:
                found += _compare(block, index, command, outputs, comparison.get_tokens(block, command))
    return found


def _compare(
    block: ConsoleBlock, index: int, command: Command, outputs: dict[int, list[str]], tokens: Tokens
) -> list[Variation]:
    fits = {run: _find_difference(block, command.expected, lines, tokens) is None for run, lines in outputs.items()}
    if all(fits.values()):
        return []
    # A run that printed what the page shows is the one to hold the others against.
    base = next((run for run in outputs if fits[run]), next(iter(outputs)))
    kept = merge_output(command.expected, outputs[base], tokens)
    shown = [Expectation(line if isinstance(line, str) else line.text, at) for at, line in enumerate(kept)]
    # One a line and kinds: every further run would show yet another process id.
    found: dict[tuple[int, tuple[str, ...]], Variation] = {}
    for run, lines in outputs.items():
        if fits[run] and fits[base]:
            continue
        for at, left, right in _find_pairs(block, shown, lines, tokens):
            is_as_shown = len(shown) == len(command.expected) and at < len(shown)
            line = command.expected[at].line if is_as_shown else command.line
            kinds = find_kinds(left, right, block.vary) if left is not None and right is not None else ()
            name = f"block `{block.id}`, command {index}"
            varied = Variation(f"{block.path}:{line}", name, (base, run), (left, right), kinds)
            found.setdefault((at, kinds), varied)
    return list(found.values())


def _find_pairs(
    block: ConsoleBlock, shown: Sequence[Expectation], lines: Sequence[str], tokens: Tokens
) -> Iterator[tuple[int, str | None, str | None]]:
    """Index in *shown* and both lines of each difference; of outputs that cannot be paired, the first one only."""
    is_paired = len(shown) == len(lines) and not any(is_any_lines(line.text) for line in shown)
    if is_paired and not block.any_order:
        for at, (expected, line) in enumerate(zip(shown, lines, strict=True)):
            if not _is_same(expected.text, line, tokens):
                yield at, expected.text, line
    elif difference := _find_difference(block, shown, lines, tokens):
        yield difference.line, difference.expected, difference.got


def _find_difference(
    block: ConsoleBlock, shown: Sequence[Expectation], lines: Sequence[str], tokens: Tokens
) -> Difference | None:
    return find_difference(shown, lines, tokens, any_order=block.any_order)


def _is_same(left: str, right: str, tokens: Tokens) -> bool:
    # What is told as a token in one may be what only takes a token's place in the other.
    return any(ExpectedLine(Expectation(a, 0), tokens).matches(b) for a, b in ((left, right), (right, left)))


def find_kinds(left: str, right: str, vary: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The kinds of token, beyond those that *vary* names, that would make these two lines match; none where none do."""
    asked = [kind for kind in ON_REQUEST if kind not in vary]
    if _is_same(left, right, Tokens(vary | set(asked))):
        # `number` and `pid` are any number, so they are the first to be done without.
        for kind in reversed(list(asked)):
            if _is_same(left, right, Tokens(vary | (set(asked) - {kind}))):
                asked.remove(kind)
        return tuple(asked)
    return _find_hidden_kinds(left, right)


def _find_hidden_kinds(left: str, right: str) -> tuple[str, ...]:
    """Kinds that both words are of wherever the lines differ, though neither is told as one there."""
    tokens = Tokens()
    words = (_WORDS.findall(left), _WORDS.findall(right))
    if len(words[0]) != len(words[1]):
        return ()
    kinds = []
    for pair in zip(*words, strict=True):
        if pair[0] != pair[1]:
            fitting = [
                kind for kind in ALWAYS if all(tokens.find_end(Part(word, kind), word, 0) == len(word) for word in pair)
            ]
            kinds += fitting[:1] or [""]
    return tuple(dict.fromkeys(kinds)) if "" not in kinds else ()
