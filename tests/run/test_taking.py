"""What a command would take is found out before it runs, by asking the programs that it would ask; nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Programs, make_programs
from tests.run.conftest import MakeLab
from workshop.lab.removal import Place
from workshop.run.taking import Taken, Taking

A, B, C = "a" * 64, "b" * 64, "c" * 64
THINGS = [
    ("container", "web", A),
    ("container", "shop-db-1", B),
    ("container", "door", C),
    ("image", "try:1", A),
    ("image", "mine:1", A),
    ("image", f"{B[:12]}", B),
    ("network", "shop_net", B),
    ("volume", "keep", "keep"),
    ("Pod", "default/till", "1"),
]
BODY = """\
```{.console #make}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
$ docker run --name web --label lab=try busybox:1.37; docker build -t try:1 .
$ kubectl run till --image x
$ n=web
```
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Docker and kubectl that list what a label of the lab's has."""
    made = make_programs(tmp_path / "bin", monkeypatch)
    made.make("docker", "kubectl")
    made.answer("docker ps -aq -f label=lab=try", f"{A[:12]}\n")
    made.answer("docker image ls -q -f label=lab=try", f"{A[:12]}\n{B[:12]}\n")
    label = "label=com.docker.compose.project=shop"
    made.answer(f"docker container ls --all --quiet --no-trunc --filter {label}", f"{C}\n")
    made.answer("docker container ls --all --quiet --no-trunc --filter label=lab=try", f"{A}\n")
    made.answer("kubectl get pod -l run=till -o name", "pod/till\n")
    return made


IMAGES = {"try:1", "mine:1", B[:12]}
TAKEN = {
    "docker rm -f web": {"web"},
    "docker rm -f $n": {"web"},
    "docker rm -f $(docker ps -aq -f label=lab=try)": {"web"},
    "docker ps -aq -f label=lab=try | xargs docker rm -f": {"web"},
    "for id in $(docker image ls -q -f label=lab=try); do docker image rm -f $id; done": IMAGES,
    "docker image ls -q -f label=lab=try | while read -r id; do docker rmi $id; done": IMAGES,
    "ids=$(docker image ls -q -f label=lab=try); docker rmi $ids": IMAGES,
    "docker compose -p shop down -v": {"shop-db-1", "door", "shop_net"},
    "docker container prune -f --filter label=lab=try": {"web"},
    "kubectl delete pods -l run=till": {"default/till"},
    "kubectl delete $(kubectl get pod -l run=till -o name | head -n 1)": {"default/till"},
    "docker image ls -q; docker inspect web; echo web": set(),
}


@pytest.mark.parametrize("command", TAKEN)
def test_what_would_go(command: str, programs: Programs, make_lab: MakeLab) -> None:
    """Names, ids and what lists give are looked up among the things; of an image with two names both would go."""
    lab = make_lab(BODY + f"```{{.console #cleanup}}\n$ {command}\n```\n", "kind")
    taken = Taking(lab, Place(lab.folder, "workshop"), {}).find(command, THINGS)
    assert ({name for _, name, _ in taken.things}, taken.is_open) == (TAKEN[command], False)
    assert [call for call in programs.calls if " rm" in call or "delete" in call or "down" in call] == []


@pytest.mark.parametrize(
    "command",
    [
        "docker rm $(docker run -d busybox:1.37)",
        "docker rm $(touch made; echo web)",
        "docker rm $(echo web > made)",
        "docker rm $(docker ps -aq -f name=$nobody -f label=lab=try)",
        "docker rm ${nobody}",
    ],
)
def test_what_cannot_be_told(command: str, programs: Programs, make_lab: MakeLab) -> None:
    """What would have to do more than read, or to know what only the reader's shell knows, is not run, and told."""
    lab = make_lab(BODY + f"```{{.console #cleanup}}\n$ {command}\n```\n", "docker")
    assert Taking(lab, Place(lab.folder), {}).find(command, THINGS) == Taken(frozenset(), is_open=True)
    assert programs.calls == []
    assert not (lab.folder / "made").exists()
