"""All that only the author of a lab needs to know, and an attendee is not stopped for: asked by the build and each run.

So that a lab which runs is one that can be published, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from workshop.errors import ContentError, ContentErrors
from workshop.lab.load import load_translation
from workshop.lab.model import Lab
from workshop.lab.provenance import Provenance
from workshop.lab.shell import read_script
from workshop.lab.texts import find_block_texts, find_scripts, read_files
from workshop.lab.uses import find_use_errors
from workshop.lab.waiting import lets_time_pass

CLUSTER_FILE = "cluster.yaml"
"""Beside the labs: kind's configuration of the cluster that they share."""


def find_faults(lab: Lab) -> list[ContentError]:
    """What *lab* uses and does not list, or lists and does not use, and where it waits for a fixed time; by line."""
    return [*find_use_errors(lab), *_find_sleeps(lab), *_find_missing_node_image(lab)]


def refuse_faults(lab: Lab) -> None:
    """Raise ContentErrors with all faults of *lab* and of its translations."""
    errors = find_faults(lab)
    for file in sorted(lab.folder.glob("lab.*.md")):
        try:
            load_translation(lab, file.name.split(".")[1])
        except ContentErrors as found:
            errors += found.errors
    if errors:
        raise ContentErrors(errors)


def _find_sleeps(lab: Lab) -> Iterator[ContentError]:
    blocks = list(find_block_texts(lab.blocks))
    hint = 'wait with `kubectl wait`, `rollout status` or `compose up --wait`, or write retry="30s" on the block'
    texts = [*blocks, *find_scripts(read_files(lab.folder), lab.path, blocks)]
    scripts = [read_script(text.text) for text in texts]
    provenance = Provenance(scripts)
    for text, script in zip(texts, scripts, strict=True):
        for call in script.calls:
            # A function is told where it is defined.
            is_variable = call.words[:1] and call.words[0].startswith("$")
            if any(map(lets_time_pass, provenance.expand(call) if is_variable else [call])):
                problem = f"{text.what}: sleeps; wait for what must happen instead"
                yield ContentError(problem, where=text.at(call.line), hint=hint)


def _find_missing_node_image(lab: Lab) -> Iterator[ContentError]:
    """The image of the shared cluster's nodes, where the lab does not list it: a bundle would lack it."""
    config = lab.folder.parent / CLUSTER_FILE
    if not lab.front.shares_cluster or not config.is_file():
        return
    try:
        nodes = yaml.safe_load(config.read_text(encoding="utf-8"))["nodes"]
        images = {str(node["image"]) for node in nodes if "image" in node}
    except (yaml.YAMLError, KeyError, TypeError, ValueError):
        return  # whoever makes the cluster tells what is wrong with it
    for image in sorted(images - set(lab.front.images)):
        problem = f"front matter: `images`: the cluster's nodes are made of `{image}`, which is not listed"
        yield ContentError(problem, where=f"{lab.path}:1", hint="add it to `images` in the front matter")
