"""A lab that removes without naming is refused when it is loaded, wherever and however it does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import CLEANUP, HEAD, FindErrors, ReadLab
from workshop.errors import ContentErrors
from workshop.lab import load_lab

MAKES = """\
```{.console #make}
$ docker run -d --name try-web --label lab=shop --label mine nginx:1.30
$ for n in 1 2; do docker create --name "many-$n" busybox:1.37; done
$ docker commit -c 'LABEL kind=frozen' try-web try-image:1
$ docker volume create try-data; docker network create try-net
$ docker compose -p try-stack up -d; docker stack deploy -c a.yaml flock
$ kubectl create namespace office; kubectl create deployment hello --image x; kubectl label pod p crashed=yes
```
"""
REFUSED = [
    "docker rm -f $(docker ps -aq)",
    "docker rm -f `docker ps -aq`",
    'docker rm -f "$(docker container ls --all --quiet)"',
    "docker container rm --force $(docker container ps -aq --filter status=exited)",
    "docker stop $(docker ps -q) && docker kill $(docker ps -q)",
    "docker rmi -f $(docker images -q)",
    "docker image rm $(docker image ls -q -f dangling=true)",
    "docker volume rm $(docker volume ls -q)",
    "docker network rm $(docker network ls -q --filter driver=bridge)",
    "docker service rm $(docker service ls -q)",
    "docker context rm $(docker context ls -q)",
    "docker rm $(docker ps -lq)",
    "sudo docker rm -f $(sudo docker ps -aq)",
    "/usr/bin/docker rm -f $(/usr/bin/docker ps -aq)",
    "podman rm -f $(podman ps -aq)",
    "docker ps -aq | xargs docker rm -f",
    "docker ps -aq | xargs -r -n 1 docker rm -f",
    "docker ps -aq | tail -n +2 | xargs -I{} sh -c 'docker rm -f {}'",
    "docker ps -aq |\n> xargs docker rm -f",
    "{ docker ps -aq; } | xargs docker rm",
    "docker rm -f \\\n> $(docker ps \\\n> -aq)",
    "for id in $(docker ps -aq); do docker rm -f $id; done",
    'for id in `docker ps -aq`\n> do\n>   docker rm -f "$id"\n> done',
    'docker ps -aq | while read -r id; do docker rm -f "$id"; done',
    'while read -r id; do docker rm "$id"; done < <(docker ps -aq)',
    'mapfile -t ids < <(docker ps -aq); docker rm "${ids[@]}"',
    "ids=$(docker ps -aq); docker rm $ids",
    "ids=($(docker ps -aq)); docker rm ${ids[*]}",
    "docker ps -aq > ids; docker rm $(cat ids)",
    "docker ps -aq | tee ids; xargs -a ids docker rm",
    "docker ps -aq > ids; xargs docker rm < ids",
    "all() { docker ps -aq; }; docker rm $(all)",
    'drop() { docker rm -f "$@"; }; drop $(docker ps -aq)',
    "d=docker; $d system prune -f",
    "alias d=docker; d system prune -f",
    "sh -c 'docker rm -f $(docker ps -aq)'",
    'bash -euc "docker rm -f \\$(docker ps -aq)"',
    "eval 'docker rm -f $(docker ps -aq)'",
    "echo 'docker system prune -f' | sh",
    "docker ps -aq | xargs -n 1 sh -c 'docker stop $0'",
    'while id=$(docker ps -lq) && test -n "$id"; do docker rm $id; done',
    "docker ps -aq > ids; docker rm $(<ids)",
    "python3 -c 'import os; os.system(\"docker system prune -f\")'",
    "watch -n 5 'docker container prune -f'",
    "docker ps --format '{{.ID}} {{.Image}}' | sort | cut -d ' ' -f 1 | xargs docker rm",
    "DOCKER_HOST=unix:///x docker rm $(docker ps -aq) 2> /dev/null || true",
    "bash <<'END'\n> docker rm -f $(docker ps -aq)\n> END",
    "if true; then (cd /; docker system prune -af); fi",
    "true || docker system prune -f --volumes",
    "docker container prune -f",
    "docker image prune -af",
    "docker image prune --filter until=24h -f",
    "docker image prune --filter label!=keep -f",
    "docker volume prune -f --filter label=keep",
    "docker network prune --force",
    "docker builder prune -f --filter label=lab=shop",
    "docker buildx prune -af",
    "docker buildx rm --all-inactive",
    "docker rm $(docker ps -aq -f name=)",
    "docker rm $(docker ps -aq -f name=.*)",
    "docker rm $(docker ps -aq -f name=try-web -f name=db)",
    "docker rm $(docker ps -aq -f 'name=try-web|db')",
    "docker rm $(docker ps -aq -f name=t)",
    "docker rm $(docker ps -aq -f label=lab)",
    "docker rm $(docker ps -aq -f label=com.docker.compose.project)",
    "docker rm $(docker ps -aq -f label=com.docker.compose.project=other)",
    "docker rm $(docker ps -aq -f ancestor=nginx:1.30)",
    "docker rm $(docker ps -aq -f label!=lab=shop)",
    "docker rm $(docker ps -a --format '{{.Names}}' | grep -v try-web)",
    "docker rm $(docker ps -a --format '{{.Names}}' | grep db)",
    "docker ps -a | awk '/Exited/ {print $1}' | xargs docker rm",
    "docker compose ls -q | xargs -I{} docker compose -p {} down",
    "kind delete clusters --all",
    "kind delete clusters -A",
    "kind delete clusters $(kind get clusters)",
    "kind get clusters | xargs -n 1 kind delete cluster --name",
    "for c in $(kind get clusters); do kind delete cluster --name $c; done",
    "kind delete cluster",
    "minikube delete --all",
    "kubectl delete pods --all",
    "kubectl delete pods --all -n default",
    "kubectl delete all --all --namespace=kube-system",
    "kubectl delete pods -A -l app=hello",
    "kubectl delete pods --all-namespaces --all",
    "kubectl delete pods -l app=other",
    "kubectl delete pods -l app!=hello",
    "kubectl delete pods -l app",
    "kubectl delete pods --field-selector status.phase=Failed",
    "kubectl delete namespace prod",
    "kubectl delete ns/prod",
    "kubectl delete ns --all",
    "kubectl delete nodes --all -n office",
    "ns=prod; kubectl delete namespace $ns",
    "kubectl get ns -o name | xargs kubectl delete",
    "kubectl delete $(kubectl get pods -o name)",
    "kubectl get pods -o name | xargs kubectl delete",
    "kubectl scale deployment --all --replicas=0",
    "helm uninstall $(helm ls -q)",
]
ALLOWED = [
    "docker rm -f try-web db other",
    "docker system df; docker ps -aq; docker inspect $(docker ps -aq)",
    "docker rm -f $(docker ps -aq -f label=lab=shop)",
    "docker rm -f $(docker ps -aq --filter label=mine --filter status=exited)",
    "docker ps -aqf label=lab=try | xargs -r docker rm -f",
    "docker rm -f $(docker ps -aq -f name=^/try-web$)",
    "docker rm -f $(docker ps -aq -f name=many-)",
    "docker rm -f $(docker ps -aq -f label=com.docker.compose.project=try-stack)",
    "docker rm -f $(docker ps -aq -f name=try-stack-)",
    "for t in $(docker ps -aq -f label=com.docker.stack.namespace=flock); do docker rm $t; done",
    'for id in $(docker image ls -q -f label=kind=frozen); do docker image rm -f "$id"; done',
    "docker image rm $(docker image ls -q try-image)",
    "docker rm $(docker ps -a --format '{{.Names}}' | grep ^many-)",
    "docker ps -a | awk '/many-/ {print $1}' | xargs docker rm",
    "docker container prune -f --filter label=lab=shop",
    "docker rm -f $(docker create busybox:1.37)",
    "id=$(docker run -d busybox:1.37); docker rm -f $id",
    "printf '%s\\n' try-web db | xargs docker rm",
    "for n in 1 2; do docker rm many-$n; done",
    "docker compose -p try-stack down -v; docker compose down; docker stack rm flock; docker swarm leave --force",
    "kind delete cluster --name first; kind delete clusters first second",
    "kubectl delete pods --all -n office; kubectl -n office delete all --all",
    "kubectl get pods -n office -o name | xargs kubectl delete -n office",
    "kubectl delete namespace office; kubectl delete ns/office",
    "kubectl delete pods -l app=hello; kubectl delete pod -l crashed=yes,tier=x",
    "kubectl delete pods -l 'app in (hello)'",
    'kubectl delete "$(kubectl get pods -l app=hello -o name | head -n 1)"',
    "kubectl delete -f web.yaml -f client.yaml; kubectl delete pod web-0",
    "kubectl delete pods --all --dry-run=client",
    "kubectl wait --for=condition=Ready nodes --all; kubectl wait pods --all -A --for=delete",
    "echo 'never run docker system prune'; grep 'docker rm $(docker ps -aq)' notes",
    "npm prune; git remote prune origin; rm -rf $(ls)",
]


def console(command: str, name: str = "step") -> str:
    """A block of that *command*, whose lines after the first are continued."""
    return f"```{{.console #{name}}}\n$ {command}\n```\n"


@pytest.mark.parametrize("command", REFUSED)
def test_what_removes_without_naming(command: str, find_errors: FindErrors) -> None:
    """A removal of whatever is there, of what is not the lab's, is refused at its own line with what to do instead."""
    errors = find_errors(MAKES + console(command))
    lines = command.count("\n") + 1
    assert errors
    for error in errors:
        place, _, rest = error.partition(": block `step`: `")
        assert 16 <= int(place.removeprefix("labs/01-try/lab.md:")) < 16 + lines
        assert "` may remove what others made\n\nhint: " in rest


