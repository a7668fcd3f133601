"""The rules of style that a reader of the code relies on, held over all of it. The rules themselves: tests/gates/."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.gates.docstrings import find_tests_without_claim
from tests.gates.imports import ALLOWED, find_heavy_imports, find_wrong_directions
from tests.gates.sizes import find_long_files, find_long_functions
from tests.gates.waits import find_sleeps_in_python, find_sleeps_in_shell

PROJECT = Path(__file__).resolve().parent.parent
CODE = {".py", ".sh", ".js", ".css", ""}
Gate = Callable[[str, str], list[str]]


def find_files(*folders: str, suffixes: Iterable[str]) -> list[Path]:
    """Return the project's files below *folders* with one of *suffixes*; samples and caches are not code."""
    found = (path for folder in folders for path in sorted((PROJECT / folder).rglob("*")))
    out = {"__pycache__", "samples"}
    return [path for path in found if path.suffix in suffixes and path.is_file() and not out & set(path.parts)]


def complain(gate: Gate, paths: Iterable[Path]) -> list[str]:
    """Return what *gate* finds in all *paths*, of which there must be some."""
    paths = list(paths)
    assert paths
    return [line for path in paths for line in gate(str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8"))]


def test_files_are_short() -> None:
    """No file of code has more than 300 lines without a reason."""
    assert complain(find_long_files, find_files("scripts", "tests", ".ci", suffixes=CODE)) == []


def test_functions_are_short() -> None:
    """No function has more than 50 lines, and no test more than 40, without a reason."""
    assert complain(find_long_functions, find_files("scripts", "tests", suffixes=[".py"])) == []


def test_tests_say_what_they_claim() -> None:
    """Every test function has a docstring."""
    assert complain(find_tests_without_claim, find_files("tests", suffixes=[".py"])) == []


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_imports_point_one_way(package: str) -> None:
    """No package of the kit imports one that stands above it."""

    def gate(path: str, text: str) -> list[str]:
        return find_wrong_directions(package, path, text)

    assert complain(gate, find_files(f"scripts/workshop/{package}", suffixes=[".py"])) == []


def test_every_package_has_a_direction() -> None:
    """A new package of the kit cannot escape the rule of imports."""
    packages = {path.parent.name for path in (PROJECT / "scripts" / "workshop").glob("*/__init__.py")}
    assert packages == set(ALLOWED)


def test_commands_import_inside() -> None:
    """No module with a command imports anything heavy at its top."""
    assert complain(find_heavy_imports, find_files("scripts/workshop/cli", suffixes=[".py"])) == []


def test_nothing_sleeps() -> None:
    """No code, test, script or lab waits for a fixed time."""
    assert complain(find_sleeps_in_python, find_files("scripts", "tests", suffixes=[".py"])) == []
    assert complain(find_sleeps_in_shell, find_files("scripts", ".ci", suffixes=[".sh", ""])) == []
    assert complain(find_sleeps_in_shell, find_files("labs", suffixes=[".md", ".sh"])) == []
