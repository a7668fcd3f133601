"""Small labs for the commands that attendees use, and a machine and a state of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.venue.conftest import FakeMachine, WriteLab, write_lab
from workshop.run import machine as run_machine

__all__ = ["WriteLab", "write_lab"]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's remembered copies are seen or changed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    """The machine that commands find instead of this one: without an engine, until a test gives it one."""
    fake = FakeMachine(version=None)
    monkeypatch.setattr(run_machine, "LocalMachine", lambda: fake)
    return fake
