"""Reads the YAML tables of docs: entries checked one by one, each with its line. Knows nothing of what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from workshop.errors import ContentError
from workshop.lab.source import UnreadableError, read_source
from workshop.lab.yaml_text import read_yaml
from workshop.site.words import LANGUAGES


class Row(BaseModel):
    """What an entry of a table has; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Entry(Generic[AnyRow]):
    """An entry of a table: `key` is its name, or its number from 1 in a list; `where` is `path:line`."""

    key: str
    row: AnyRow
    where: str


def _localize(value: object) -> object:
    """A text that is the same in all languages may be given once."""
    if isinstance(value, dict):
        if set(value) != set(LANGUAGES):
            raise ValueError(f"has to have {' and '.join(LANGUAGES)}")
        return value
    return dict.fromkeys(LANGUAGES, value)


Text = Annotated[dict[str, str], BeforeValidator(_localize)]
"""A text by language; in YAML `{zh: 鲸, en: whale}`, or one text for both."""

Texts = Annotated[dict[str, list[str]], BeforeValidator(_localize)]
"""Lists of texts by language; in YAML as `Text`."""


def read_table(file: Path, path: str, model: type[AnyRow], errors: list[ContentError]) -> list[Entry[AnyRow]]:
    """The entries of the table in *file*, a mapping or a list, in its order; none where there is no file.

    What is wrong is added to *errors*, under the name *path*; an entry that is wrong is left out.
    """
    if not file.is_file() and not file.is_symlink():
        return []
    root, content = _load(file, path, errors)
    entries: list[Entry[AnyRow]] = []
    seen: set[str] = set()
    for key, line, value in _find_values(root, content):
        where = f"{path}:{line}"
        if key in seen:
            errors.append(ContentError(f"`{key}` is given twice", where=where))
            continue
        seen.add(key)
        try:
            entries.append(Entry(key, model.model_validate(value), where))
        except ValidationError as error:
            errors += [ContentError(_say(key, detail), where=where) for detail in error.errors()]
    return entries


def read_row(file: Path, path: str, model: type[AnyRow], errors: list[ContentError]) -> AnyRow | None:
    """The one entry that the whole of *file* is; None where it is wrong, which is added to *errors* as above."""
    before = len(errors)
    root, content = _load(file, path, errors)
    lines = {key: line for key, line, _ in _find_values(root, content)}
    try:
        return model.model_validate(content) if len(errors) == before else None
    except ValidationError as error:
        for detail in error.errors():
            line = lines.get(str(next(iter(detail["loc"]), "")), 1)
            errors.append(ContentError(_say(file.stem, detail), where=f"{path}:{line}"))
        return None


def _load(file: Path, path: str, errors: list[ContentError]) -> tuple[yaml.Node | None, object]:
    try:
        return read_yaml(read_source(file, path))
    except UnreadableError as error:
        errors.append(error)
        return None, None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1 if mark else 1}"
        errors.append(ContentError(f"not YAML: {getattr(error, 'problem', error)}", where=where))
        return None, None


def _find_values(root: yaml.Node | None, content: object) -> list[tuple[str, int, object]]:
    if isinstance(root, yaml.MappingNode) and isinstance(content, dict):
        keys = [(str(key.value), key.start_mark.line + 1) for key, _ in root.value]
        values = {str(key): value for key, value in content.items()}
        return [(key, line, values[key]) for key, line in keys]
    if isinstance(root, yaml.SequenceNode) and isinstance(content, list):
        lines = [node.start_mark.line + 1 for node in root.value]
        return [(str(at), line, value) for at, (line, value) in enumerate(zip(lines, content, strict=True), 1)]
    return []


def _say(key: str, detail: object) -> str:
    place = [str(part) for part in detail["loc"]]  # type: ignore[index]  # pydantic's ErrorDetails
    kind, message = detail["type"], str(detail["msg"]).removeprefix("Value error, ")  # type: ignore[index]
    name = ".".join(place)
    if kind == "extra_forbidden":
        return f"`{key}`: unknown key `{name}`"
    if kind == "missing":
        return f"`{key}`: no `{name}`"
    return f"`{key}`: `{name}`: {message}" if name else f"`{key}`: {message}"
