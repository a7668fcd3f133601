"""Single things are removed by their own names, each kind as its program does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import make_programs
from workshop.venue.removing import remove_singly

THINGS = {
    ("image", "try:1", "a1"): "docker image rm try:1",
    ("container", "web", "b2"): "docker rm --force b2",
    ("network", "net", "c3"): "docker network rm c3",
    ("volume", "keep", "keep"): "docker volume rm keep",
    ("docker context", "far", "far"): "docker context rm --force far",
    ("cluster", "first", "first"): "kind delete cluster --name first",
    ("namespace", "shop of cluster workshop", "shop"): "kubectl delete namespace shop",
    ("Deployment", "default/web", "1"): "kubectl delete Deployment web --namespace default",
    ("Node", "spare", "2"): "kubectl delete Node spare",
    ("swarm service", "flock_web", "3"): "docker service rm flock_web",
}


def test_each_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What uses other things goes before them; the rest is told as not removed, as nobody knows how."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("docker", "kind", "kubectl")
    unknown = ("taint", "a=b:NoSchedule of node x", "x")
    assert remove_singly([*THINGS, unknown], {"KUBECONFIG": "mine"}) == [(unknown, "")]
    assert programs.calls[:2] == ["docker rm --force b2", "docker service rm flock_web"]
    assert sorted(programs.calls) == sorted(THINGS.values())
    assert {path for _, path, _ in programs.configurations} == {"mine"}


@pytest.mark.parametrize(
    ("said", "failed"),
    [
        ("Error response from daemon: volume is in use", ["Error response from daemon: volume is in use"]),
        ("Error response from daemon: get keep: no such volume", []),
    ],
)
def test_failures(said: str, failed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is told in the program's own words; that the thing is gone is none."""
    make_programs(tmp_path / "bin", monkeypatch).make("docker", last=f"echo '{said}' >&2; exit 1")
    assert [reason for _, reason in remove_singly([("volume", "keep", "keep")], {})] == failed
