"""Two runs on one machine take turns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from workshop.run.lock import hold_machine

WAIT = """
import sys
from pathlib import Path
from workshop.run.lock import hold_machine
with hold_machine("second", lambda line: print(line, flush=True), Path(sys.argv[1])):
    print("mine", flush=True)
"""


def test_second_run_waits_and_says_for_what(tmp_path: Path) -> None:
    """A second run tells what the first one does, and starts when that one is done."""
    lock = tmp_path / "lock"
    with hold_machine("first", print, lock):
        second = subprocess.Popen([sys.executable, "-c", WAIT, str(lock)], stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        told = second.stdout.readline()
    rest, _ = second.communicate(timeout=10)
    assert told.startswith("waiting for another run on this machine: first (process ")
    assert (rest, second.returncode) == ("mine\n", 0)
