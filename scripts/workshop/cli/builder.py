"""The process in which `workshop serve` has the site built; not a command of its own.

    python -m workshop.cli.builder PROJECT OPTIONS

OPTIONS are the plugin's, as JSON. It takes its order on standard input, says on standard output what it built, a
message a line, and ends when its input is closed, which is when the server is gone.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop.room.messages import Message
    from workshop.site.rebuilding import SiteBuilder

    Say = Callable[[Message], None]

_NICENESS = 5
"""Readers come first: a build takes what they leave of the processor."""


def main(project: str, options: str) -> None:
    """Build the site of *project* with *options* now and after each change, until standard input is closed."""
    from workshop.room.messages import decode, encode

    # What plugins print must not get between the messages.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.nice(_NICENESS)
    order = decode(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()

    def say(message: Message) -> None:
        channel.write(f"{encode(message)}\n")
        channel.flush()

    _build_forever(Path(project), json.loads(options), order, say)


def _build_forever(project: Path, options: dict[str, str | int], order: Message, say: Say) -> None:
    from workshop.room.messages import Complained, Failed, Order
    from workshop.site.rebuilding import SiteBuilder

    assert isinstance(order, Order)
    folder, strict, last = Path(order.folder), order.strict, None
    builder = SiteBuilder(project, folder / "site", order.url, options)
    while True:
        problems = builder.build(lambda level, message: say(Complained(level, message)), strict=strict)
        if not problems:
            try:
                last = _seal(builder, folder, last, say)
            except OSError as error:
                problems = [str(error)]
        if problems:
            say(Failed(problems))
        strict = False
        builder.wait_for_change(threading.Event().wait)


def _seal(builder: SiteBuilder, folder: Path, last: Path | None, say: Say) -> Path:
    from workshop.room.messages import Built
    from workshop.room.sealed import seal

    target = Path(tempfile.mkdtemp(prefix="build-", dir=folder))
    try:
        seal(builder.folder, target, last)
    except OSError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    say(Built(str(target), builder.mount or "/"))
    return target


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
