"""The rules for what runs in each terminal of a lab while its blocks are typed in page order."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.errors import ContentError
from workshop.lab.model import Block, Command, ConsoleBlock, Typed


def find_terminal_errors(blocks: Iterable[Block]) -> list[ContentError]:
    """Commands that are typed into a terminal where another one still runs, and `^C` where none does."""
    errors: list[ContentError] = []
    # What was let go of, by terminal; a block that is skipped leaves no trace there.
    running: dict[int, tuple[ConsoleBlock, Command]] = {}
    for block in blocks:
        if not isinstance(block, ConsoleBlock):
            continue
        here = dict(running)
        for command in block.commands:
            problem, hint = _judge(block, command, here.get(block.terminal))
            if problem:
                where = f"{block.path}:{command.line}"
                errors.append(ContentError(f"block `{block.id}`: {problem}", where=where, hint=hint))
            if command.typed is Typed.INTERRUPT:
                here.pop(block.terminal, None)
            elif block.ready is not None and command.exit_code is None:
                here[block.terminal] = (block, command)
        running = running if block.skip else here
    return errors


def _judge(block: ConsoleBlock, command: Command, running: tuple[ConsoleBlock, Command] | None) -> tuple[str, str]:
    """What is wrong with *command*, and what to do; empty where nothing is."""
    if command.typed is Typed.INTERRUPT:
        if block.id == "cleanup":
            return "`^C` is not for the cleanup", "end the command in a fence before it"
        if running is None:
            return "`^C` without a command that runs", 'let go of one with ready="text"'
    elif running is not None:
        other, blocker = running
        first = blocker.text.splitlines()[0]
        problem = f"terminal {block.terminal} still runs `{first}` of block `{other.id}`"
        return problem, 'end that with a line `^C` first, or use another with terminal="2"'
    return "", ""
