"""What a call takes away, as data, and which things on a machine that would be, by their names. Looks at no machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.lab.model import SHARED_CLUSTER
from workshop.lab.objects import get_type, read_documents
from workshop.lab.script import Call

ThingKey = tuple[str, str, str]
"""Kind, name and key of a thing on a machine, as `workshop.run.things.Thing` has them."""
# Source: kind's pkg/cluster/constants, the roles of nodes, which their names end with.
_NODE = r"(?:control-plane|worker|external-load-balancer)\d*"
_ID = re.compile("[0-9a-f]{8,64}")
# Source: Compose's own order of looking for its file.
_COMPOSE_FILES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")


@dataclass(frozen=True)
class Removal:
    """What `call` takes away: things of `kind`, by `names` as they are written, or all that `filters` leave.

    `kind` is one of `ThingKey`, or `project` (Compose's), `stack`, `object` (Kubernetes', with its `types` and
    `namespace`, "" for all of them), `release` (helm's), `build cache`, `plugin`, `all`. `is_all` is where no name
    narrows it down. `manifests` are files that name what is meant. `is_stop` is where it only ends what may be started
    again.
    """

    call: Call
    kind: str
    names: tuple[str, ...] = ()
    is_all: bool = False
    filters: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    namespace: str | None = None
    manifests: tuple[str, ...] = ()
    selector: str | None = None
    is_stop: bool = False


@dataclass(frozen=True)
class Place:
    """Where a lab's commands run: in a copy of its folder, with a kubectl that speaks to `cluster`, if to any."""

    folder: Path
    cluster: str | None = None


def find_taken(removal: Removal, names: Iterable[str], things: Iterable[ThingKey], place: Place) -> Iterator[ThingKey]:
    """Those of *things* that *removal* takes where it means *names*, literal ones; ids and their beginnings count too.

    Of images a name without a tag means `latest`; of a cluster its nodes and all that is in it go as well. A node of
    the cluster of *place* may be stopped.
    """
    names = list(names)
    for thing in things:
        if removal.is_stop and place.cluster and _is_in_cluster(thing, place.cluster):
            continue
        if removal.kind == "image":
            is_taken = thing[0] == "image" and any(_is_image(thing, name) for name in names)
        elif removal.kind == "cluster":
            is_taken = any(_is_in_cluster(thing, name) for name in names)
        elif removal.kind in {"project", "stack"}:
            owners = names or (find_projects(removal, place.folder) if removal.kind == "project" else [])
            is_taken = any(_is_owned(thing, owner) for owner in owners)
        elif removal.kind == "swarm":
            is_taken = thing[0].startswith("swarm")
        elif removal.kind in {"namespace", "object"}:
            is_taken = _is_object(thing, removal, names, place)
        else:
            is_taken = thing[0] == removal.kind and any(_is_called(thing, name) for name in names)
        if is_taken:
            yield thing


def is_node(thing: ThingKey, cluster: str) -> bool:
    """Whether *thing* is a container that is a node of kind's *cluster*, told by its name."""
    return thing[0] == "container" and re.fullmatch(rf"{re.escape(cluster)}-{_NODE}", thing[1]) is not None


def find_projects(removal: Removal, folder: Path) -> list[str]:
    """The names that a project of Compose's has where the call gives it none: of its file, else of its *folder*.

    Source: Compose's manual, "Specify a project name"; what it makes is called PROJECT-… or PROJECT_….
    """
    files = removal.manifests or [name for name in _COMPOSE_FILES if (folder / name).is_file()][:1]
    named = [document.get("name") for name in files[:1] for document in read_documents(folder / name)]
    return [str(name) for name in named if name] or [re.sub(r"[^a-z0-9_-]", "", folder.name.lower())]


def _is_called(thing: ThingKey, name: str) -> bool:
    _, own, key = thing
    return name.lstrip("/") == own or (_ID.fullmatch(name) is not None and key.startswith(name))


def _is_image(thing: ThingKey, name: str) -> bool:
    full = name if ":" in name.rpartition("/")[2] else f"{name}:latest"
    return thing[1] in {name, full} or _is_called(thing, name.removeprefix("sha256:"))


def _is_owned(thing: ThingKey, owner: str) -> bool:
    kinds = ("container", "network", "volume", "swarm service", "swarm secret", "swarm config")
    return thing[0] in kinds and thing[1].startswith((f"{owner}-", f"{owner}_"))


def _is_in_cluster(thing: ThingKey, cluster: str) -> bool:
    kind, name, _ = thing
    if kind in {"cluster", "namespace"}:
        return name == cluster or name.endswith(f" of cluster {cluster}")
    return is_node(thing, cluster)


def _is_object(thing: ThingKey, removal: Removal, names: list[str], place: Place) -> bool:
    kind, name, key = thing
    if place.cluster is None:
        return False
    spaces = [each for each in names if removal.kind == "namespace"]
    spaces += [each.partition("/")[2] for each in names if _get_kind(each) == "namespace"]
    if kind == "namespace":
        return key in spaces and name.endswith(f" of cluster {place.cluster}")
    # Objects are known of the cluster that labs share alone, by `Kind` and `namespace/name`.
    if place.cluster != SHARED_CLUSTER or not kind[:1].isupper():
        return False
    wanted = set(_find_objects(removal, names, place.folder))
    space, _, own = name.rpartition("/")
    found = {(each, space, own) for each in (kind.lower(), "all")}
    is_all = removal.is_all and removal.kind == "object" and removal.selector is None
    return bool(wanted & found) or space in spaces or (is_all and _is_among(kind, space, removal))


def _is_among(kind: str, space: str, removal: Removal) -> bool:
    places = (removal.namespace or "default",) if removal.namespace != "" else (space,)
    return space in places and bool({kind.lower(), "all"} & set(removal.types))


def _find_objects(removal: Removal, names: list[str], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Kind in lower case, namespace and name of each object that is named; without a namespace too, as of a node."""
    space = removal.namespace or "default"
    for name in names:
        kinds = [_get_kind(name)] if "/" in name else [kind for kind in removal.types if kind != "namespace"]
        own = name.rpartition("/")[2]
        for kind in kinds:
            yield from ((kind, each, own) for each in (space, ""))
        if removal.kind == "namespace" or _get_kind(name) == "namespace":
            yield "namespace", "", own
    for file in (part for name in removal.manifests for part in name.split(",")):
        for document in read_documents(folder / file):
            about = document.get("metadata")
            if isinstance(about, dict):
                own, kind = str(about.get("name")), str(document.get("kind")).lower()
                yield from ((kind, each, own) for each in (str(about.get("namespace", space)), ""))


def _get_kind(name: str) -> str:
    return get_type(name.partition("/")[0]) if "/" in name else ""
