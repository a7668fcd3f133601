"""What a lab makes, by the names and labels that its commands and files give: what it may remove without asking.

A name or label is the lab's own where the lab sets it; what it only looks for, pulls or was given is not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from workshop.lab.kubectl import split_call
from workshop.lab.listing import Listing
from workshop.lab.mentions import BUILD_FLAGS, RUN_FLAGS
from workshop.lab.objects import LOADER, get_type
from workshop.lab.options import find_given, get_values, split_options
from workshop.lab.removing import ENGINES, GLOBAL_FLAGS, KUBECTL
from workshop.lab.script import Call

_LABEL_LINE = re.compile(r"^\s*LABEL\s+(?P<pairs>(?:.*\\\n)*.*)", re.MULTILINE | re.IGNORECASE)
_PAIR = re.compile(r"""(?P<key>[\w./-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))""")
_SET = re.compile(r"(?P<key>[\w./-]+)\s+in\s+\((?P<values>[^)]*)\)")
_NAMES = ("name", "reference", "ancestor", "volume", "network")
_ENDS = frozenset("-_./:")


class Own:
    """The lab's own `names`, `prefixes` of names, `labels` (`key=value`, or a key alone) and `namespaces`."""

    def __init__(self, lab_id: str) -> None:
        slug = lab_id.partition("-")[2] or lab_id
        self.names: set[str] = {lab_id}
        self.prefixes: set[str] = {f"{lab_id}-", f"{lab_id}_"}
        self.labels: set[str] = set()
        self.namespaces: set[str] = set()
        self.example = f"lab={slug}"
        self.is_whole = True
        """Whether all was read that could set labels: a manifest from elsewhere may set any."""
        self._label_values = {lab_id, slug}

    def covers(self, listing: Listing) -> bool:
        """Whether *listing* is narrowed down to the lab's own by at least one of its filters."""
        keys: dict[str, list[str]] = {}
        for text in listing.filters:
            keys.setdefault(text.partition("=")[0], []).append(text)
        # Docker takes filters of one key for alternatives, but labels: all of these must be there.
        return (
            any(map(self.is_filter, keys.pop("label", [])))
            or any(all(map(self.is_filter, texts)) for texts in keys.values())
            or any(self.is_name(name) for name in listing.names)
            or bool(listing.selector and self.is_selector(listing.selector))
            or self.is_namespace(listing.namespace)
        )

    def is_filter(self, text: str) -> bool:
        """Whether `key=value`, a filter of docker's, leaves the lab's own alone, as `label!=…` does not."""
        key, _, value = text.partition("=")
        return self.is_label(value) if key == "label" else key in _NAMES and self.is_name(value)

    def is_label(self, text: str) -> bool:
        """Whether the lab sets the label *text*, or its value is that of the lab itself."""
        key, _, value = text.partition("=")
        is_open = "$" in value and any(label.startswith(f"{key}=") for label in self.labels)
        return text in self.labels or value in self._label_values or is_open

    def is_selector(self, text: str) -> bool:
        """Whether a selector of Kubernetes' asks for a label that the lab sets."""
        sets = [(match["key"], match["values"].split(",")) for match in _SET.finditer(text)]
        terms = [term.replace("==", "=").strip() for term in _SET.sub("", text).split(",")]
        if not self.is_whole and any(re.fullmatch(r"[^!=]+=.+", term) for term in terms):
            return True
        return any(self.is_label(term) for term in terms if "!" not in term) or any(
            all(self.is_label(f"{key}={value.strip()}") for value in values) for key, values in sets
        )

    def is_namespace(self, name: str | None) -> bool:
        """Whether the lab makes the namespace *name*."""
        return name in self.namespaces

    def is_name(self, pattern: str) -> bool:
        """Whether each way to read *pattern*, a name or a regular expression, begins as names that the lab gives do."""
        return all(map(self._is_start, map(_find_literal, re.split(r"\\?\|", pattern))))

    def is_mentioned(self, text: str) -> bool:
        """Whether a program of awk, sed or jq looks for a name or label that the lab gives."""
        words = [word.strip("/") for word in re.findall(r"[\w./:=-]+", text)]
        return any(self.is_label(word) or self._is_start(word) for word in words)

    def _is_start(self, text: str) -> bool:
        # A number or two letters would be part of many a name.
        if len(text) < 3 or not re.search("[a-z]", text):
            return False
        starts = text in self.names or text.startswith(tuple(self.prefixes))
        given = [name for name in self.names | self.prefixes if name.startswith(text)]
        return starts or any(text[-1] in _ENDS or name[len(text) :][:1] in _ENDS for name in given)


def find_own(lab_id: str, calls: Iterable[Call], texts: Iterable[str], names: Iterable[str] = ()) -> Own:
    """What the lab of that id makes: by its *calls*, and by *texts*, those of its files and here-documents.

    *names* are those of the files that were read.
    """
    own = Own(lab_id)
    known = {each.as_posix() for name in names for each in (Path(name), *Path(name).parents)} | {"-"}
    for call in calls:
        if call.program in ENGINES:
            _read_docker(call, own)
        elif call.program == "kind":
            options, rest = split_options(call.words[1:], frozenset(("--retain", "-q", "--quiet")))
            if rest[:2] == ["create", "cluster"]:
                _add_owner(own, get_values(options, "-n", "--name"), "io.x-k8s.kind.cluster")
        elif call.program in KUBECTL:
            _read_kubectl(call, own, known)
    for text in texts:
        _add_labels(own, (match["pairs"] for match in _LABEL_LINE.finditer(text)))
        for document in _load(text):
            _read_document(document, own)
    return own


