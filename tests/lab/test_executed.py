"""The record of runs, as the site reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lab.conftest import ReadLab
from workshop.errors import UsageError
from workshop.lab.executed import PastRun, find_proofs, load_past_runs

RUN = PastRun("01-try", "d" * 64, "2026-02-01T00:00:00+00:00", "28.5.2", None, 12.5, passed=True)
STEP = "```{.console #a}\n$ true\n```\n"


def test_runs_come_by_their_time(tmp_path: Path) -> None:
    """A run is read with its versions, the earliest first; what else a record holds is let alone."""
    runs = [vars(RUN) | {"clients": [1]}, vars(RUN) | {"started": "2026-01-01T00:00:00+00:00", "kubernetes": "1.37.0"}]
    (tmp_path / "runs.json").write_text(json.dumps({"format": 1, "runs": runs}))
    earlier = replace(RUN, started="2026-01-01T00:00:00+00:00", kubernetes="1.37.0")
    assert load_past_runs(tmp_path / "runs.json") == [earlier, RUN]
    assert load_past_runs(tmp_path / "none.json") == []


def test_a_run_that_does_not_say_is_not_passed(tmp_path: Path) -> None:
    """A run is taken as passed only where the record says so."""
    run = {key: value for key, value in vars(RUN).items() if key != "passed"}
    (tmp_path / "runs.json").write_text(json.dumps({"format": 1, "runs": [run]}))
    assert load_past_runs(tmp_path / "runs.json") == [replace(RUN, passed=False)]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 2, "runs": []}', '{"format": 1, "runs": 1}', '{"format": 1, "runs": [{}]}']
)
def test_another_file_is_no_record(tmp_path: Path, text: str) -> None:
    """What is not in the record's format is refused by name."""
    (tmp_path / "runs.json").write_text(text)
    with pytest.raises(UsageError) as caught:
        load_past_runs(tmp_path / "runs.json")
    assert str(caught.value) == (
        f"{tmp_path / 'runs.json'}: is not a record of runs in format 1\n\nhint: delete it; a run makes it anew"
    )


def test_what_proves_a_lab(read_lab: ReadLab) -> None:
    """Only a run that passed, of this lab, with the files as they are now, proves it; each version's run does."""
    lab = read_lab(STEP)
    run = replace(RUN, digest=lab.digest())
    other = replace(run, docker="29.0.0")
    runs = [run, replace(run, lab="02-other"), replace(run, passed=False), RUN, other]
    assert find_proofs(runs, lab) == [run, other]
