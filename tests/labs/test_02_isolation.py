"""The program of lab 02 that burns processor time reads the kernel's record where either cgroup version keeps it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BURN = runpy.run_path(str(Path(__file__).parents[2] / "labs" / "02-isolation" / "burn.py"))


@pytest.mark.parametrize("place", ["cpu.stat", "cpu/cpu.stat"], ids=["v2", "v1"])
def test_waits_are_counted(tmp_path: Path, place: str) -> None:
    """The number is that of nr_throttled, in the file of cgroup v2 as in that of v1."""
    record = tmp_path / place
    record.parent.mkdir(exist_ok=True)
    record.write_text("nr_periods 41\nnr_throttled 39\nthrottled_usec 3706043\n")
    assert BURN["count_waits"](tmp_path) == 39


def test_without_a_limit_nobody_waits(tmp_path: Path) -> None:
    """Where the kernel keeps no such number, as it may without a limit, there were no waits."""
    (tmp_path / "cpu.stat").write_text("usage_usec 200000\n")
    assert BURN["count_waits"](tmp_path) == 0


def test_a_missing_record_is_told(tmp_path: Path) -> None:
    """A machine without such a record is not taken for one without waits."""
    with pytest.raises(SystemExit, match=r"no cpu\.stat in"):
        BURN["count_waits"](tmp_path)
