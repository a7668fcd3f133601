"""One lab at a time on an engine: two runs there would see each other's containers.

The lock is a person's own, so that nobody's is in another one's way, and the same wherever temporary files go.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.errors import RequirementError
from workshop.run.contexts import find_engine_address

BASE = Path("/tmp")
"""Where every program of a machine can write, and nothing is kept; `TMPDIR` may differ from shell to shell."""


def find_lock(address: str, base: Path) -> Path:
    """The lock of this person for the engine at *address*, in a folder of the person's own below *base*.

    Raises RequirementError where that folder is another's.
    """
    folder = base / f"workshop-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise RequirementError("belongs to another user", where=str(folder), hint=f"sudo rm -r {folder}")
    return folder / f"engine-{hashlib.sha256(address.encode()).hexdigest()[:12]}.lock"


@contextmanager
def hold_machine(purpose: str, tell: Callable[[str], None], path: Path | None = None) -> Iterator[None]:
    """Hold the lock of the engine that `docker` talks to; where another run does, *tell* what that is, and wait.

    *path* is another lock than that. The kernel gives a lock back when its holder ends, however it ends.
    Raises RequirementError where the lock is another user's.
    """
    descriptor = _open(path or find_lock(find_engine_address(os.environ), BASE))
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


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        hint = f"it is another user's: sudo rm {path}"
        raise RequirementError("the lock of labs cannot be opened", where=str(path), hint=hint) from None
