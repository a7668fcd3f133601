"""Makes each small change of a lab, or of what its run printed, that the runner must notice. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workshop.lab import CheckBlock, Command, ConsoleBlock, Expectation
from workshop.lab.line import ExpectedLine
from workshop.lab.match import ANY_LINES
from workshop.lab.merge import align, strip_output
from workshop.lab.output import Tokens
from workshop.run.terminal import Execution

_WORD = re.compile(r"\.\.\.|[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Mutant:
    """A `block` of one command with what that one did, one thing of both changed; `sort` and `what` tell which.

    Where `is_covered`, the author's `...` stands for the line that is changed, so that the change may go unseen.
    """

    sort: str
    what: str
    block: ConsoleBlock
    execution: Execution
    is_covered: bool = False


@dataclass(frozen=True)
class CheckMutant:
    """A check with another script, beside the console block that it is for."""

    what: str
    block: ConsoleBlock
    check: CheckBlock


def make_right(block: ConsoleBlock, command: Command, output: Sequence[str]) -> Mutant:
    """Nothing is changed: *command* of *block* alone, as it ran."""
    alone = replace(block, commands=(command,), retry_s=0.0)
    where = f"{block.path}:{command.line}: block `{block.id}`"
    return Mutant("nothing", where, alone, Execution(tuple(output), command.exit_code, 0.0))


def make_mutants(block: ConsoleBlock, command: Command, output: Sequence[str]) -> Iterator[Mutant]:
    """Every change of *command* of *block* and of the *output* that it really had."""
    lines = strip_output(output)
    right = make_right(block, command, lines)
    wrong_code = 0 if command.exit_code is None else (command.exit_code + 1) % 256
    yield replace(
        right,
        sort="exit code",
        what=f"{right.what}: exit code {wrong_code}",
        execution=replace(right.execution, exit_code=wrong_code),
    )
    if command.expected:
        yield from _change_tokens(right, command)
        yield from _change_lines(right, command, lines)


def make_check_mutants(block: ConsoleBlock, check: CheckBlock) -> Iterator[CheckMutant]:
    """*check*, always true and always false."""
    for script in ("true", "false"):
        yield CheckMutant(f"{check.where}: check `{check.id}` is always {script}", block, replace(check, script=script))


def _change_tokens(right: Mutant, command: Command) -> Iterator[Mutant]:
    """On the page each word that is compared as it stands becomes another, and each token a word."""
    for at, line in enumerate(command.expected):
        for sort, text in _change_line(line.text, Tokens(right.block.vary)):
            expected = [*command.expected]
            expected[at] = Expectation(text, line.line)
            block = replace(right.block, commands=(replace(command, expected=tuple(expected)),))
            what = f"{block.path}:{line.line}: block `{block.id}` shows `{text}`"
            yield replace(right, sort=sort, what=what, block=block)


def _change_line(text: str, tokens: Tokens) -> Iterator[tuple[str, str]]:
    plain = " ".join(text.split())
    start = 0
    for part in tokens.split(plain):
        end = start + len(part.text)
        if part.kind:
            yield "kind", f"{plain[:start]}nothing{plain[end:]}"
        else:
            for word in _WORD.finditer(plain, start, end):
                if word[0] != ANY_LINES:
                    yield "word", f"{plain[: word.start()]}{_change_word(word[0])}{plain[word.end() :]}"
        start = end


def _change_word(word: str) -> str:
    """*word* with another end: the next digit or letter, so that it stays a word of its sort."""
    last = word[-1]
    if last.isascii() and last.isdigit():
        return f"{word[:-1]}{(int(last) + 1) % 10}"
    if last.isascii() and last.isalpha():
        return word[:-1] + {"z": "a", "Z": "A"}.get(last, chr(ord(last) + 1))
    return word[:-1] + "x"


def _change_lines(right: Mutant, command: Command, lines: list[str]) -> Iterator[Mutant]:
    """The run prints a line less, one more, or two of them the other way round."""
    pairs = align(command.expected, lines, right.block.vary)
    expected = {got: command.expected[at] for at, got in pairs}

    def change(sort: str, at: int, new: list[str], is_covered: bool) -> Mutant:
        line = lines[at] if at < len(lines) else "the end"
        execution = replace(right.execution, lines=tuple(new))
        what = f"{right.what}: {sort} at `{line}`"
        return replace(right, sort=sort, what=what, execution=execution, is_covered=is_covered)

    # A line that `...` stands for may be as good as a shown one: one more worker, say.
    hidden = [line for at, line in enumerate(lines) if at not in expected]
    left_open = {at for at in range(len(lines)) if at not in expected or _fits(right.block, expected[at], hidden)}
    for at in range(len(lines)):
        yield change("line less", at, lines[:at] + lines[at + 1 :], at in left_open)
    for at in range(len(lines) + 1):
        yield change("line more", at, [*lines[:at], "one more", *lines[at:]], _is_open(command.expected, pairs, at))
    for at in range(len(lines) - 1):
        # Two lines that are the same but for their tokens, such as two Pods that do well, may stand either way.
        turned = [lines[at + 1], lines[at]]
        pair = [expected.get(at), expected.get(at + 1)]
        alike = turned[0] == turned[1] or all(
            line and _fits(right.block, line, [text]) for line, text in zip(pair, turned, strict=True)
        )
        if not alike:
            new = [*lines[:at], *turned, *lines[at + 2 :]]
            yield change("lines swapped", at, new, bool(left_open & {at, at + 1}))


def _is_open(expected: Sequence[Expectation], pairs: list[tuple[int, int]], at: int) -> bool:
    """Whether a `...` stands between the shown lines before and after the line *at*."""
    before = max((left for left, right in pairs if right < at), default=-1)
    after = min((left for left, right in pairs if right >= at), default=len(expected))
    return any(line.text.strip() == ANY_LINES for line in expected[before + 1 : after])


def _fits(block: ConsoleBlock, expected: Expectation, lines: list[str]) -> bool:
    """Whether any of *lines* is what is expected."""
    line = ExpectedLine(expected, Tokens(block.vary))
    return any(line.matches(text) for text in lines)
