"""Whole outputs against expectations: lines, blanks, ellipses, and how the first difference is told."""

from __future__ import annotations

import pytest

from workshop.lab.match import Difference, find_difference
from workshop.lab.model import Expectation
from workshop.lab.output import Tokens


def compare(expected: str, got: str, *vary: str) -> Difference | None:
    """Compare texts of lines; the first expected one stands in line 10 of its document."""
    lines = [Expectation(text, number) for number, text in enumerate(expected.split("\n"), 10)]
    return find_difference(lines, got.split("\n"), Tokens(frozenset(vary)))


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("a   b", "a b"),
        ("a b", "a\tb  "),
        ("a", "\n\na\n \n"),
        ("a\n\nb", "a\n\nb"),
        ("⋯\nb", "b"),
        ("⋯\nb", "a\na\nb"),
        ("a\n⋯", "a"),
        ("a\n⋯", "a\nb\nc"),
        ("a\n⋯\nd", "a\nd"),
        ("a\n⋯\na", "a\na"),
        ("a\n⋯\nc\n⋯\ne", "a\nb\nc\nc\ne"),
        ("⋯\nb\nc\n⋯", "b\nb\nc\nd"),
        ("a\n⋯\n⋯\nb", "a\nb"),
        ("a\n  ⋯  \nb", "a\nx\ny\nb"),
        ("⋯\n10.0.0.1\n⋯", "x\n10.0.0.2\ny"),
    ],
)
def test_lines_that_match(expected: str, got: str) -> None:
    """Runs of blanks count as one, blank ends do not count, and `⋯` alone stands for any lines, none included."""
    assert compare(expected, got) is None


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("a b", "ab"),
        ("a\nb", "a\n\nb"),
        ("a\n\nb", "a\nb"),
        ("a\nb", "b\na"),
        ("a\n⋯\na", "a"),
        ("a\n⋯\nb\n⋯\nb", "a\nb"),
        ("a\nb\n⋯\nb\nc", "a\nb\nc"),
        ("⋯\na", "a\nb"),
        ("a\n⋯", "b\na"),
        ("⋯\nb\n⋯\na\n⋯", "a\nb"),
        ("a", ""),
        ("a\n⋯", ""),
    ],
)
def test_lines_that_do_not(expected: str, got: str) -> None:
    """Lines are never skipped, reordered or used twice."""
    assert compare(expected, got) is not None


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("a⋯b", ["ab", "axb", "a x b"], ["a", "b", "xab", "abx"]),
        ("a ⋯", ["a", "a b", "a b c"], ["ab", "b", ""]),
        ("a⋯", ["a", "ab", "a b"], ["ba"]),
        ("⋯ b", ["b", "a b"], ["ab"]),
        ("a ⋯ b", ["a b", "a x b", "a x y b"], ["ab", "a xb", "ax b", "a b c"]),
        ("1 ⋯ Running", ["1 x Running"], ["12 x Running", "1 NotRunning"]),
        ("ab⋯bc", ["abbc", "abxbc"], ["abc"]),
        ("a ⋯ b ⋯ c", ["a b c", "a x b y c"], ["a c", "a bc"]),
        ("x⋯⋯y", ["xy", "x1y"], ["x"]),
        ("⋯ done ⋯", ["done", "a done b"], ["undone", "done2"]),
        ("loading⋯", ["loading⋯", "loading"], ["load⋯"]),
        ("[⋯] 1/1", ["[x] 1/1", "[] 1/1"], ["[x] 0/1", "[x 1/1"]),
        ("a⋯aa", ["aaa", "a aa"], ["aa"]),
    ],
)
def test_ellipsis_in_a_line(line: str, right: list[str], wrong: list[str]) -> None:
    """`⋯` in a line stands for any text; a blank beside it is a blank, and fixed text is never used twice."""
    assert [got for got in right if compare(line, got)] == []
    assert [got for got in wrong if not compare(line, got)] == []


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        (
            "18398dc6363b⋯",
            ["e91d09306f59", "e91d09306f5951045117c28006dc0c191a862afba8a535da222b9860ef2b0122"],
            ["e91d09306f595104"],
        ),
        ("web-bcdfg⋯", ["web-bcdfg", "web-n6fcq up", "web-bcdfghij-x"], ["web-nginx", "web-b"]),
        ("⋯-5bh2r 1/1", ["web-9cf49b6d6-n6fcq 1/1"], ["web-n6fcq 0/1", "web-nginx 1/1"]),
        ("⋯12s", ["3m4s", "x12s"], ["x13s"]),
        ("web-bws9c⋯", ["web-n6fcq up"], ["web-n6fcqx", "web-n6fcq-x"]),
        ("web-9cf49b6d6⋯", ["web-8cf49b6d6 up"], ["web-8cf49b6d6x"]),
        ("2d0avzak87s0⋯", ["zphk5db0ikp9 s"], ["zphk5db0ikp9x"]),
        ("up 5s⋯", ["up 7s", "up 5sec"], ["up 7sec"]),
        ("at ⋯:36435/api", ["at https://127.0.0.1:36435/api"], ["at https://127.0.0.1:8080/api"]),
        ("172.17.0.1 ⋯ 200 ⋯ curl/⋯", ["10.0.0.9 - - 200 13 curl/8.1"], ["10.0.0.9 - - 404 13 curl/8.1"]),
        ("Up 2⋯", ["Up 2 seconds", "Up 2"], ["Up 3 seconds"]),
    ],
)
def test_a_token_beside_a_cut(line: str, right: list[str], wrong: list[str]) -> None:
    """A whole token beside `⋯` is of its kind, or the text that it is; half a token is fixed text."""
    assert [got for got in right if compare(line, got)] == []
    assert [got for got in wrong if not compare(line, got)] == []


