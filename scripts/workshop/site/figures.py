"""Figures: an SVG written by hand as a template, and a table of its labels in both languages.

`docs/figures/NAME.svg` draws once for all languages; `docs/figures/NAME.yml` holds `caption`, `alt` and `labels`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, meta
from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workshop.errors import ContentError

DELIMITERS = {
    "variable_start_string": "{$",
    "variable_end_string": "$}",
    "block_start_string": "{$%",
    "block_end_string": "%$}",
    "comment_start_string": "{$#",
    "comment_end_string": "#$}",
}
_COLOUR = re.compile(r"\b(?:fill|stroke|color|stop-color)\s*[=:]\s*[\"']?\s*(?!none\b|currentColor\b|var\()[#\w]")


class Words(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def get(self, language: str) -> str:
        """The text in *language*."""
        return self.zh if language == "zh" else self.en


class FigureText(BaseModel):
    """What a figure says: under it, instead of it, and in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    caption: Words
    alt: Words
    labels: dict[str, Words] = {}


@dataclass(frozen=True)
class Figures:
    """The figures in *folder*; *shown* is that folder as a person in the project writes it."""

    folder: Path
    shown: str
    jinja: Environment

    @classmethod
    def in_folder(cls, folder: Path, shown: str) -> Figures:
        """The figures in *folder*, labels checked strictly."""
        return cls(folder, shown, Environment(undefined=StrictUndefined, autoescape=True, **DELIMITERS))  # type: ignore[arg-type]

    @property
    def names(self) -> list[str]:
        """The figures' names."""
        return sorted({file.stem for file in self.folder.glob("*") if file.suffix in {".svg", ".yml"}})

    def find_errors(self) -> list[ContentError]:
        """What is wrong with any figure."""
        return [error for name in self.names for error in self._errors_of(name)]

    def render(self, name: str, language: str) -> str:
        """The figure as HTML in *language*, with its text alternative; there are no blank lines, for Markdown's sake."""
        text = self._load_text(name)
        labels = {key: words.get(language) for key, words in text.labels.items()}
        svg = self.jinja.from_string(self._load_svg(name)).render(labels)
        svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
        names = f"fig-{name}-title fig-{name}-desc"
        title = f'<title id="fig-{name}-title">{html.escape(text.caption.get(language))}</title>'
        desc = f'<desc id="fig-{name}-desc">{html.escape(text.alt.get(language))}</desc>'
        svg = re.sub(r"<svg\b([^>]*)>", rf'<svg role="img" aria-labelledby="{names}"\1>{title}{desc}', svg, count=1)
        caption = f"<figcaption>{html.escape(text.caption.get(language))}</figcaption>"
        whole = f'<figure class="figure" id="fig-{name}">\n{svg}\n{caption}\n</figure>'
        return "\n".join(line.strip() for line in whole.splitlines() if line.strip())

    def _load_text(self, name: str) -> FigureText:
        return FigureText.model_validate(yaml.safe_load((self.folder / f"{name}.yml").read_text(encoding="utf-8")))

    def _load_svg(self, name: str) -> str:
        return (self.folder / f"{name}.svg").read_text(encoding="utf-8")

    def _errors_of(self, name: str) -> list[ContentError]:
        drawing, table = f"{self.shown}/{name}.svg", f"{self.shown}/{name}.yml"
        for file, shown in ((f"{name}.svg", drawing), (f"{name}.yml", table)):
            if not (self.folder / file).is_file():
                return [ContentError(f"figure `{name}` has no {file}", where=shown)]
        try:
            text = self._load_text(name)
        except (yaml.YAMLError, ValidationError) as error:
            return [ContentError(f"figure `{name}`: {_first_line(error)}", where=f"{table}:{_line_of(error)}")]
        source = self._load_svg(name)
        try:
            used = meta.find_undeclared_variables(self.jinja.parse(source))
            root = etree.fromstring(self.render_labels(source, text).encode())
        except TemplateSyntaxError as error:
            return [ContentError(f"figure `{name}`: {error.message}", where=f"{drawing}:{error.lineno}")]
        except etree.XMLSyntaxError as error:
            return [ContentError(f"figure `{name}`: {error.msg}", where=f"{drawing}:{error.lineno}")]
        errors = []
        for label in sorted(used - set(text.labels)):
            errors.append(
                ContentError(
                    f"figure `{name}`: label `{label}` is not in its table", where=_find(source, label, drawing)
                )
            )
        for label in sorted(set(text.labels) - used):
            table_text = (self.folder / f"{name}.yml").read_text(encoding="utf-8")
            errors.append(
                ContentError(f"figure `{name}`: label `{label}` is not drawn", where=_find(table_text, label, table))
            )
        if {"width", "height"} & set(root.attrib) or "viewBox" not in root.attrib:
            errors.append(
                ContentError(
                    f"figure `{name}`: its root has a viewBox, and neither width nor height", where=f"{drawing}:1"
                )
            )
        for number, line in enumerate(source.splitlines(), 1):
            if _COLOUR.search(line):
                errors.append(
                    ContentError(
                        f"figure `{name}`: a fixed colour; use a class of figures.css", where=f"{drawing}:{number}"
                    )
                )
        return errors

    def render_labels(self, source: str, text: FigureText) -> str:
        """*source* with its Chinese labels; a label that is missing is left empty, to be told by itself."""
        used = meta.find_undeclared_variables(self.jinja.parse(source))
        labels = dict.fromkeys(used, "") | {key: words.zh for key, words in text.labels.items()}
        return self.jinja.from_string(source).render(labels)


def _find(text: str, word: str, path: str) -> str:
    lines = (number for number, line in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(word)}\b", line))
    return f"{path}:{next(lines, 1)}"


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        detail = error.errors()[0]
        return f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}"
    return str(error).splitlines()[0]


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1
