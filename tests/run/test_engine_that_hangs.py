"""An engine that takes calls and never answers is told as one that is not there, within five seconds."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from workshop.cli import main
from workshop.run.machine import LocalMachine

PATIENCE_S = 5.0


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An engine at a socket of its own, which `docker` and the kit are told to use."""
    path = str(tmp_path / "engine.sock")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(8)
        monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        yield


@pytest.mark.usefixtures("hanging")
def test_it_is_told_soon() -> None:
    """The machine has no engine then."""
    start = monotonic()
    assert LocalMachine().docker_version() is None
    assert monotonic() - start < PATIENCE_S


@pytest.mark.usefixtures("hanging")
def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An attendee is told in a line, and waits no longer."""
    folder = tmp_path / "labs" / "01-a"
    folder.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").touch()
    body = "---\ntitle: 试\nminutes: 1\nneeds: docker\n---\n```{.console #cleanup}\n$ docker rm web\n```\n"
    (folder / "lab.md").write_text(body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    start = monotonic()
    assert main(["check", "1"]) == 3
    assert monotonic() - start < PATIENCE_S
    assert capsys.readouterr().err.startswith("no Docker Engine answers\n")
