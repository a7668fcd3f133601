"""Checks macros and variables on all pages before any is rendered, so that each error has its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from jinja2 import TemplateSyntaxError

from workshop.errors import ContentError
from workshop.lab import ConsoleBlock
from workshop.lab.measures import find_measures
from workshop.lab.model import Block
from workshop.site.around import find_joined
from workshop.site.content import SOURCES, Content
from workshop.site.document import Document
from workshop.site.downloads import KIT
from workshop.site.measured import get_measured
from workshop.site.templates import Template
from workshop.site.words import DEFAULT_LANGUAGE

ARGUMENTS = {
    "lab_command": 2,
    "lab_source": 2,
    "figure": 1,
    "chart": 1,
    "labs_table": 0,
    "source": None,
    "cite": 1,
    "measured": None,
    "proven": 0,
    "proven_table": 0,
    "sources_list": 0,
    "glossary_list": 0,
    "download": 1,
    "downloads": 0,
}
"""The macros that pages may use, each with the number of its arguments; None for one or more."""

INLINE = ("cite", "measured", "proven", "download")
"""Those that stand within a sentence; each of the others shows a block."""

Problem = tuple[str, str | None] | None
"""What is wrong with a call and, where that helps, what to do; None where nothing is."""

_ALONE = re.compile(r"\s*\{\$-?\s*\w+\([^()]*\)\s*-?\$\}\s*")
_MEANING = {
    "lab_command": "a lab and a block",
    "lab_source": "a lab and a block",
    "figure": "a figure's name",
    "chart": "a chart's name",
    "labs_table": "no arguments",
    "source": "keys of docs/sources.yml",
    "cite": "a key of docs/sources.yml",
    "measured": "a lab, a name that it measures and, if not the first, the block",
    "proven": "no arguments",
    "proven_table": "no arguments",
    "sources_list": "no arguments",
    "glossary_list": "no arguments",
    "download": f"a lab, or `{KIT}` for all of it",
    "downloads": "no arguments",
}


def find_call_errors(content: Content, variables: Mapping[str, object]) -> Iterator[ContentError]:
    """Unknown variables and macros, and macros that name what is not there; *variables* are those all pages have."""
    for document in content.documents.values():
        try:
            template = document.template
        except TemplateSyntaxError as error:
            yield ContentError(f"macro: {error.message}", where=document.where(error.lineno))
        else:
            if template:
                yield from _document_errors(content, document, template, variables)


def find_block_lines(document: Document) -> list[int]:
    """The lines of the calls in *document* that show blocks, in order."""
    calls = document.template.calls if document.template else ()
    return [call.line for call in calls if call.name in ARGUMENTS and call.name not in INLINE]


def _document_errors(
    content: Content, document: Document, template: Template, variables: Mapping[str, object]
) -> Iterator[ContentError]:
    known = {**variables, **document.front}
    unknown = {name: line for name, line in template.names.items() if name not in known and name not in ARGUMENTS}
    for name, line in unknown.items():
        hint = f"macros: {', '.join(ARGUMENTS)}"
        yield ContentError(f"unknown variable `{name}`", where=document.where(line), hint=hint)
    if not unknown and (failure := template.find_failure(known | _silent_macros())):
        yield ContentError(f"macro: {failure[1]}", where=document.where(failure[0]))
    lines = template.source.splitlines()
    for call in (call for call in template.calls if call.name in ARGUMENTS):
        problem = _call_problem(content, call.name, call.arguments)
        problem = problem or _place_problem(document, lines, call.name, call.line)
        if problem:
            yield ContentError(problem[0], where=document.where(call.line), hint=problem[1])


def _place_problem(document: Document, lines: list[str], name: str, line: int) -> Problem:
    """What is wrong with where a macro stands; one in code or in a comment is told when the page is rendered."""
    if name in INLINE:
        return None
    if not _ALONE.fullmatch(lines[line - 1]):
        return f"`{name}` shows a block: it stands alone on its line", None
    if not document.prose[line - 1]:
        return None
    if side := find_joined(lines, line):
        other = line - 1 if side == "above" else line + 1
        message = f"`{name}` shows a block: it needs an empty line {side} it"
        return message, f"put an empty line between lines {min(line, other)} and {max(line, other)}"
    return None


def _silent_macros() -> dict[str, Callable[..., str]]:
    return dict.fromkeys(ARGUMENTS, lambda *_: "")


def _call_problem(content: Content, name: str, arguments: tuple[str, ...] | None) -> Problem:
    wanted = ARGUMENTS[name]
    if arguments is None or (len(arguments) != wanted if wanted is not None else not arguments):
        return f"`{name}` takes {_MEANING[name]}, in quotes", None
    find_problem = _PROBLEMS.get(name)
    return find_problem(content, *arguments) if find_problem else None


def _figure_problem(content: Content, name: str) -> Problem:
    if name in content.figures.keys() | content.broken:
        return None
    return f"no figure `{name}`", f"write docs/figures/{name}.svg and .yml"


def _chart_problem(content: Content, name: str) -> Problem:
    if name in content.charts.keys() | content.broken:
        return None
    return f"no chart `{name}`", f"write docs/charts/{name}.yml"


def _source_problem(content: Content, *keys: str) -> Problem:
    unknown = [] if SOURCES in content.broken else [key for key in keys if key not in content.sources]
    return (f"no source `{unknown[0]}`", "add it to docs/sources.yml") if unknown else None


def _measure_problem(content: Content, *arguments: str) -> Problem:
    if len(arguments) not in (2, 3):
        return f"`measured` takes {_MEANING['measured']}, in quotes", None
    lab_id, name = arguments[:2]
    if lab_id in content.broken:
        return None
    lab = content.labs[DEFAULT_LANGUAGE].get(lab_id)
    if lab is None:
        return f"no lab `{lab_id}`", f"labs: {', '.join(content.labs['zh'])}"
    blocks = find_measures(lab).get(name, [])
    if not blocks or (arguments[2:] and arguments[2] not in blocks):
        place = f"lab `{lab_id}`" if not blocks else f"block `{arguments[2]}` of lab `{lab_id}`"
        return f"{place} prints no line `{name}: …`", f"blocks that do: {', '.join(blocks)}" if blocks else None
    try:
        get_measured(lab, name, arguments[2] if arguments[2:] else None, content.records)
    except LookupError as error:
        return str(error.args[0]), f"execute and record it: workshop record {lab_id}"
    return None


def _download_problem(content: Content, name: str) -> Problem:
    if name == KIT or name in content.labs[DEFAULT_LANGUAGE] or name in content.broken:
        return None
    return f"no lab `{name}`", f"labs: {', '.join(content.labs[DEFAULT_LANGUAGE])}; the whole kit is `{KIT}`"


def _block_problem(content: Content, lab_id: str, block_id: str, *, kind: type[Block]) -> Problem:
    if lab_id in content.broken:
        return None
    lab = content.labs[DEFAULT_LANGUAGE].get(lab_id)
    if lab is None:
        return f"no lab `{lab_id}`", f"labs: {', '.join(content.labs['zh'])}"
    if not isinstance(lab.find_block(block_id), kind):
        what = "console block" if kind is ConsoleBlock else "block"
        known = ", ".join(block.id for block in lab.blocks if isinstance(block, kind))
        return f"lab `{lab_id}` has no {what} `{block_id}`", f"it has {known}"
    return None


_PROBLEMS: dict[str, Callable[..., Problem]] = {
    "lab_command": partial(_block_problem, kind=ConsoleBlock),
    "lab_source": partial(_block_problem, kind=Block),
    "figure": _figure_problem,
    "chart": _chart_problem,
    "source": _source_problem,
    "cite": _source_problem,
    "measured": _measure_problem,
    "download": _download_problem,
}
