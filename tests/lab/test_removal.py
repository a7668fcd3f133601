"""What a cleanup would remove of what is on a machine."""

from __future__ import annotations

import pytest

from tests.lab.conftest import ReadLab
from workshop.lab.removal import find_named

THINGS = [
    ("cluster", "first", "first"),
    ("container", "first-worker", "1"),
    ("container", "web", "2"),
    ("container", "webs", "3"),
    ("image", "web:1", "web:1"),
    ("namespace", "shop of cluster first", "shop"),
    ("network", "01-a_default", "4"),
    ("swarm", "of this engine", "5"),
    ("Deployment", "default/shop", "6"),
    ("volume", "01-a", "01-a"),
    ("volume", "shop-a_data", "shop-a_data"),
]
CLEANUPS = {
    "docker rm -f web other": ["web"],
    "docker image rm 'web:1'": ["web:1"],
    "kind delete cluster --name first": ["first", "first-worker"],
    "docker compose down -v": ["01-a_default"],
    "docker compose -p shop-a down -v": ["01-a_default", "shop-a_data"],
    "docker compose -p other down -v": ["01-a_default"],
    "docker swarm leave --force": ["of this engine"],
    "kubectl delete namespace shop": ["default/shop", "shop of cluster first"],
    "true": [],
    "docker rm it's": [],
}


@pytest.mark.parametrize(("command", "names"), CLEANUPS.items())
def test_what_a_cleanup_removes(command: str, names: list[str], read_lab: ReadLab) -> None:
    """A thing is meant by its own name, by its cluster's, or by a Compose project's, named or the folder's."""
    lab = read_lab(
        "```{.console #make}\n$ kubectl create namespace shop\n```\n",
        cleanup=f"```{{.console #cleanup}}\n$ {command}\n```\n",
    )
    assert [name for _, name, _ in find_named(lab, THINGS, "01-a")] == names
