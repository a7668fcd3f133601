"""What the files of a lab name, line by line: images that they use or make, and ports of the host. Runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from workshop.lab.fences import split_lines
from workshop.lab.mentions import find_host_port
from workshop.lab.yaml_text import compose_yaml

_FROM = re.compile(r"\s*FROM\s+(?:--\S+\s+)*(?P<image>\S+)(?:\s+AS\s+(?P<stage>\S+))?\s*$", re.IGNORECASE)
_COPY_FROM = re.compile(r"\s*(?:COPY|ADD|RUN)\s.*?--(?:mount=\S*?)?from=(?P<image>[^\s,]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """An image (`image`, or `built` where it is made) or a host's port (`port`) that stands in a text's *line*."""

    kind: str
    name: str
    line: int


def is_build_file(name: str) -> bool:
    """Whether *name* is what Dockerfiles are called."""
    return name.lower().startswith("dockerfile") or name.lower().endswith(".dockerfile")


def find_in_build_file(text: str) -> Iterator[Named]:
    """The images that a Dockerfile starts from, other than its own stages; lines count from 1."""
    stages = {"scratch"}
    for number, line in enumerate(split_lines(text), 1):
        if match := _FROM.match(line):
            if match["image"].lower() not in stages:
                yield Named("image", match["image"], number)
            stages.add((match["stage"] or "").lower())
        elif (
            (match := _COPY_FROM.match(line)) and match["image"].lower() not in stages and not match["image"].isdigit()
        ):
            yield Named("image", match["image"], number)


def find_in_yaml(text: str) -> Iterator[Named]:
    """The images, and the host's ports, in what Compose, kind and Kubernetes read. None where it is no YAML."""
    try:
        documents = compose_yaml(text)
    except (yaml.YAMLError, ValueError):
        return
    for document in documents:
        if isinstance(document, yaml.MappingNode):
            keys = _keys(document)
            owner = "compose" if "services" in keys else str(getattr(keys.get("kind"), "value", ""))
            yield from _walk(document, owner)


def _walk(node: yaml.Node, owner: str) -> Iterator[Named]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item, owner)
    if not isinstance(node, yaml.MappingNode):
        return
    keys = _keys(node)
    image = keys.get("image")
    if isinstance(image, yaml.ScalarNode):
        yield Named("built" if "build" in keys else "image", str(image.value), image.start_mark.line + 1)
    # In a Pod the key means the node's port, which is no port of the machine's.
    if owner == "Cluster" and isinstance(port := keys.get("hostPort"), yaml.ScalarNode):
        yield Named("port", str(port.value), port.start_mark.line + 1)
    if owner == "compose" and isinstance(ports := keys.get("ports"), yaml.SequenceNode):
        yield from _published(ports)
    for value in keys.values():
        yield from _walk(value, owner)


def _published(ports: yaml.SequenceNode) -> Iterator[Named]:
    for item in ports.value:
        value = _keys(item).get("published") if isinstance(item, yaml.MappingNode) else item
        if isinstance(value, yaml.ScalarNode):
            port = str(value.value) if value is not item else find_host_port(str(value.value))
            if port:
                yield Named("port", port, value.start_mark.line + 1)


def _keys(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value}
