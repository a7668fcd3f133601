"""Turns a console fence into its block: what its options mean, alone and together. Sees a single fence."""

from __future__ import annotations

import re

from workshop.lab.commands import read_commands
from workshop.lab.fences import Fence
from workshop.lab.model import Command, ConsoleBlock, Typed
from workshop.lab.output import INDENT, KINDS, OPTIONAL_KINDS
from workshop.lab.problems import Problems
from workshop.lab.reading import only_reads

_DURATION = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>s|m)")


def make_console(fence: Fence, position: tuple[str, str, int, int], problems: Problems) -> ConsoleBlock:
    """The console block of *fence*, which stands at *position* (id, path, first and last line)."""
    options = fence.options
    timeout_s = _read_duration("timeout", options, 30.0, problems)
    retry_s = _read_duration("retry", options, 0.0, problems)
    vary = frozenset(options.get("vary", "").split())
    for kind in sorted({each.partition("@")[0] for each in vary} - KINDS - {INDENT}):
        problems.add(f"`vary` knows no kind `{kind}`", hint=f"known are {' '.join(sorted(OPTIONAL_KINDS))}")
    if "skip" in options and not options["skip"].strip():
        problems.add("a skip without a reason", hint='say why: skip="needs a phone"')
    terminal = _read_terminal(options, problems)
    ready, prompt = _read_ready(options, problems), _read_prompt(options, problems)
    more = _read_more(options, problems)
    exit_code = _read_exit_code(options, problems)
    commands = read_commands(fence, problems, exit_code, ready=ready, prompt=prompt, more=more)
    if commands:
        _find_idle_options(fence, commands, problems, more)
    _find_contradictions(fence, problems)
    for command in commands if retry_s else ():
        if not only_reads(command.text):
            problems.add(
                f"only a command that reads may be retried, not `{command.text.splitlines()[0]}`",
                line=command.line,
                hint="wait with `kubectl wait`, `rollout status` or `compose up --wait` instead",
            )
    return ConsoleBlock(
        *position,
        commands,
        timeout_s,
        retry_s,
        vary,
        options.get("skip"),
        terminal,
        ready,
        prompt,
        any_order=_read_any("order", options, problems),
        picks_any=_read_any("pick", options, problems),
        more=more,
    )


def parse_duration(text: str) -> float:
    """Seconds of `90s`, `1.5s` or `2m`. Raises ValueError, for nothing at all too."""
    match = _DURATION.fullmatch(text)
    seconds = float(match["number"]) * (60 if match["unit"] == "m" else 1) if match else 0.0
    if not seconds:
        raise ValueError(f"`{text}` is no duration; write 60s or 2m")
    return seconds


def _read_duration(option: str, options: dict[str, str], default: float, problems: Problems) -> float:
    try:
        return parse_duration(options[option]) if option in options else default
    except ValueError as error:
        problems.add(f"`{option}`: {error}")
        return default


def _read_any(option: str, options: dict[str, str], problems: Problems) -> bool:
    """Whether *option* is given; all that it can say is `any`."""
    if options.get(option, "any") != "any":
        problems.add(f'`{option}` is no `{options[option]}`; write {option}="any"')
    return option in options


def _read_exit_code(options: dict[str, str], problems: Problems) -> int | None:
    """The code that the author asks for, None where none is asked for."""
    text = options.get("exit")
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,3}", text) or int(text) > 255:
        problems.add(f"`{text}` is no exit code", hint="0 to 255")
        return None
    return int(text)


def _read_terminal(options: dict[str, str], problems: Problems) -> int:
    text = options.get("terminal", "1")
    if "terminal" in options and not re.fullmatch("[2-9]", text):
        problems.add(f"`{text}` is no further terminal", hint="2 to 9; what says nothing is typed in the first")
        return 1
    return int(text)


def _read_ready(options: dict[str, str], problems: Problems) -> str | None:
    text = options.get("ready")
    if text is not None and not text.strip():
        problems.add("`ready` without a text", hint='say what it prints: ready="Listening"')
        return None
    return text


def _read_prompt(options: dict[str, str], problems: Problems) -> str | None:
    text = options.get("prompt")
    if text is None:
        return None
    if not text.strip():
        problems.add("`prompt` without a text", hint='say what the program shows: prompt="mysql> "')
        return None
    if text.startswith(("$ ", "> ")) or text.strip() in {"$", ">"}:
        problems.add(f"the prompt `{text}` would be read as a command's", hint="`$ ` and `> ` are the shell's own")
        return None
    return text


def _read_more(options: dict[str, str], problems: Problems) -> str | None:
    text = options.get("more")
    if text is None:
        return None
    if not text.strip() or "prompt" not in options:
        problems.add("`more` without a text or without `prompt`", hint='say what both show: prompt=">>> " more="... "')
        return None
    if options["prompt"].startswith(text):
        problems.add(f"`more` and `prompt` begin alike: `{text}`", hint="they have to tell lines apart")
        return None
    return text


def _find_idle_options(fence: Fence, commands: tuple[Command, ...], problems: Problems, more: str | None) -> None:
    """Options without effect on *commands*."""
    typed = {command.typed for command in commands}
    if "ready" in fence.options and Typed.SHELL not in typed:
        problems.add("`ready` without a command that it could let go")
    if "exit" in fence.options and commands[-1].exit_code is None:
        problems.add("`exit` without effect: the last command goes on running", hint="end it with a line `^C`")
    prompt = fence.options.get("prompt", "").strip()
    if prompt and Typed.INPUT not in typed:
        problems.add(f"`prompt` without effect: no line starts with `{prompt}`")
    if more is not None and not any("\n" in each.text for each in commands if each.typed is Typed.INPUT):
        problems.add("`more` without effect: no line goes on with one that is typed", hint="leave it out")


def _find_contradictions(fence: Fence, problems: Problems) -> None:
    """Options that exclude each other, or the cleanup, which `workshop reset` runs in any state."""
    given = fence.options.keys()
    for one, other in (("ready", "prompt"), ("ready", "retry")):
        if {one, other} <= given:
            problems.add(f"`{one}` and `{other}` exclude each other", hint="use a fence for each")
    # A cleanup that is skipped would leave everything behind, and nobody would look.
    for option in sorted({"terminal", "ready", "prompt", "more", "skip"} & given) if fence.id == "cleanup" else ():
        problems.add(f"`{option}` is not for the cleanup", hint="it is plain commands, which work in any state")
