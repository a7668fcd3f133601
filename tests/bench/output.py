"""Measures how fast a terminal takes in what a command prints: 10 MB through the runner's, and through a bare one.

    python -m tests.bench.output --pairs 7 --limit 3

Both run `cat` on a PTY of 120 columns and take turns, so that a slow moment of the machine falls on both. The bare one
reads and forgets; the runner's finds the end of the output and makes lines of it. Prints the ratio of each pair and
their median, for plain and for coloured text; exits 1 where a median is over the limit.
"""

from __future__ import annotations

import argparse
import os
import pty
import statistics
import tempfile
import time
from pathlib import Path

from workshop.run.terminal import PtyTerminal

SIZE_BYTES = 10_000_000
LINES = {
    "plain": b"GET /index.html HTTP/1.1 200 612 - curl/8.14.1 172.17.0.1 the quick brown fox %07d\n",
    "coloured": b"\x1b[32mGET\x1b[0m /index.html \x1b[1;33m200\x1b[0m 612 - curl/8.14.1 172.17.0.1 fox %07d\n",
}


def write_file(path: Path, kind: str) -> int:
    """Write 10 MB of that kind of lines to *path*; returns how many lines these are."""
    count = SIZE_BYTES // len(LINES[kind] % 0)
    path.write_bytes(b"".join(LINES[kind] % number for number in range(count)))
    return count


def time_bare(path: Path) -> float:
    """Seconds in which `cat` writes *path* to a PTY that somebody empties."""
    start = time.perf_counter()
    process, descriptor = pty.fork()
    if process == 0:
        os.execvp("cat", ["cat", str(path)])
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:  # how Linux tells that no process has the other end open
        pass
    os.waitpid(process, 0)
    os.close(descriptor)
    return time.perf_counter() - start


def time_runner(terminal: PtyTerminal, path: Path) -> tuple[float, int]:
    """Seconds in which `cat` has written *path* to *terminal* and its lines are there, and how many lines."""
    start = time.perf_counter()
    execution = terminal.run(f"cat '{path}'", timeout_s=60)
    return time.perf_counter() - start, len(execution.lines)


def measure(folder: Path, kind: str, pairs: int) -> list[float]:
    """Ratios of the runner's seconds to the bare terminal's, a pair each, after one that is not counted."""
    path = folder / f"{kind}.txt"
    count = write_file(path, kind)
    (folder / "lab").mkdir(exist_ok=True)
    terminal = PtyTerminal(folder / "lab")
    ratios = []
    try:
        for _ in range(pairs + 1):
            bare = time_bare(path)
            seconds, lines = time_runner(terminal, path)
            if lines != count:
                raise SystemExit(f"{lines} of {count} lines arrived")
            ratios.append(seconds / bare)
    finally:
        terminal.close()
    return ratios[1:]


def main() -> int:
    """Measure *pairs* times for each kind of text and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--limit", type=float, default=3.0)
    arguments = parser.parse_args()
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in LINES:
            ratios = measure(Path(folder), kind, arguments.pairs)
            medians.append(statistics.median(ratios))
            print(f"{kind:<8} runner / bare: median {medians[-1]:.2f}, {min(ratios):.2f} to {max(ratios):.2f}")
    return int(max(medians) > arguments.limit)


if __name__ == "__main__":
    raise SystemExit(main())
