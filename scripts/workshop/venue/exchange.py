"""Two folders that change places at once, where the system can do that. Knows nothing of what is in them."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

# Source: renameat2(2), since Linux 3.15 and glibc 2.28; <linux/fs.h>, <fcntl.h>.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Let two paths of one file system change places in one step; False where the system or file system cannot.

    Raises OSError for any other reason.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))
