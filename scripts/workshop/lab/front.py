"""Reads a lab's front matter, and tells what is wrong with it at the line of the key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from workshop.errors import ContentError
from workshop.lab.fences import split_lines
from workshop.lab.yaml_text import read_yaml

Front = TypeVar("Front", bound=BaseModel)


def read_front(text: str, path: str, model: type[Front], errors: list[ContentError]) -> Front | None:
    """The front matter of *text* as *model*; None where there is none or it is wrong, and *errors* then says why."""
    lines = split_lines(text)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        hint = "begin with --- title: … ---, a key a line"
        errors.append(ContentError("no front matter", where=f"{path}:1", hint=hint))
        return None
    # The first line stays as an empty one, so that YAML counts lines as the document does.
    source = "\n".join(["", *lines[1:end]])
    try:
        root, content = read_yaml(source)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        errors.append(ContentError(f"front matter is not YAML: {error.problem}", where=f"{path}:{line}"))
        return None
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        errors.append(ContentError(f"front matter is not YAML: {reason}", where=f"{path}:1"))
        return None
    if content is not None and not isinstance(root, yaml.MappingNode):
        errors.append(ContentError("front matter is no list of keys and values", where=f"{path}:2"))
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return _validate(model, content or {}, pairs, path, errors)


def find_key(lines: Iterable[str], key: str) -> int:
    """The line, counted from 1, in which the front matter at the head of *lines* has *key*; 1 where it has not.

    However YAML writes it: a key a line, in braces, in quotes.
    """
    pattern = re.compile(rf"(?:^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*:")
    for number, line in enumerate(lines, 1):
        if pattern.search(line):
            return number
        if number > 1 and line.rstrip() == "---":
            break
    return 1


def _validate(
    model: type[Front],
    content: object,
    pairs: list[tuple[yaml.Node, yaml.Node]],
    path: str,
    errors: list[ContentError],
) -> Front | None:
    values: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    for key, value in pairs:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            # YAML's own reader would take the last one without a word.
            errors.append(ContentError(f"front matter: `{name}` is given twice", where=f"{path}:{line}"))
        values[name], lines[name] = value, line
    try:
        return model.model_validate(content)
    except ValidationError as error:
        for detail in error.errors():
            place = [*detail["loc"]]
            name, inner = str(place[0]), place[1:]
            line = lines.get(name, 1)
            if inner and isinstance(inner[0], int):
                line = values[name].value[inner[0]].start_mark.line + 1
            hint = f"known are {', '.join(model.model_fields)}" if detail["type"] == "extra_forbidden" else None
            errors.append(ContentError(_say(name, detail["type"], detail["msg"]), where=f"{path}:{line}", hint=hint))
    return None


def _say(key: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f"front matter: unknown key `{key}`"
    if kind == "missing":
        return f"front matter: no `{key}`"
    return f"front matter: `{key}`: {message}"
