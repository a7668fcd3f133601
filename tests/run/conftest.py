"""Small labs, written where a test needs them and run by the real runner in a real bash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import pytest

from workshop.lab import Lab, load_lab
from workshop.lab.record import Hardware
from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine, Machine
from workshop.run.outcome import LabReport
from workshop.run.report import format_failure
from workshop.run.runner import LabRun
from workshop.run.store import ImageStore
from workshop.run.things import Thing

HEAD = "---\ntitle: 试\nminutes: 1\nneeds: {needs}\n---\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"


class EmptyMachine:
    """A machine without an engine, for labs that need none."""

    def find_things(self) -> frozenset[Thing]:
        """Nothing is there."""
        return frozenset()

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Every port is free."""
        return []

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """No image is missing."""
        return []

    def find_hardware(self) -> Hardware:
        """Two processors and four GiB."""
        return Hardware(2, 4 * 2**30, "Linux x86_64")

    def find_image_ids(self, images: Iterable[str]) -> dict[str, str]:
        """No image is there."""
        return {}

    def docker_version(self) -> str | None:
        """There is no engine."""
        return None

    def image_store(self) -> ImageStore | None:
        """There is no engine."""
        return None

    def client_versions(self, commands: Iterable[str]) -> dict[str, str]:
        """No program is there."""
        return {}


MakeLab = Callable[..., Lab]
RunLab = Callable[..., tuple[LabReport, list[str]]]


@pytest.fixture
def make_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeLab:
    """Writes labs/01-try/lab.md below the test's folder, the current one from then on, and loads it."""

    def make(body: str, needs: str = "none") -> Lab:
        folder = tmp_path / "labs" / "01-try"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lab.md").write_text(HEAD.format(needs=needs) + body, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return load_lab(folder)

    return make


@pytest.fixture
def run_lab(make_lab: MakeLab) -> RunLab:
    """Runs such a lab whole; returns its report and the messages of all failures."""

    def run(body: str, needs: str = "none") -> tuple[LabReport, list[str]]:
        machine: Machine = EmptyMachine() if needs == "none" else LocalMachine()
        lab_run = LabRun(make_lab(body, needs), machine)
        # Another run on the engine would be seen as what this lab leaves behind.
        with nullcontext() if needs == "none" else hold_machine("a test of the runner", print):
            lab_run.open()
            try:
                for block in lab_run.lab.blocks:
                    lab_run.run_block(block)
            finally:
                report = lab_run.close()
        return report, [format_failure(failure) for block in report.blocks for failure in block.failures]

    return run
