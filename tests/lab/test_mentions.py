"""What single calls and files name."""

from __future__ import annotations

import pytest

from workshop.lab.files import Named, find_in_build_file, find_in_yaml, is_build_file
from workshop.lab.mentions import Mentions, find_host_port, find_mentions

CALLS = {
    "docker run -dp 8101:80 --name web --rm -v $PWD/a:/b -v data:/c nginx:1.30 curl localhost:1": Mentions(
        images=["nginx:1.30"], ports=["8101"], reads=["$PWD/a"]
    ),
    "docker --context x container create --env-file=.env --publish 127.0.0.1:1:2 a -p 9:9": Mentions(
        images=["a"], ports=["1"], reads=[".env"]
    ),
    "docker exec web curl localhost:80": Mentions(),
    "docker image pull -q a:1": Mentions(images=["a:1"]),
    "docker save a b -o x.tar": Mentions(images=["a", "b"], writes=["x.tar"]),
    "docker load -i x.tar": Mentions(reads=["x.tar"]),
    "docker buildx build --load -t web:1 -f D --build-arg A=1 src": Mentions(built=["web:1"], reads=["D", "src"]),
    "docker tag a localhost:5000/a:1": Mentions(images=["a"], built=["localhost:5000/a:1"]),
    "docker commit -m x web web:2": Mentions(built=["web:2"]),
    "docker compose -f c.yaml --env-file e up -d --wait": Mentions(reads=["c.yaml", "e"]),
    "docker compose logs -f web": Mentions(),
    "docker service create -d --name s -p published=80,target=8 a b": Mentions(images=["a"], ports=["80"]),
    "docker service update --image a:2 s": Mentions(images=["a:2"]),
    "docker stack deploy -c c.yaml shop": Mentions(reads=["c.yaml"]),
    "docker secret create key key.txt": Mentions(reads=["key.txt"]),
    "docker cp a web:/b": Mentions(reads=["a"]),
    "docker cp web:/b a": Mentions(writes=["a"]),
    "docker ps -a -f name=x": Mentions(),
    "kind create cluster --config c.yaml --image kindest/node:v1 --wait 9s": Mentions(
        images=["kindest/node:v1"], reads=["c.yaml"]
    ),
    "kind load docker-image a b --name x": Mentions(images=["a", "b"]),
    "kind load image-archive a.tar": Mentions(reads=["a.tar"]),
    "kubectl -n x apply -f a.yaml,b.yaml -k d": Mentions(reads=["a.yaml", "b.yaml", "d"]),
    "kubectl logs -f web": Mentions(),
    "kubectl create configmap c --from-file=k=a.txt --from-env-file e": Mentions(reads=["a.txt", "e"]),
    "kubectl run p --image=a:1 -- b --image=c -f d": Mentions(images=["a:1"]),
    "kubectl set image deployment/web c=a:2 --record": Mentions(images=["a:2"]),
    "kubectl port-forward svc/web 8120:80": Mentions(ports=["8120"]),
    "kubectl proxy": Mentions(ports=["8001"]),
    "curl -o x http://localhost:8101/y": Mentions(ports=["8101"], writes=["-o", "x", "y"]),
    "curl 10.127.0.0.1:1 my-localhost:2": Mentions(writes=["10.127.0.0.1:1", "my-localhost:2"]),
}


@pytest.mark.parametrize("call", CALLS)
def test_calls(call: str) -> None:
    """Images, ports and files are told from the words of a call, and not from those of what it runs elsewhere."""
    assert find_mentions(tuple(call.split())) == CALLS[call]


@pytest.mark.parametrize(
    ("published", "port"),
    [
        ("80", None),
        ("8080:80/tcp", "8080"),
        ("127.0.0.1:8080:80", "8080"),
        ("[::1]:8080:80", "8080"),
        ("127.0.0.1::80", None),
        ("8000-8002:80-82", "8000-8002"),
        ("mode=host,published=8080,target=80", "8080"),
        ("target=80", None),
    ],
)
def test_published_ports(published: str, port: str | None) -> None:
    """A port is the host's only where the value gives one."""
    assert find_host_port(published) == port


def test_build_files() -> None:
    """A Dockerfile starts from images, not from its own stages."""
    text = (
        "ARG A\nFROM --platform=x a:1 AS one\nRUN x\nFROM one\nCOPY --from=one x y\nCOPY --from=b:2 x y\nFROM scratch\n"
    )
    assert list(find_in_build_file(text)) == [Named("image", "a:1", 2), Named("image", "b:2", 6)]
    names = ("Dockerfile", "Dockerfile.dev", "web.Dockerfile", "compose.yaml")
    assert [is_build_file(name) for name in names] == [True, True, True, False]


COMPOSE = """services:
  web:
    image: web
    build: .
    ports: ["8103:80", "80", {published: 8104, target: 80}]
  db:
    image: redis:8.0
"""
POD = "kind: Pod\nspec:\n  containers:\n    - image: a:1\n      ports: [{containerPort: 80, hostPort: 80}]\n"
CLUSTER = "kind: Cluster\nnodes:\n  - extraPortMappings:\n      - hostPort: 8120\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            COMPOSE,
            [
                Named("built", "web", 3),
                Named("port", "8103", 5),
                Named("port", "8104", 5),
                Named("image", "redis:8.0", 7),
            ],
        ),
        (POD, [Named("image", "a:1", 4)]),
        (f"a: 1\n---\n{CLUSTER}", [Named("port", "8120", 6)]),
        ('kind: ConfigMap\nports: ["8103:80"]\n', []),
        ("image: {repository: a}\n", []),
        ("{{ helm }}: [\n", []),
        ("", []),
    ],
)
def test_yaml(text: str, named: list[Named]) -> None:
    """Images are found in every manifest; ports of the host in Compose's files and kind's, not in a Pod's."""
    assert list(find_in_yaml(text)) == named
