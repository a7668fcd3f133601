"""What the commands of a lab make under names of its own."""

from __future__ import annotations

import pytest

from tests.venue.conftest import WriteLab, write_lab
from workshop.lab.makings import Making, find_makings, find_taken

__all__ = ["write_lab"]

CALLS = [
    ("docker run -d --name web -p 8101:80 nginx:1.30", [("container", "web")]),
    ("docker container create --name=web nginx:1.30", [("container", "web")]),
    ("docker run --rm -v data:/var -v ./here:/here -v /etc:/etc x", [("volume", "data")]),
    ("docker run --mount type=volume,source=data,target=/x --mount type=bind,src=/a,dst=/b x", [("volume", "data")]),
    ("docker network create --internal --subnet 10.0.0.0/24 back", [("network", "back")]),
    ("docker volume create data", [("volume", "data")]),
    ("docker build -q -t shop:1 -t shop .", [("image", "shop:1"), ("image", "shop:latest")]),
    ("docker tag nginx:1.30 localhost:8110/web", [("image", "localhost:8110/web:latest")]),
    ("cat x | sudo docker run -i --name web x", [("container", "web")]),
    ('docker run --name "web-$number" nginx:1.30', []),
    ("docker rm -f web", []),
    ("docker exec web docker run --name inner x", []),
    ("echo docker run --name web x", []),
]


@pytest.mark.parametrize(("text", "made"), CALLS)
def test_calls(text: str, made: list[tuple[str, str]], write_lab: WriteLab) -> None:
    """A name that is written out is found, with the step; what a variable gives or a removal names is not."""
    lab = write_lab("01-a", body=f"```{{.console #go}}\n$ {text}\n```\n```{{.console #cleanup}}\n$ true\n```\n")
    assert find_makings(lab) == [Making(kind, name, "go") for kind, name in made]


def test_the_first_step_counts(write_lab: WriteLab) -> None:
    """Of several steps the first is told, and of things those with the same kind and name are meant."""
    body = "".join(f"```{{.console #{id_}}}\n$ docker run --name web x\n```\n" for id_ in ("one", "two", "cleanup"))
    lab = write_lab("01-a", body=body)
    web = ("container", "web", "1")
    others = [("container", "web-2", "2"), ("volume", "web", "3"), ("network", "web", "4")]
    assert find_taken(lab, [*others, web]) == [(web, Making("container", "web", "one"))]
