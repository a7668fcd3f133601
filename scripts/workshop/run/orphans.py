"""Processes that have left everything behind: parent, session and environment. Linux gives them to us where we ask.

Source: prctl(2), PR_SET_CHILD_SUBREAPER. Elsewhere they go to the first process, and nobody can tell whose they were.
"""

from __future__ import annotations

import ctypes
import os
import sys

import psutil

_SET_CHILD_SUBREAPER = 36


def adopt_orphans(is_on: bool) -> None:
    """From now on, who loses its parent among what we have started becomes our child, or no longer does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, int(is_on), 0, 0, 0)


def find_adopted() -> set[psutil.Process]:
    """Our children that are in a session of their own; what we start ourselves, but for terminals, stays in ours."""
    return {process for process in psutil.Process().children() if is_adopted(process)}


def is_adopted(process: psutil.Process) -> bool:
    """Whether *process* may have become our child only when its parent ended."""
    try:
        return process.ppid() == os.getpid() and os.getsid(process.pid) != os.getsid(0)
    except (psutil.Error, OSError):
        return False
