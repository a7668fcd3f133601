"""For all tests: a pinned environment, and what becomes of a test that needs what this machine lacks."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import FINDERS, MARKERS

NOT_RUN = "not run here: "

# An example may take long the first time, when tables are made, but never hang. In CI the same examples are tried each
# time, so that a change is judged by what it changes; elsewhere every run tries new ones, and remembers what failed.
settings.register_profile("here", deadline=5000, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


@pytest.fixture(autouse=True)
def _pinned_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour, 120 columns, English, UTC, whatever the machine is set to."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "120", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tests that take as long as all labs are asked for."""
    parser.addoption("--every-lab", action="store_true", help="Catch up in every lab, which takes as long as a run.")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of needs.py."""
    for line in MARKERS.values():
        config.addinivalue_line("markers", line)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture is made: skip *item* where this machine lacks what it needs, fail it in CI."""
    lacks = [FINDERS[marker.name](*marker.args) for marker in item.iter_markers() if marker.name in FINDERS]
    for lack in filter(None, lacks):
        if os.environ.get("CI") == "true":
            pytest.fail(f"{NOT_RUN}{lack}", pytrace=False)
        pytest.skip(f"{NOT_RUN}{lack}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each test that was not run here, and why."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)]
    not_run = [report for report in skipped if NOT_RUN in report.longrepr[2]]
    if not_run:
        terminalreporter.section("not run here")
    for report in not_run:
        terminalreporter.write_line(f"{report.nodeid}: {report.longrepr[2].partition(NOT_RUN)[2]}")
