"""The image store that an engine tells of."""

from __future__ import annotations

import subprocess

import pytest

from tests.run.conftest import EmptyMachine, MakeLab
from workshop.run.machine import LocalMachine
from workshop.run.runner import LabRun
from workshop.run.store import ImageStore, read_store

SNAPSHOTTER = ["driver-type", "io.containerd.snapshotter.v1"]


@pytest.mark.parametrize(
    ("driver", "status", "store"),
    [
        ("overlayfs", [SNAPSHOTTER], "containerd overlayfs"),
        ("native", [["Some Key", "x"], SNAPSHOTTER], "containerd native"),
        ("overlay2", [["Backing Filesystem", "extfs"], ["Supports d_type", "true"]], "classic overlay2"),
        ("vfs", None, "classic vfs"),
        ("overlayfs", [["driver-type", "something else"]], "classic overlayfs"),
    ],
)
def test_store(driver: str, status: list[list[str]] | None, store: str) -> None:
    """Whose the store is, the status tells, not the driver's name, which any plugin may have."""
    found = read_store({"Driver": driver, "DriverStatus": status})
    assert (str(found), found.driver) == (store, driver)


def test_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no engine answers there is no store."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    assert LocalMachine().image_store() is None


class EngineMachine(EmptyMachine):
    """A machine with an engine of the classic store."""

    def docker_version(self) -> str | None:
        """An engine that upgrades have left with its store."""
        return "29.8.1"

    def image_store(self) -> ImageStore | None:
        """The classic one."""
        return ImageStore("classic", "overlay2")


def test_a_run_says_on_which_store(make_lab: MakeLab) -> None:
    """A run that needs an engine tells its version and store; one that needs none tells neither."""
    body = "```{.console #cleanup}\n$ true\n```\n"
    for needs, told in (("docker", ("29.8.1", "classic overlay2")), ("none", (None, None))):
        run = LabRun(make_lab(body, needs), EngineMachine())
        run.open()
        report = run.close()
        assert (report.docker, report.store) == told


@pytest.mark.needs_docker
def test_this_engine() -> None:
    """The real engine's store is the one that `docker info` prints."""
    template = "{{.Driver}} {{json .DriverStatus}}"
    command = ["docker", "info", "--format", template]
    driver, status = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split(" ", 1)
    kind = "containerd" if SNAPSHOTTER[1] in status else "classic"
    assert str(LocalMachine().image_store()) == f"{kind} {driver}"
