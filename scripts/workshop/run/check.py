"""Runs a check's script: the one way for tests and attendees alike."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from workshop.lab import CheckBlock

TIMEOUT_S = 30.0


@dataclass(frozen=True)
class CheckResult:
    """Whether the script said yes (exit code 0), and what it printed."""

    passed: bool
    exit_code: int | None
    output: str


def run_check(check: CheckBlock, folder: Path, environment: dict[str, str]) -> CheckResult:
    """Run *check* in *folder*, a copy of its lab's folder, with *environment* on top of this process's.

    It ends at the first command that fails, within a pipe too. No answer within 30 s is a no; `exit_code` is then None.
    """
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", check.script],
            cwd=folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        return CheckResult(False, None, (expired.output or b"").decode("utf-8", "replace"))
    return CheckResult(done.returncode == 0, done.returncode, done.stdout.decode("utf-8", "replace"))
