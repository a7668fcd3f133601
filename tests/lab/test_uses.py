"""What a lab uses, lists and names, held against each other, with the message that its author gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import AIM, EXPORTS, FindErrors, ReadLab
from workshop.lab import find_labs, load_lab
from workshop.lab.uses import find_use_errors

PROJECT = Path(__file__).parents[2]
DOCKER = "---\ntitle: 试\nminutes: 5\nneeds: docker\n{}---\n\n"


@pytest.fixture
def find_errors(read_lab: ReadLab) -> FindErrors:
    """Load a lab and return what it uses wrongly, each as a person sees it."""
    return lambda body, **parts: [str(error) for error in find_use_errors(read_lab(body, **parts))]


def head(*lines: str) -> str:
    """The head of a lab with Docker, of six lines and one for each of *lines*."""
    return DOCKER.format("".join(f"{line}\n" for line in lines))


def console(*lines: str, options: str = "") -> str:
    """A console block; after a head with one more line its first command stands in line 9."""
    return "\n".join((f"```{{.console #a{options}}}", *lines, "```", ""))


LISTED = "hint: add it to `{}` in the front matter"
UNLISTED = {
    "docker run --rm nginx:1.30": ("image `nginx:1.30` is used and not listed", "images"),
    "docker run --rm nginx": ("image `nginx:latest` is used and not listed", "images"),
    "docker build - <<E\n> FROM redis:8.0\n> E": ("image `redis:8.0` is used and not listed", "images"),
    "docker run -p 8102:80 busybox:1.37": ("port `8102` is used and not listed", "ports"),
    "echo $(cat </dev/tcp/localhost/80) | xargs wget localhost:8102": ("port `8102` is used and not listed", "ports"),
    "jq . <a": ("program `jq` is used and not listed", "tools"),
    "ls | sudo jq .": ("program `jq` is used and not listed", "tools"),
}


@pytest.mark.parametrize("command", UNLISTED)
def test_used_and_not_listed(find_errors: FindErrors, command: str) -> None:
    """An image, a port or a program that a command uses is listed, or told where it is used."""
    message, key = UNLISTED[command]
    front = head("images: [busybox:1.37]", "tools: [wget]")
    used = "docker run busybox:1.37 wget"
    line = 12 if "FROM" in command else 11
    assert find_errors(console(f"$ {used}", f"$ {command}"), head=front) == [
        f"labs/01-try/lab.md:{line}: {message}\n\n{LISTED.format(key)}"
    ]


def test_the_line_of_an_item(find_errors: FindErrors) -> None:
    """In a list of a line each, the item's own line is told."""
    front = head("images:", "  - busybox:1.37", "  - nginx:1.30")
    assert [error.splitlines()[0] for error in find_errors(console("$ docker run busybox:1.37"), head=front)] == [
        "labs/01-try/lab.md:7: front matter: `images`: no command and no file uses `nginx:1.30`"
    ]


GOOD = {
    "built here": ("docker build -t web:1 . && docker run web:1 && docker tag web:1 web:2; docker run web:2", []),
    "by its full name": ("docker run docker.io/library/nginx:1.30", ["images: [nginx:1.30]"]),
    "in two parts": ("TAG=1.30; docker run nginx:$TAG", ["images: [nginx:1.30]"]),
    "known not to be there": ("docker pull nginx:0", ["absent: [nginx:0]"]),
    "by its id": ("docker run 3f5c1b0d9c1e", []),
    "a port inside a container": ("docker exec web curl localhost:80", []),
    "a port that the engine chooses": ("docker run -p 80 a:1", ["images: [a:1]"]),
    "a range of ports": ("docker run -p 8101-8102:80-81 a:1", ["images: [a:1]", "ports: [8101, 8102]"]),
    "a function": ("k() { true; }; k get pods", []),
    "a program of the lab's own": ("./run.sh", []),
    "what a variable names": ("$EDITOR a; docker run $IMAGE; docker compose -f $FILE up", []),
}


@pytest.mark.parametrize("name", GOOD)
def test_no_false_alarm(find_errors: FindErrors, name: str) -> None:
    """What is made here, chosen at run time or meant elsewhere need not be listed."""
    command, front = GOOD[name]
    assert find_errors(console(f"$ {command}"), head=head(*front)) == []


NAMED = [
    "docker compose -f compose.yml up -d",
    "docker build -f Docker.dev .",
    "docker run -v $PWD/pages:/p a:1",
    "docker run --env-file .env a:1",
    "kubectl apply -f web.yml",
    "kubectl create configmap c --from-file=k=a.txt",
    "kind create cluster --config=k.yml",
    "docker cp web.conf web:/etc/",
    "cd src && docker compose -f compose.yml ps",
]


