"""Each gate catches a small sample that breaks its rule, and leaves one that keeps it alone."""

from __future__ import annotations

import pytest

from tests.gates.docstrings import find_tests_without_claim
from tests.gates.imports import find_heavy_imports, find_wrong_directions
from tests.gates.sizes import find_long_files, find_long_functions
from tests.gates.waits import find_sleeps_in_python, find_sleeps_in_shell


def function(name: str, lines: int, above: str = "") -> str:
    """Write a function of so many lines, below the line *above*."""
    return f"{above}def {name}():\n" + "    pass\n" * (lines - 1)


LONG_FILES = {
    "x = 1\n" * 300: [],
    "x = 1\n" * 301: ["a.py:1: file has 301 lines, 300 at most"],
    "# long: one table\n" + "x = 1\n" * 300: [],
    "/* long: one table */\n" + "x {}\n" * 300: [],
    "# long:\n" + "x = 1\n" * 300: ["a.py:1: file has 301 lines, 300 at most"],
    "# long: once\n": ["a.py:1: file has 1 lines and needs no `long:`"],
}

LONG_FUNCTIONS = {
    function("run", 50): [],
    function("run", 51): ["a.py:1: `run` has 51 lines, 50 at most"],
    function("test_run", 40): [],
    function("test_run", 41): ["a.py:1: `test_run` has 41 lines, 40 at most"],
    function("run", 51, "\n# long: one table\n"): [],
    function("run", 51, "\n# long: one table\n@cache\n"): [],
    function("run", 50, "\n# long: once\n"): ["a.py:3: `run` has 50 lines and needs no `long:`"],
    "x = 1\n# long: once\ny = 2\n": ["a.py:2: this `long:` stands above no function"],
    "class A:\n    async def run(self):\n" + "        pass\n" * 50: ["a.py:2: `run` has 51 lines, 50 at most"],
}


@pytest.mark.parametrize(("text", "complaints"), LONG_FILES.items())
def test_long_files(text: str, complaints: list[str]) -> None:
    """A file over the limit is found unless it says why, and so is a reason without need."""
    assert find_long_files("a.py", text) == complaints


@pytest.mark.parametrize(("text", "complaints"), LONG_FUNCTIONS.items())
def test_long_functions(text: str, complaints: list[str]) -> None:
    """A function over its limit is found unless it says why, and so is a reason without need."""
    assert find_long_functions("a.py", text) == complaints


def test_claims() -> None:
    """Only tests need a claim, and an empty one is none."""
    text = 'def test_a():\n    """Holds."""\ndef test_b():\n    pass\ndef test_c():\n    " "\ndef other():\n    pass\n'
    assert find_tests_without_claim("a.py", text) == [
        "a.py:3: `test_b` does not say what it claims",
        "a.py:5: `test_c` does not say what it claims",
    ]


def test_directions() -> None:
    """An import from above is found however it is written and wherever it stands."""
    text = "import workshop.run.lock\nfrom workshop import errors, site\ndef f():\n    from workshop.lab import Lab\n"
    assert find_wrong_directions("lab", "a.py", text) == [
        "a.py:1: lab must not import workshop.run.lock",
        "a.py:2: lab must not import workshop.site",
    ]
    assert find_wrong_directions("run", "a.py", text) == ["a.py:2: run must not import workshop.site"]
    assert find_wrong_directions("room", "a.py", text) == ["a.py:2: room must not import workshop.site"]
    assert find_wrong_directions("venue", "a.py", "from workshop.room import app\n") == [
        "a.py:1: venue must not import workshop.room"
    ]


def test_pure_packages() -> None:
    """What only reads files cannot import what starts programs."""
    assert find_wrong_directions("deck", "a.py", "import subprocess\n") == [
        "a.py:1: deck starts nothing, so it must not import subprocess"
    ]
    assert find_wrong_directions("run", "a.py", "import subprocess\n") == []


def test_heavy_imports() -> None:
    """Only what the module imports at once is weighed: not what its functions or the type checker import."""
    light = "import os\nimport typer\nfrom workshop.errors import UsageError\nfrom workshop.cli.app import app\n"
    later = "if TYPE_CHECKING:\n    import rich\ndef run():\n    import mkdocs\n"
    heavy = "from rich.console import Console\nfrom workshop.run import runner\n"
    assert find_heavy_imports("a.py", light + later) == []
    assert find_heavy_imports("a.py", heavy) == [
        "a.py:1: rich.console is imported before the command runs; import it inside",
        "a.py:2: workshop.run is imported before the command runs; import it inside",
    ]


@pytest.mark.parametrize("text", ["import time\ntime.sleep(1)\n", "import os\nfrom time import monotonic, sleep\n"])
def test_python_sleeps(text: str) -> None:
    """A sleep is found whether it is called through its module or imported by name."""
    assert find_sleeps_in_python("a.py", text) == ["a.py:2: sleeps; wait for what must happen instead"]


@pytest.mark.parametrize("line", ["$ sleep 5", "> sleep 5", "docker ps && sleep 2", "while x; do sleep 1; done"])
def test_shell_sleeps(line: str) -> None:
    """A sleep that the shell runs is found, behind a prompt and inside a line too."""
    assert find_sleeps_in_shell("lab.md", f"text\n{line}\n") == ["lab.md:2: sleeps; wait for what must happen instead"]


@pytest.mark.parametrize("line", ["$ docker run -d busybox:1.37 sleep 1d", "A container that sleeps.", "$ sleepy"])
def test_shell_words_that_are_no_sleep(line: str) -> None:
    """A container whose program is `sleep` waits for nobody."""
    assert find_sleeps_in_shell("lab.md", line) == []
