"""One lab at a time on a machine: two runs on one engine would see each other's containers."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = Path(tempfile.gettempdir()) / "workshop-labs.lock"


@contextmanager
def hold_machine(purpose: str, tell: Callable[[str], None], path: Path = LOCK) -> Iterator[None]:
    """Hold the machine's lock for *purpose*; where another run holds it, *tell* what that one does and wait for it.

    The kernel gives the lock back when its holder ends, however it ends.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip()
            tell(f"waiting for another run on this machine: {holder or 'it does not say what it does'}")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{purpose} (process {os.getpid()})\n".encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
