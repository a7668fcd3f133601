"""What a page should show of an output that it no longer matches."""

from __future__ import annotations

import pytest

from workshop.lab.match import find_difference
from workshop.lab.merge import align, merge_output
from workshop.lab.model import Expectation


def expect(text: str) -> list[Expectation]:
    """The lines of *text* as expectations, counted from 1."""
    return [Expectation(line, number) for number, line in enumerate(text.split("\n"), 1)]


def merge(expected: str, got: str) -> str:
    """The merged lines as a text; those that stay as they were end with `=`."""
    merged = merge_output(expect(expected), got.split("\n"))
    return "\n".join(f"{line.text}=" if isinstance(line, Expectation) else line for line in merged)


@pytest.mark.parametrize(
    ("expected", "got", "merged"),
    [
        ("a\nb", "\na\nc  \n\n", "a\nc"),
        ("a\nb", "a\n\nb", "a\n\nb"),
        ("a\n⋯\nc", "a\nx\nd", "a\nx\nd"),
        ("a\n⋯\nc\nd", "a\nx\ny\nc\ne", "a\n⋯=\nc\ne"),
        ("⋯\na\nb", "x\na\nc", "⋯=\na\nc"),
        ("a\nb\n⋯", "c\nb\nx", "c\nb\n⋯="),
        ("a\n⋯\nc\n⋯\ne", "a\nx\nc\ny\nf", "a\n⋯=\nc\ny\nf"),
        ("a\n⋯\n⋯\nc\nd", "a\nx\nc", "a\n⋯=\n⋯=\nc"),
        ("a b\nsize ⋯ kB\nc", "a b\nsize 3 kB\nd", "a b\nsize ⋯ kB=\nd"),
        ("size ⋯ kB\nc", "weight 3 kB\nc", "weight 3 kB\nc"),
        ("up 5s ⋯\nc", "up 9s since\nd", "up 5s ⋯=\nd"),
        ("a\n⋯\nb", "c\nd", "c\nd"),
        ("a\n⋯", "b\na\nc", "b\na\n⋯="),
    ],
)
def test_what_stays(expected: str, got: str, merged: str) -> None:
    """`⋯` stays where both its sides still match, and the rest is what was printed."""
    assert merge(expected, got) == merged


def test_tokens_are_of_the_run() -> None:
    """A line that still matches is shown as it was printed too, so that one table comes from one run."""
    assert merge("NAME READY\nweb-5bh2r 1/1", "NAME  READY\nweb-n6fcq 0/1") == "NAME  READY\nweb-n6fcq 0/1"


def test_nothing_printed() -> None:
    """Of an output of blank lines there is nothing to show."""
    assert merge_output(expect("a\n⋯"), ["", " "]) == []


def test_many_lines() -> None:
    """Of outputs too long to hold every line against every other, both ends still find their `⋯`."""
    lines = [f"line {number}" for number in range(2000)]
    expected = "\n".join(["⋯", *lines, "⋯"])
    got = "\n".join(["before", *(line.replace("line", "row") for line in lines), "after"])
    assert merge(expected, got) == got
    start = "\n".join(["a", "⋯", *lines])
    assert merge(start, "\n".join(["a", "x", *lines[:-1], "z"])).split("\n")[:2] == ["a", "x"]


def test_pairs() -> None:
    """Lines are paired in order, each once, and as many as can be."""
    assert align(expect("a\n⋯\nb\nc\nd"), ["a", "b", "x", "c", "y", "d"]) == [(0, 0), (2, 1), (3, 3), (4, 5)]
    assert align(expect("b\na\nb"), ["a", "b"]) == [(1, 0), (2, 1)]
    assert align(expect("a\n⋯\nb\n⋯"), ["x", "b"]) == [(2, 1)]
    assert align([], ["a"]) == []


@pytest.mark.parametrize(("expected", "got"), [("x ⋯\n⋯\nx a", "x a"), ("a\n⋯\na", "a"), ("⋯\n⋯", "a")])
def test_what_is_merged_matches(expected: str, got: str) -> None:
    """The merged lines always match the output that they are made of."""
    merged = merge_output(expect(expected), [got])
    lines = [line if isinstance(line, Expectation) else Expectation(line, 1) for line in merged]
    assert find_difference(lines, [got]) is None
