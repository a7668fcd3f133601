"""Turns one fence into one block, or says all that is wrong with it. Sees a single fence, never the whole lab."""

from __future__ import annotations

import re
from pathlib import Path

from workshop.errors import ContentErrors
from workshop.lab.console import make_console
from workshop.lab.fences import Fence, split_lines
from workshop.lab.model import Block, CheckBlock, ConsoleBlock, FileBlock
from workshop.lab.problems import Problems

KINDS: dict[str, type[Block]] = {"console": ConsoleBlock, "file": FileBlock, "check": CheckBlock}
SHELLS = frozenset({"bash", "bat", "cmd", "console", "fish", "ksh", "powershell", "ps1", "pwsh"}) | frozenset(
    {"sh", "shell", "shell-session", "shellsession", "terminal", "zsh"}
)

OPTIONS = {
    "console": frozenset(
        {"timeout", "retry", "exit", "vary", "skip", "terminal", "ready", "prompt", "more", "engine"}
        | {"order", "pick"}
    ),
    "file": frozenset({"path", "lines"}),
    "check": frozenset({"after", "title", "hint"}),
}
"""What each kind of block may say of itself; the authors' page tells what it means, and a test holds it to this."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def make_block(fence: Fence, folder: Path, path: str) -> Block:
    """The block that *fence* of the document *path* describes; files are looked up in *folder*.

    Raises ContentErrors with all that is wrong, each at the line to mend.
    """
    kind = fence.classes[0]
    problems = Problems(fence, path)
    if fence.id is None:
        problems.add("no id", hint=f"name it, as in {{.{kind} #some-name}}")
    elif not _ID.fullmatch(fence.id):
        problems.add("an id is of small letters, digits and hyphens")
    for option in sorted(set(fence.options) - OPTIONS[kind]):
        problems.add(f"unknown option `{option}`", hint=f"known are {', '.join(sorted(OPTIONS[kind]))}")
    position = (fence.id or "", path, fence.first_line, fence.last_line)
    block: Block
    if kind == "console":
        block = make_console(fence, position, problems)
    elif kind == "file":
        block = _make_file(fence, position, problems, folder)
    else:
        block = _make_check(fence, position, problems)
    if problems.errors:
        raise ContentErrors(problems.errors)
    return block


def _make_file(fence: Fence, position: tuple[str, str, int, int], problems: Problems, folder: Path) -> FileBlock:
    name = fence.options.get("path", "")
    if any(line.strip() for line in fence.body):
        problems.add("a file fence is empty; what it shows comes from the file")
    lines = _read_file(folder, name, problems)
    if "lines" not in fence.options or lines is None:
        return FileBlock(*position, name, None, "\n".join(lines or []))
    count = len(lines) - 1 if lines[-1] == "" else len(lines)
    match = re.fullmatch("([0-9]+)-([0-9]+)", fence.options["lines"])
    if match is None or not 1 <= int(match[1]) <= int(match[2]) <= count:
        problems.add(f"`lines` is FIRST-LAST within 1-{count}")
        return FileBlock(*position, name, None, "")
    first, last = int(match[1]), int(match[2])
    return FileBlock(*position, name, (first, last), "\n".join(lines[first - 1 : last]) + "\n")


def _read_file(folder: Path, name: str, problems: Problems) -> list[str] | None:
    file = (folder / name).resolve()
    if not name:
        problems.add("no path", hint='name a file of the lab: path="compose.yaml"')
    elif not file.is_relative_to(folder.resolve()) or not file.is_file():
        problems.add(f"no file `{name}` in the lab's folder")
    else:
        try:
            return split_lines(file.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            problems.add(f"the file `{name}` is not UTF-8, so it cannot be shown")
    return None


def _make_check(fence: Fence, position: tuple[str, str, int, int], problems: Problems) -> CheckBlock:
    for option in ("after", "title", "hint"):
        if not fence.options.get(option, "").strip():
            problems.add(f"a check needs `{option}`")
    script = "\n".join(fence.body).strip("\n").rstrip()
    if not script:
        problems.add("the check has no script")
    after, title, hint = (fence.options.get(option, "") for option in ("after", "title", "hint"))
    return CheckBlock(*position, after, title, hint, script + "\n")
