"""Nothing waits for a fixed time: not the kit, not its tests, not a lab."""

from __future__ import annotations

import ast
import re

SHELL_SLEEP = re.compile(r"(^|[;&|(]|\b(do|then|else)\b)\s*sleep\s")
"""`sleep` where the shell takes it for a command: `docker run … sleep 1d`, a program for a container, is not meant."""


def find_sleeps_in_python(path: str, text: str) -> list[str]:
    """Return a complaint for each `time.sleep` of this Python file, however it was imported."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute | ast.ImportFrom))
    return [f"{path}:{node.lineno}: sleeps; wait for what must happen instead" for node in nodes if _is_sleep(node)]


def find_sleeps_in_shell(path: str, text: str) -> list[str]:
    """Return a complaint for each line of this script or lab document that runs `sleep`, after a prompt or without."""
    return [
        f"{path}:{number}: sleeps; wait for what must happen instead"
        for number, line in enumerate(text.splitlines(), start=1)
        if SHELL_SLEEP.search(re.sub(r"^\s*[$>] ", "", line))
    ]


def _is_sleep(node: ast.Attribute | ast.ImportFrom) -> bool:
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) == "time.sleep"
    return node.module == "time" and "sleep" in {alias.name for alias in node.names}
