"""What a command would remove of what is on a machine, by the names in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import AIM, ReadLab
from workshop.lab.removal import Place
from workshop.lab.removals import find_cluster, find_endangered

THINGS = [
    ("cluster", "first", "first"),
    ("container", "first-worker", "1111111111111111"),
    ("container", "first-worker-of-mine", "2222222222222222"),
    ("container", "web", "3333333333333333"),
    ("container", "webs", "4444444444444444"),
    ("docker context", "far", "far"),
    ("image", "web:1", "5555555555555555"),
    ("image", "web:latest", "5555555555555555"),
    ("namespace", "shop of cluster first", "shop"),
    ("namespace", "shop of cluster workshop", "shop"),
    ("network", "01-try_default", "6666666666666666"),
    ("swarm", "of this engine", "7777777777777777"),
    ("swarm service", "flock_web", "8888888888888888"),
    ("Deployment", "default/shop", "9"),
    ("Service", "default/shop", "10"),
    ("Pod", "shop/till", "11"),
    ("Namespace", "shop", "12"),
    ("Node", "spare", "13"),
    ("volume", "01-try", "01-try"),
    ("volume", "shop-a_data", "shop-a_data"),
]
SHARED = ["Namespace shop", "Pod shop/till", "namespace shop of cluster workshop"]
TAKEN = {
    "docker rm -f web other": ["container web"],
    "docker rm -f 333333333333": ["container web"],
    "docker stop web; docker restart webs": ["container web", "container webs"],
    "docker image rm 'web:1'": ["image web:1"],
    "docker rmi web": ["image web:latest"],
    "docker rmi 555555555555": ["image web:1", "image web:latest"],
    "docker volume rm 01-try; docker volume rm web": ["volume 01-try"],
    "docker context rm far": ["docker context far"],
    "kind delete cluster --name first": ["cluster first", "container first-worker", "namespace shop of cluster first"],
    "docker compose down -v": ["network 01-try_default"],
    "docker compose -p shop-a down -v": ["volume shop-a_data"],
    "docker-compose -p shop-a rm": ["volume shop-a_data"],
    "docker compose -p other down -v": [],
    "docker stack rm flock": ["swarm service flock_web"],
    "docker swarm leave --force": ["swarm of this engine", "swarm service flock_web"],
    "kubectl delete namespace shop": SHARED,
    "kubectl delete ns/shop": SHARED,
    "kubectl delete deployment shop": ["Deployment default/shop"],
    "kubectl delete deploy,svc shop": ["Deployment default/shop", "Service default/shop"],
    "kubectl delete deployments.apps/shop": ["Deployment default/shop"],
    "kubectl delete pod till": [],
    "kubectl delete pod till -n shop": ["Pod shop/till"],
    "kubectl delete pods --all -n shop": ["Pod shop/till"],
    "kubectl delete node spare": ["Node spare"],
    "kubectl delete -f all.yaml": ["Deployment default/shop", "Pod shop/till"],
    "n=web; docker rm $n": ["container web"],
    "for n in web other; do docker rm ${n}s; done": ["container webs"],
    'drop() { docker rm -f "$@"; }; drop web': ["container web"],
    "./tidy.sh web": ["container web"],
    "bash tidy.sh webs": ["container webs"],
    "docker run --name web web:1; kubectl get deployment shop; docker start web; true": [],
    "docker rm it's": [],
}
FRONT = "---\ntitle: 试\nminutes: 5\nneeds: kind\n---\n\n"
MAKES = AIM + "```{.console #make}\n$ kubectl create namespace shop\n```\n"
MANIFEST = """\
kind: Deployment
metadata: {name: shop}
---
kind: Pod
metadata: {name: till, namespace: shop}
"""


@pytest.mark.parametrize("command", TAKEN)
def test_what_a_command_removes(command: str, folder: Path, read_lab: ReadLab) -> None:
    """A thing is meant by its own name or id, by its cluster's, project's or stack's, or by a manifest."""
    (folder / "tidy.sh").write_text('name=$1\ndocker rm -f "$name"\n', encoding="utf-8")
    (folder / "all.yaml").write_text(MANIFEST, encoding="utf-8")
    lab = read_lab(MAKES + f"```{{.console #step}}\n$ {command}\n```\n", head=FRONT)
    found = find_endangered(lab, THINGS, Place(folder, find_cluster(lab)))
    assert [f"{kind} {name}" for _, _, (kind, name, _) in found] == TAKEN[command]


