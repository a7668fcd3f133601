"""Which engine is meant is read from docker's own settings, as docker reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workshop.errors import RequirementError
from workshop.run.contexts import find_contexts, find_current_context, find_engine_address

FAR = {"Name": "far", "Endpoints": {"docker": {"Host": "ssh://me@far"}}}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Docker's folder, with a context `far` and one without an address, `near`, none in use."""
    for name, meta in {"a": FAR, "b": {"Name": "near", "Endpoints": {}}}.items():
        folder = tmp_path / "contexts" / "meta" / name
        folder.mkdir(parents=True)
        (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8-sig")
    return tmp_path


@pytest.mark.parametrize(
    ("environ", "current", "address"),
    [
        ({}, None, "unix:///var/run/docker.sock"),
        ({}, "far", "ssh://me@far"),
        ({}, "near", "unix:///var/run/docker.sock"),
        ({}, "gone", "unix:///var/run/docker.sock"),
        ({"DOCKER_CONTEXT": "far"}, None, "ssh://me@far"),
        ({"DOCKER_CONTEXT": "default"}, "far", "unix:///var/run/docker.sock"),
        ({"DOCKER_HOST": "tcp://b:2375", "DOCKER_CONTEXT": "far"}, "near", "tcp://b:2375"),
    ],
)
def test_address(settings: Path, environ: dict[str, str], current: str | None, address: str) -> None:
    """DOCKER_HOST counts before DOCKER_CONTEXT, that before the context in use, and without any it is the socket."""
    if current:
        (settings / "config.json").write_text(json.dumps({"currentContext": current}), encoding="utf-8")
    environ = {"DOCKER_CONFIG": str(settings), **environ}
    assert find_current_context(environ) == current
    expected = f"unix://{Path(address[7:]).resolve()}" if address.startswith("unix://") else address
    assert find_engine_address(environ) == expected


def test_a_socket_by_two_names(settings: Path, tmp_path: Path) -> None:
    """Two names of one socket are one engine."""
    (tmp_path / "linked").symlink_to(tmp_path)
    names = [f"unix://{tmp_path}/docker.sock", f"unix://{tmp_path}/linked/docker.sock"]
    assert len({find_engine_address({"DOCKER_HOST": name}) for name in names}) == 1


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_broken_settings(settings: Path, content: bytes) -> None:
    """A file of docker's that is broken is named, with what to do."""
    file = settings / "config.json"
    file.write_bytes(content)
    with pytest.raises(RequirementError) as caught:
        find_engine_address({"DOCKER_CONFIG": str(settings)})
    hint = "mend it, or move it away: docker writes a new one"
    assert str(caught.value) == f"{file}: is not what docker writes\n\nhint: {hint}"
    assert sorted(find_contexts({"DOCKER_CONFIG": str(settings)})) == ["far", "near"]
