"""A late attendee is brought to each step of a lab by its own commands, and `reset` leaves the machine as it was.

The gate does this for a few labs of each sort, since a lab takes as long as its run; all of them with --every-lab.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from workshop.cli import main
from workshop.lab import Lab, find_labs, load_lab
from workshop.run import lock
from workshop.run.machine import LocalMachine
from workshop.run.turns import Turns
from workshop.venue.catching_up import Step, find_steps

PROJECT = Path(__file__).parents[2]
LABS = [load_lab(folder) for folder in find_labs(PROJECT)]
IN_GATE = {"01", "09", "20", "22"}
OTHERS = """\
apiVersion: v1
kind: Config
clusters: [{name: company, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: company, context: {cluster: company, user: me}}]
current-context: company
users: [{name: me, user: {token: secret}}]
"""
"""What the attendee's own kubectl goes by: a cluster that nobody may ask for anything."""


def pick(lab: Lab) -> ParameterSet:
    """*lab* as a parameter that is skipped where the machine lacks what it needs."""
    needs = [pytest.mark.needs_docker(*lab.front.images)] if lab.front.needs != "none" else []
    needs += [pytest.mark.needs_kind] if lab.front.needs == "kind" else []
    return pytest.param(lab, id=lab.id, marks=needs)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The gate's few labs, or all where these are asked for."""
    is_asked = metafunc.config.getoption("--every-lab")
    metafunc.parametrize("lab", [pick(lab) for lab in LABS if is_asked or lab.id[:2] in IN_GATE])


@pytest.fixture
def _held(lab: Lab) -> Iterator[None]:
    """The machine is held for *lab*, with the cluster that it shares."""
    with Turns(print) as turns, turns.take(lab, f"catching up in {lab.id}") as cluster:
        if cluster:
            cluster.load(lab.front.images)
        yield


@pytest.mark.usefixtures("_held")
def test_catch_up_to_each_step(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After `catch-up --to` a step no check says that something went wrong; after `reset` all is as before `start`."""
    own = tmp_path / "config"
    own.write_text(OTHERS, encoding="utf-8")
    monkeypatch.setenv("KUBECONFIG", str(own))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(PROJECT)
    # The machine is held for the whole of it, and a reset would wait for us.
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    before = LocalMachine().find_things()
    assert main(["start", lab.id, str(tmp_path / "copy"), "--lang", "en"]) == 0
    steps = [step for step in find_steps(lab, None) if step.checks]
    assert steps
    try:
        for step in steps:
            _reach(lab, step, capsys)
    finally:
        told = main(["reset", lab.id, "--yes", "--lang", "en"]), capsys.readouterr()
    assert told[0] == 0, told
    assert LocalMachine().find_things() == before
    assert own.read_text(encoding="utf-8") == OTHERS


def _reach(lab: Lab, step: Step, capsys: pytest.CaptureFixture[str]) -> None:
    """Catch up to *step*, and see that each check up to it holds, or held when its step was done."""
    assert main(["catch-up", lab.id, "--to", step.blocks[-1].id, "--lang", "en"]) == 0, capsys.readouterr().out
    capsys.readouterr()
    main(["check", lab.id, "--lang", "en"])
    said = capsys.readouterr().out
    marks = [line.split()[0] for line in said.splitlines() if line.startswith(("✓", "✗", "·"))]
    order = [check.id for check in lab.checks]
    reached = order.index(step.checks[-1].id) + 1
    assert "✗" not in marks[:reached], said
    assert said.count("held before") + marks[:reached].count("✓") >= reached, said
