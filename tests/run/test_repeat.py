"""Runs of one lab held against each other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.run.conftest import CLEANUP, MakeLab
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status
from workshop.run.repeat import find_kinds, find_variations

SAY = "```{{.console #say{}}}\n$ say\n{}\n```\n"
HIDDEN = "which what the page shows does not look like: show another sample of it"
SAID = "block `say`, command 1"
NO_KIND = "no kind of token covers it: let the command print the same each time, or show `⋯` in its place"


def report(output: str, status: Status = Status.PASSED) -> LabReport:
    """A run in which the first command of block `say` printed that."""
    command = CommandOutcome("say", 1, "say", status, output=tuple(output.split("\n")))
    return LabReport("01-try", "", "", blocks=[BlockOutcome("say", "console", status, commands=(command,))])


def compare(make_lab: MakeLab, shown: str, outputs: Sequence[str], options: str = "") -> list[str]:
    """What varied between runs that printed *outputs*, as a person sees it."""
    lab = make_lab(SAY.format(options, shown) + CLEANUP, "kind")
    return [str(variation) for variation in find_variations(lab, [report(output) for output in outputs])]


@pytest.mark.parametrize(
    ("shown", "outputs"),
    [
        ("a 5s", ["a 5s", "a 9s", "a 3m4s"]),
        ("a\n⋯\nb", ["a\nb", "a\nx\nb"]),
        ("curl/⋯", ["curl/8", "curl/9"]),
        ("a", ["b", "b", "b"]),
        ("web-5bh2r", ["web-24567", "web-n6fcq"]),
        ("web-5bh2r", ["web-24567", "web-76542"]),
        ("web", ["web-24567", "web-n6fcq"]),
        ("a 5s", ["b 5s", "b 9s"]),
        ("a\n\nb", ["\na\n\nb\n", "a\n\nb  "]),
    ],
)
def test_what_may_vary(make_lab: MakeLab, shown: str, outputs: list[str]) -> None:
    """Known tokens, what the author left open, and an output that is wrong but always the same are no variation."""
    assert compare(make_lab, shown, outputs) == []


def test_command_without_output(make_lab: MakeLab) -> None:
    """An output that the page does not show may be anything, and so may one of a command that was not run."""
    assert compare(make_lab, "", ["a", "b"]) == []
    lab = make_lab(SAY.format("", "a") + CLEANUP)
    assert find_variations(lab, [report("a"), report("", Status.NOT_RUN), report("a\nb", Status.TIMED_OUT)]) == []


@pytest.mark.parametrize(
    ("shown", "outputs", "told"),
    [
        (
            "head\n12 nginx",
            ["head\n12 nginx", "head\n12 nginx", "head\n14 nginx", "head\n15 nginx"],
            f"labs/01-try/lab.md:9: varied: {SAID}\n  run 1 | 12 nginx\n  run 3 | 14 nginx\n\n"
            'hint: `pid` would cover it: if that is what it is, write vary="pid" on the block',
        ),
        (
            "a 1/1",
            ["a 0/1", "a 1/1"],
            f"labs/01-try/lab.md:8: varied: {SAID}\n  run 2 | a 1/1\n  run 1 | a 0/1\n\nhint: {NO_KIND}",
        ),
        (
            "a\nb",
            ["a\nb", "a\nb\nc"],
            f"labs/01-try/lab.md:9: varied: {SAID}\n  run 1 | (no such line)\n  run 2 | c\n\nhint: {NO_KIND}",
        ),
        (
            "web-5bh2r",
            ["web-24567", "web-76542", "x"],
            f"labs/01-try/lab.md:8: varied: {SAID}\n  run 1 | web-24567\n  run 3 | x\n\nhint: {NO_KIND}",
        ),
        (
            "a",
            ["b\n0/1", "b\n1/1"],
            f"labs/01-try/lab.md:7: varied: {SAID}\n  run 1 | 0/1\n  run 2 | 1/1\n\nhint: {NO_KIND}",
        ),
        (
            "⋯\nb\nc",
            ["x\nb\nc", "b\nd"],
            f"labs/01-try/lab.md:10: varied: {SAID}\n  run 1 | c\n  run 2 | d\n\nhint: {NO_KIND}",
        ),
        (
            "web-nginx up",
            ["web-24567 up", "web-76542 up"],
            f"labs/01-try/lab.md:8: varied: {SAID}\n  run 1 | web-24567 up\n  run 2 | web-76542 up\n\n"
            f"hint: it should have been `suffix`, {HIDDEN}",
        ),
    ],
)
def test_what_varied(make_lab: MakeLab, shown: str, outputs: list[str], told: str) -> None:
    """A line that varied is told once, by place, run by run, with the kind of token that it should have been."""
    assert compare(make_lab, shown, outputs) == [told]


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("95MB", "96.1MB", ("size",)),
        ("95 MB", "96 MB", ("size",)),
        ("0.5% 3MiB / 7GiB", "1.25% 4MiB / 7GiB", ("size", "percent")),
        ("6.18.44-x", "6.18.45-y", ("kernel",)),
        ("131 containerd", "130 containerd", ("pid",)),
        ("0/1 Running", "1/1 Running", ()),
        ("a", "a b", ()),
        ("Running", "Pending", ()),
    ],
)
def test_kinds(left: str, right: str, kinds: tuple[str, ...]) -> None:
    """The fewest kinds are named that cover a difference, and none for one that could be a wrong result."""
    assert find_kinds(left, right) == find_kinds(right, left) == kinds


def test_kinds_asked_for_already() -> None:
    """A kind that the block asks for is not named again."""
    assert find_kinds("5 95MB", "6 96MB", frozenset({"pid"})) == ("size",)
