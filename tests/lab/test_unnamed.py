"""A lab that removes without naming is refused when it is loaded, wherever and however it does it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.lab.conftest import CLEANUP, EXPORTS, HEAD, FindErrors, ReadLab
from tests.lab.removing import ALLOWED, MAKES, REFUSED
from workshop.errors import ContentErrors
from workshop.lab import Command, ConsoleBlock, load_lab
from workshop.lab.unnamed import find_unnamed_removals


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
        assert 17 <= int(place.removeprefix("labs/01-try/lab.md:")) < 17 + lines
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
    body = EXPORTS + body
    cleanup = console("docker volume prune -f", "cleanup")
    listed = "write the names of what the lab makes, or list by a label that only the lab sets"
    pruned = "remove what the lab makes by name, or add `--filter label=lab=try`"
    objects = "name what the lab makes, or select a label that only the lab sets: `-l KEY=VALUE`"
    assert find_errors(body, cleanup=cleanup) == [
        "labs/01-try/lab.md:12: block `step`: `docker rm -f \\ $(docker ps -aq)` may remove what others made\n\n"
        f"hint: {listed}: `-f label=lab=try`, with `--label lab=try` where it is made",
        "labs/01-try/lab.md:16: block `two`: `kubectl delete pods --all` may remove what others made\n\n"
        f"hint: {objects}; `--all` is for a namespace that the lab makes: `-n NAME`",
        "labs/01-try/lab.md:19: block `cleanup`: `docker volume prune -f` may remove what others made\n\n"
        f"hint: {pruned}, with `--label lab=try` where it is made",
    ]


def test_every_place_counts(folder: Path, find_errors: FindErrors) -> None:
    """A skipped block, what is typed into a program, a check and a script in the lab's folder are read as well."""
    (folder / "bin").mkdir()
    (folder / "bin" / "tidy").write_text("#!/usr/bin/env bash\ntrue\ndocker system prune -f\n", encoding="utf-8")
    (folder / "clean.sh").write_text("docker rm $(docker ps -aq)\n", encoding="utf-8")
    (folder / "tidy-up").write_text("docker system prune -f\n", encoding="utf-8")
    (folder / "notes.txt").write_text("docker system prune -f\n", encoding="utf-8")
    skipped = '```{.console #phone skip="要用手机"}\n$ docker system prune -f\n```\n'
    called = console("bash ./tidy-up", "called")
    typed = '```{.console #typed prompt="sh> "}\n$ sh\nsh> docker rm $(docker ps -aq)\nsh> exit\n```\n'
    check = '```{.check #gone after="phone" title="没有了" hint="看"}\ntrue\ndocker volume prune -f\n```\n'
    places = [error.partition("` may")[0] for error in find_errors(skipped + typed + check + called)]
    assert sorted(places) == sorted(
        [
            "labs/01-try/bin/tidy:3: file `bin/tidy`: `docker system prune -f",
            "labs/01-try/clean.sh:1: file `clean.sh`: `docker rm $(docker ps -aq)",
            "labs/01-try/tidy-up:1: file `tidy-up`: `docker system prune -f",
            "labs/01-try/lab.md:12: block `typed`: `docker rm $(docker ps -aq)",
            "labs/01-try/lab.md:17: block `gone`: `docker volume prune -f",
            "labs/01-try/lab.md:8: block `phone`: `docker system prune -f",
        ]
    )


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
    assert read_lab(
        EXPORTS + console(document) + console("kubectl delete pods -l app=web\n$ kubectl delete ns shop", "two")
    )


def test_manifests_from_elsewhere(folder: Path, read_lab: ReadLab, find_errors: FindErrors) -> None:
    """What a manifest sets that is not in the lab's folder cannot be told, so that a label with a value is believed."""
    (folder / "here.yaml").write_text("kind: Pod\n", encoding="utf-8")
    delete = console("kubectl delete pods -l app=web", "two")
    assert read_lab(EXPORTS + console("kubectl apply -f https://example.org/web.yaml") + delete)
    for known in ("./here.yaml", "."):
        assert len(find_errors(EXPORTS + console(f"kubectl apply -f {known}") + delete)) == 1
    bare = console("kubectl apply -f x.yaml") + console("kubectl delete pods -l app", "two")
    assert len(find_errors(EXPORTS + bare)) == 1


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


PIECES = (
    *("docker ", "kubectl ", "kind ", "rm ", "delete ", "prune", "ps -aq", "get pods", "--all ", "-f ", "name=", "$x"),
    *("$(", ")", "`", '"', "'", "|", " | xargs ", ";", "\n", "{", "}", "for x in ", "; do ", "; done", "()", "x() { "),
    *(
        "alias x=",
        "x=",
        "x ",
        "<<E\n",
        "E\n",
        "sh -c ",
        "eval ",
        "<",
        ">",
        "\\",
        "${",
        "@",
        "-- ",
        "&&",
        "case ",
        " in ",
    ),
)


def test_any_text_comes_to_its_end(tmp_path: Path) -> None:
    """Whatever the text, judging it ends, and each complaint has a line that is there."""
    chance = random.Random(7)
    for _ in range(1500):
        text = "".join(chance.choices(PIECES, k=chance.randrange(30)))
        block = ConsoleBlock("a", "lab.md", 1, 99, (Command(text, 2),))
        for error in find_unnamed_removals("01-try", [block], tmp_path, "lab.md"):
            assert 2 <= int(str(error.where).rpartition(":")[2]) <= 2 + text.count("\n"), text
