"""Outputs of the same commands, run twice on real engines: each is right about the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab.match import find_difference
from workshop.lab.model import Expectation
from workshop.lab.output import Tokens

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "lab"
VARY = {
    "processes": {"pid"},
    "stats": {"size", "percent"},
    "worker-logs": {"pid"},
}
NAMES = sorted(path.name.removesuffix(".1.txt") for path in SAMPLES.glob("*.1.txt"))


def read(name: str, run: int) -> list[str]:
    """Return the lines of one run."""
    return (SAMPLES / f"{name}.{run}.txt").read_text(encoding="utf-8").split("\n")


def trim(lines: list[str]) -> list[Expectation]:
    """Return *lines* as a console fence gives them, without blank ones at its end."""
    return [Expectation(text, number) for number, text in enumerate("\n".join(lines).rstrip().split("\n"), 1)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("page", "run"), [(1, 2), (2, 1)])
def test_two_runs_match(name: str, page: int, run: int) -> None:
    """Two runs that went well match, with the kinds that their author would ask for."""
    assert read(name, page) != read(name, run)
    assert find_difference(trim(read(name, page)), read(name, run), Tokens(frozenset(VARY.get(name, ())))) is None


@pytest.mark.parametrize("name", sorted(VARY))
def test_kinds_are_asked_for(name: str) -> None:
    """Sizes, percentages and process ids differ unless they are asked for."""
    assert find_difference(trim(read(name, 1)), read(name, 2)) is not None


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("pods-wide", "1/1     Running  ", "0/1     CrashLoopBackOff"),
        ("pods-wide", "1/1", "2/1"),
        ("deployment", "3/3     3            3", "2/3     3            2"),
        ("deployment", "1/1     Running   0", "1/1     Running   5"),
        ("ps", "Exited (0)", "Exited (137)"),
        ("swarm-services", "2/2", "1/2"),
        ("pod", "Restart Count:  0", "Restart Count:  1"),
        ("pod", "Ready:          True", "Ready:          False"),
        ("network", '"Internal": false', '"Internal": true'),
    ],
)
def test_one_wrong_word_in_a_real_output_is_seen(name: str, right: str, wrong: str) -> None:
    """A result that went wrong in one place matches no page, however alike the rest is."""
    lines = "\n".join(read(name, 2)).replace(right, wrong, 1).split("\n")
    assert lines != read(name, 2)
    difference = find_difference(trim(read(name, 1)), lines)
    assert difference is not None
    assert difference.got is not None
    assert wrong.rsplit(maxsplit=1)[-1] in difference.got
