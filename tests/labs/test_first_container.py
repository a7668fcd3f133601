"""Lab 01 proves what it says, and would not pass where it is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab import load_lab
from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine
from workshop.run.outcome import BlockOutcome, Status
from workshop.run.runner import LabRun

LAB = Path(__file__).parents[2] / "labs" / "01-first-container"
BLOCK = "kernel-inside-and-outside"


def run_kernel_block() -> BlockOutcome:
    """The outcome of the block that compares the kernels, run alone, with the cleanup after it."""
    lab = load_lab(LAB)
    block = lab.find_block(BLOCK)
    assert block is not None
    with hold_machine("a test of lab 01", print):
        run = LabRun(lab, LocalMachine())
        run.open()
        try:
            return run.run_block(block)
        finally:
            run.close()


@pytest.mark.needs_docker("busybox:1.37", "nginx:1.30")
def test_one_kernel() -> None:
    """On this machine the host and a container report the same kernel, and the lab finds it so."""
    assert run_kernel_block().status is Status.PASSED


@pytest.mark.needs_docker("busybox:1.37", "nginx:1.30")
def test_another_kernel_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the host reports another kernel than the container, the lab fails at its comparison and nowhere else."""
    uname = tmp_path / "uname"
    uname.write_text("#!/bin/sh\necho 1.2.3-other\n")
    uname.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    outcome = run_kernel_block()
    assert [command.status for command in outcome.commands] == [Status.PASSED, Status.PASSED, Status.FAILED]
