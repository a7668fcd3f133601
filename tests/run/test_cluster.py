"""The shared cluster as it is: one real one, made for two labs, the second of which leaves much behind."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import NOT_RUN
from workshop.cli import main
from workshop.errors import RequirementError
from workshop.run.cluster import SharedCluster
from workshop.run.runs import load_runs

CONFIG = Path(__file__).parents[2] / "labs" / "cluster.yaml"
HEAD = """\
---
title: 试
minutes: 1
needs: kind
images: ["nginx:1.30", "kindest/node:v1.37.0"]
tools: [kubectl, curl]
ports: [8100]
---
"""
TIDY = """\
```{.console #serve timeout="90s"}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
$ kubectl create deployment web --image nginx:1.30
deployment.apps/web created
$ kubectl create service nodeport web --tcp 80 --node-port 30080
service/web created
$ kubectl wait --for=condition=Available deployment/web --timeout=60s
deployment.apps/web condition met
```

```{.console #see retry="20s"}
$ curl -fsS localhost:8100 | grep -o '<h1>.*</h1>'
<h1>Welcome to nginx!</h1>
```

```{.console #cleanup}
$ kubectl delete deployment,service web
deployment.apps "web" deleted from default namespace
service "web" deleted from default namespace
```
"""
UNTIDY_HEAD = HEAD.replace(", curl", "").replace("ports: [8100]\n", "")
UNTIDY = """\
```{.console #change}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
$ kubectl create namespace shop
namespace/shop created
$ kubectl create configmap left
configmap/left created
$ kubectl cordon workshop-worker
node/workshop-worker cordoned
$ kubectl label node workshop-worker2 disk=ssd
node/workshop-worker2 labeled
$ docker exec workshop-worker ctr -n k8s.io image tag docker.io/library/nginx:1.30 docker.io/library/mine:1
docker.io/library/mine:1
$ docker exec workshop-worker2 sed -i '1i# changed' /var/lib/kubelet/config.yaml
```

```{.console #cleanup}
$ true
```
"""


def find_clusters() -> set[str]:
    """The names of kind's clusters here."""
    return set(subprocess.run(["kind", "get", "clusters"], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.needs_kind("nginx:1.30", "kindest/node:v1.37.0")
def test_two_labs_in_one_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labs find their images and a door in the cluster; what one leaves there is told, and the cluster is gone."""
    if find_clusters() & {"workshop"}:
        pytest.skip(f"{NOT_RUN}somebody works in the cluster `workshop`: it is not to be changed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("workshop.run.runner.SETTLING_S", 5.0)
    (tmp_path / "mkdocs.yml").touch()
    for lab_id, text in (("30-tidy", HEAD + TIDY), ("31-untidy", UNTIDY_HEAD + UNTIDY)):
        (tmp_path / "labs" / lab_id).mkdir(parents=True)
        (tmp_path / "labs" / lab_id / "lab.md").write_text(text, encoding="utf-8")
    shutil.copy(CONFIG, tmp_path / "labs")
    assert main(["run", "30-tidy", "31-untidy"]) == 1
    told = capsys.readouterr().err
    assert told.count("making the cluster") == 1
    leaks = [line.split("block `cleanup`: ")[1] for line in told.splitlines() if "block `cleanup`: " in line]
    assert [run.passed for run in load_runs(tmp_path / ".workshop" / "runs.json")] == [True, False]
    assert sorted(leaks) == [
        "ConfigMap default/left was left behind",
        "content of /var/lib/kubelet/config.yaml on node workshop-worker2 was left behind",
        "content of /var/lib/kubelet/config.yaml on node workshop-worker2 was there before the lab and is gone",
        "label disk=ssd of node workshop-worker2 was left behind",
        "namespace shop of cluster workshop was left behind",
        "node image docker.io/library/mine:1 on node workshop-worker was left behind",
        "taint node.kubernetes.io/unschedulable=:NoSchedule of node workshop-worker was left behind",
    ]
    assert "workshop" not in find_clusters()


def test_what_kind_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where kind fails, the engine's own words are told, and how to begin anew."""
    program = tmp_path / "kind"
    program.write_text(
        "#!/bin/sh\necho ERROR: failed >&2\necho 'docker: Error response from daemon: in use' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(RequirementError) as raised:
        SharedCluster(CONFIG, tmp_path / "kubeconfig").load(["nginx:1.30"])
    assert str(raised.value) == (
        "kind load docker-image failed: docker: Error response from daemon: in use\n\n"
        "hint: `kind delete cluster --name workshop` removes it, so that it can be made anew"
    )


def test_ports(tmp_path: Path) -> None:
    """The ports that lead into it are those of its configuration."""
    assert SharedCluster(CONFIG, tmp_path / "kubeconfig").ports == [8100]
