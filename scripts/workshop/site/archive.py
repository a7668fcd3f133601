"""Writes a zip archive that has the same bytes wherever and whenever it is written from the same files.

All that an archive tells of its files is given: order, time, mode, compression level; nothing is asked of the machine's
disk, clock, locale or umask. What stays is zlib itself: another implementation may find shorter matches at the same
level. Storing files as they are would be independent of that too, and twice as large.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workshop.site.kit import KitFile

LEVEL = 9
UNIX = 3
"""Who made an archive, so that modes count when it is unpacked. Source: PKWARE's APPNOTE.TXT 6.3.10, 4.4.2.2."""
REGULAR = 0o100000
EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""What an archive's clock can tell."""


def write_archive(folder: str, files: Mapping[str, KitFile], time: datetime) -> bytes:
    """The archive of *files*, by their names in *folder*, which is all that it unpacks to; all are as old as *time*.

    Files are in the order of their names. Who may write or read them is the same for all, whoever made them.
    """
    moment = min(max(time, EARLIEST), LATEST).timetuple()[:6]
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        for name, file in sorted(files.items()):
            entry = ZipInfo(f"{folder}/{name}", moment)
            entry.create_system = UNIX
            entry.external_attr = (REGULAR | (0o755 if file.is_executable else 0o644)) << 16
            archive.writestr(entry, file.content, ZIP_DEFLATED, LEVEL)
    return written.getvalue()
