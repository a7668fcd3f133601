"""The changes that are made of a small block, and which of them its author has left open."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.mutation.judging import Judge
from tests.mutation.mutants import Mutant, make_mutants, make_right
from workshop.lab import Lab, load_lab
from workshop.lab.compare import Comparison

HEAD = "---\ntitle: 试\nminutes: 5\nneeds: none\n---\n\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"


def write(folder: Path, shown: str, needs: str = "none") -> Lab:
    """A lab with one command that shows these lines."""
    file = folder / "labs" / "01-try" / "lab.md"
    file.parent.mkdir(parents=True)
    file.write_text(
        f"{HEAD.replace('none', needs)}```{{.console #say}}\n$ say\n{shown}\n```\n{CLEANUP}", encoding="utf-8"
    )
    return load_lab(file.parent)


def make(lab: Lab, printed: str) -> list[Mutant]:
    """All mutants of the lab's command, which printed these lines."""
    return list(make_mutants(lab.consoles[0], lab.consoles[0].commands[0], printed.split("\n"), Comparison(lab)))


def shown(mutant: Mutant) -> str:
    """The page's lines of a mutant."""
    return "\n".join(line.text for line in mutant.block.commands[0].expected)


def test_changes(tmp_path: Path) -> None:
    """Each word and token is changed once, lines are dropped, added and swapped, and the exit code is another."""
    mutants = make(write(tmp_path, "web 1/1 ⋯ 5s\nweb 1/1 ⋯ 9s\nz"), "web 1/1 x 5s\nweb 1/1 y 7s\nz")
    assert Counter(mutant.sort for mutant in mutants) == {
        "exit code": 1,
        "word": 9,
        "kind": 2,
        "line less": 3,
        "line more": 4,
        "lines swapped": 1,
        "indentation": 3,
        "text behind a control byte": 1,
    }
    pages = [shown(mutant).split("\n")[0] for mutant in mutants if mutant.sort in {"word", "kind"}][:5]
    assert pages == ["wec 1/1 ⋯ 5s", "web 2/1 ⋯ 5s", "web 1x1 ⋯ 5s", "web 1/2 ⋯ 5s", "web 1/1 ⋯ nothing"]
    assert [mutant.execution.lines for mutant in mutants if mutant.sort == "lines swapped"] == [
        ("web 1/1 x 5s", "z", "web 1/1 y 7s")
    ]
    assert len({(shown(mutant), mutant.execution) for mutant in mutants}) == len(mutants)


def test_what_is_left_open(tmp_path: Path) -> None:
    """What the runner does not notice is just what `⋯` stands for, or could."""
    lab = write(tmp_path, "a\n⋯\nb\n1\n⋯")
    lab_command = lab.consoles[0].commands[0]
    mutants = make(lab, "a\nx\ny\nb\n1\n1")
    with Judge.of(lab) as judge:
        assert judge.passes(make_right(lab.consoles[0], lab_command, ["a", "x", "y", "b", "1", "1"]))
        passing = [mutant for mutant in mutants if judge.passes(mutant)]
    assert [mutant for mutant in passing if not mutant.is_covered] == []
    assert [mutant for mutant in mutants if mutant.is_covered and mutant.sort != "lines swapped"] == [
        mutant for mutant in passing if mutant.sort != "lines swapped"
    ]
    assert Counter(mutant.sort for mutant in passing) == {"line less": 4, "line more": 5, "lines swapped": 2}


def test_names(tmp_path: Path) -> None:
    """A name that the page showed before becomes another one, and the name of another thing, and both are noticed."""
    lab = write(tmp_path, "web-2c54q up\ndb-bbjwc up", needs="kind")
    block, command = lab.consoles[0], lab.consoles[0].commands[0]
    printed, before = ["web-n6fcq up", "db-x7k2p up"], Comparison(lab)
    assert before.find_difference(block, command, printed) is None
    mutants = [each for each in make_mutants(block, command, printed, before) if each.sort.startswith("name")]
    assert [(each.sort, each.execution.lines) for each in mutants] == [
        ("name made different", ("web-bbbbb up", "db-x7k2p up")),
        ("name made equal", ("web-x7k2p up", "db-x7k2p up")),
        ("name made different", ("web-n6fcq up", "db-bbbbb up")),
        ("name made equal", ("web-n6fcq up", "db-n6fcq up")),
    ]
    with Judge.of(lab) as judge:
        assert judge.passes(make_right(block, command, printed), before)
        assert not any(judge.passes(mutant, before) for mutant in mutants)
        assert all(judge.passes(mutant) for mutant in mutants if mutant.sort == "name made different")
