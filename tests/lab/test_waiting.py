"""Which calls let time pass, under whatever name, and which wait for something."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab import load_lab
from workshop.lab.faults import find_faults

SLEEPS = [
    "/bin/sleep 1",
    "usleep 10",
    "busybox sleep 1",
    "coreutils --coreutils-prog=sleep 1",
    "timeout 3 tail -f /dev/null",
    "python3 -c 'import time; time.sleep(1)'",
    "python3 -Ic 'from time import sleep; sleep(0.5)'",
    "perl -e 'sleep 1'",
    "perl -e 'select undef, undef, undef, .1'",
    "node -e 'setTimeout(() => {}, 1000)'",
    "nap=sleep; $nap 1",
]
WAITS = [
    "read -t 5 answer",
    "timeout 5 cat pipe",
    "timeout 5 tail -f log",
    "tail -f /dev/null &",
    "python3 sleep.py 5",
    "python3 -c 'print(\"sleep well\")'",
    "docker run -d busybox:1.37 sleep 1000",
    "echo sleep 5",
]


def find_sleeps(folder: Path, command: str) -> list[str]:
    """What is said of sleeping in a lab of this one command, with its line."""
    lab = folder / "01-try"
    lab.mkdir()
    text = f"---\ntitle: 试\nminutes: 5\nneeds: none\n---\n\n```{{.console #go}}\n$ {command}\n```\n"
    (lab / "lab.md").write_text(f"{text}```{{.console #cleanup}}\n$ true\n```\n", encoding="utf-8")
    return [f"{error.where}: {error.message}" for error in find_faults(load_lab(lab)) if "sleeps" in error.message]


@pytest.mark.parametrize("command", SLEEPS)
def test_sleeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A fixed time is refused whatever lets it pass."""
    monkeypatch.chdir(tmp_path)
    assert find_sleeps(tmp_path, command) == ["01-try/lab.md:8: block `go`: sleeps; wait for what must happen instead"]


@pytest.mark.parametrize("command", WAITS)
def test_waiting(tmp_path: Path, command: str) -> None:
    """What ends as soon as something happens, goes on in the background, or only speaks of it, is no sleeping."""
    assert find_sleeps(tmp_path, command) == []


def test_program_by_its_folder(tmp_path: Path) -> None:
    """A program that is called by where systems keep it is used, and one of the lab's own is not."""
    lab = tmp_path / "01-try"
    lab.mkdir()
    (lab / "jq").write_text("#!/bin/sh\n", encoding="utf-8")
    text = "---\ntitle: 试\nminutes: 5\nneeds: none\n---\n\n```{.console #go}\n$ /usr/bin/docker ps\n$ ./jq\n```\n"
    (lab / "lab.md").write_text(f"{text}```{{.console #cleanup}}\n$ true\n```\n", encoding="utf-8")
    assert [error.message for error in find_faults(load_lab(lab))] == ["docker is used, and `needs` is `none`"]
