"""What a call takes away or ends: which kind of thing, and by which names or filters. Reads words; knows no machine.

Sources: `docker … --help` 29, `kind delete --help` 0.33.
"""

from __future__ import annotations

from collections.abc import Callable

from workshop.lab.kubectl import find_deletion
from workshop.lab.options import get_values, split_options
from workshop.lab.removal import Removal
from workshop.lab.script import Call

ENGINES = frozenset(("docker", "docker.exe", "nerdctl", "podman"))
KUBECTL = frozenset(("kubectl", "oc"))
GLOBAL_FLAGS = frozenset(("-D", "--debug", "--tls", "--tlsverify"))
_FLAGS = frozenset(
    (
        *("-a", "-d", "-f", "-l", "-v", "--all", "--all-inactive", "--detach", "--force", "--link", "--no-prune"),
        *("--remove-orphans", "--volumes"),
    )
)
# What docker manages, by the word for it; a thing of the machine's is called by the kind in `ThingKey`.
OBJECTS = {
    "builder": "build cache",
    "buildx": "build cache",
    "config": "swarm config",
    "container": "container",
    "context": "docker context",
    "image": "image",
    "network": "network",
    "node": "swarm node",
    "plugin": "plugin",
    "secret": "swarm secret",
    "service": "swarm service",
    "stack": "stack",
    "swarm": "swarm",
    "system": "all",
    "volume": "volume",
}
_SHORT = {verb: ("container", verb) for verb in ("kill", "pause", "restart", "rm", "stop")} | {"rmi": ("image", "rm")}
_STOPS = frozenset(("kill", "pause", "restart", "stop"))
_TAKES = frozenset(("down", "leave", "prune", "remove", "rm", "uninstall")) | _STOPS


def find_removal(call: Call) -> Removal | None:
    """What *call* takes away, None where it takes nothing."""
    program = "docker" if call.program in ENGINES else "kubectl" if call.program in KUBECTL else call.program
    read = _READERS.get(program)
    return read(call, list(call.words[1:])) if read else None


def _read_docker(call: Call, words: list[str]) -> Removal | None:
    _, rest = split_options(words, GLOBAL_FLAGS, stops=True)
    if rest[:1] == ["compose"]:
        return _read_compose(call, rest[1:])
    kind, verb = "", ""
    if rest and rest[0] in _SHORT:
        (kind, verb), rest = _SHORT[rest[0]], rest[1:]
    elif len(rest) > 1 and rest[0] in OBJECTS:
        kind, verb, rest = OBJECTS[rest[0]], rest[1].replace("rmi", "rm"), rest[2:]
    if verb not in _TAKES:
        return None
    options, names = split_options(rest, _FLAGS)
    given = {name for name, _ in options}
    is_all = verb == "prune" or "--all-inactive" in given
    filters = tuple(get_values(options, "--filter"))
    return Removal(call, kind, tuple(names), is_all, filters, is_stop=verb in _STOPS)


def _read_compose(call: Call, words: list[str]) -> Removal | None:
    """`names` are the project's, where the call names it; `manifests` are its files."""
    options, rest = split_options(words, frozenset(("--dry-run", "--compatibility", "--all-resources")), stops=True)
    if not rest or rest[0] not in _TAKES:
        return None
    names = get_values(options, "-p", "--project-name")
    files = tuple(get_values(options, "-f", "--file"))
    return Removal(call, "project", tuple(names), manifests=files, is_stop=rest[0] in _STOPS)


def _read_kind(call: Call, words: list[str]) -> Removal | None:
    """Without any name it is the cluster called `kind`, which is anybody's."""
    options, rest = split_options(words, frozenset(("--all", "-A", "-q", "--quiet")))
    if rest[:1] != ["delete"] or rest[1:2] not in (["cluster"], ["clusters"]):
        return None
    names = [name for name in get_values(options, "-n", "--name") if name]
    names += rest[2:] if rest[1] == "clusters" else []
    is_all = bool({"--all", "-A"} & {name for name, _ in options})
    return Removal(call, "cluster", tuple(names), is_all or (not names and not call.through))


def _read_helm(call: Call, words: list[str]) -> Removal | None:
    if words[:1] and words[0] in {"uninstall", "delete", "un", "del"}:
        return Removal(call, "release", tuple(split_options(words[1:], frozenset(("--wait", "--keep-history")))[1]))
    return None


def _read_other_cluster(call: Call, words: list[str]) -> Removal | None:
    """Of minikube and k3d, whose clusters no lab makes: what counts is whether all of them are meant."""
    return Removal(call, "cluster", is_all=bool({"--all", "-a"} & set(words))) if "delete" in words[:2] else None


_READERS: dict[str, Callable[[Call, list[str]], Removal | None]] = {
    "docker": _read_docker,
    "docker-compose": _read_compose,
    "helm": _read_helm,
    "k3d": _read_other_cluster,
    "kind": _read_kind,
    "kubectl": lambda call, _: find_deletion(call),
    "minikube": _read_other_cluster,
}