@pytest.mark.parametrize(
    ("expected", "got", "difference"),
    [
        ("a\nweb  1/1", "a\nweb  0/1 ", Difference(11, "web  1/1", "web  0/1", "expected 1/1, got 0/1")),
        ("a\nb", "a", Difference(11, "b", None, "the output ended")),
        ("a", "\na\nb", Difference(10, None, "b", "the output goes on")),
        ("a\n⋯\nb\nc", "a\nc", Difference(12, "b", "c", "expected b, got c")),
        ("⋯\nx 1\ny\n⋯", "a\nx 1\nz\nb", Difference(12, "y", "z", "expected y, got z")),
        ("⋯\nx\ny\n⋯", "a\nx", Difference(12, "y", None, "the output ended")),
        ("⋯\nq\n⋯", "a\nb", Difference(11, "q", None, "the output ended")),
        ("a\n⋯\ny\nz", "a\ny\nx", Difference(13, "z", "x", "expected z, got x")),
    ],
)
def test_the_first_difference(expected: str, got: str, difference: Difference) -> None:
    """A difference tells the line of the document, both lines as they stand, and what differs."""
    assert compare(expected, got) == difference


@pytest.mark.parametrize(
    ("expected", "got", "token"),
    [
        ("web-9cf49b6d6-5bh2r 1/1 Running", "web-7b8f6c5d4-n6fcq 0/1 Running", "expected 1/1, got 0/1"),
        ("18398dc6363b   web", "web   18398dc6363b", "expected ⟨id⟩, got web"),
        ("up 2 seconds (healthy)", "up About a minute (starting)", "expected (healthy), got (starting)"),
        ("web up", "web", "expected up, got the end of the line"),
        ("web", "web up", "expected the end of the line, got up"),
        ("web", "web2 up", "expected web, got web2"),
        ("web-5bh2r", "web-nginx", "expected web-⟨suffix⟩, got web-nginx"),
        ("18398dc6363b web", "e91d09306f59", "expected web, got the end of the line"),
        ("18398dc6363b", "", "expected ⟨id⟩, got the end of the line"),
        ("a ⋯ b", "x b", "expected a, got x"),
        ("a 1/1 ⋯", "a 0/1 b", "expected 1/1, got 0/1"),
        ("a ⋯ b", "a x c", "expected b after `⋯`, got x c"),
        ("a ⋯ b 12s", "a", "expected b ⟨duration⟩ after `⋯`, got the end of the line"),
    ],
)
def test_the_first_token(expected: str, got: str, token: str) -> None:
    """The token that is told is the first that differs, by kind where the page's one is of a kind."""
    difference = compare(f"{expected}\nx", f"{got}\nx") if got else compare(f"x\n{expected}\nx", f"x\n{got}\nx")
    assert difference is not None
    assert difference.token == token


def test_nothing_expected() -> None:
    """An empty expectation matches an output of blank lines alone."""
    assert find_difference([], ["", " "]) is None
    assert find_difference([], ["x"]) == Difference(0, None, "x", "the output goes on")


def test_what_is_set_to_the_right() -> None:
    """Where it is asked for, a line may begin further in or less; the others may not."""
    assert compare("  Info\n a", "    Info\n a", "indent@Info") is None
    assert compare("  Info\n a", "    Info\n  a", "indent@Info") is not None
    assert compare("  Info\n a", "    Info\n a") == Difference(
        10, "  Info", "    Info", "expected 2 blanks before `Info`, got 4 blanks"
    )
