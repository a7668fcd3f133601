"""Says what is wrong with a command that was executed: it did not end as it should, or printed something else."""

from __future__ import annotations

from pathlib import Path

from workshop.errors import TerminalError
from workshop.lab import ConsoleBlock
from workshop.lab.compare import Comparison
from workshop.run.execution import Execution
from workshop.run.outcome import Failure


def judge(block: ConsoleBlock, index: int, execution: Execution, comparison: Comparison) -> Failure | None:
    """Why command *index* (from 0) of *block* failed; None where it did what the page says.

    *comparison* holds what the run has printed before.
    """
    command = block.commands[index]
    where, name = f"{block.path}:{command.line}", _name(block, index)
    if execution.timed_out:
        return Failure(
            where,
            f"{name}: did not end within {block.timeout_s:g} s",
            output=execution.lines,
            hint='give it more time with timeout="…", or a command that ends',
        )
    if execution.exit_code != command.exit_code:
        return _judge_end(block, index, execution)
    if not command.expected:
        return None
    difference = comparison.find_difference(block, command, execution.lines)
    if difference is None:
        return None
    ended = "still running" if execution.exit_code is None else f"exit code {execution.exit_code}"
    return Failure(
        f"{block.path}:{difference.line}",
        f"{name}: wrong output",
        difference.expected if difference.expected is not None else "(the end of the output)",
        difference.got if difference.got is not None else "(the end of the output)",
        detail=f"{difference.token}; {ended}",
        output=execution.lines,
        hint=f"if the page is wrong, accept what was printed: workshop update {Path(block.path).parent.name}",
        is_mismatch=True,
    )


def judge_loss(block: ConsoleBlock, index: int, error: TerminalError) -> Failure:
    """Why command *index* (from 0) of *block* failed, where its terminal had to be given up."""
    return Failure(
        f"{block.path}:{block.commands[index].line}",
        f"{_name(block, index)}: {error.message}",
        output=error.output,
        hint=error.hint or "the rest of the lab was not run",
    )


def _judge_end(block: ConsoleBlock, index: int, execution: Execution) -> Failure:
    command = block.commands[index]
    where, name, hint = f"{block.path}:{command.line}", _name(block, index), None
    if command.exit_code is None:
        message = f"{name}: ended and should go on running"
    elif execution.exit_code is None:
        message = f"{name}: the program goes on after the last line that is typed into it"
        hint = "end it in this block, as with `exit`"
    else:
        message = f"{name}: wrong exit code"
    expected, got = (_describe_end(block, code) for code in (command.exit_code, execution.exit_code))
    return Failure(where, message, expected, got, output=execution.lines, hint=hint)


def _describe_end(block: ConsoleBlock, exit_code: int | None) -> str:
    if exit_code is not None:
        return f"exit code {exit_code}"
    return f"the prompt `{block.prompt}`" if block.prompt else f"a line with `{block.ready}`"


def _name(block: ConsoleBlock, index: int) -> str:
    return f"block `{block.id}`, command {index + 1}"
