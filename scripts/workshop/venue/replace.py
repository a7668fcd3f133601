"""A folder that is written beside its place and takes it whole, or not at all, however its writer ends.

What stood there before is removed as its mark allows, see `workshop.venue.mark`. Knows nothing of what is written.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workshop.venue.exchange import exchange
from workshop.venue.mark import adopt, begin_mark, copy_listed, discard, finish_mark, read_mark, refuse_foreign


@contextmanager
def replacing(folder: Path, tool: str, *, keep: bool = False, unmarked: dict[str, str] | None = None) -> Iterator[Path]:
    """A new folder to write into, which takes the place of *folder* when the context ends well; else nothing changes.

    With *keep* it begins with what *tool* wrote to *folder* before. What a run that was killed has left is removed.
    *unmarked*, digests by name, is what *tool* wrote there before there were marks, see `workshop.venue.mark.adopt`.
    Raises ForeignError, before anything is written and again at the end, where *folder* is not *tool*'s alone; OSError.
    """
    folder = folder.resolve()
    made = [parent for parent in folder.parents if not parent.exists()]
    if not made and not folder.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder.parent))
    _refuse_fixed(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        _mend(folder)
        adopt(folder, tool, unmarked or {})
        refuse_foreign(folder, tool)
        new = _beside(folder, "new")
        new.mkdir()
        with _held(new):
            try:
                begin_mark(new, tool)
                if keep:
                    copy_listed(folder, new)
                yield new
                finish_mark(new, tool)
                if folder.exists():
                    with suppress(PermissionError):  # A memory stick has one set of rights for all.
                        new.chmod(stat.S_IMODE(folder.stat().st_mode))
                refuse_foreign(folder, tool)
                _swap(new, folder)
            finally:
                # Afterwards it is what was replaced.
                discard(new)
    except BaseException:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise


def _refuse_fixed(folder: Path) -> None:
    """Raise OSError where *folder* is there and cannot be replaced: what was written would be in vain."""
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        is_read_only = bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
        number = errno.EROFS if is_read_only else errno.EACCES
        raise OSError(number, os.strerror(number), str(folder))
    if os.path.ismount(folder):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(folder))


def _swap(new: Path, folder: Path) -> None:
    """Put *new* in the place of *folder*; what was there is then at *new*'s, or gone where it was empty."""
    if not folder.exists() or not any(folder.iterdir()):
        new.rename(folder)
    elif not exchange(new, folder):
        # Where the system cannot do both at once; `_mend` undoes what is interrupted in between.
        old = _beside(folder, "old")
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        discard(old)


def _mend(folder: Path) -> None:
    """Undo what a run that was killed has left beside *folder*; what a run that lives is writing is left alone."""
    for old in _find_beside(folder, "old"):
        if not os.path.lexists(folder) and read_mark(old):
            old.rename(folder)
    for left in [*_find_beside(folder, "old"), *_find_beside(folder, "new")]:
        with suppress(FileNotFoundError), _held(left) as is_free:
            if is_free:
                discard(left)


def _beside(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.workshop-{kind}.{secrets.token_hex(4)}")


def _find_beside(folder: Path, kind: str) -> list[Path]:
    start = f".{folder.name}.workshop-{kind}."
    return sorted(
        path
        for path in folder.parent.iterdir()
        if path.name.startswith(start) and path.is_dir() and not path.is_symlink()
    )


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold *folder* as long as the context lasts; the kernel gives it back when its holder ends, however it ends.

    Gives whether it is held: not where another run does, nor on a file system that has no locks.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_held = True
        except OSError:
            is_held = False
        yield is_held
    finally:
        os.close(descriptor)
