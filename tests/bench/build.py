"""Measures what a build costs: this talk beside plain MkDocs on the same texts, and how the cost grows with a talk.

    python -m tests.bench.build --pairs 3 --limit 1.5
    python -m tests.bench.build --chapters 200 --labs 100 --seconds 30 --megabytes 700

Plain is MkDocs with Material and the i18n plugin. Both are processes of their own, so that imports count, and take
turns; what is compared is processor time, which other work on the machine hardly changes. With `--chapters` a talk of
that size is made and built, and one of half the size: twice as much may take twice as long, and a fifth more.
Exits 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.large_talk import PROJECT, write_talk
from tests.bench.plain_talk import write_plain

OURS = "from workshop.cli import main; raise SystemExit(main())"
GROWTH = 1.2


@dataclass(frozen=True)
class Cost:
    """What a build took: seconds of processor time and of wall clock, and memory at its most."""

    processor_s: float
    wall_s: float
    memory_mb: float

    def __str__(self) -> str:
        return f"{self.processor_s:.2f} s of processor time, {self.wall_s:.2f} s, {self.memory_mb:.0f} MB"


def build_ours(project: Path, folder: Path) -> Cost:
    """What `workshop build` of *project* into *folder* takes."""
    return _run([sys.executable, "-c", OURS, "build", str(folder)], project)


def build_plain(plain: Path, folder: Path) -> Cost:
    """What `mkdocs build` of the twin *plain* into *folder* takes."""
    return _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)], plain)


def _run(command: list[str], folder: Path) -> Cost:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command[0]} failed in {folder}:\n{said.read().decode()}")
    # Source: getrusage(2): ru_maxrss is in kilobytes on Linux.
    return Cost(used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss / 1000)


def compare(pairs: int, limit: float) -> bool:
    """Build this talk and its plain twin in turns; whether the median ratio is within *limit*."""
    ratios = []
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as temporary:
        folder = Path(temporary)
        write_plain(PROJECT, folder / "plain")
        for _ in range(pairs):
            plain = build_plain(folder / "plain", folder / "plain-site")
            ours = build_ours(PROJECT, folder / "site")
            ratios.append(ours.processor_s / plain.processor_s)
            print(f"plain {plain}\nours  {ours}\nratio {ratios[-1]:.2f}", flush=True)
    median = statistics.median(ratios)
    print(f"ours / plain: median {median:.2f}, {min(ratios):.2f} to {max(ratios):.2f}; at most {limit}")
    return median <= limit


def measure_growth(chapters: int, labs: int, *, seconds: float, megabytes: float) -> bool:
    """Build talks of half the size and of the whole; whether growth, time and memory are within their limits."""
    costs = []
    for part in (2, 1):
        with tempfile.TemporaryDirectory(prefix="workshop-bench-") as temporary:
            folder = Path(temporary)
            write_talk(folder / "talk", chapters // part, labs // part)
            costs.append(build_ours(folder / "talk", folder / "site"))
            size_mb = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file()) / 1e6
            print(f"{chapters // part} chapters, {labs // part} labs: {costs[-1]}; site {size_mb:.0f} MB", flush=True)
    half, whole = costs
    growth = whole.processor_s / half.processor_s / 2
    print(f"twice as much takes 2 x {growth:.2f}; at most 2 x {GROWTH}, {seconds} s and {megabytes} MB")
    return growth <= GROWTH and whole.wall_s <= seconds and whole.memory_mb <= megabytes


def main() -> int:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.5)
    parser.add_argument("--chapters", type=int, default=0)
    parser.add_argument("--labs", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--megabytes", type=float, default=700)
    arguments = parser.parse_args()
    if arguments.chapters:
        limits = {"seconds": arguments.seconds, "megabytes": arguments.megabytes}
        return int(not measure_growth(arguments.chapters, arguments.labs, **limits))
    return int(not compare(arguments.pairs, arguments.limit))


if __name__ == "__main__":
    raise SystemExit(main())
