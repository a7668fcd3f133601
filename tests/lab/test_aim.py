"""A lab whose kubectl may follow its reader's own settings is refused when it is loaded, in each of its terminals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import AIM, EXPORTS, FindErrors, ReadLab
from workshop.lab.aim import EXPORT

SHARED = "---\ntitle: 试\nminutes: 5\nneeds: kind\n---\n\n"
HINT = f"hint: begin the first block of that terminal, `{{}}`, with `{EXPORT}`"
LEAVE = f"hint: leave it to `{EXPORT}` at the head of the terminal, or name a file in the lab's folder"


def console(*commands: str, name: str = "step", options: str = "") -> str:
    """A block of these *commands*, of which a line may be an output."""
    lines = [command if command.startswith((">", "kind-")) else f"$ {command}" for command in commands]
    return "\n".join((f"```{{.console #{name}{options}}}", *lines, "```", ""))


SPEAKS = {
    "kubectl get pods": "kubectl",
    "kubectl -n shop delete pod till": "kubectl",
    "kubectl config use-context prod": "kubectl",
    "kubectl version": "kubectl",
    "kubectl get pods --client": "kubectl",
    "kubectl exec web -- df -h": "kubectl",
    "/usr/bin/kubectl get pods": "kubectl",
    "echo x | kubectl apply -f -": "kubectl",
    'pod=$(kubectl get pods -o name | head -n 1) && echo "$pod"': "kubectl",
    "for each in 1 2; do kubectl scale deployment/web --replicas=$each; done": "kubectl",
    "time kubectl get pods": "kubectl",
    "command kubectl get pods": "kubectl",
    "look() { kubectl get pods; } && look": "kubectl",
    "k=kubectl; $k get pods": "kubectl",
    "bash -c 'kubectl get pods'": "kubectl",
    "./look.sh": "kubectl",
    "bash look.sh": "kubectl",
    "oc get pods": "oc",
    "helm install --version 1.2 web ./web": "helm",
    "helm -n shop list": "helm",
    "kind create cluster --name first": "kind",
    "kind delete cluster --name first": "kind",
    "kind export kubeconfig --name first": "kind",
    "kubens shop": "kubens",
    "k9s": "k9s",
    "minikube start": "minikube",
    "watch -n 1 'kubectl get pods | head'": "kubectl",
    "find . -name '*.yaml' -exec kubectl apply -f {} +": "kubectl",
    "script -c 'kubectl get pods' log": "kubectl",
}


@pytest.mark.parametrize("command", SPEAKS)
def test_what_speaks_to_a_cluster(command: str, folder: Path, find_errors: FindErrors) -> None:
    """Whatever asks a cluster, be it by a function or a script, needs a terminal that leads to the lab's."""
    (folder / "look.sh").write_text("kubectl get pods\n", encoding="utf-8")
    problem = f"block `step`: {SPEAKS[command]} follows its reader's own settings in terminal 1"
    assert find_errors(console(command)) == [f"labs/01-try/lab.md:8: {problem}\n\n{HINT.format('step')}"]


@pytest.mark.parametrize("command", SPEAKS)
def test_after_the_export(command: str, folder: Path, read_lab: ReadLab) -> None:
    """Once the first block of the terminal has said where kubectl looks, all of it is well."""
    (folder / "look.sh").write_text("kubectl get pods\n", encoding="utf-8")
    assert read_lab(EXPORTS + console(command))
    assert read_lab(console(EXPORT, command))


ALONE = [
    "docker exec first-worker kubectl get pods",
    "echo kubectl get pods",
    "kubectl version --client",
    "kubectl --help",
    "kubectl completion bash",
    "kubectl kustomize web",
    "kubectl",
    "helm template ./web",
    "helm version",
    "helm repo add mine https://example.org",
    "kind version",
    "kind get clusters",
    "kind load docker-image nginx:1.30 --name first",
    "kubectl() { echo x; }; kubectl get pods",
    "command -v kubectl",
    "grep kubectl notes.txt",
    "k9s version",
    "watch ls",
]


@pytest.mark.parametrize("command", ALONE)
def test_what_asks_no_cluster(command: str, read_lab: ReadLab) -> None:
    """What asks no cluster, or is none of these programs, needs nothing."""
    assert read_lab(console(command))


def test_each_terminal(find_errors: FindErrors) -> None:
    """Each terminal begins anew, and its first block counts, wherever it stands; one without kubectl needs nothing."""
    second = console("true", name="two", options=' terminal="2"')
    body = EXPORTS + second + console("kubectl get pods", name="three", options=' terminal="2"')
    body += console("curl localhost:1", name="four", options=' terminal="3"')
    problem = "block `three`: kubectl follows its reader's own settings in terminal 2"
    assert find_errors(body) == [f"labs/01-try/lab.md:14: {problem}\n\n{HINT.format('two')}"]


