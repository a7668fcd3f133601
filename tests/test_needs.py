"""A test that needs what the machine lacks is skipped by name here, and fails in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
TESTS = """import pytest

@pytest.fixture
def costly():
    raise AssertionError("made before it was known whether the test can run")

@pytest.mark.needs_docker("nginx:1.30")
def test_engine(costly): pass

@pytest.mark.needs_kind
def test_cluster(costly): pass

@pytest.mark.needs_browser
def test_page(costly): pass

def test_plain(): pass
"""
DOCKER = '#!/bin/sh\n[ "$1 $2" != "image inspect" ]\n'


def run_tests(folder: Path, *, ci: bool = False) -> tuple[int, list[str]]:
    """Run TESTS below our conftest with only *folder*/bin on PATH; return exit code and pytest's lines."""
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "conftest.py").write_text("from tests.conftest import *\n", encoding="utf-8")
    (folder / "pytest.ini").touch()
    (folder / "test_a.py").write_text(TESTS, encoding="utf-8")
    environ = {"PATH": str(folder / "bin"), "PYTHONPATH": str(PROJECT), "HOME": os.environ["HOME"]}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-markers"]
    done = subprocess.run(
        command, cwd=folder, env=environ | ({"CI": "true"} if ci else {}), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(autouse=True)
def _no_browser_of_macos() -> None:
    """The browsers that are found by a whole path, not through PATH, cannot be hidden."""
    if sys.platform == "darwin":
        pytest.skip("not run here: on macOS a browser is found outside PATH")


def test_skipped_by_name(tmp_path: Path) -> None:
    """Nothing there: each test that needs something is named with what it lacks, before its fixtures are made."""
    code, lines = run_tests(tmp_path)
    start = next(number for number, line in enumerate(lines) if " not run here " in line)
    assert code == 0
    assert list(filter(None, lines[start + 1 : -1])) == [
        "test_a.py::test_engine: the program docker was not found",
        "test_a.py::test_cluster: the program kind was not found",
        "test_a.py::test_page: no Chromium or Chrome was found",
    ]
    assert "1 passed, 3 skipped" in lines[-1]


def test_fails_in_ci(tmp_path: Path) -> None:
    """With CI=true the same is a failure."""
    code, lines = run_tests(tmp_path, ci=True)
    assert code == 1
    assert [line for line in lines if line.startswith("not run here: ")] == [
        "not run here: the program docker was not found",
        "not run here: the program kind was not found",
        "not run here: no Chromium or Chrome was found",
    ]
    assert "1 passed, 3 errors" in lines[-1]


def test_missing_image(tmp_path: Path) -> None:
    """An engine that answers is not enough: the images that a test names are looked for too."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "docker").write_text(DOCKER, encoding="utf-8")
    (tmp_path / "bin" / "docker").chmod(0o755)
    assert "test_a.py::test_engine: images missing: nginx:1.30" in run_tests(tmp_path)[1]
