"""Files, functions and tests stay small, or a comment says why one does not: `# long: reason`.

The comment stands on the first line of the file, or on the line above the function (above its decorators, where it has
any). One that is no longer needed is found too, so that exemptions do not outlive their reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

FILE_LINES = 300
FUNCTION_LINES = 50
TEST_LINES = 40
EXEMPTION = re.compile(r"\s*(#|//|/\*) long: \S")


def find_long_files(path: str, text: str) -> list[str]:
    """Return a complaint where the file is too long without a reason, or has a reason that it does not need."""
    lines = text.splitlines()
    return _judge(f"{path}:1", "file", len(lines), FILE_LINES, exempt=_is_exemption(lines, 0))


def find_long_functions(path: str, text: str) -> list[str]:
    """Return a complaint for each function of this Python file that is too long without a reason, or needs none."""
    lines = text.splitlines()
    complaints = []
    used = {0}
    for function in find_functions(text):
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        size = (function.end_lineno or function.lineno) - function.lineno + 1
        limit = TEST_LINES if function.name.startswith("test_") else FUNCTION_LINES
        above = first - 2
        used.add(above)
        exempt = _is_exemption(lines, above)
        complaints += _judge(f"{path}:{function.lineno}", f"`{function.name}`", size, limit, exempt=exempt)
    stray = [number for number in range(len(lines)) if number not in used and _is_exemption(lines, number)]
    return complaints + [f"{path}:{number + 1}: this `long:` stands above no function" for number in stray]


def find_functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield each function of the Python source *text*, methods and inner ones too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _is_exemption(lines: list[str], index: int) -> bool:
    return 0 <= index < len(lines) and EXEMPTION.match(lines[index]) is not None


def _judge(place: str, what: str, size: int, limit: int, *, exempt: bool) -> list[str]:
    if size > limit and not exempt:
        return [f"{place}: {what} has {size} lines, {limit} at most"]
    if size <= limit and exempt:
        return [f"{place}: {what} has {size} lines and needs no `long:`"]
    return []
