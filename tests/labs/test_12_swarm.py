"""The program of lab 12 tells whether it was given the secret, and breaks where it is told to."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import HTTPServer
from pathlib import Path
from types import ModuleType
from urllib.request import urlopen

import pytest

from tests.labs.programs import load_program

APP = Path(__file__).parents[2] / "labs" / "12-swarm" / "app.py"


@pytest.fixture
def app() -> ModuleType:
    """The program as a module."""
    return load_program(APP)


def ask(app: ModuleType) -> str:
    """What one visitor is told, without the version before and the host's name behind it."""
    with HTTPServer(("127.0.0.1", 0), app.Answer) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with urlopen(f"http://127.0.0.1:{server.server_port}", timeout=10) as answer:
            return str(answer.read().decode().split(", ")[1])


def test_secret_is_told_by_its_length(app: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the secret its length is told and never itself; without it, that there is none."""
    monkeypatch.setattr(app, "SECRET", tmp_path / "secret")
    assert ask(app) == "no secret"
    app.SECRET.write_bytes(b"open-sesame")
    assert ask(app) == "a secret of 11 bytes"


def test_broken_on_purpose() -> None:
    """With `BROKEN` it ends at once with an error, so that an update to it fails."""
    environment = {**os.environ, "BROKEN": "yes"}
    done = subprocess.run(
        [sys.executable, APP], env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (1, "broken on purpose\n")
