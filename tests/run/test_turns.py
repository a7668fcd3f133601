"""Who has the machine when, and from when to when there is a cluster that labs share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workshop.errors import RequirementError
from workshop.lab import Lab, load_lab
from workshop.run import turns
from workshop.run.turns import Turns, gather

CLEANUP = "```{.console #cleanup}\n$ true\n```\n"


class FakeCluster:
    """Writes down what is done to it."""

    there = False
    fails = False
    done: list[str]

    def __init__(self, config: Path, kubeconfig: Path) -> None:
        """Made from a configuration beside the labs, with a place of its own for kubectl's."""
        assert config.name == "cluster.yaml"
        assert kubeconfig.parent.is_dir()

    def exists(self) -> bool:
        """Whether the test says so."""
        return self.there

    def __getattr__(self, name: str) -> object:
        """Any step: writes its name down, and fails where the test wants that."""

        def step() -> None:
            self.done.append(name)
            if self.fails:
                raise RequirementError("kind failed")

        return step


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens to the machine's lock and to the cluster, in order."""
    events: list[str] = []

    @contextmanager
    def hold(purpose: str, tell: object) -> Iterator[None]:
        events.append(f"held for {purpose}")
        try:
            yield
        finally:
            events.append("given back")

    monkeypatch.setattr(turns, "hold_machine", hold)
    monkeypatch.setattr(turns, "SharedCluster", FakeCluster)
    monkeypatch.setattr(FakeCluster, "done", events, raising=False)
    return events


@pytest.fixture
def labs(tmp_path: Path) -> dict[str, Lab]:
    """Labs by what they need: two that share the cluster, one of each other kind."""
    (tmp_path / "cluster.yaml").touch()
    (tmp_path / "23-own").mkdir()
    (tmp_path / "23-own" / "own.yaml").touch()
    fronts = {
        "02-none": "none",
        "01-docker": "docker",
        "21-a": "kind",
        "22-b": "kind",
        "23-own": "kind\ncluster: own.yaml",
    }
    found = {}
    for lab_id, needs in fronts.items():
        (tmp_path / lab_id).mkdir(exist_ok=True)
        (tmp_path / lab_id / "lab.md").write_text(f"---\ntitle: 试\nminutes: 1\nneeds: {needs}\n---\n{CLEANUP}")
        found[lab_id] = load_lab(tmp_path / lab_id)
    return found


def take(taking: Turns, lab: Lab, done: list[str]) -> None:
    """Let *lab* have its turn."""
    with taking.take(lab, lab.id) as cluster:
        done.append(f"run {lab.id}{' in it' if cluster else ''}")


def test_made_once_for_those_that_share_it(labs: dict[str, Lab], done: list[str]) -> None:
    """The cluster is made for the first lab in it, kept for the next, and gone before another lab has its turn."""
    told: list[str] = []
    with Turns(told.append) as taking:
        for lab_id in ("21-a", "22-b", "23-own"):
            take(taking, labs[lab_id], done)
    assert done == [
        "held for 21-a",
        "make",
        "run 21-a in it",
        "run 22-b in it",
        "delete",
        "given back",
        "held for 23-own",
        "run 23-own",
        "given back",
    ]
    assert told == ["making the cluster that 21-a and others share"]


def test_one_that_was_there_stays(labs: dict[str, Lab], done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that someone made is used as soon as it is ready, which is said, and never deleted."""
    monkeypatch.setattr(FakeCluster, "there", True)
    told: list[str] = []
    with Turns(told.append) as taking:
        take(taking, labs["21-a"], done)
    assert done == ["held for 21-a", "use", "wait", "run 21-a in it", "given back"]
    assert told == ["21-a runs in the cluster `workshop` that was here before, beside what is in it"]


def test_one_that_cannot_be_made(labs: dict[str, Lab], done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is given back where kind fails, and the next lab tries again."""
    monkeypatch.setattr(FakeCluster, "fails", True)
    with Turns(print) as taking:
        for lab_id in ("21-a", "22-b"):
            with pytest.raises(RequirementError, match="kind failed"):
                take(taking, labs[lab_id], done)
    assert done == ["held for 21-a", "make", "given back", "held for 22-b", "make", "given back"]


def test_a_new_one_after_a_failure(labs: dict[str, Lab], done: list[str]) -> None:
    """Once it is ended the next lab gets a new one."""
    with Turns(print) as taking:
        take(taking, labs["21-a"], done)
        taking.end_cluster()
        take(taking, labs["22-b"], done)
    assert [event for event in done if event in ("make", "delete")] == ["make", "delete", "make", "delete"]


def test_a_lab_without_an_engine_waits_for_nobody(labs: dict[str, Lab], done: list[str]) -> None:
    """A lab that needs no engine neither holds the machine nor ends the cluster that others share."""
    with Turns(print) as taking:
        for lab_id in ("02-none", "21-a", "02-none", "22-b"):
            take(taking, labs[lab_id], done)
    assert done == [
        "run 02-none",
        "held for 21-a",
        "make",
        "run 21-a in it",
        "run 02-none",
        "run 22-b in it",
        "delete",
        "given back",
    ]


def test_no_configuration(labs: dict[str, Lab], done: list[str]) -> None:
    """Without a configuration beside the labs it is said what is missing."""
    (labs["21-a"].folder.parent / "cluster.yaml").unlink()
    with Turns(print) as taking, pytest.raises(RequirementError) as raised:
        take(taking, labs["21-a"], done)
    assert str(raised.value) == "there is no cluster.yaml beside the labs, to make the cluster from that they share"


def test_gathered_behind_the_first(labs: dict[str, Lab]) -> None:
    """Labs that share the cluster follow the first of them; the others keep their order."""
    order = [labs[lab_id] for lab_id in ("23-own", "22-b", "01-docker", "21-a")]
    assert [lab.id for lab in gather(order)] == ["23-own", "22-b", "21-a", "01-docker"]
    assert [lab.id for lab in gather([labs["01-docker"], labs["23-own"]])] == ["01-docker", "23-own"]
