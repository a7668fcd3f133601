"""`workshop serve` on a terminal, for tests that look at it from outside."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

WORKSHOP = str(Path(sys.executable).parent / "workshop")


def heed_interrupts() -> None:
    """Let Ctrl+C end what is started, as it does what a person starts at a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(project: Path, *options: str) -> Iterator[pexpect.spawn[str]]:
    """`workshop serve` with *options* on a terminal, of *project*."""
    environ = {**os.environ, "TERM": "dumb"}
    child = pexpect.spawn(
        WORKSHOP,
        ["serve", *options],
        cwd=str(project),
        env=environ,
        timeout=30,
        encoding="utf-8",
        # Tests that a script runs in the background ignore Ctrl+C, and would hand that on.
        preexec_fn=heed_interrupts,
    )
    child.setecho(False)
    try:
        yield child
    finally:
        if child.isalive():
            child.kill(signal.SIGTERM)
            child.expect(pexpect.EOF)
            child.wait()
        child.close()


def write(server: pexpect.spawn[str], file: Path, text: str, line: str) -> None:
    """Put *text* into *file*, and wait until the server prints *line*."""
    file.write_text(text, encoding="utf-8")
    server.expect_exact(line)
