"""Asks programs of this machine, which need not be there, and may not answer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

TIMEOUT_S = 20.0

Ask = Callable[[tuple[str, ...]], str | None]


def ask(command: tuple[str, ...]) -> str | None:
    """What *command* prints on standard output; None where it is not there, fails, or takes longer than 20 s."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