def test_where_it_stands(folder: Path, read_lab: ReadLab) -> None:
    """Each block counts, with its command; one that is skipped is not run, and so takes nothing."""
    skipped = '```{.console #phone skip="要手机"}\n$ docker rm webs\n```\n'
    cleanup = "```{.console #cleanup}\n$ true\n$ docker rm -f web\n```\n"
    lab = read_lab(skipped + "```{.console #step}\n$ docker rmi web\n```\n", cleanup=cleanup)
    found = find_endangered(lab, THINGS, Place(folder))
    assert [(block.id, command.line, thing[1]) for block, command, thing in found] == [
        ("step", 11, "web:latest"),
        ("cleanup", 15, "web"),
    ]


def test_a_project_is_called_as_its_file_says(folder: Path, read_lab: ReadLab) -> None:
    """Without a name in the command it is the file's, and without one there the folder's, as Compose makes it."""
    lab = read_lab("```{.console #step}\n$ docker compose down\n```\n")
    other = folder.with_name("My.Copy")
    for place, text, names in (
        (folder, "services: {}\n", ["01-try_default"]),
        (folder, "name: shop-a\nservices: {}\n", ["shop-a_data"]),
        (other, "services: {}\n", []),
    ):
        place.mkdir(exist_ok=True)
        (place / "compose.yaml").write_text(text, encoding="utf-8")
        assert [thing[1] for _, _, thing in find_endangered(lab, THINGS, Place(place))] == names
    things = [("volume", "mycopy_data", "mycopy_data")]
    assert [thing for _, _, thing in find_endangered(lab, things, Place(other))] == things


def test_nodes_of_its_own_cluster_may_be_stopped(folder: Path, read_lab: ReadLab) -> None:
    """A lab about failing nodes stops those of the cluster that it is done in, and removes none."""
    things = [("container", "workshop-worker2", "1"), ("container", "first-worker", "2")]
    step = "```{.console #step}\n$ docker stop workshop-worker2 first-worker; docker rm workshop-worker2\n```\n"
    lab = read_lab(step, head=FRONT)
    found = find_endangered(lab, things, Place(folder, find_cluster(lab)))
    assert [thing[1] for _, _, thing in found] == ["first-worker", "workshop-worker2"]


CLUSTERS = {
    ("docker", "", "true"): None,
    ("kind", "", "true"): "workshop",
    ("kind", "cluster: own.yaml\n", "true"): "loop",
    ("kind", "cluster: own.yaml\n", "kind create cluster --config own.yaml --name first"): "first",
    ("kind", "cluster: nameless.yaml\n", "kind create cluster --config nameless.yaml"): "kind",
}


@pytest.mark.parametrize("case", CLUSTERS)
def test_the_cluster_of_a_lab(case: tuple[str, str, str], folder: Path, read_lab: ReadLab) -> None:
    """It is the shared one, or the one that the lab makes, called as kind calls it; other labs have none."""
    needs, more, command = case
    (folder / "own.yaml").write_text("kind: Cluster\nname: loop\n", encoding="utf-8")
    (folder / "nameless.yaml").write_text("kind: Cluster\n", encoding="utf-8")
    head = f"---\ntitle: 试\nminutes: 5\nneeds: {needs}\n{more}---\n\n"
    assert find_cluster(read_lab(f"{AIM}```{{.console #step}}\n$ {command}\n```\n", head=head)) == CLUSTERS[case]
