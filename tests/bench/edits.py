"""Measures how long an edit takes until readers get it, with the process that builds for `workshop serve`.

    python -m tests.bench.edits --count 7 --page docs/01-what-docker-is.md --wall 1.5 --processor 0.8

The project is copied, under version control, and its page edited as an author does. Wall time is from the file's last
byte to the message that the new site can be served; processor time is that process's, with all that it started.
Exits 1 where a median is above its limit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.large_talk import PROJECT
from tests.site.tracking import commit
from workshop.room.messages import Built, Failed, Order, decode, encode

LEFT_OUT = {".git", ".venv", ".workshop", "site", "pdf", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__"}


class Builder:
    """The process, which has built once."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def wait(self) -> None:
        """Wait until a build is good."""
        assert self._process.stdout
        for line in self._process.stdout:
            message = decode(line)
            if isinstance(message, Failed):
                raise SystemExit("\n".join(message.problems))
            if isinstance(message, Built):
                return
        raise SystemExit("the process that builds has ended")

    def processor_s(self) -> float:
        """Seconds of processor time until now. Source: proc_pid_stat(5), fields 14 to 17, behind the program's name."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """The memory that it had at most."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines()
        [line] = (line for line in lines if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1000


@contextmanager
def start(project: Path, folder: Path) -> Iterator[Builder]:
    """The process that builds *project*, into folders below *folder*."""
    command = [sys.executable, "-m", "workshop.cli.builder", str(project), "{}"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdin
        process.stdin.write(f"{encode(Order(str(folder), 'http://127.0.0.1:8000', strict=True))}\n")
        process.stdin.flush()
        builder = Builder(process)
        builder.wait()
        yield builder
        process.stdin.close()


def measure(project: Path, page: str, count: int) -> tuple[float, float]:
    """The medians of wall and processor time, in seconds, of *count* edits of *page*."""
    walls, processors = [], []
    file = project / page
    text = file.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder, start(project, Path(folder)) as builder:
        first_s = builder.processor_s()
        for number in range(count):
            before_s, begin = builder.processor_s(), time.perf_counter()
            file.write_text(f"{text}\n{'又' * (number + 1)}一句。\n", encoding="utf-8")
            builder.wait()
            walls.append(time.perf_counter() - begin)
            processors.append(builder.processor_s() - before_s)
            print(f"edit {number + 1}: {walls[-1]:.2f} s, {processors[-1]:.2f} s of processor time", flush=True)
        print(f"first build, imports counted: {first_s:.2f} s of processor time; at most {builder.memory_mb():.0f} MB")
    file.write_text(text, encoding="utf-8")
    return statistics.median(walls), statistics.median(processors)


def _leave_out(folder: str, names: list[str]) -> set[str]:
    """What is made from the project in its own folder, and so is no part of it."""
    return LEFT_OUT & set(names) if Path(folder) == PROJECT else set()


def main() -> int:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=7)
    parser.add_argument("--page", default="docs/01-what-docker-is.md")
    parser.add_argument("--wall", type=float, default=1.5)
    parser.add_argument("--processor", type=float, default=0.8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder:
        project = Path(folder) / "talk"
        shutil.copytree(PROJECT, project, ignore=_leave_out, symlinks=True)
        commit(project)
        wall_s, processor_s = measure(project, arguments.page, arguments.count)
    load = os.getloadavg()[0]
    print(f"median {wall_s:.2f} s, at most {arguments.wall}; of processor time {processor_s:.2f} s,", end=" ")
    print(f"at most {arguments.processor}; load of the machine {load:.1f}")
    return int(wall_s > arguments.wall or processor_s > arguments.processor)


if __name__ == "__main__":
    raise SystemExit(main())