@pytest.mark.parametrize("command", ALLOWED)
def test_what_names_its_own(command: str, read_lab: ReadLab) -> None:
    """What is named, or has a label or name that the lab gives, or is in its namespace, may go."""
    assert read_lab(MAKES + console(command))


def test_across_blocks(find_errors: FindErrors) -> None:
    """What one block lists another must not remove, be it through a variable, a file or a function."""
    first = console("ids=$(docker ps -aq); docker ps -q > running; each() { docker volume ls -q; }")
    body = first + console("docker rm $ids\n$ docker stop $(cat ./running)\n$ each | xargs docker volume rm", "two")
    places = [error.partition(": ")[0] for error in find_errors(body)]
    assert places == [f"labs/01-try/lab.md:{line}" for line in (11, 12, 13)]


def test_the_whole_message(find_errors: FindErrors) -> None:
    """The author learns the command, where it is, and what to write, with the label that would be this lab's."""
    body = console("true\n$ docker rm -f \\\n>   $(docker ps -aq)") + console("kubectl delete pods --all", "two")
    cleanup = console("docker volume prune -f", "cleanup")
    listed = "write the names of what the lab makes, or list by a label that only the lab sets"
    pruned = "remove what the lab makes by name, or add `--filter label=lab=try`"
    objects = "name what the lab makes, or select a label that only the lab sets: `-l KEY=VALUE`"
    assert find_errors(body, cleanup=cleanup) == [
        "labs/01-try/lab.md:9: block `step`: `docker rm -f \\ $(docker ps -aq)` may remove what others made\n\n"
        f"hint: {listed}: `-f label=lab=try`, with `--label lab=try` where it is made",
        "labs/01-try/lab.md:13: block `two`: `kubectl delete pods --all` may remove what others made\n\n"
        f"hint: {objects}; `--all` is for a namespace that the lab makes: `-n NAME`",
        "labs/01-try/lab.md:16: block `cleanup`: `docker volume prune -f` may remove what others made\n\n"
        f"hint: {pruned}, with `--label lab=try` where it is made",
    ]


