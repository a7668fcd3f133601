"""The services of lab 06 do what the lab says, each on the Python that it needs, and on that alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

LAB = Path(__file__).parents[2] / "labs" / "06-two-pythons"
OLD, NEW = "python:3.13-slim", "python:3.14-slim"


def run_answer(image: str, module: str, path: str) -> subprocess.CompletedProcess[str]:
    """Let *module* of the lab answer a request of *path* on the Python of *image*; its code goes in by stdin."""
    code = (LAB / f"{module}.py").read_text(encoding="utf-8").partition("if __name__")[0]
    command = ["docker", "run", "--rm", "-i", "--network", "none", image, "python", "-W", "ignore", "-"]
    program = f"{code}\nprint(answer({path!r}), end='')\n"
    return subprocess.run(command, input=program, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.needs_docker(OLD)
@pytest.mark.parametrize(("total", "expected"), [("6*7", "42"), ("2-3*4", "-10"), ("(1%2B2)*3", "9"), ("1.5*2", "3.0")])
def test_sums(total: str, expected: str) -> None:
    """The calculator works out sums on Python 3.13."""
    assert run_answer(OLD, "calc", f"/?sum={total}").stdout == f"{expected} (Python 3.13)\n"


@pytest.mark.needs_docker(OLD)
def test_only_sums_are_worked_out() -> None:
    """What is no sum is refused, not run."""
    done = run_answer(OLD, "calc", "/?sum=open('/etc/passwd')")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "ValueError: only sums of numbers"


@pytest.mark.needs_docker(NEW)
def test_greeting_is_harmless() -> None:
    """What a visitor writes is escaped, and what the program writes is not."""
    done = run_answer(NEW, "hello", "/?name=<b>Ada</b>")
    assert done.stdout == "Hello, &lt;b&gt;Ada&lt;/b&gt;! (Python 3.14)\n"


@pytest.mark.needs_docker(OLD, NEW)
@pytest.mark.parametrize(
    ("image", "module", "path", "error"),
    [
        (NEW, "calc", "/?sum=6*7", "AttributeError: module 'ast' has no attribute 'Num'"),
        (OLD, "hello", "/?name=Ada", "SyntaxError: invalid syntax"),
    ],
)
def test_the_other_python_does_not_do(image: str, module: str, path: str, error: str) -> None:
    """Neither service works on the Python of the other."""
    done = run_answer(image, module, path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == error
