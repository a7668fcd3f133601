"""Imports of the kit's packages point one way, and a command of the CLI imports nothing heavy before it runs."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

ALLOWED = {
    "lab": {"lab"},
    "deck": {"deck"},
    "run": {"run", "lab"},
    "venue": {"venue", "run", "lab"},
    "site": {"site", "lab", "deck"},
    "room": {"room", "lab", "run", "venue"},
    "cli": {"cli", "lab", "deck", "run", "venue", "site", "room"},
}
"""A package → the packages of the kit that it may import. `workshop.errors` is for all."""

PURE = {"lab", "deck"}
STARTS_THINGS = {"subprocess", "pexpect", "docker", "socket", "multiprocessing"}
LIGHT = {"typer"}
"""What a command may import at its top, beside the standard library, `workshop.errors` and `workshop.cli`."""


def find_wrong_directions(package: str, path: str, text: str) -> list[str]:
    """Return a complaint for each import in this file of *package*, as `lab`, that points where it may not."""
    complaints = []
    for line, name in find_imports(ast.parse(text)):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if top == "workshop" and target not in ALLOWED[package] | {"errors", ""}:
            complaints.append(f"{path}:{line}: {package} must not import {name}")
        if package in PURE and top in STARTS_THINGS:
            complaints.append(f"{path}:{line}: {package} starts nothing, so it must not import {name}")
    return complaints


def find_heavy_imports(path: str, text: str) -> list[str]:
    """Return a complaint for each import at the top of this CLI module that would slow `workshop --help` down."""
    return [
        f"{path}:{line}: {name} is imported before the command runs; import it inside"
        for line, name in find_imports(ast.Module(body=_outside_functions(text), type_ignores=[]))
        if not _is_light(name)
    ]


def find_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full module name of each import in *tree*; `from workshop import lab` counts as workshop.lab."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "workshop":
            yield from ((node.lineno, f"workshop.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def _outside_functions(text: str) -> list[ast.stmt]:
    """Return the statements that run when the module is imported, and are not for type checkers alone."""
    return [
        statement
        for statement in ast.parse(text).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        and not (isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING")
    ]


def _is_light(name: str) -> bool:
    top = name.partition(".")[0]
    kit = name in {"workshop", "workshop.errors"} or name.startswith("workshop.cli")
    return kit or top in LIGHT or top in sys.stdlib_module_names
