"""Stands for the process that builds: does what the lines of a pipe tell it.

    python fake_builder.py PIPE

`build SITE` seals a folder, `fail TEXT` tells a problem, `say TEXT` prints, `die CODE` ends, `deaf` heeds no end of
its input. The first line that it says is its order, as a complaint.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

from workshop.room.messages import Built, Complained, Failed, Message, Order, decode, encode
from workshop.room.sealed import seal


def main(pipe: str) -> None:
    """Obey until standard input is closed."""
    line = sys.stdin.readline()
    order = decode(line)
    assert isinstance(order, Order)
    say(Complained("order", f"{os.getpid()} {order.strict} {order.url} {order.folder}"))
    threading.Thread(target=end_with_input, daemon=True).start()
    while True:
        with open(pipe, encoding="utf-8") as lines:
            for line in lines:
                obey(*line.strip().partition(" ")[::2], order.folder)


def obey(verb: str, what: str, folder: str) -> None:
    """Do *verb* with *what*."""
    if verb == "build":
        target = tempfile.mkdtemp(dir=folder)
        seal(Path(what), Path(target))
        say(Built(target, "/talk/"))
    elif verb == "fail":
        say(Failed([what]))
    elif verb == "say":
        print(what, flush=True)
    elif verb == "die":
        os._exit(int(what))
    elif verb == "deaf":
        HEEDS.clear()


HEEDS = {"input"}


def say(message: Message) -> None:
    """Tell the server *message*."""
    print(encode(message), flush=True)


def end_with_input() -> None:
    """End when the server is gone, unless told to be deaf."""
    sys.stdin.read()
    if HEEDS:
        os._exit(0)
    signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
