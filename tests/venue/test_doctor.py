"""What labs need of a machine, and whether it is there."""

from __future__ import annotations

import subprocess

import pytest

from tests.venue.conftest import CLEANUP, FakeMachine, WriteLab
from tests.venue.fake_engine import CLASSIC
from workshop.venue.asking import ask
from workshop.venue.doctor import Finding, examine
from workshop.venue.needs import Requirement, Subject, find_requirements

KIND = 'images: ["kindest/node:v1", "nginx:1"]\ntools: [curl, kubectl]\nports: [8120]\n'
COMPOSE = "```{.console #up}\n$ cd . && docker  compose up -d\n```\n" + CLEANUP
NGINX = Requirement(Subject.IMAGE, "nginx:1", ("01-a",))
PORT = Requirement(Subject.PORT, "8101", ("01-a",))
ENGINE = Requirement(Subject.ENGINE, "docker", ("01-a",))


def test_requirements_of_labs(write_lab: WriteLab) -> None:
    """Each thing is named once, in the order of its kind, with all the labs that need it."""
    labs = [write_lab("01-a", "docker", 'images: ["nginx:1"]\n'), write_lab("20-b", "kind", KIND)]
    both, second = ("01-a", "20-b"), ("20-b",)
    assert [(str(each.subject), each.name, each.labs) for each in find_requirements(labs)] == [
        ("engine", "docker", both),
        ("compose", "docker compose", ()),
        ("program", "bash", both),
        ("program", "docker", both),
        ("program", "kind", second),
        ("program", "kubectl", second),
        ("program", "curl", second),
        ("image", "nginx:1", both),
        ("image", "kindest/node:v1", second),
        ("port", "8120", second),
        ("cluster", "workshop", second),
    ]


def test_a_lab_that_needs_nothing(write_lab: WriteLab) -> None:
    """A lab without Docker needs a shell and nothing else."""
    assert find_requirements([write_lab("01-a")]) == [Requirement(Subject.PROGRAM, "bash", ("01-a",))]


def test_a_lab_that_calls_compose(write_lab: WriteLab) -> None:
    """Compose is needed by the lab whose commands call it."""
    lab = write_lab("01-a", "docker", body=COMPOSE)
    assert Requirement(Subject.COMPOSE, "docker compose", ("01-a",)) in find_requirements([lab])


def test_engine_images_and_ports() -> None:
    """What the machine has is fine, what it lacks is not, and a taken port names the container that holds it."""
    machine = FakeMachine(missing={"nginx:1"}, busy={8101})
    asked = []

    def holder(command: tuple[str, ...]) -> str:
        asked.append(command)
        return "first-web\nother\n"

    assert list(examine([ENGINE, NGINX, PORT], machine, holder)) == [
        Finding(ENGINE, True, "28.5.2", store=CLASSIC),
        Finding(NGINX, False),
        Finding(PORT, False, holder="first-web other"),
    ]
    assert asked == [("docker", "ps", "--filter", "publish=8101", "--format", "{{.Names}}")]


def test_without_an_engine() -> None:
    """Without an engine images cannot be told, and nobody is asked who holds a port."""
    findings = list(examine([ENGINE, NGINX, PORT], FakeMachine(version=None, busy={8101}), lambda command: "web"))
    assert findings == [Finding(ENGINE, False), Finding(NGINX, None), Finding(PORT, False)]


@pytest.mark.parametrize(
    ("labs", "answer", "fine", "version"),
    [
        (("20-b",), "kind v0.33.0 go1.27.2 linux/amd64\n", True, "0.33.0"),
        (("20-b",), "", True, ""),
        (("20-b",), None, False, ""),
        ((), None, None, ""),
    ],
)
def test_programs(labs: tuple[str, ...], answer: str | None, fine: bool | None, version: str) -> None:
    """A program is there if it answers; where no lab needs it, that it is missing is no fault."""
    requirement = Requirement(Subject.PROGRAM, "kind", labs)
    assert list(examine([requirement], FakeMachine(), lambda command: answer)) == [Finding(requirement, fine, version)]


def test_a_program_whose_version_nobody_knows_how_to_ask() -> None:
    """Other programs are only looked for."""
    wanted = [Requirement(Subject.PROGRAM, name, ("01-a",)) for name in ("true", "no-such-program")]
    assert [finding.fine for finding in examine(wanted, FakeMachine(), lambda command: "1.0")] == [True, False]


def test_asking_a_real_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program's words are what it prints; one that is missing, fails or hangs has none."""
    assert ask(("bash", "-c", "echo 1.2; echo 3 >&2")) == "1.2\n"
    assert ask(("no-such-program",)) is None
    assert ask(("bash", "-c", "echo 1.2; exit 1")) is None

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("bash", 20)

    monkeypatch.setattr(subprocess, "run", hang)
    assert ask(("bash", "--version")) is None


CLUSTER = Requirement(Subject.CLUSTER, "workshop", ("21-b",))


def test_a_lab_of_the_shared_cluster(write_lab: WriteLab) -> None:
    """A lab that brings no cluster of its own needs the shared one."""
    assert CLUSTER in find_requirements([write_lab("21-b", "kind")])


@pytest.mark.parametrize(
    ("clusters", "context", "nodes", "finding"),
    [
        ("first\nworkshop\n", "kind-workshop\n", None, Finding(CLUSTER, True)),
        ("first\n", "kind-first\n", None, Finding(CLUSTER, None)),
        (None, None, None, Finding(CLUSTER, None)),
        ("workshop\n", "kind-first\n", None, Finding(CLUSTER, True)),
        ("workshop\n", "kind-workshop\n", "workshop-worker running\n", Finding(CLUSTER, True)),
        ("workshop\n", "kind-workshop\n", "workshop-worker exited\n", Finding(CLUSTER, False, is_stopped=True)),
    ],
)
def test_shared_cluster(clusters: str | None, context: str | None, nodes: str | None, finding: Finding) -> None:
    """The shared cluster is there, whatever kubectl speaks to, or yet to be made, or stopped."""
    answers = {"kind": clusters, "kubectl": context, "docker": nodes}
    assert list(examine([CLUSTER], FakeMachine(), lambda command: answers[command[0]])) == [finding]


def test_a_port_that_leads_into_the_shared_cluster() -> None:
    """A port that the shared cluster's node has taken is as it should be."""
    machine = FakeMachine(busy={8101})
    findings = list(examine([PORT], machine, lambda command: "workshop-control-plane\n"))
    assert findings == [Finding(PORT, True, holder="workshop-control-plane")]
