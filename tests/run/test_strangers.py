"""What comes or goes while a lab runs, and is none of it."""

from __future__ import annotations

import pytest

from tests.run.conftest import CLEANUP, EmptyMachine, MakeLab
from workshop.run.report import format_failure, format_notes
from workshop.run.runner import LabRun
from workshop.run.strangers import Strangers
from workshop.run.things import Change, Thing

AIM = '$ export KUBECONFIG="$PWD/.kubeconfig"\n'
BODY = f"""\
```{{.console #make}}
{AIM}$ docker run -d --name shop-web -p 8105:80 -l tier=front nginx:1.30
$ kubectl label node worker disk=ssd
$ kubectl create deployment till --image=redis:8
```
"""
FRONT = "docker\nimages: [nginx:1.30, redis:8]\nports: [8105]"
STRANGE = [
    ("listener at port", "40123", ""),
    ("namespace", "shop of cluster other", ""),
    ("namespace", "theirs of cluster workshop", ""),
    ("label", "gpu=yes of node worker", ""),
    ("taint", "away=:NoSchedule of node worker", ""),
    ("Deployment", "default/theirs", ""),
    ("ClusterRole", "reader", ""),
    ("node image", "docker.io/library/postgres:18 on node worker", ""),
    ("cluster", "other", ""),
    ("container", "other-control-plane", "kindest/node:v1.37.0"),
    ("container", "happy_euler", "registry.local/team/postgres:18@sha256:" + "0" * 64),
    ("volume", "f" * 64, "postgres:18"),
]
OWN = [
    ("listener at port", "8105", ""),
    ("label", "disk=ssd of node worker", ""),
    ("label", "disk=hdd of node worker", ""),
    ("Deployment", "default/till", ""),
    ("Pod", "default/till-6d8f9-x7k2p", ""),
    ("node image", "docker.io/library/nginx:1.30 on node worker", ""),
    ("taint", "node.kubernetes.io/unschedulable=:NoSchedule of node worker", ""),
    ("readiness", "of node worker", ""),
    ("content of", "/etc/kubernetes/manifests/etcd.yaml on node worker", ""),
    ("container", "shop-web", "nginx:1.30"),
    ("container", "happy_euler", "nginx:1.30"),
    ("container", "happy_euler", "sha256:" + "0" * 64),
    ("container", "01-try-app-1", "01-try-app"),
    ("volume", "f" * 64, ""),
    ("volume", "f" * 64, "redis:8"),
    ("network", "theirs", ""),
    ("image", "theirs:1", ""),
    ("swarm", "of this engine", ""),
]


@pytest.mark.parametrize(("kind", "name", "origin"), STRANGE + OWN)
def test_what_was_left(make_lab: MakeLab, kind: str, name: str, origin: str) -> None:
    """What the lab names, or may have made, is a leak; the rest is somebody else's."""
    change = Change(Thing(kind, name, "1", origin), "was left behind", is_new=True)
    assert Strangers(make_lab(BODY + CLEANUP, FRONT)).has(change) is ((kind, name, origin) in STRANGE)


IN_CLUSTER = [
    ("file", "/etc/kubernetes/kubelet.conf on node workshop-control-plane"),
    ("rule", "`filter -A INPUT -j DROP` on node workshop-control-plane"),
    ("content of", "/etc/kubernetes/manifests/etcd.yaml on node workshop-control-plane"),
    ("readiness", "of node workshop-control-plane"),
    ("namespace", "default of cluster workshop"),
    ("ConfigMap", "kube-system/coredns"),
]


