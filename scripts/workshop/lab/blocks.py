"""Turns one fence into one block, or says what is wrong with it. Sees a single fence, never the whole lab."""

from __future__ import annotations

import re
from pathlib import Path

from workshop.errors import ContentError
from workshop.lab.fences import Fence
from workshop.lab.model import Block, CheckBlock, Command, ConsoleBlock, Expectation, FileBlock
from workshop.lab.output import OPTIONAL_KINDS

KINDS = ("console", "file", "check")
SHELLS = frozenset({"bash", "console", "sh", "shell", "shell-session", "shellsession", "terminal", "zsh"})

_DURATION = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>s|m)")
_OPTIONS = {
    "console": frozenset({"timeout", "retry", "exit", "vary", "skip"}),
    "file": frozenset({"path", "lines"}),
    "check": frozenset({"after", "title", "hint"}),
}
_READ_ONLY = re.compile(
    r"(docker (ps|inspect|logs|port|top|stats --no-stream|images|version|info"
    r"|(container|image|network|volume) (ls|inspect)|compose (ps|logs))"
    r"|kubectl (get|describe|top|logs|version|rollout (status|history))|kind get"
    r"|curl(?! .*(-d|--data|-X|--request|-T|-F)\b))\b"
)


def make_block(fence: Fence, folder: Path, path: str) -> Block:
    """The block that *fence* of the document *path* describes; files are looked up in *folder*.

    Raises ContentError at the line to mend.
    """
    kind, where = fence.classes[0], f"{path}:{fence.first_line}"
    if fence.id is None:
        raise ContentError(f"a {kind} fence has no id", where=where, hint=f"name it, as in {{.{kind} #some-name}}")
    if unknown := sorted(set(fence.options) - _OPTIONS[kind]):
        known = ", ".join(sorted(_OPTIONS[kind]))
        raise ContentError(f"block `{fence.id}`: unknown option `{unknown[0]}`", where=where, hint=f"known are {known}")
    make = {"console": _make_console, "file": _make_file, "check": _make_check}[kind]
    return make(fence, fence.id, folder, path)


def parse_duration(text: str) -> float:
    """Seconds of `90s`, `1.5s` or `2m`. Raises ValueError."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is no duration; write 60s or 2m")
    return float(match["number"]) * (60 if match["unit"] == "m" else 1)


def _make_console(fence: Fence, block_id: str, folder: Path, path: str) -> ConsoleBlock:
    where = f"{path}:{fence.first_line}"
    options = fence.options
    try:
        timeout_s = parse_duration(options.get("timeout", "30s"))
        retry_s = parse_duration(options.get("retry", "0s"))
    except ValueError as error:
        raise ContentError(f"block `{block_id}`: {error}", where=where) from None
    vary = frozenset(options.get("vary", "").split())
    if unknown := sorted(vary - OPTIONAL_KINDS):
        known = " ".join(sorted(OPTIONAL_KINDS))
        raise ContentError(
            f"block `{block_id}`: `vary` knows no kind `{unknown[0]}`", where=where, hint=f"known are: {known}"
        )
    if "skip" in options and not options["skip"].strip():
        raise ContentError(
            f"block `{block_id}`: a skip without a reason", where=where, hint='say why: skip="needs a phone"'
        )
    exit_code = options.get("exit", "0")
    if not exit_code.isdigit() or int(exit_code) > 255:
        raise ContentError(f"block `{block_id}`: `{exit_code}` is no exit code", where=where, hint="0 to 255")
    commands = _read_commands(fence, block_id, path, int(exit_code))
    for command in commands if retry_s else ():
        if not _READ_ONLY.match(command.text):
            raise ContentError(
                f"block `{block_id}`: only a command that reads may be retried, not `{command.text.splitlines()[0]}`",
                where=f"{path}:{command.line}",
                hint="wait with `kubectl wait`, `rollout status` or `compose up --wait` instead",
            )
    return ConsoleBlock(
        block_id, path, fence.first_line, fence.last_line, commands, timeout_s, retry_s, vary, options.get("skip")
    )


def _read_commands(fence: Fence, block_id: str, path: str, exit_code: int) -> tuple[Command, ...]:
    entries: list[tuple[int, list[str], list[Expectation]]] = []
    for number, line in enumerate(fence.body, fence.first_line + 1):
        if line.startswith("$ "):
            entries.append((number, [line[2:]], []))
        elif entries and not entries[-1][2] and (line.startswith("> ") or line == ">"):
            entries[-1][1].append(line[2:])
        elif entries:
            entries[-1][2].append(Expectation(line, number))
        elif line.strip():
            raise ContentError(
                f"block `{block_id}`: output before the first command",
                where=f"{path}:{number}",
                hint="commands start with `$ `",
            )
    if not entries:
        raise ContentError(
            f"block `{block_id}`: no command", where=f"{path}:{fence.first_line}", hint="commands start with `$ `"
        )
    last = len(entries) - 1
    return tuple(
        Command("\n".join(typed), line, _trim(expected, block_id, path), exit_code if index == last else 0)
        for index, (line, typed, expected) in enumerate(entries)
    )


def _trim(expected: list[Expectation], block_id: str, path: str) -> tuple[Expectation, ...]:
    while expected and not expected[-1].text.strip():
        expected.pop()
    while expected and not expected[0].text.strip():
        expected.pop(0)
    if expected and all(line.text.strip() in {"...", ""} for line in expected):
        raise ContentError(
            f"block `{block_id}`: `...` alone would match any output",
            where=f"{path}:{expected[0].line}",
            hint="show at least one line of it, or no output at all",
        )
    return tuple(expected)


def _make_file(fence: Fence, block_id: str, folder: Path, path: str) -> FileBlock:
    where = f"{path}:{fence.first_line}"
    name = fence.options.get("path")
    if not name:
        raise ContentError(
            f"block `{block_id}`: no path", where=where, hint='name a file of the lab: path="compose.yaml"'
        )
    if any(line.strip() for line in fence.body):
        raise ContentError(f"block `{block_id}`: a file fence is empty; the file is shown from {name}", where=where)
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise ContentError(f"block `{block_id}`: no file `{name}` in the lab's folder", where=where)
    text = file.read_text(encoding="utf-8")
    if "lines" not in fence.options:
        return FileBlock(block_id, path, fence.first_line, fence.last_line, name, None, text)
    match = re.fullmatch(r"(\d+)-(\d+)", fence.options["lines"])
    count = len(text.splitlines())
    if match is None or not 1 <= int(match[1]) <= int(match[2]) <= count:
        raise ContentError(f"block `{block_id}`: `lines` is FIRST-LAST within 1-{count}", where=where)
    first, last = int(match[1]), int(match[2])
    shown = "\n".join(text.splitlines()[first - 1 : last]) + "\n"
    return FileBlock(block_id, path, fence.first_line, fence.last_line, name, (first, last), shown)


def _make_check(fence: Fence, block_id: str, folder: Path, path: str) -> CheckBlock:
    where = f"{path}:{fence.first_line}"
    for option in ("after", "title", "hint"):
        if not fence.options.get(option, "").strip():
            raise ContentError(f"block `{block_id}`: a check needs `{option}`", where=where)
    script = "\n".join(fence.body).strip()
    if not script:
        raise ContentError(f"block `{block_id}`: the check has no script", where=where)
    options = fence.options
    return CheckBlock(
        block_id,
        path,
        fence.first_line,
        fence.last_line,
        options["after"],
        options["title"],
        options["hint"],
        script + "\n",
    )
