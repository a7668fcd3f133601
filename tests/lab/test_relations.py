"""Generated names of a page stand for those of a run one for one, over a whole lab."""

from __future__ import annotations

import pytest

from workshop.lab.match import Difference, match_lines
from workshop.lab.model import Expectation
from workshop.lab.relations import Relations

A, B, C, D = (f"web-575cbb6cdb-{suffix}" for suffix in ("2c54q", "bbjwc", "t8ddl", "zzzzz"))
X, Y, Z, W = (f"web-7b8f6c5d49-{suffix}" for suffix in ("n6fcq", "x7k2p", "4gf9d", "bws9c"))
HEX, OTHER = "18398dc6363b08d6ed63c2dabdd32e54d83eaef1ca42f3869f0fd2819c6db368", "e91d09306f59" + "5" * 52


def run(*outputs: tuple[str, str], any_of: bool = False) -> Difference | None:
    """What is first found wrong with a lab whose commands show the left texts and print the right ones."""
    relations, line = Relations(), 10
    for shown, printed in outputs:
        expected = [Expectation(text, number) for number, text in enumerate(shown.split("\n"), line)]
        line += len(expected) + 2
        matched = match_lines(expected, printed.split("\n"))
        assert not isinstance(matched, Difference)
        if difference := relations.add(matched, any_of=any_of and line > 15):
            return difference
    return None


@pytest.mark.parametrize(
    "outputs",
    [
        [(f"pod/{A} created", f"pod/{X} created"), (f'pod "{A}" deleted', f'pod "{X}" deleted')],
        [(f"{A} 1/1", f"{X} 1/1"), (f"{B} 1/1", f"{Y} 1/1"), (f"{A} 1/1", f"{X} 1/1")],
        [(f"{A} 1/1\n{B} 1/1\n{C} 1/1", f"{X} 1/1\n{Y} 1/1\n{Z} 1/1"), (f"{A} gone", f"{Z} gone")],
        [
            (f"{A} 1/1\n{B} 1/1\n{C} 1/1", f"{X} 1/1\n{Y} 1/1\n{Z} 1/1"),
            (f'pod "{B}" deleted', f'pod "{X}" deleted'),
            (f"{A} 1/1\n{C} 1/1\n{D} 1/1", f"{W} 1/1\n{Y} 1/1\n{Z} 1/1"),
        ],
        [(HEX, OTHER), (f"{HEX[:12]} web", f"{OTHER[:12]} web"), (f"sha256:{HEX}", f"sha256:{OTHER}")],
        [(f"{HEX[:13]} web", f"{OTHER[:13]} web"), (HEX, OTHER)],
        [("172.17.0.2 a", "172.17.0.9 a"), ("172.17.0.2 b", "172.17.0.9 b")],
        [("172.17.0.2 a", "172.17.0.9 a"), ("172.17.0.3 b", "172.17.0.9 b")],
        [("up 5s\nup 5s", "up 6s\nup 7s"), ("127.0.0.1:40000\n127.0.0.1:40000", "127.0.0.1:50000\n127.0.0.1:40001")],
    ],
)
def test_what_fits(outputs: list[tuple[str, str]]) -> None:
    """The same name for the same, another for another, siblings in any order; times and ports have none."""
    assert run(*outputs) is None


@pytest.mark.parametrize(
    ("outputs", "line", "token"),
    [
        (
            [(f"pod {A}", f"pod {X}"), (f"pod {B}", f"pod {X}")],
            13,
            "the page shows another one than `2c54q` of line 10; the run printed the same one again, `n6fcq`",
        ),
        (
            [(f"pod {A}", f"pod {X}"), (f"pod {A}", f"pod {Y}")],
            13,
            "the page shows `2c54q` again, as in line 10; the run printed another one, `x7k2p`",
        ),
        (
            [(f"{HEX[:12]} web", f"{OTHER[:12]} web"), (HEX, HEX)],
            13,
            "the page shows `18398dc6363b` again, as in line 10; the run printed another one, `18398dc6363b`",
        ),
        (
            [("172.17.0.2 a", "172.17.0.9 a"), ("172.17.0.2 b", "172.17.0.8 b")],
            13,
            "names or addresses that are the same on the page are not the same in the run",
        ),
    ],
)
def test_what_breaks_is_told(outputs: list[tuple[str, str]], line: int, token: str) -> None:
    """What the page shows again was printed otherwise, or what it shows as new is the old one."""
    difference = run(*outputs)
    assert difference is not None
    assert (difference.line, difference.token) == (line, token)


@pytest.mark.parametrize(
    "outputs",
    [
        # Of three siblings one is replaced on the page, and none in the run.
        [
            (f"{A} 1/1\n{B} 1/1\n{C} 1/1", f"{X} 1/1\n{Y} 1/1\n{Z} 1/1"),
            (f"{A} 1/1\n{C} 1/1\n{D} 1/1", f"{X} 1/1\n{Y} 1/1\n{Z} 1/1"),
        ],
        # On the page the deleted one is gone, in the run another one.
        [
            (f"{A} 1/1\n{B} 1/1\n{C} 1/1", f"{X} 1/1\n{Y} 1/1\n{Z} 1/1"),
            (f'pod "{B}" deleted', f'pod "{X}" deleted'),
            (f"{A} 1/1\n{C} 1/1\n{D} 1/1", f"{W} 1/1\n{X} 1/1\n{Z} 1/1"),
        ],
        # Which address belongs to which sibling is told twice, and not alike.
        [
            (f"{A} 10.0.0.1\n{B} 10.0.0.2", f"{X} 10.0.0.7\n{Y} 10.0.0.8"),
            (f"{A} is at 10.0.0.1\nand {B} at 10.0.0.2", f"{X} is at 10.0.0.8\nand {Y} at 10.0.0.7"),
        ],
        [("web-575cbb6cdb-2c54q 1/1", f"{X} 1/1"), ("web-575cbb6cdb-bbjwc 1/1", "web-6dbf5c7f9b-x7k2p 1/1")],
    ],
)
def test_siblings_are_told_apart_by_what_follows(outputs: list[tuple[str, str]]) -> None:
    """No way to pair siblings makes the page right about such a run."""
    assert run(*outputs) is not None


def test_any_of_several() -> None:
    """What picks any may print any name that was there before, and no other."""
    listed = (f"{A} 1/1\n{B} 1/1", f"{X} 1/1\n{Y} 1/1")
    assert run(listed, (f"from {A}\nthen {A}", f"from {X}\nthen {Y}"), any_of=True) is None
    difference = run(listed, (f"from {A}\nthen {A}", f"from {X}\nthen {Z}"), any_of=True)
    assert difference == Difference(15, f"then {A}", f"then {Z}", "`4gf9d` is none of those that were printed before")


def test_many_siblings_are_quick() -> None:
    """Forty siblings, shown six times and at last one of them twice, are found wrong without trying all orders."""
    alphabet = "bcdfghjklm"
    pages = [f"web-{a}{b}ttt 1/1" for a in alphabet for b in alphabet[:4]]
    runs = sorted(f"web-xx{a}{b}v 1/1" for a in alphabet for b in alphabet[:4])
    outputs = [("\n".join(pages), "\n".join(runs))] * 6
    assert run(*outputs) is None
    assert run(*outputs, ("\n".join([*pages[:-1], "web-zzzzz 1/1"]), "\n".join(runs))) is not None
