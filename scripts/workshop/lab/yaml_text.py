"""Reads YAML, with the place of each value, by the parser in C where there is one. Knows no use of what it reads.

What the parser in C refuses is read again by the one in Python, whose words about what is wrong are the better ones.
"""

from __future__ import annotations

from typing import Any

import yaml

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> tuple[yaml.Node | None, Any]:
    """The one document of *text* as nodes, whose lines count from 0, and as values; None and None where it is empty.

    Raises yaml.YAMLError, and ValueError where a value is none of its kind, as a 13th month.
    """
    try:
        return _read(text, _FAST)
    except (yaml.YAMLError, ValueError):
        return _read(text, yaml.SafeLoader)


def compose_yaml(text: str) -> list[yaml.Node]:
    """All documents of *text* as nodes, whose lines count from 0. Raises yaml.YAMLError, and ValueError as above."""
    try:
        return list(yaml.compose_all(text, Loader=_FAST))
    except (yaml.YAMLError, ValueError):
        return list(yaml.compose_all(text, Loader=yaml.SafeLoader))


def _read(text: str, reader: Any) -> tuple[yaml.Node | None, Any]:
    loader = reader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()
