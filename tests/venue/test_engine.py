"""What is handed to Docker's own program, and what is not; and what that says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop.venue.engine import DockerEngine, EngineError


def test_an_end_before_its_time_is_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an archive breaks off, the program is stopped before it could take what it got for the whole."""
    program = tmp_path / "docker"
    program.write_text("#!/bin/sh\ncat >/dev/null\ntouch taken\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)

    def break_off() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        DockerEngine().load(break_off())
    assert not (tmp_path / "taken").exists()
    DockerEngine().load([b"x"])
    assert (tmp_path / "taken").exists()


def test_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Docker is not installed no engine answers."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert DockerEngine().platform() is None


def test_inspect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Docker says of an image is passed on, nothing where it has none; a name is never taken for an option."""
    program = tmp_path / "docker"
    program.write_text('#!/bin/sh\n[ "$4" != none ] && echo "[$*]"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert DockerEngine().inspect("--help") == "[image inspect -- --help]\n"
    assert DockerEngine().inspect("none") is None


@pytest.mark.needs_docker
def test_the_engines_own_words() -> None:
    """What a real engine does not take or have is an error in its words, and an end half-way is passed on."""
    with pytest.raises(EngineError, match="invalid tar header"):
        DockerEngine().load([b"this is no archive" * 1000])
    with pytest.raises(EngineError, match=r"reference does not exist|No such image"):
        list(DockerEngine().save(["no-such-image:1"]))

    def break_off() -> Iterator[bytes]:
        yield b"x"
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        DockerEngine().load(break_off())
