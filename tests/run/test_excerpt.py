"""Where two lines differ, as an author is shown it."""

from __future__ import annotations

import time

import pytest

from tests.run.conftest import CLEANUP, RunLab
from workshop.run.excerpt import name_code_points, show_difference

WORDS = " ".join(f"word{number}" for number in range(60))

FIRST, LAST = "word0 word1 word2", "word56 word57 word58 word59"
MORE = f"{FIRST} word3 word4"


def test_short_lines_are_whole() -> None:
    """Lines of up to 200 characters stand as they are."""
    assert show_difference("a" * 200, "b") == ("a" * 200, "b")


@pytest.mark.parametrize(
    ("expected", "got", "shown"),
    [
        (
            f"{WORDS} 3 ready {WORDS}",
            f"{WORDS} 2 ready {WORDS}",
            (f"…5 {LAST} 3 ready {FIRST} word3…", f"…5 {LAST} 2 ready {FIRST} word3…"),
        ),
        (
            f"12s {WORDS} ok {WORDS}",
            f"9s {WORDS} failed {WORDS}",
            (f"12s {MORE}…5 {LAST} ok {MORE}…", f"9s {MORE}…5 {LAST} failed {MORE}…"),
        ),
        ("x" * 300, "y" * 300, ("x" * 200 + "… (100 more characters)", "y" * 200 + "… (100 more characters)")),
        (WORDS, f"{WORDS} more", (f"…55 {LAST}", f"…55 {LAST} more")),
    ],
)
def test_long_lines(expected: str, got: str, shown: tuple[str, str]) -> None:
    """Of long lines every part that differs is shown, with what stands around it."""
    assert show_difference(expected, got) == shown


def test_very_long_lines() -> None:
    """Where two lines of megabytes differ is found at once."""
    begin = time.process_time()
    left, right = show_difference("x" * 5_000_000 + "a" + "y" * 5_000_000, "x" * 5_000_000 + "b" + "y" * 5_000_000)
    assert (left, right) == (f"…{'x' * 30}a{'y' * 30}…", f"…{'x' * 30}b{'y' * 30}…")
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("expected", "got", "named"),
    [
        ("cafe\u0301 open", "caf\xe9 open", "expected U+0065 U+0301, got U+00E9"),
        ("a b", "a\xa0b", "expected U+0020, got U+00A0"),
        ("ab", "a\u200bb", "expected nothing there, got U+200B"),
        ("✔ ok", "✔\ufe0f ok", "expected nothing there, got U+FE0F"),
        ("가", "\u1100\u1161", "expected U+AC00, got U+1100 U+1161"),
        ("abc", "abd", ""),
        ("é", "e", ""),
        ("你好", "你们", ""),
    ],
)
def test_what_looks_alike(expected: str, got: str, named: str) -> None:
    """The code points are named where nothing else tells two lines apart, and only there."""
    assert name_code_points(expected, got) == named


def test_lines_that_look_alike_in_a_report(run_lab: RunLab) -> None:
    """The author of a page that was typed otherwise is told which characters it is about."""
    _, failures = run_lab("```{.console #say}\n$ printf 'caf\\xc3\\xa9\\n'\ncafe\u0301\n```\n" + CLEANUP)
    assert [failure.splitlines()[:4] for failure in failures] == [
        [
            "labs/01-try/lab.md:8: failed: block `say`, command 1: wrong output",
            "  expected | cafe\u0301",
            "  got      | caf\xe9",
            "  (expected U+0065 U+0301, got U+00E9)",
        ]
    ]