def test_every_place_counts(folder: Path, find_errors: FindErrors) -> None:
    """A skipped block, what is typed into a program, a check and a script in the lab's folder are read as well."""
    (folder / "bin").mkdir()
    (folder / "bin" / "tidy").write_text("#!/usr/bin/env bash\ntrue\ndocker system prune -f\n", encoding="utf-8")
    (folder / "clean.sh").write_text("docker rm $(docker ps -aq)\n", encoding="utf-8")
    (folder / "notes.txt").write_text("docker system prune -f\n", encoding="utf-8")
    skipped = '```{.console #phone skip="要用手机"}\n$ docker system prune -f\n```\n'
    typed = '```{.console #typed prompt="sh> "}\n$ sh\nsh> docker rm $(docker ps -aq)\nsh> exit\n```\n'
    check = '```{.check #gone after="phone" title="没有了" hint="看"}\ntrue\ndocker volume prune -f\n```\n'
    places = [error.partition("` may")[0] for error in find_errors(skipped + typed + check)]
    assert sorted(places) == [
        "labs/01-try/bin/tidy:3: file `bin/tidy`: `docker system prune -f",
        "labs/01-try/clean.sh:1: file `clean.sh`: `docker rm $(docker ps -aq)",
        "labs/01-try/lab.md:12: block `typed`: `docker rm $(docker ps -aq)",
        "labs/01-try/lab.md:17: block `gone`: `docker volume prune -f",
        "labs/01-try/lab.md:8: block `phone`: `docker system prune -f",
    ]