def _read_docker(call: Call, own: Own) -> None:
    _, rest = split_options(call.words[1:], GLOBAL_FLAGS, stops=True)
    if rest[:1] == ["compose"]:
        options, _ = split_options(rest[1:], frozenset(("--dry-run",)), stops=True)
        _add_owner(own, get_values(options, "-p", "--project-name"), "com.docker.compose.project")
        return
    rest = rest[1:] if rest[:1] in (["container"], ["image"], ["buildx"]) else rest
    command, rest = (rest[0], rest[1:]) if rest else ("", [])
    if command in {"network", "volume", "service", "stack", "secret", "config", "context"} and rest:
        command, rest = f"{command} {rest[0]}", rest[1:]
    runs = command in {"run", "create", "service create"}
    options, names = split_options(rest, RUN_FLAGS if runs else BUILD_FLAGS, stops=runs)
    changes = [value.partition(" ")[2] for value in get_values(options, "-c", "--change") if value.startswith("LABEL")]
    if runs or command in {"build", "commit"} or command.endswith(" create"):
        _add_labels(own, [*get_values(options, "--label", "--container-label", *(("-l",) if runs else ())), *changes])
        _add_names(own, get_values(options, "--name", "-t" if command == "build" else "--name", "--tag"))
    if runs:
        mounts = [value.partition(":")[0] for value in get_values(options, "-v", "--volume") if ":" in value]
        _add_names(own, [mount for mount in mounts if "/" not in mount and not mount.startswith(".")])
    elif command in {"tag", "commit"}:
        _add_names(own, names[1:])
    elif command in {"network create", "volume create", "secret create", "config create", "context create"}:
        _add_names(own, names[-1:] if command.startswith(("network", "volume")) else names[:1])
    elif command == "stack deploy":
        _add_owner(own, names[-1:], "com.docker.stack.namespace")


def _read_kubectl(call: Call, own: Own, known: set[str]) -> None:
    given, (verb, *names) = split_call(call)
    if verb in {"apply", "create"}:
        manifests = find_given(call.words, "-f", "--filename", "-k", "--kustomize")
        own.is_whole = own.is_whole and {posixpath.normpath(name) for name in manifests} <= known
    if verb == "create" and len(names) > 1:
        kind = get_type(names[0])
        # `create secret generic NAME` and `create service nodeport NAME` say which kind of it.
        name = names[2] if kind in {"secret", "service"} and len(names) > 2 else names[1]
        own.names.add(name)
        own.namespaces |= {name} if kind == "namespace" else set()
        own.labels |= {f"app={name}"} if kind == "deployment" else set()
    elif verb == "run" and names:
        own.names.add(names[0])
        own.labels |= {f"run={names[0]}", *given.get("-l", given.get("--labels", "")).split(",")}
    elif verb == "label":
        own.labels |= {name for name in names if "=" in name}


def _read_document(document: Any, own: Own) -> None:
    """What a document of YAML, for Kubernetes, kind or Compose, gives names and labels."""
    if isinstance(document, list):
        for item in document:
            _read_document(item, own)
    if not isinstance(document, dict):
        return
    metadata, name = document.get("metadata"), document.get("name")
    if isinstance(metadata, dict) and isinstance(metadata.get("name"), str):
        own.names.add(metadata["name"])
        own.namespaces |= {metadata["name"]} if document.get("kind") == "Namespace" else set()
    if isinstance(name, str) and ("services" in document or document.get("kind") == "Cluster"):
        is_cluster = "services" not in document
        _add_owner(own, [name], "io.x-k8s.kind.cluster" if is_cluster else "com.docker.compose.project")
    for key, value in document.items():
        if key in {"labels", "matchLabels"} and isinstance(value, dict):
            own.labels |= {f"{label}={text}" for label, text in value.items()}
        elif key == "labels" and isinstance(value, list):
            own.labels |= set(map(str, value))
        elif key == "container_name" or (key == "image" and "build" in document):
            _add_names(own, [str(value)])
        _read_document(value, own)


def _add_names(own: Own, names: Iterable[str]) -> None:
    """A name that a variable ends is one of many that begin alike."""
    for name in names:
        start, is_open, _ = name.partition("$")
        if not is_open:
            own.names.add(name)
        elif len(start) > 2:
            own.prefixes.add(start)


def _add_owner(own: Own, names: Iterable[str], label: str) -> None:
    for name in names:
        if name and "$" not in name:
            own.names.add(name)
            own.prefixes |= {f"{name}-", f"{name}_"}
            own.labels.add(f"{label}={name}")


def _add_labels(own: Own, texts: Iterable[str]) -> None:
    for text in texts:
        pairs = list(_PAIR.finditer(text))
        own.labels |= {f"{pair['key']}={pair['quoted'] or pair['plain'] or ''}" for pair in pairs}
        own.labels |= {text} if not pairs and re.fullmatch(r"[\w./-]+", text) else set()


def _load(text: str) -> Iterator[Any]:
    if not re.search(r"^(?:kind|name|services|metadata)\s*:", text, re.MULTILINE):
        return
    try:
        yield from list(yaml.load_all(text, Loader=LOADER))
    except (yaml.YAMLError, ValueError):
        return


def _find_literal(pattern: str) -> str:
    """What *pattern*, a regular expression or a wildcard, begins with literally."""
    text = re.split(r"\.?[*+?]|[\[({$]", pattern.lstrip("^(/").rstrip("$)"))[0]
    return re.sub(r"\\(.)", r"\1", text)
