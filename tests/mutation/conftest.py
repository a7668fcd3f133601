"""Prints how many changes of each lab were caught."""

from __future__ import annotations

import pytest

SUMMARY = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The counts of the labs that were judged."""
    lines = config.stash.get(SUMMARY, [])
    if lines:
        terminalreporter.section("mutation")
    for line in lines:
        terminalreporter.write_line(line)
