"""Makes each small change of a lab, or of what its run printed, that the runner must notice. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workshop.lab import CheckBlock, Command, ConsoleBlock, Expectation
from workshop.lab.blanks import trim
from workshop.lab.compare import Comparison
from workshop.lab.line import ExpectedLine
from workshop.lab.match import Difference
from workshop.lab.merge import align
from workshop.lab.output import Tokens
from workshop.lab.relations import key_of
from workshop.lab.wildcard import WILDCARD, is_any_lines
from workshop.run.execution import Execution
from workshop.run.screen import render

NEAR_TAB = " " * 8
"""So many blanks move a line that begins with a tab, too."""
_WORD = re.compile(r"⋯|[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Mutant:
    """A `block` of one command with what that one did, one thing of both changed; `sort` and `what` tell which.

    Where `is_covered`, the author's `⋯` stands for the line that is changed, so that the change may go unseen.
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


def make_mutants(block: ConsoleBlock, command: Command, output: Sequence[str], before: Comparison) -> Iterator[Mutant]:
    """Every change of *command* of *block* and of its real *output*; *before* is what the run had told."""
    lines = trim(output)
    right = make_right(block, command, lines)
    wrong_code = 0 if command.exit_code is None else (command.exit_code + 1) % 256
    yield replace(
        right,
        sort="exit code",
        what=f"{right.what}: exit code {wrong_code}",
        execution=replace(right.execution, exit_code=wrong_code),
    )
    if command.expected:
        tokens = before.get_tokens(block, command)
        yield from _change_tokens(right, command, tokens)
        yield from _change_lines(right, command, lines, tokens)
        yield from _change_matched(right, command, lines, before)


def make_check_mutants(block: ConsoleBlock, check: CheckBlock) -> Iterator[CheckMutant]:
    """*check*, always true and always false."""
    for script in ("true", "false"):
        yield CheckMutant(f"{check.where}: check `{check.id}` is always {script}", block, replace(check, script=script))


def _change_tokens(right: Mutant, command: Command, tokens: Tokens) -> Iterator[Mutant]:
    """On the page each word that is compared as it stands becomes another, and each token a word."""
    for at, line in enumerate(command.expected):
        for sort, text in _change_line(line.text, tokens):
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
                if word[0] != WILDCARD:
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


def _change_lines(right: Mutant, command: Command, lines: list[str], tokens: Tokens) -> Iterator[Mutant]:
    """The run prints a line less, one more, or two of them the other way round."""
    pairs = align(command.expected, lines, tokens)
    expected = {got: command.expected[at] for at, got in pairs}

    def change(sort: str, at: int, new: list[str], is_covered: bool) -> Mutant:
        line = lines[at] if at < len(lines) else "the end"
        execution = replace(right.execution, lines=tuple(new))
        what = f"{right.what}: {sort} at `{line}`"
        return replace(right, sort=sort, what=what, execution=execution, is_covered=is_covered)

    # A line that `⋯` stands for may be as good as a shown one: one more worker, say.
    hidden = [line for at, line in enumerate(lines) if at not in expected]
    left_open = {at for at in range(len(lines)) if at not in expected or _fits(tokens, expected[at], hidden)}
    for at in range(len(lines)):
        yield change("line less", at, lines[:at] + lines[at + 1 :], at in left_open)
    for at in range(len(lines) + 1):
        yield change("line more", at, [*lines[:at], "one more", *lines[at:]], _is_open(command.expected, pairs, at))
    for at in range(len(lines) - 1):
        # Two lines that are the same but for their tokens, such as two Pods that do well, may stand either way.
        turned = [lines[at + 1], lines[at]]
        pair = [expected.get(at), expected.get(at + 1)]
        alike = turned[0] == turned[1] or all(
            line and _fits(tokens, line, [text]) for line, text in zip(pair, turned, strict=True)
        )
        if not alike:
            new = [*lines[:at], *turned, *lines[at + 2 :]]
            yield change("lines swapped", at, new, bool(left_open & {at, at + 1}))


def _is_open(expected: Sequence[Expectation], pairs: list[tuple[int, int]], at: int) -> bool:
    """Whether a `⋯` stands between the shown lines before and after the line *at*."""
    before = max((left for left, right in pairs if right < at), default=-1)
    after = min((left for left, right in pairs if right >= at), default=len(expected))
    return any(is_any_lines(line.text) for line in expected[before + 1 : after])


def _change_matched(right: Mutant, command: Command, lines: list[str], before: Comparison) -> Iterator[Mutant]:
    """A printed line is indented otherwise, or names another thing than the page does."""
    matched = before.match(right.block, command, lines)
    assert not isinstance(matched, Difference)
    known = before.find_known(right.block, command)
    for line, got in matched:
        at = lines.index(got)
        if line.is_indented:
            yield _print(right, "indentation", [*lines[:at], f"{NEAR_TAB}{got}", *lines[at + 1 :]], got)
        hidden = render(f"{got}\x01 but not all\r\n".encode())
        if not line.is_open:
            yield _print(right, "text behind a control byte", [*lines[:at], *hidden, *lines[at + 1 :]], got)
        for part, text in line.pair(got):
            name = key_of(part, part.text)
            # Of siblings in any order, the one printed here may be new, and no name is wrong for that.
            is_alone = sum(each.skeleton == line.skeleton for each, _ in matched) == 1
            if name is None or name not in known or not (is_alone or known[name] == key_of(part, text)):
                continue
            strangers = {"name made different": _make_stranger(text)}
            settled = {each for key, each in known.items() if each and each[0] == name[0] and key != name}
            itself = known[name]
            if settled and itself and not right.block.picks_any:
                strangers["name made equal"] = text.replace(itself[1], min(settled)[1], 1)
            for sort, other in strangers.items():
                yield _print(right, sort, [*lines[:at], got.replace(text, other, 1), *lines[at + 1 :]], got)


def _print(right: Mutant, sort: str, lines: list[str], line: str) -> Mutant:
    execution = replace(right.execution, lines=tuple(lines))
    return replace(right, sort=sort, what=f"{right.what}: {sort} at `{line}`", execution=execution)


def _make_stranger(name: str) -> str:
    """A name of the same sort that no run has: digests and ids of one digit alone, suffixes and hashes too."""
    start = name.index(":") + 1 if ":" in name else 0
    return name[:start] + "".join("-" if each == "-" else "b" for each in name[start:])


def _fits(tokens: Tokens, expected: Expectation, lines: list[str]) -> bool:
    """Whether any of *lines* is what is expected."""
    line = ExpectedLine(expected, tokens)
    return any(line.matches(text) for text in lines)