@pytest.mark.parametrize("command", NAMED)
def test_a_file_that_is_nowhere(find_errors: FindErrors, command: str) -> None:
    """A file that a command reads is in the lab's folder, or told by name."""
    name = {"kind": "k.yml", "cd": "compose.yml"}.get(command.split(maxsplit=1)[0]) or next(
        word.rpartition("=")[2].partition(":")[0] for word in command.split() if "." in word or "/" in word
    )
    front = head("images: [a:1]", "tools: [kubectl, kind]").replace("docker", "kind")
    body = AIM + console(f"$ {command}", "$ : a:1 kubectl kind")
    message = f"block `a`: no file `{name}` in the lab's folder, and no command before makes one"
    assert find_errors(body, head=front) == [f"labs/01-try/lab.md:15: {message}"]


MADE = [
    "docker compose -f src/compose.yml up -d",
    "cd src && docker compose -f compose.yml up",
    "cat >new.yml <<E\n> a: 1\n> E\n$ docker compose -f new.yml up",
    "mkdir -p pages && docker cp pages/index.html web:/",
    "docker cp web:/etc/x.conf x.conf\n$ docker cp x.conf web:/",
    "docker save a:1 -o a.tar && docker load -i a.tar",
    "docker build - <src/compose.yml && docker build https://example.org/x.git",
    "docker run -v data:/data -v /var/run/docker.sock:/s a:1",
]


@pytest.mark.parametrize("command", MADE)
def test_a_file_that_is_somewhere(find_errors: FindErrors, folder: Path, command: str) -> None:
    """A file is in the folder, in one that was entered, or made by a command before; elsewhere it is not looked for."""
    (folder / "src").mkdir()
    (folder / "src" / "compose.yml").touch()
    body = console(*f"$ {command}".split("\n"), "$ : a:1")
    assert find_errors(body, head=head("images: [a:1]")) == []


@pytest.mark.parametrize("options", [' skip="无手机"', ' exit="1"'])
def test_what_is_not_run_or_fails(find_errors: FindErrors, options: str) -> None:
    """A command that is only shown, or is meant to fail, uses nothing."""
    body = console("$ docker run -p 8102:80 a:1 && jq . && docker build -f none .", options=options)
    assert find_errors(body, head=head()) == []


def test_what_is_typed_into_a_program(find_errors: FindErrors) -> None:
    """A line that another program reads calls nothing."""
    body = console("$ cat", "cat> jq .", "cat> exit", options=' prompt="cat> "')
    assert find_errors(body, head=head()) == []


def test_checks_count(find_errors: FindErrors) -> None:
    """What a check uses is listed as well."""
    check = '```{.check #c after="a" title="题" hint="看"}\ntrue\ntest "$(curl -fsS localhost:8102)" = x\n```\n'
    assert find_errors(console("$ true") + check, head=head()) == [
        f"labs/01-try/lab.md:12: port `8102` is used and not listed\n\n{LISTED.format('ports')}",
        f"labs/01-try/lab.md:12: program `curl` is used and not listed\n\n{LISTED.format('tools')}",
    ]


@pytest.mark.parametrize("needs", ["none", "docker"])
def test_a_cluster_that_is_not_told(needs: str, find_errors: FindErrors) -> None:
    """A lab that asks a cluster says that it needs kind; what asks none, or is its own function, does not count."""
    front = head("tools: [kubectl, helm]").replace("docker", needs)
    body = EXPORTS + console("$ kubectl get pods", "$ helm version", "$ helm list")
    hint = "hint: write `needs: kind`, so that `check` and `reset` reach the cluster, and what is left there is seen"
    assert find_errors(body, head=front) == [
        f"labs/01-try/lab.md:12: kubectl asks a cluster, and `needs` is `{needs}`\n\n{hint}",
        f"labs/01-try/lab.md:14: helm asks a cluster, and `needs` is `{needs}`\n\n{hint}",
    ]
    assert find_errors(console("$ kubectl() { :; }; kubectl get pods", "$ helm lint ."), head=head()) == [
        "labs/01-try/lab.md:9: program `helm` is used and not listed\n\nhint: add it to `tools` in the front matter"
    ]


def test_the_node_image_of_a_shared_cluster(find_errors: FindErrors) -> None:
    """A lab with a cluster lists the image that it is made from, named or not."""
    front = head("images: [kindest/node:v1.37.0]", "tools: [kubectl]").replace("docker", "kind")
    assert find_errors(AIM + console("$ kubectl get nodes"), head=front) == []


@pytest.mark.parametrize("folder", find_labs(PROJECT), ids=lambda folder: str(folder.name))
def test_every_lab(folder: Path) -> None:
    """The labs of this project list what they use, no more and no less, and have the files that they name."""
    assert find_use_errors(load_lab(folder)) == []
