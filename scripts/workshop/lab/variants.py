"""What a console block prints on an older engine than its page shows: read from a fence below it, chosen by version.

A variant holds outputs alone; commands, exit codes and options are its block's. Sees no engine and no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workshop.errors import ContentError, ContentErrors
from workshop.lab.blocks import make_block
from workshop.lab.commands import read_commands
from workshop.lab.fences import Fence
from workshop.lab.model import SHOWN_ENGINE, Block, Command, ConsoleBlock, Expectation, Variant
from workshop.lab.problems import Problems


def is_variant(fence: Fence) -> bool:
    """Whether *fence* holds the outputs of an older engine, and so is no block of its own."""
    return fence.classes[:1] == ("console",) and "engine" in fence.options


def make_blocks(fences: Iterable[Fence], folder: Path, path: str, errors: list[ContentError]) -> list[Block]:
    """The blocks of the document *path*, each with its variants; what is wrong with them is added to *errors*."""
    blocks: list[Block] = []
    above: Fence | None = None
    for fence in fences:
        try:
            if not is_variant(fence):
                above = fence
                blocks.append(make_block(fence, folder, path))
            elif above is None or above.id != fence.id or above.classes[0] != "console":
                raise ContentErrors([_misplaced(fence, path)])
            elif blocks and isinstance(block := blocks[-1], ConsoleBlock) and block.id == fence.id:
                blocks[-1] = _with_variant(block, fence, path)
        except ContentErrors as found:
            errors += found.errors
    return blocks


def choose_outputs(block: ConsoleBlock, version: str | None) -> ConsoleBlock:
    """*block* with the outputs that an engine of that *version*, such as `28.5.2`, prints.

    A variant is meant for its engine and the older ones, up to the next older variant; without a version, as without
    an engine, the page's own outputs are meant.
    """
    major = _read_major(version)
    fitting = [variant for variant in block.variants if major is not None and major <= variant.engine]
    if not fitting:
        return block
    nearest = min(fitting, key=lambda variant: variant.engine)
    commands = (
        command if expected is None else replace(command, expected=expected)
        for command, expected in zip(block.commands, nearest.outputs, strict=True)
    )
    return replace(block, commands=tuple(commands))


def is_older(version: str | None) -> bool:
    """Whether an engine of that *version* is older than the one whose outputs the pages show."""
    major = _read_major(version)
    return major is not None and major < SHOWN_ENGINE


def _read_major(version: str | None) -> int | None:
    found = re.match(r"\d+", version or "")
    return int(found[0]) if found else None


def _misplaced(fence: Fence, path: str) -> ContentError:
    problems = Problems(fence, path)
    hint = 'put it directly below its block, as {.console #same-id engine="28"}'
    problems.add("the outputs of another engine do not stand below their block", hint=hint)
    return problems.errors[0]


def _with_variant(block: ConsoleBlock, fence: Fence, path: str) -> ConsoleBlock:
    problems = Problems(fence, path)
    engine = fence.options["engine"]
    if not re.fullmatch("[1-9][0-9]", engine) or int(engine) >= SHOWN_ENGINE:
        problems.add(f"`engine` is the number of a Docker Engine before {SHOWN_ENGINE}, as 28, not `{engine}`")
    elif any(variant.engine == int(engine) for variant in block.variants):
        problems.add(f"the outputs of Docker {engine} are here twice")
    for option in sorted(set(fence.options) - {"engine"}):
        problems.add(f"`{option}` is its block's to say", hint="beside `engine`, take the options away")
    outputs = _read_outputs(block, fence, problems)
    if problems.errors:
        raise ContentErrors(problems.errors)
    variant = Variant(int(engine), outputs, fence.first_line, fence.last_line)
    return replace(block, variants=(*block.variants, variant))


def _read_outputs(block: ConsoleBlock, fence: Fence, problems: Problems) -> tuple[tuple[Expectation, ...] | None, ...]:
    """For each command of *block* what the variant *fence* shows of it, None where that is what the block shows."""
    outputs: list[tuple[Expectation, ...] | None] = [None] * len(block.commands)
    at = 0
    for command in read_commands(_with_command(block, fence), problems, None, prompt=block.prompt, more=block.more):
        places = [place for place in range(at, len(block.commands)) if block.commands[place].text == command.text]
        if not places:
            first = command.text.splitlines()[0]
            problems.add(f"the block has no command `{first}`, or not there", line=command.line)
            continue
        at = places[0] + 1
        if not command.expected:
            problems.add("a command without its output", line=command.line, hint="leave out what prints the same")
        elif _texts(command) == _texts(block.commands[places[0]]):
            problems.add("this output is the block's own", line=command.line, hint="leave out what prints the same")
        outputs[places[0]] = command.expected
    return tuple(outputs)


def _with_command(block: ConsoleBlock, fence: Fence) -> Fence:
    """*fence*, begun with the command that it is of, where it holds an output alone and only one command has any."""
    prompts = ("$ ", "^C", *([block.prompt] if block.prompt else []))
    printing = [command for command in block.commands if command.expected] or block.commands
    if len(printing) != 1 or any(line.startswith(prompts) for line in fence.body):
        return fence
    first, *rest = printing[0].text.split("\n")
    typed = [f"$ {first}", *(f"> {line}" for line in rest)]
    return replace(fence, body=(*typed, *fence.body), first_line=fence.first_line - len(typed))


def _texts(command: Command) -> list[str]:
    return [" ".join(line.text.split()) for line in command.expected]
