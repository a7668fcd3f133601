"""A figure: an SVG template, and its caption, replacement text and labels in each language. Knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml
from jinja2 import TemplateSyntaxError
from lxml import etree

from workshop.errors import ContentError, ContentErrors
from workshop.lab.source import UnreadableError, read_source
from workshop.lab.yaml_text import read_yaml
from workshop.site.templates import Template
from workshop.site.words import LANGUAGES

_SVG = "{http://www.w3.org/2000/svg}"
_COLOURED = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color", "style")
_FREE = re.compile(r"none|currentColor|inherit|transparent|url\(#[\w-]+\)")
_FIXED = ("width", "height")
_TEXTS = ("caption", "alt")


@dataclass(frozen=True)
class Figure:
    """A figure that can be shown: `caption`, `alt` and each of `labels` have all languages.

    `path` is its drawing's, and `lines` has where the texts beside it give each of these.
    """

    name: str
    template: Template
    caption: dict[str, str]
    alt: dict[str, str]
    labels: dict[str, dict[str, str]]
    path: str
    lines: dict[str, int]

    def texts(self, language: str) -> Iterator[tuple[str, str]]:
        """Its words in *language*, drawn, below it and in place of it, each with its `path:line`."""
        texts_path = self.path.removesuffix(".svg") + ".yml"
        for key, texts in {"caption": self.caption, "alt": self.alt, **self.labels}.items():
            yield texts[language], f"{texts_path}:{self.lines[key]}"
        for number, line in enumerate(self.template.source.splitlines(), 1):
            for words in re.findall(r">([^<>]*)<", line):
                yield words, f"{self.path}:{number}"

    def html(self, language: str) -> str:
        """The figure in *language*, its SVG inline, named and described for those who cannot see it."""
        labels = {name: texts[language] for name, texts in self.labels.items()}
        drawing = self.template.render(labels)
        root = etree.fromstring(drawing.encode(), etree.XMLParser(remove_comments=True, resolve_entities=False))
        return figure_html(f"fig-{self.name}", root, self.caption[language], self.alt[language])


def figure_html(anchor: str, root: etree._Element, caption: str, alt: str) -> str:
    """The SVG *root* as a figure with the id *anchor*, named by *caption* and described by *alt*; *root* is changed."""
    root.set("role", "img")
    root.set("data-search-exclude", "")  # search shows a section's first lines: labels would read as nonsense
    root.set("aria-labelledby", f"{anchor}-title {anchor}-desc")
    for place, (part, text) in enumerate((("title", caption), ("desc", alt))):
        element = etree.Element(_SVG + part, id=f"{anchor}-{part}")
        element.text = text
        root.insert(place, element)
    svg = etree.tostring(root, encoding="unicode")
    shown = escape(caption, quote=False)
    return f'<figure class="figure" id="{anchor}">{svg}<figcaption>{shown}</figcaption></figure>'


def load_figure(file: Path, root: Path) -> Figure:
    """The figure drawn in *file*, with the texts of the `.yml` beside it. Raises ContentErrors with what is wrong."""
    path = file.relative_to(root).as_posix()
    texts_path = path.removesuffix(".svg") + ".yml"
    texts_file = file.with_suffix(".yml")
    if not texts_file.is_file() and not texts_file.is_symlink():
        raise ContentErrors([ContentError("the figure has no texts", where=path, hint=f"write {texts_path}")])
    try:
        source, drawing = read_source(texts_file, texts_path), read_source(file, path)
        texts = read_yaml(source)[1]
    except UnreadableError as error:
        raise ContentErrors([error]) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{texts_path}:{mark.line + 1 if mark else 1}"
        raise ContentErrors([ContentError(f"not YAML: {getattr(error, 'problem', error)}", where=where)]) from None
    if errors := list(_text_errors(texts, source, texts_path)):
        raise ContentErrors(errors)
    try:
        template = Template(drawing, autoescape=True)
    except TemplateSyntaxError as error:
        where = f"{path}:{error.lineno}"
        raise ContentErrors([ContentError(error.message or "the template is wrong", where=where)]) from None
    if errors := list(_label_errors(texts["labels"], template.names, source, (path, texts_path))):
        raise ContentErrors(errors)
    lines = {key: _line(source, key) for key in (*_TEXTS, *texts["labels"])}
    figure = Figure(file.stem, template, texts["caption"], texts["alt"], texts["labels"], path, lines)
    if errors := list(_drawing_errors(figure, path)):
        raise ContentErrors(errors)
    return figure


def _text_errors(texts: object, source: str, path: str) -> Iterator[ContentError]:
    """What is wrong with the texts; afterwards they have the shape that `Figure` tells."""
    texts = texts if isinstance(texts, dict) else {}
    for key in texts:
        if key not in (*_TEXTS, "labels"):
            yield ContentError(
                f"unknown key `{key}`", where=f"{path}:{_line(source, key)}", hint="known: caption, alt, labels"
            )
    labels = texts.get("labels", {})
    if not isinstance(labels, dict) or "labels" not in texts:
        yield ContentError("no `labels`", where=f"{path}:1", hint="labels: {} where the drawing has no words")
        labels = {}
    for key in _TEXTS:
        if key not in texts:
            yield ContentError(f"no `{key}`", where=f"{path}:1", hint=f"{key}: {{zh: …, en: …}}")
    entries = {key: texts[key] for key in _TEXTS if key in texts} | labels
    for key, entry in entries.items():
        for language in LANGUAGES:
            text = entry.get(language) if isinstance(entry, dict) else None
            if not isinstance(text, str) or not text.strip():
                yield ContentError(f"`{key}` has no text in `{language}`", where=f"{path}:{_line(source, key)}")


def _label_errors(
    labels: dict[str, object], used: dict[str, int], source: str, paths: tuple[str, str]
) -> Iterator[ContentError]:
    path, texts_path = paths
    for name, line in used.items():
        if name not in labels:
            yield ContentError(f"unknown label `{name}`", where=f"{path}:{line}", hint=f"add it to {texts_path}")
    for name in labels:
        if name not in used:
            yield ContentError(f"label `{name}` is not in the drawing", where=f"{texts_path}:{_line(source, name)}")


def _drawing_errors(figure: Figure, path: str) -> Iterator[ContentError]:
    labels = {name: texts[LANGUAGES[0]] for name, texts in figure.labels.items()}
    drawing = figure.template.render(labels)
    try:
        root = etree.fromstring(drawing.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        yield ContentError(f"not XML: {error.msg}", where=f"{path}:{error.lineno or 1}")
        return
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        yield ContentError("the root is no SVG with a viewBox", where=f"{path}:{root.sourceline}")
    for name in _FIXED:
        if name in root.attrib:
            yield ContentError(f"the root has a fixed `{name}`", where=f"{path}:{root.sourceline}", hint="leave it out")
    for element in root.iter(etree.Element):
        yield from _element_errors(element, figure.name, path)


def _element_errors(element: etree._Element, name: str, path: str) -> Iterator[ContentError]:
    where = f"{path}:{element.sourceline}"
    if element.tag in (f"{_SVG}style", f"{_SVG}script", f"{_SVG}image", f"{_SVG}foreignObject"):
        yield ContentError(f"an element `{etree.QName(element).localname}` in a figure", where=where)
    for key, value in ((etree.QName(key).localname, str(value)) for key, value in element.attrib.items()):
        if key in _COLOURED and not _FREE.fullmatch(value.strip()):
            yield ContentError(
                f'a fixed colour, {key}="{value}"', where=where, hint="use a class of docs/assets/figures.css"
            )
        elif key.startswith("font-family"):
            yield ContentError("a named font", where=where, hint="leave it out: a figure takes the page's font")
        elif key == "href" and not value.startswith("#"):
            yield ContentError(f"a reference to another file, `{value}`", where=where)
        elif key == "id" and not value.startswith(f"{name}-"):
            yield ContentError(
                f"the id `{value}`", where=where, hint=f"begin it with `{name}-`, as pages hold several figures"
            )


def _line(source: str, key: str) -> int:
    pattern = re.compile(rf"^\s*[\"']?{re.escape(str(key))}[\"']?\s*:")
    return next((number for number, line in enumerate(source.splitlines(), 1) if pattern.match(line)), 1)