@pytest.mark.parametrize(("kind", "name"), IN_CLUSTER)
def test_in_a_cluster_out_of_reach(make_lab: MakeLab, kind: str, name: str) -> None:
    """What changes in a cluster is none of a lab's that has no program to get there, unless it names the node."""
    change = Change(Thing(kind, name, "1"), "was changed: content", is_change=True)
    far = "```{.console #make}\n$ docker run -d --name web nginx:1.30\n```\n" + CLEANUP
    assert Strangers(make_lab(far, "docker\nimages: [nginx:1.30]")).has(change)
    near = f"```{{.console #make}}\n{AIM}$ kubectl get nodes\n```\n" + CLEANUP
    assert not Strangers(make_lab(near, "docker")).has(change)
    inside = "```{.console #make}\n$ docker exec workshop-control-plane rm /etc/a\n```\n" + CLEANUP
    assert Strangers(make_lab(inside, "docker")).has(change) is ("control-plane" not in name)


@pytest.mark.parametrize(
    ("kind", "name", "is_strange"),
    [
        ("listener at port", "40123", True),
        ("namespace", "shop of cluster other", True),
        ("label", "gpu=yes of node worker", True),
        ("label", "disk=ssd of node worker", False),
        ("container", "theirs", False),
        ("volume", "theirs", False),
        ("Deployment", "default/theirs", False),
    ],
)
def test_what_is_gone(make_lab: MakeLab, kind: str, name: str, is_strange: bool) -> None:
    """What a lab could have taken away without naming it is a leak."""
    change = Change(Thing(kind, name, "1"), "was there before the lab and is gone")
    assert Strangers(make_lab(BODY + CLEANUP, FRONT)).has(change) is is_strange


@pytest.mark.parametrize(
    ("name", "command", "is_strange"),
    [
        ("~/.kube/config", "kubectl config use-context kind-workshop", True),
        ("~/.kube/config", "export KUBECONFIG=$PWD/other", False),
        ("~/.docker/config.json", "docker run nginx:1.30", True),
        ("~/.docker/config.json", "echo word | docker login -u me --password-stdin localhost:5000", False),
        ("~/left.txt", "echo >/root/left.txt", False),
        ("~/.gitconfig", "git config --global user.name Ada", False),
        ("~/.npmrc", "npm config set fund false", False),
        ("~/.gitconfig", "docker run digit nginx:1.30", True),
        ("~/right.txt", "echo >/root/left.txt", True),
    ],
)
def test_what_is_at_home(make_lab: MakeLab, name: str, command: str, is_strange: bool) -> None:
    """Files that a lab names are its own, and settings where it calls what writes them."""
    strangers = Strangers(make_lab(f"```{{.console #make}}\n{AIM}$ {command}\n```\n{CLEANUP}", "docker"))
    for change in (
        Change(Thing("file", name, name), "", is_new=True),
        Change(Thing("file", name, name), "", is_change=True),
    ):
        assert strangers.has(change) is is_strange


@pytest.mark.parametrize("command", ["helm install x ./chart", "kubectl apply -f https://a.example/all.yaml"])
def test_objects_from_elsewhere(make_lab: MakeLab, command: str) -> None:
    """Where a lab makes objects whose names it does not say, any may be its own."""
    change = Change(Thing("Deployment", "default/theirs", "1"), "was left behind", is_new=True)
    lab = make_lab(f"```{{.console #make}}\n{AIM}$ {command}\n```\n{CLEANUP}", "docker")
    assert not Strangers(lab).has(change)


class Changing(EmptyMachine):
    """A machine on which a listener and a container come after the first look."""

    looks = 0

    def find_things(self) -> frozenset[Thing]:
        """Nothing at first."""
        self.looks += 1
        later = frozenset({Thing("listener at port", "40123", "40123"), Thing("network", "net", "1")})
        return later if self.looks > 1 else frozenset()


def test_notes_of_a_run(make_lab: MakeLab) -> None:
    """What is none of the lab is noted in the report and fails nothing; the rest fails the cleanup."""
    run = LabRun(make_lab("```{.console #one}\n$ true\n```\n" + CLEANUP, "docker"), Changing())
    run.open()
    report = run.close()
    assert format_notes([report]) == ["note: 01-try neither names nor made it: listener at port 40123 was left behind"]
    assert [format_failure(failure).splitlines()[0] for failure in report.all_failures] == [
        "labs/01-try/lab.md:9: failed: block `cleanup`: network net was left behind"
    ]
