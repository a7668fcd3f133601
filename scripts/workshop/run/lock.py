"""One lab at a time on an engine: two runs there would see each other's containers.

The lock is a person's own, so that nobody's is in another one's way, and the same wherever temporary files go.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import stat
import time
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

    Who came first is served first. *path* is another lock than that. The kernel gives a lock back when its holder ends,
    however it ends.
    Raises RequirementError where the lock is another user's.
    """
    path = path or find_lock(find_engine_address(os.environ), BASE)
    descriptor = _open(path)
    is_told = False

    def wait(waited: int, how: int) -> None:
        nonlocal is_told
        try:
            fcntl.flock(waited, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if not is_told:
                holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip()
                tell(f"waiting for another run on this machine: {holder or 'it does not say what it does'}")
                is_told = True
            fcntl.flock(waited, how)

    try:
        with _stand_in_line(path.with_suffix(".queue"), wait):
            wait(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{purpose} (process {os.getpid()})\n".encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextmanager
def _stand_in_line(queue: Path, wait: Callable[[int, int], None]) -> Iterator[None]:
    """Be the next as long as the context lasts, after all who came before; *wait* waits for a lock.

    A ticket is a file whose name tells when its holder came; that holds a lock of it, which ends with the holder.
    Without it a run that takes turns for many labs would have the next one too, since it is there when it ends one.
    """
    queue.mkdir(mode=0o700, exist_ok=True)
    ticket = queue / f"{time.monotonic_ns():020}-{secrets.token_hex(4)}"
    # Nobody may see it before it is locked, and take it for one whose holder is gone.
    made = _open(queue / f".{ticket.name}")
    try:
        fcntl.flock(made, fcntl.LOCK_EX)
        (queue / f".{ticket.name}").rename(ticket)
        for other in sorted(queue.glob("[0-9]*")):
            if other.name < ticket.name:
                _wait_for_ticket(other, wait)
        yield
    finally:
        ticket.unlink(missing_ok=True)
        os.close(made)


def _wait_for_ticket(ticket: Path, wait: Callable[[int, int], None]) -> None:
    try:
        descriptor = os.open(ticket, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        wait(descriptor, fcntl.LOCK_SH)
        ticket.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        hint = f"it is another user's: sudo rm {path}"
        raise RequirementError("the lock of labs cannot be opened", where=str(path), hint=hint) from None
