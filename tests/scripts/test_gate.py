"""The gate runs every stage, adds up what pytest did, and says all that failed or was not run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import gate
from gate import Stage

TESTS = """import pytest
def test_good(): pass
def test_bad(): assert False
def test_left_out(): pytest.skip("no engine")
"""
PASSING = "def test_good(): pass\n"
SKIPPING = "import pytest\ndef test_left_out(): pytest.skip('no engine')\n"


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the gate takes for the project, as three stages: quick, tests, last."""
    monkeypatch.setattr(gate, "PROJECT", tmp_path)
    tests = Stage("tests", ("pytest", "-q", "-p", "no:cacheprovider", "."))
    monkeypatch.setattr(
        gate, "STAGES", (Stage("quick", ("python", "-c", "")), tests, Stage("last", ("python", "-c", "")))
    )
    (tmp_path / "pytest.ini").touch()
    return tmp_path


def run_gate(capfd: pytest.CaptureFixture[str], *, ci: bool = False) -> tuple[int, str]:
    """Run the gate; return its exit code and its account, seconds replaced."""
    environ = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    code = gate.main(environ)
    account = capfd.readouterr().out.partition("── gate ──\n")[2]
    return code, re.sub(r"=+", "=", re.sub(r" *\d+\.\d+ ?s", " N s", account))


def test_all_well(suite: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All stages that pass are told with their seconds, and pytest's counts stand last."""
    (suite / "test_a.py").write_text(PASSING, encoding="utf-8")
    assert run_gate(capfd) == (
        0,
        "quick    passed N s\ntests    passed N s\nlast     passed N s\n\nall stages passed\n= 1 passed in N s =\n",
    )


def test_failures_and_skips(suite: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """After a stage that failed the next ones run all the same; what failed and what was not run is named."""
    (suite / "test_a.py").write_text(TESTS, encoding="utf-8")
    (suite / "test_b.py").write_text(SKIPPING, encoding="utf-8")
    monkeypatch.setattr(gate, "STAGES", (Stage("first", ("python", "-c", "exit(3)")), *gate.STAGES[1:]))
    assert run_gate(capfd) == (
        1,
        "first    failed N s\ntests    failed N s\nlast     passed N s\n\n"
        "not run here:\nno engine\n  test_a::test_left_out\n  test_b::test_left_out\n\n"
        "failed: first, tests\n= 1 failed, 1 passed, 2 skipped in N s =\n",
    )


@pytest.mark.parametrize(("ci", "code", "verdict"), [(False, 0, "all stages passed"), (True, 1, "failed: tests")])
def test_skips_in_ci(ci: bool, code: int, verdict: str, suite: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was not run passes here and fails in CI, even where the test itself let it pass."""
    (suite / "test_b.py").write_text(SKIPPING, encoding="utf-8")
    ended, account = run_gate(capfd, ci=ci)
    assert (ended, account.splitlines()[-2]) == (code, verdict)


def test_no_tests_found(suite: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A stage that finds no tests at all has failed."""
    code, account = run_gate(capfd)
    assert (code, account.splitlines()[-2:]) == (1, ["failed: tests", "= no tests ran in N s ="])


def test_stages_cover_the_tests() -> None:
    """Every folder of tests/ is run by some stage."""
    commands = [" ".join(stage.command) for stage in gate.STAGES if stage.counts]
    assert any("pytest tests " in command for command in commands)
    for name in gate.ASIDE:
        assert sum(f" tests/{name}" in command for command in commands) == 1