FILES = {
    "compose.yaml": (
        "name: plum\nservices:\n  a:\n    container_name: plum-door\n    labels: [team=plum]\n",
        ["name=plum-", "label=team=plum", "label=com.docker.compose.project=plum", "name=plum-door"],
    ),
    "Dockerfile": ('FROM x\nLABEL a="b c" \\\n  lab=fruit\n', ["label=lab=fruit", "label=a=b c"]),
    "own.yaml": ("kind: Cluster\nname: first\n", ["label=io.x-k8s.kind.cluster=first", "name=first-worker"]),
}


@pytest.mark.parametrize("name", FILES)
def test_files_give_names_too(name: str, folder: Path, read_lab: ReadLab, find_errors: FindErrors) -> None:
    """Names and labels in the files of the lab are its own; without the files they are anybody's."""
    text, filters = FILES[name]
    body = "".join(
        console(f"docker rm $(docker ps -aq -f '{each}')", f"step-{number}") for number, each in enumerate(filters)
    )
    assert len(find_errors(body)) == len(filters)
    (folder / name).write_text(text, encoding="utf-8")
    assert read_lab(body)


def test_objects_from_files(folder: Path, read_lab: ReadLab) -> None:
    """Labels and namespaces of manifests are the lab's own, those in a here-document too."""
    (folder / "web.yaml").write_text("kind: Pod\nmetadata: {name: web, labels: {app: web}}\n", encoding="utf-8")
    document = "kubectl apply -f - <<END\n> kind: Namespace\n> metadata:\n>   name: shop\n> END"
    assert read_lab(console(document) + console("kubectl delete pods -l app=web\n$ kubectl delete ns shop", "two"))


def test_manifests_from_elsewhere(folder: Path, read_lab: ReadLab, find_errors: FindErrors) -> None:
    """What a manifest sets that is not in the lab's folder cannot be told, so that a label with a value is believed."""
    (folder / "here.yaml").write_text("kind: Pod\n", encoding="utf-8")
    delete = console("kubectl delete pods -l app=web", "two")
    assert read_lab(console("kubectl apply -f https://example.org/web.yaml") + delete)
    for known in ("./here.yaml", "."):
        assert len(find_errors(console(f"kubectl apply -f {known}") + delete)) == 1
    assert len(find_errors(console("kubectl apply -f x.yaml") + console("kubectl delete pods -l app", "two"))) == 1


def test_the_id_of_the_lab(tmp_path: Path) -> None:
    """What bears the lab's id is its own; half of it is not."""
    folder = tmp_path / "labs" / "04-images"
    folder.mkdir(parents=True)
    for text, fine in (
        ("name=04-images", True),
        ("label=x=04-images", True),
        ("label=lab=images", True),
        ("name=04", False),
    ):
        body = console(f"docker rm $(docker ps -aq -f {text})")
        (folder / "lab.md").write_text(HEAD + body + CLEANUP, encoding="utf-8")
        if fine:
            assert load_lab(folder)
        else:
            with pytest.raises(ContentErrors):
                load_lab(folder)
