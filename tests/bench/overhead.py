"""Measures what the runner costs: a lab's commands through the runner against the same in one plain bash.

    python -m tests.bench.overhead labs/01-first-container --pairs 7 --limit 1.05

Both have a terminal of 120 columns and a fresh copy of the lab's folder, and take turns, so that a slow moment of the
machine falls on both. Prints the ratio of each pair and their median; exits 1 where the median is over the limit.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import time
from pathlib import Path

import pexpect

from workshop.lab import Lab, get_lab
from workshop.run.environment import get_environment
from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine
from workshop.run.runner import LabRun
from workshop.run.screen import COLUMNS
from workshop.run.terminal import ROWS
from workshop.run.workspace import Workspace


def time_runner(lab: Lab) -> tuple[float, float]:
    """Seconds of the lab's console blocks alone, and of the whole run with checks, comparisons and leak search."""
    run = LabRun(lab, LocalMachine())
    run.open()
    for block in lab.blocks:
        run.run_block(block)
    report = run.close()
    if not report.passed:
        raise SystemExit(f"{lab.id} fails; see workshop run {lab.id}")
    return sum(command.seconds for command in report.commands), report.seconds


def time_bash(lab: Lab) -> float:
    """Seconds of the same commands in one bash, which reads them from one file and leaves their output alone."""
    workspace = Workspace(lab)
    script = workspace.folder.parent / "commands.sh"
    script.write_text(
        "".join(f"{command.text}\n" for block in lab.consoles if not block.skip for command in block.commands)
    )
    start = time.perf_counter()
    pexpect.run(
        f"bash {shlex.quote(str(script))}",
        timeout=None,
        cwd=str(workspace.folder),
        env=get_environment(workspace.environment),
        dimensions=(ROWS, COLUMNS),
    )
    seconds = time.perf_counter() - start
    workspace.remove()
    return seconds


def main() -> int:
    """Measure *pairs* times, after one pair that is not counted, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lab")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--limit", type=float, default=1.05)
    arguments = parser.parse_args()
    lab = get_lab(Path.cwd(), arguments.lab)
    ratios, wholes = [], []
    with hold_machine(f"the benchmark runs {lab.id}", print):
        for pair in range(arguments.pairs + 1):
            plain = time_bash(lab)
            commands, whole = time_runner(lab)
            if pair:
                ratios.append(commands / plain)
                wholes.append(whole / plain)
                print(f"bash {plain:.2f} s, runner {commands:.2f} s: {ratios[-1]:.3f}; whole run {wholes[-1]:.3f}")
    median = statistics.median(ratios)
    print(f"runner / bash: median {median:.3f}, {min(ratios):.3f} to {max(ratios):.3f}")
    print(f"with checks and leak search: median {statistics.median(wholes):.3f}")
    return int(median > arguments.limit)


if __name__ == "__main__":
    raise SystemExit(main())
