"""The command line: one file a command. Knows arguments and printing; what a command does stands in the other packages.

Nothing is imported here, so that `scripts/venv_setup.py` can use `workshop.cli.language` before anything is installed.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the console script `workshop` with *argv* (default: the process's own arguments); returns its exit code."""
    from workshop.cli.app import run

    return run(argv)
