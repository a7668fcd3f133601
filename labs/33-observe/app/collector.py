"""Prints every line that the shop's containers on this node log, before the files go with their Pods."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

LOGS = Path("/var/log/pods")
LINE = re.compile(r"\S+ (?:stdout|stderr) [FP] (.*)")
"""A line as the container runtime writes it: time, stream, full or partial, and what the program printed."""


def collect(folder: Path, done: dict[Path, int]) -> Iterator[str]:
    """What is new in the logs below *folder*, each line with its Pod's name before it.

    *done* holds how many bytes of each file have been read, and is brought up to date.
    Takes the shop's files alone: with its own it would collect what it prints, without end.
    """
    for path in sorted(folder.glob("default_shop-*/shop/*.log")):
        pod = path.parts[-3].split("_")[1]
        with path.open("rb") as file:
            file.seek(done.get(path, 0))
            for line in file:
                if not line.endswith(b"\n"):
                    break  # Half of it is not written yet.
                done[path] = done.get(path, 0) + len(line)
                if found := LINE.match(line.decode(errors="replace")):
                    yield f"{pod} {found[1]}"


if __name__ == "__main__":
    seen: dict[Path, int] = {}
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    for _ in collect(LOGS, seen):
        pass  # What was logged before it came stays where it is.
    print("watching", flush=True)
    while True:
        for text in collect(LOGS, seen):
            print(text, flush=True)
        if signal.sigtimedwait({signal.SIGTERM}, 0.5):  # Half a second's rest, unless it is told to stop.
            break
