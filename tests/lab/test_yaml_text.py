"""YAML is read fast where it is right, and told about well where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from workshop.lab.yaml_text import compose_yaml, read_yaml

PROJECT = Path(__file__).resolve().parents[2]
FILES = [*PROJECT.glob("docs/**/*.yml"), *PROJECT.glob("labs/**/*.y*ml")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PROJECT).as_posix())
def test_both_parsers_read_the_same(file: Path) -> None:
    """Values, lines and kinds of nodes are those of PyYAML's own parser, in every YAML file of the talk."""
    text = file.read_text(encoding="utf-8")
    nodes = compose_yaml(text)
    assert nodes
    assert list(map(_shape, nodes)) == [_shape(node) for node in yaml.compose_all(text, yaml.SafeLoader) if node]
    if len(nodes) == 1 and "!override" not in text:  # a tag that Compose alone knows
        assert read_yaml(text)[1] == yaml.safe_load(text)


def _shape(node: yaml.Node) -> object:
    value = node.value
    if isinstance(node, yaml.MappingNode):
        value = [(_shape(key), _shape(of)) for key, of in value]
    elif isinstance(node, yaml.SequenceNode):
        value = [_shape(item) for item in value]
    return node.tag, node.start_mark.line, value


def test_nothing() -> None:
    """An empty text has no node and no value."""
    assert read_yaml("# nothing\n") == (None, None)
    assert compose_yaml("") == []


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: [1, 2\nb: 3\n", "expected ',' or ']', but got ':'", 1),
        ("a:\n\t- 1\n", "found character '\\t' that cannot start any token", 1),
        ('a: "x\n', "found unexpected end of stream", 1),
    ],
)
def test_what_is_wrong(text: str, message: str, line: int) -> None:
    """What is wrong is told in the words of the parser in Python, with its line, whatever was read in C before."""
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        read_yaml(text)
    assert raised.value.problem == message
    assert raised.value.problem_mark is not None
    assert raised.value.problem_mark.line == line
    with pytest.raises(yaml.MarkedYAMLError, match=re.escape(message)):
        compose_yaml(text)


def test_a_day_that_is_none() -> None:
    """A date of a month that does not exist is an error of its value."""
    with pytest.raises(ValueError, match=r"month must be in 1\.\.12"):
        read_yaml("day: 2026-13-01\n")
