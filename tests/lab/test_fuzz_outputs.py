"""Any output at all: it matches itself, and one that differs in what is no token never matches it."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from workshop.lab import find_labs, load_lab
from workshop.lab.blanks import trim
from workshop.lab.match import find_difference
from workshop.lab.merge import merge_output
from workshop.lab.model import Expectation
from workshop.lab.output import OPTIONAL_KINDS, Tokens
from workshop.lab.wildcard import WILDCARD

PROJECT = Path(__file__).parents[2]
SHOWN = [
    line.text
    for folder in find_labs(PROJECT)
    for block in load_lab(folder).consoles
    for command in block.commands
    for line in command.expected
]
PRINTED = [
    line
    for file in sorted((PROJECT / "tests" / "samples" / "lab").glob("*.txt"))
    for line in file.read_text().splitlines()
]
REAL = sorted({line for line in (*SHOWN, *PRINTED) if line.strip() and "⋯" not in line})
VARY = st.frozensets(st.sampled_from(sorted(OPTIONAL_KINDS)))
WORDS = st.sampled_from(
    [
        "0/1",
        "1/1",
        "12s",
        "3m4s",
        "web-5bh2r",
        "10.0.0.1",
        "sha256:" + "a1" * 32,
        "137",
        "8080/tcp",
        "5%",
        "⋯",
        "",
        "  ",
        "中",
    ]
)
LINES = st.one_of(st.sampled_from(REAL), st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=30))


def expect(lines: list[str]) -> list[Expectation]:
    """*lines* as a page shows them."""
    return [Expectation(line, at) for at, line in enumerate(lines, 1)]


@given(lines=st.lists(LINES, max_size=8), vary=VARY)
def test_an_output_matches_itself(lines: list[str], vary: frozenset[str]) -> None:
    """What was printed, shown on a page as it is, matches what was printed."""
    shown = trim(lines)
    assert find_difference(expect(shown), lines, Tokens(vary)) is None


@given(shown=st.lists(LINES, max_size=6), got=st.lists(LINES, max_size=6), vary=VARY)
def test_any_two_outputs(shown: list[str], got: list[str], vary: frozenset[str]) -> None:
    """Two outputs are held against each other without a word of ours; what is told of them stands in them."""
    difference = find_difference(expect(shown), got, Tokens(vary))
    if difference is not None:
        assert difference.expected is None or difference.expected in shown
        assert difference.got is None or difference.got in trim(got)
        assert difference.token


@given(shown=st.lists(LINES, max_size=6), got=st.lists(LINES, max_size=6), vary=VARY)
def test_a_merged_output_matches(shown: list[str], got: list[str], vary: frozenset[str]) -> None:
    """What an update would show in place of an output matches what was printed, unless a page cannot show that."""
    assume(not any("⋯" in line for line in got))
    merged = [
        line.text if isinstance(line, Expectation) else line for line in merge_output(expect(shown), got, Tokens(vary))
    ]
    assume(any(line.strip() not in ("", WILDCARD) for line in merged))
    assert find_difference(expect(merged), got, Tokens(vary)) is None


@given(line=st.sampled_from(REAL), vary=VARY, chance=st.data())
def test_a_changed_character_is_seen(line: str, vary: frozenset[str], chance: st.DataObject) -> None:
    """Whatever letter or digit of a real output is changed that is part of no token: no run that prints it matches."""
    plain = " ".join(line.split())
    places = find_fixed(plain, vary)
    assume(places)
    at = chance.draw(st.sampled_from(places))
    new = chance.draw(st.sampled_from([letter for letter in "0123456789abcxyzARZ中/" if letter != plain[at]]))
    assert find_difference(expect([plain]), [plain[:at] + new + plain[at + 1 :]], Tokens(vary)) is not None


@given(line=st.sampled_from(REAL), vary=VARY, chance=st.data())
def test_a_lost_word_is_seen(line: str, vary: frozenset[str], chance: st.DataObject) -> None:
    """A word that a real output lacks, and that is part of no token, is never overlooked."""
    plain = " ".join(line.split())
    fixed = set(find_fixed(plain, vary))
    words = [found.span() for found in re.finditer(r"\w+", plain) if set(range(*found.span())) <= fixed]
    assume(words)
    start, end = chance.draw(st.sampled_from(words))
    assert find_difference(expect([plain]), [plain[:start] + plain[end:]], Tokens(vary)) is not None


def find_fixed(plain: str, vary: frozenset[str]) -> list[int]:
    """Where *plain* has letters and digits that are part of no token."""
    places, position = [], 0
    for part in Tokens(vary).split(plain):
        places += [] if part.kind else [position + at for at, letter in enumerate(part.text) if letter.isalnum()]
        position += len(part.text)
    return places
