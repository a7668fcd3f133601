"""Where a project's site is being served on this machine: noted by who serves it, found by who sends a reader there.

Each server has a file of its own, `.workshop/serving/PID.json` in its project, so that several never write one file.
It stays when the server ends, however that ends; what tells is whether the same process still runs and its port
answers. Knows nothing of what is served, nor of how.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

SERVING = Path(".workshop") / "serving"
"""The folder of the notes in a project."""
SAME_START_S = 60.0
"""How far apart two readings of one process's start may be: Linux counts it from a clock that people set."""
ANSWER_S = 1.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""What a server that listens at every address is called → where this machine reaches it."""


class _Note(BaseModel):
    """`url` ends in `/`; `started` is when the process *pid* began, in seconds since 1970."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    url: str
    pid: int
    started: float


def note_address(project: Path, url: str) -> None:
    """Note that this process serves the site of *project* at *url*, which ends in `/`, for as long as it runs.

    A project that cannot be written to is served all the same, so this raises nothing.
    """
    process = psutil.Process()
    note = _Note(url=_from_here(url), pid=process.pid, started=process.create_time())
    folder = project / SERVING
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{process.pid}.tmp"
        draft.write_text(note.model_dump_json() + "\n", encoding="utf-8")
        draft.replace(folder / f"{process.pid}.json")
    except OSError:
        return


def find_address(project: Path) -> str | None:
    """The address, ending in `/`, at which the site of *project* is being served; of several the one begun last.

    Notes of servers that have ended are deleted.
    """
    running = []
    for file in sorted((project / SERVING).glob("*.json")):
        note = _read(file)
        if note and _is_running(note):
            running.append(note)
        else:
            _forget(file)
    answering = (note.url for note in sorted(running, key=lambda note: note.started, reverse=True) if _answers(note))
    return next(answering, None)


def _read(file: Path) -> _Note | None:
    try:
        return _Note.model_validate_json(file.read_text(encoding="utf-8"))
    except (OSError, ValidationError, ValueError):
        return None


def _is_running(note: _Note) -> bool:
    """Whether the process that wrote *note* runs: a later one may have been given its number."""
    try:
        process = psutil.Process(note.pid)
        is_same = abs(process.create_time() - note.started) < SAME_START_S
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError):
        return False


def _answers(note: _Note) -> bool:
    try:
        parts = urlsplit(note.url)
        address = (parts.hostname or "", parts.port or 80)
        with socket.create_connection(address, timeout=ANSWER_S):
            return True
    except (OSError, ValueError):
        return False


def _forget(file: Path) -> None:
    try:
        os.unlink(file)
    except OSError:
        return


def _from_here(url: str) -> str:
    """*url* with a host that a browser on this machine can open."""
    try:
        parts = urlsplit(url)
        host, port = EVERYWHERE.get(parts.hostname or ""), parts.port
    except ValueError:  # no address that could be asked, and so none that is given to anybody
        return url
    if host is None:
        return url
    place = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{place}:{port}" if port else place).geturl()
