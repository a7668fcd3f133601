"""A Markdown source by its lines, so that what is wrong can be named with its place. Renders nothing.

MkDocs takes the front matter off before anybody sees a page; here the whole file is read, and lines count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from workshop.errors import ContentError
from workshop.lab.fences import Fence, find_fences
from workshop.lab.source import read_source
from workshop.lab.variants import is_variant
from workshop.lab.yaml_text import read_yaml
from workshop.site.headings import Heading, find_headings
from workshop.site.reading import clean
from workshop.site.templates import MARK, Template

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Document:
    """One source of the site: `name` is its path there without a language, `path` the file as shown to people.

    `prose` are its lines with front matter, fences and comments blank; `text` has inline code blank as well.
    """

    path: str
    name: str
    language: str
    is_lab: bool
    front: dict[str, object]
    lines: tuple[str, ...]
    fences: tuple[Fence, ...]
    prose: tuple[str, ...]
    text: tuple[str, ...]

    def where(self, line: int) -> str:
        """`path:line`."""
        return f"{self.path}:{line}"

    @property
    def url(self) -> str:
        """The address of its page below the folder of its language; "" for the home page."""
        stem = self.name.removesuffix(".md")
        return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The lines of `prose` as they are read."""
        return tuple(clean(line) if line else line for line in self.prose)

    @cached_property
    def headings(self) -> list[Heading]:
        """Its headings, in order."""
        return list(find_headings(self.text))

    @cached_property
    def template(self) -> Template | None:
        """Its macros, None where it has none. Raises jinja2.TemplateSyntaxError."""
        source = self.templated
        return Template(source) if MARK in source else None

    @property
    def templated(self) -> str:
        """What the macros see, with the file's own line numbers: no front matter, and in labs no fence's body."""
        front = _front_length(self.lines)
        lines = ("",) * front + self.lines[front:]
        return "\n".join(empty_fences(lines, self.fences) if self.is_lab else lines)


def read_document(file: Path, path: str, name: str, language: str, errors: list[ContentError]) -> Document:
    """The document in *file*; what is wrong with its front matter and fences is added to *errors*.

    Raises UnreadableError where it is no text.
    """
    document, found = parse_document(read_source(file, path), path, name, language, file.name.startswith("lab."))
    errors += found
    return document


def parse_document(
    source: str, path: str, name: str, language: str, is_lab: bool
) -> tuple[Document, tuple[ContentError, ...]]:
    """The document whose text is *source*, and what is wrong with its front matter and fences."""
    errors: list[ContentError] = []
    lines = tuple(source.splitlines())
    front_length = _front_length(lines)
    front = {} if is_lab else _read_front(lines, front_length, path, errors)
    found: list[ContentError] = []
    body = "\n".join(("",) * front_length + lines[front_length:])
    fences = tuple(find_fences(body, path, found))
    if not is_lab:  # a lab's own errors are told by the lab's parser
        errors += found
    prose = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), "\n".join(_without(body, fences))).split("\n")
    plain = tuple(_CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line for line in prose)
    return Document(path, name, language, is_lab, front, lines, fences, tuple(prose), plain), tuple(errors)


def find_code(document: Document) -> Iterator[tuple[int, str]]:
    """Each inline code of *document* with its line."""
    for number, line in enumerate(document.prose, 1):
        for code in _CODE.finditer(line) if "`" in line else ():
            yield number, code[2].strip()


def empty_fences(lines: Iterable[str], fences: Iterable[Fence]) -> list[str]:
    """*lines* with each of a lab's fences emptied of body and options, line for line.

    A page takes these from the lab's parser; what macros or Markdown would make of them cannot matter then. What
    another engine prints comes with its block, so that its fence leaves nothing.
    """
    emptied = list(lines)
    for fence in fences:
        if is_variant(fence):
            emptied[fence.first_line - 1 : fence.last_line] = [""] * (fence.last_line - fence.first_line + 1)
            continue
        if fence.id is None or not fence.info.startswith("{"):
            continue
        opening = emptied[fence.first_line - 1]
        emptied[fence.first_line - 1] = f"{opening[: opening.index('{')]}{{.{fence.classes[0]} #{fence.id}}}"
        for at in range(fence.first_line, fence.last_line - 1):
            emptied[at] = ""
    return emptied


def _without(body: str, fences: Iterable[Fence]) -> list[str]:
    lines = body.split("\n")
    for fence in fences:
        lines[fence.first_line - 1 : fence.last_line] = [""] * (fence.last_line - fence.first_line + 1)
    return lines


def _front_length(lines: tuple[str, ...]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def _read_front(lines: tuple[str, ...], length: int, path: str, errors: list[ContentError]) -> dict[str, object]:
    try:
        front = read_yaml("\n".join(lines[1 : max(length - 1, 0)]))[1] if length else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", error)
        place = f"{path}:{mark.line + 2 if mark else 1}"
        errors.append(ContentError(f"front matter is not YAML: {problem}", where=place))
        return {"title": ""}
    if isinstance(front, dict) and isinstance(front.get("title"), str):
        return front
    errors.append(
        ContentError("no title", where=f"{path}:1", hint="begin the file with --- title: … ---, a key a line")
    )
    return {"title": ""}
