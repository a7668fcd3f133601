"""Every small change of a lab is caught by the runner, judged against what the lab's run really printed.

The run is the recorded one of the lab as it is now; where there is none, the page's own outputs stand in for it, which
were recorded from a run too. With CI=true that is a failure: run the labs first.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutation.conftest import SUMMARY
from tests.mutation.judging import Judge
from tests.mutation.mutants import CheckMutant, make_check_mutants, make_mutants, make_right
from workshop.lab import Command, ConsoleBlock, Lab, find_labs, load_lab
from workshop.lab.compare import Comparison
from workshop.lab.digest import digest_lab
from workshop.lab.variants import choose_outputs
from workshop.lab.wildcard import is_any_lines
from workshop.run.account import get_current
from workshop.run.runs import RUNS, load_runs

PROJECT = Path(__file__).resolve().parents[2]
# Beside the lab's folder, where a check may not write.
TURNS_TRUE = 'n=$(cat ../seen 2>/dev/null || true); echo "x$n" > ../seen; test "$n" = xx && rm ../seen'
"""False twice, as before a step, and then true."""

Outputs = dict[tuple[str, int], tuple[str, ...]]


def find_outputs(lab: Lab) -> tuple[Lab, Outputs, str]:
    """*lab* as its last run met it, what each command printed there, and where that is known from."""
    runs = [run for run in get_current(load_runs(PROJECT / RUNS), {lab.id: digest_lab(lab)}) if run.passed]
    if runs:
        met = [choose_outputs(each, runs[0].docker) if isinstance(each, ConsoleBlock) else each for each in lab.blocks]
        outputs = {(done.block, done.index): done.output for done in runs[0].commands}
        return replace(lab, blocks=tuple(met)), outputs, f"the run of {runs[0].started}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{lab.id}: no run of it as it is now is recorded; run `pytest labs` first", pytrace=False)
    shown = {
        (block.id, index): tuple(line.text for line in command.expected if not is_any_lines(line.text))
        for block, index, command in find_commands(lab)
    }
    return lab, shown, "its own page, for want of a run"


def find_commands(lab: Lab) -> Iterator[tuple[ConsoleBlock, int, Command]]:
    """The commands that are run, with block and index."""
    for block in lab.consoles:
        for index, command in enumerate(block.commands if not block.skip else (), 1):
            yield block, index, command


@pytest.mark.parametrize("folder", find_labs(PROJECT), ids=lambda folder: str(folder.name))
def test_what_is_printed_is_shown(folder: Path) -> None:
    """Of the commands that printed something, nine in ten show what it was."""
    lab, outputs, _ = find_outputs(load_lab(folder))
    printing = [
        bool(command.expected)
        for block, index, command in find_commands(lab)
        if any(line.strip() for line in outputs[block.id, index])
    ]
    assert sum(printing) >= 0.9 * len(printing) > 0


def find_checks(lab: Lab) -> Iterator[CheckMutant]:
    """The checks' mutants."""
    steps = {block.id: block for block in lab.consoles}
    for check in lab.checks:
        yield from make_check_mutants(steps[check.after], check)


@pytest.mark.parametrize("folder", find_labs(PROJECT), ids=lambda folder: str(folder.name))
def test_every_change_is_caught(folder: Path, pytestconfig: pytest.Config) -> None:
    """What the run printed passes; with one thing changed it fails, unless the author's `⋯` stands for that line."""
    lab, outputs, source = find_outputs(load_lab(folder))
    made, caught, covered = Counter[str](), Counter[str](), 0
    missed = []
    before = Comparison(lab)
    with Judge.of(lab) as judge:
        for block, index, command in find_commands(lab):
            right = make_right(block, command, outputs[block.id, index])
            assert judge.passes(right, before), f"{block.id}, command {index}"
            for mutant in make_mutants(block, command, outputs[block.id, index], before):
                passes = judge.passes(mutant, before)
                if passes and mutant.is_covered:
                    covered += 1
                    continue
                made[mutant.sort] += 1
                caught[mutant.sort] += not passes
                missed += [mutant.what] if passes else []
            if command.expected:
                assert before.find_difference(block, command, outputs[block.id, index]) is None
        for check in find_checks(lab):
            # One that turns true shows that the judge does not just refuse all.
            assert judge.passes_check(replace(check, check=replace(check.check, script=TURNS_TRUE)))
            made["check"] += 1
            passes = judge.passes_check(check)
            caught["check"] += not passes
            missed += [check.what] if passes else []
    note = f", {covered} where `⋯` stands" if covered else ""
    sorts = ", ".join(f"{sort} {caught[sort]} of {made[sort]}" for sort in made)
    lines = [f"{lab.id}: {caught.total()} of {made.total()} caught{note}, judged by {source}", f"  {sorts}"]
    pytestconfig.stash.setdefault(SUMMARY, []).extend(lines)
    assert missed == []
    assert set(made) >= {"exit code", "word", "line less", "line more", "check"}