LATE = [
    (console("kubectl get pods", EXPORT), 8, "step"),
    (console("cd web", EXPORT, "kubectl get pods"), 10, "step"),
    (console("true", name="one") + console(EXPORT, "kubectl get pods"), 12, "one"),
    (console(EXPORT, name="one", options=' skip="要手机"') + console("kubectl get pods"), 11, "one"),
    (console("export KUBECONFIG=$PWD/.kubeconfig", "kubectl get pods"), 9, "step"),
]


@pytest.mark.parametrize(("body", "line", "first"), LATE)
def test_the_first_thing_that_is_typed(body: str, line: int, first: str, find_errors: FindErrors) -> None:
    """Said later, elsewhere, not at all or without quotes it may lead to another file than the lab's own."""
    problem = "block `step`: kubectl follows its reader's own settings in terminal 1"
    assert find_errors(body) == [f"labs/01-try/lab.md:{line}: {problem}\n\n{HINT.format(first)}"]


AWAY = {
    "KUBECONFIG=~/.kube/config kubectl get pods": "has kubectl follow `~/.kube/config`",
    "export KUBECONFIG=$HOME/.kube/config": "has kubectl follow `$HOME/.kube/config`",
    "KUBECONFIG=.kubeconfig:$HOME/.kube/config": "has kubectl follow `.kubeconfig:$HOME/.kube/config`",
    "KUBECONFIG=../other/.kubeconfig": "has kubectl follow `../other/.kubeconfig`",
    "KUBECONFIG=": "has kubectl follow ``",
    "kubectl --kubeconfig=/etc/kubernetes/admin.conf get pods": "has kubectl follow `/etc/kubernetes/admin.conf`",
    "helm list --kubeconfig /root/.kube/config": "has kubectl follow `/root/.kube/config`",
    "cp ~/.kube/config .kubeconfig": "touches its reader's own settings, `~/.kube/config`",
    "kind get kubeconfig --name x > $HOME/.kube/config": "touches its reader's own settings, `$HOME/.kube/config`",
    "docker run -v ~/.kube:/root/.kube x": "touches its reader's own settings, `~/.kube:/root/.kube`",
    "unset KUBECONFIG": "has kubectl follow its reader's own settings again",
    "export -n KUBECONFIG": "has kubectl follow its reader's own settings again",
    "sudo kubectl get pods": "`sudo` has kubectl follow another's settings",
    "env -u KUBECONFIG kubectl get pods": "`env` has kubectl follow another's settings",
    "env -i kubectl get pods": "`env` has kubectl follow another's settings",
}


@pytest.mark.parametrize("command", AWAY)
def test_what_leads_away(command: str, find_errors: FindErrors) -> None:
    """What leads kubectl to other settings after that, in commands and checks alike, is refused at its line."""
    check = f'```{{.check #done after="step" title="好" hint="看"}}\ntrue\n{command}\n```\n'
    hint = "hint: call kubectl as the reader does" if "another's" in AWAY[command] else LEAVE
    places = {"step": 11, "done": 15}  # Of the check the second line counts.
    assert find_errors(EXPORTS + console(command) + check) == [
        f"labs/01-try/lab.md:{line}: block `{name}`: {AWAY[command]}\n\n{hint}" for name, line in places.items()
    ]


STAYS = [
    "KUBECONFIG=robot.conf kubectl get pods",
    'KUBECONFIG="$PWD/robot.conf" kubectl get pods',
    "kubectl --kubeconfig robot.conf get pods",
    "sudo -E kubectl get pods",
    "docker exec -e KUBECONFIG=/etc/kubernetes/admin.conf first kubectl get pods",
]


@pytest.mark.parametrize("command", STAYS)
def test_what_stays(command: str, read_lab: ReadLab) -> None:
    """Another file in the lab's own folder, which a lab about identities makes, is as good."""
    assert read_lab(EXPORTS + console(command))


SHOWN = [
    (console(EXPORT, "kubectl get pods"), 8),
    (console(EXPORT, "kubectl config current-context"), 8),
    (console(EXPORT, "kubectl config current-context", "kind-first"), 8),
    (AIM + console(EXPORT, "kubectl get pods", options=' terminal="2"'), 13),
]


@pytest.mark.parametrize(("body", "line"), SHOWN)
def test_whose_cluster_it_is(body: str, line: int, find_errors: FindErrors) -> None:
    """In the shared cluster each terminal shows next that it is that one, and no other."""
    name = "aim" if body.startswith(AIM) else "step"
    errors = find_errors(body, head=SHARED)
    assert [error.partition("\n")[0] for error in errors] == [
        f"labs/01-try/lab.md:{line}: block `step`: does not show whose cluster it is"
    ], name


def test_right_in_the_shared_cluster(read_lab: ReadLab) -> None:
    """A lab whose terminals show it is well."""
    second = console(
        EXPORT, "kubectl config current-context", "kind-workshop", "kubectl get pods", options=' terminal="2"'
    )
    assert read_lab(AIM + second, head=SHARED)
