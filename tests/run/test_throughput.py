"""Much output: taken in about as fast as a bare terminal takes it, and held against the page at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.bench.output import LINES, measure
from workshop.lab.match import find_difference
from workshop.lab.model import Expectation

MOST_TIMES = 3.0
PAIRS = 5


@pytest.mark.parametrize("kind", sorted(LINES))
def test_ten_megabytes(tmp_path: Path, kind: str) -> None:
    """10 MB arrive at no less than a third of the speed of `cat` on a bare terminal; the best of five pairs counts."""
    assert min(measure(tmp_path, kind, PAIRS)) <= MOST_TIMES


def make_lines(second: int) -> list[str]:
    """10,000 lines of a log, as a run in that *second* prints them."""
    line = "2026-11-22T10:00:{:02}Z web-7cdd7b696d-{} 10.244.0.{} GET /{} 200 {}ms"
    return [line.format(second, "5d9vv" if second else "bcdfg", at % 250, at, at % 90) for at in range(10_000)]


@pytest.mark.parametrize("left_out", [0, 1, 100])
def test_ten_thousand_lines(left_out: int) -> None:
    """A page of 10,000 lines is held against 10,000 that were printed within a second, right or wrong at the end."""
    shown = [Expectation(line, at) for at, line in enumerate(make_lines(0), 1)]
    for at in range(left_out):
        shown[at * 50 + 5] = Expectation("⋯", at * 50 + 6)
        shown[at * 50 + 7] = Expectation(f"{shown[at * 50 + 7].text[:20]} ⋯", at * 50 + 8)
    printed = make_lines(30)
    wrong = [*printed[:-2], printed[-2].replace(" 200 ", " 500 "), printed[-1]]
    start = time.process_time()
    assert find_difference(shown, printed) is None
    difference = find_difference(shown, wrong)
    seconds = time.process_time() - start
    assert difference is not None
    assert difference.token == "expected 200, got 500"
    assert seconds / 2 < 1
