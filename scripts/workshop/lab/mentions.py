"""What a call of docker, kind or kubectl names: images it uses or makes, host ports, files. Tells what is certain.

Sources: the options of `docker … --help` 28, `kind … --help` 0.33 and `kubectl … --help` 1.36 that take no value; all
others take one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workshop.lab.options import find_given, get_values, split_options


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RUN_FLAGS = _words(
    "-d --detach -i --interactive -t --tty --rm --init --privileged -P --publish-all --read-only --no-healthcheck "
    "--oom-kill-disable -q --quiet --sig-proxy --disable-content-trust --use-api-socket --no-resolve-image "
    "--with-registry-auth --insecure"
)
BUILD_FLAGS = _words(
    "-q --quiet --no-cache --pull --push --load --rm --force-rm --squash --compress --check -D --debug"
)
_GLOBAL_FLAGS = _words("-D --debug --tls --tlsverify --compatibility --dry-run --all-resources --verbose")
_PULL_FLAGS = _words("-a --all-tags -q --quiet")
_OBJECTS = frozenset(("container", "image", "buildx", "builder"))
# Verbs of kubectl that take manifests with `-f`; elsewhere it is short for something else.
_MANIFEST_VERBS = _words(
    "annotate apply autoscale create delete describe diff edit expose get label patch replace rollout scale set wait"
)
_LOCAL = re.compile(r"(?<![\w.-])(?:localhost|127\.0\.0\.1):(\d{1,5})(?!\d)")


@dataclass
class Mentions:
    """What one call names, as it is written there."""

    images: list[str] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)


def find_mentions(words: tuple[str, ...]) -> Mentions:
    """What the call with these *words* names."""
    found = Mentions()
    program, arguments = words[0] if words else "", list(words[1:])
    if program == "docker":
        _read_docker(arguments, found)
    elif program == "kind":
        _read_kind(arguments, found)
    elif program == "kubectl":
        _read_kubectl(arguments, found)
    else:
        found.ports += _LOCAL.findall(" ".join(arguments))
        # Whether a program writes the files that it is given is its own affair.
        found.writes += [word.rpartition("/")[2] if "://" in word else word for word in arguments]
    return found


def find_host_port(published: str) -> str | None:
    """The host's port, or range of ports, of a value of `--publish`; None where the engine chooses it."""
    if "=" in published:
        parts = dict(part.partition("=")[::2] for part in published.split(","))
        return parts.get("published")
    before, colon, _ = published.partition("/")[0].rpartition(":")
    return (before.rpartition(":")[2] or None) if colon else None


def _read_docker(words: list[str], found: Mentions) -> None:
    _, rest = split_options(words, _GLOBAL_FLAGS, stops=True)
    while rest and rest[0] in _OBJECTS:
        _, rest = split_options(rest[1:], _GLOBAL_FLAGS, stops=True)
    command, rest = (rest[0], rest[1:]) if rest else ("", [])
    if command in {"service", "stack", "secret", "config"} and rest:
        command, rest = f"{command} {rest[0]}", rest[1:]
    if command in {"run", "create", "service create", "service update"}:
        _read_run(command, rest, found)
    elif command == "build":
        options, places = split_options(rest, BUILD_FLAGS)
        found.built += get_values(options, "-t", "--tag")
        found.reads += [*get_values(options, "-f", "--file"), *places]
    elif command in {"pull", "history", "save"}:
        options, images = split_options(rest, _PULL_FLAGS)
        found.images += images
        found.writes += get_values(options, "-o", "--output")
    elif command in {"tag", "commit", "import"}:
        _, names = split_options(rest, frozenset(("-p", "--pause")))
        found.images += names[:1] if command == "tag" else []
        found.built += names[1:]
    elif command == "compose":
        options, _ = split_options(rest, _GLOBAL_FLAGS, stops=True)
        found.reads += get_values(options, "-f", "--file", "--env-file")
    else:
        _read_files(command, rest, found)


def _read_run(command: str, words: list[str], found: Mentions) -> None:
    options, rest = split_options(words, RUN_FLAGS, stops=True)
    found.images += get_values(options, "--image") if command == "service update" else rest[:1]
    published = get_values(options, "-p", "--publish", "--publish-add")
    found.ports += [port for port in map(find_host_port, published) if port]
    found.reads += get_values(options, "--env-file")
    mounts = [value.partition(":")[0] for value in get_values(options, "-v", "--volume") if ":" in value]
    # A name without a slash is a volume's.
    found.reads += [mount for mount in mounts if "/" in mount or mount.startswith(".")]


def _read_files(command: str, words: list[str], found: Mentions) -> None:
    options, names = split_options(words, frozenset(("-a", "--archive", "-L", "--follow-link", "-q", "--quiet", "-d")))
    if command == "stack deploy":
        found.reads += get_values(options, "-c", "--compose-file")
    elif command == "load":
        found.reads += get_values(options, "-i", "--input")
    elif command in {"secret create", "config create"}:
        found.reads += names[1:]
    elif command == "cp":
        found.reads += [name for name in names[:1] if ":" not in name]
        found.writes += [name for name in names[1:] if ":" not in name]


def _read_kind(words: list[str], found: Mentions) -> None:
    options, rest = split_options(words, frozenset(("--retain", "-q", "--quiet", "--internal")))
    found.images += get_values(options, "--image")
    found.reads += get_values(options, "--config")
    if rest[:2] == ["load", "docker-image"]:
        found.images += rest[2:]
    elif rest[:2] == ["load", "image-archive"]:
        found.reads += rest[2:]


def _read_kubectl(words: list[str], found: Mentions) -> None:
    words = words[: words.index("--")] if "--" in words else words
    _, rest = split_options(words, frozenset(), stops=True)
    verb = rest[0] if rest else ""
    found.images += find_given(words, "--image")
    if rest[:2] == ["set", "image"]:
        found.images += [word.partition("=")[2] for word in rest[2:] if re.match("[^-].*=", word)]
    if verb in _MANIFEST_VERBS:
        for value in find_given(words, "-f", "--filename", "-k", "--kustomize"):
            found.reads += value.split(",")
        found.reads += [value.rpartition("=")[2] for value in find_given(words, "--from-file", "--from-env-file")]
    if verb == "port-forward":
        ports = [re.fullmatch(r"(\d+)(?::\d+)?", word) for word in rest[1:]]
        found.ports += [port[1] for port in ports if port]
    elif verb == "proxy":
        found.ports += find_given(words, "-p", "--port") or ["8001"]
