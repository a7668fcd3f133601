"""The delimiters of macros and figures, and what is wrong with a template, by line. Renders no page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import jinja2
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from markupsafe import escape

DELIMITERS = {
    "variable_start_string": "{$",
    "variable_end_string": "$}",
    "block_start_string": "{$%",
    "block_end_string": "%$}",
    "comment_start_string": "{$#",
    "comment_end_string": "#$}",
}
"""As mkdocs.yml gives them to the macros plugin: Go templates and shell text stay as they are."""

MARK = "{$"
"""What each of them begins with."""


@dataclass(frozen=True)
class Call:
    """A call in a template of what is called *name*; *arguments* is None where they are no plain strings."""

    name: str
    arguments: tuple[str, ...] | None
    line: int


@dataclass(frozen=True)
class _Piece:
    """A part of a template that needs no compiler: *text*, or what *name* is, or what it makes of *arguments*."""

    text: str = ""
    name: str | None = None
    arguments: tuple[object, ...] | None = None

    def can_show(self, variables: Mapping[str, object]) -> bool:
        return self.name is None or (
            self.name in variables and (self.arguments is None or callable(variables[self.name]))
        )

    def show(self, variables: Mapping[str, object]) -> object:
        value = variables[self.name or ""]
        return value(*self.arguments) if self.arguments is not None and callable(value) else value


class Template:
    """A template with the delimiters of our own, parsed once, in which an unknown name is an error.

    *source* is its text and *calls* its calls by name, in their order; *names* are what it expects to be given, each
    with the first line that uses it. Raises jinja2.TemplateSyntaxError.
    """

    def __init__(self, source: str, *, autoescape: bool = False) -> None:
        self.source = source
        self._environment = environment = _get_environment(autoescape)
        # What compiles a tree, as the search for free names does, may change it: calls are read first.
        self._tree = environment.parse(source)
        self.calls = tuple(_find_calls(self._tree))
        self._pieces = list(_find_pieces(self._tree))
        lines: dict[str, int] = {}
        for name in self._tree.find_all(nodes.Name):
            lines.setdefault(name.name, name.lineno)
        free = meta.find_undeclared_variables(self._tree) - set(environment.globals)
        self.names = {name: line for name, line in lines.items() if name in free}

    @cached_property
    def _compiled(self) -> jinja2.Template:
        return self._environment.from_string(self._tree)

    def render(self, variables: Mapping[str, object]) -> str:
        """The text that it makes of *variables*. Raises what rendering raises."""
        if not all(piece and piece.can_show(variables) for piece in self._pieces):
            return self._compiled.render(**variables)
        mark = escape if self._environment.autoescape else str
        return "".join(
            piece.text if piece.name is None else mark(piece.show(variables)) for piece in self._pieces if piece
        )

    def find_failure(self, variables: Mapping[str, object]) -> tuple[int, str] | None:
        """Line and message of the first thing that fails when it is rendered with *variables*, or None."""
        try:
            self.render(variables)
        except TemplateSyntaxError as error:
            return error.lineno, error.message or "the syntax is wrong"
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            return _template_line(error), str(error)
        return None


@cache
def _get_environment(autoescape: bool) -> Environment:
    return Environment(undefined=StrictUndefined, autoescape=autoescape, keep_trailing_newline=True, **DELIMITERS)  # type: ignore[arg-type]


def _find_pieces(tree: nodes.Template) -> Iterator[_Piece | None]:
    """The pieces of *tree*; None for whatever else is in it, which only Jinja renders."""
    for output in tree.body:
        for node in output.nodes if isinstance(output, nodes.Output) else [output]:
            if isinstance(node, nodes.TemplateData):
                yield _Piece(node.data)
            elif isinstance(node, nodes.Name):
                yield _Piece(name=node.name)
            elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
                constants = tuple(argument.value for argument in node.args if isinstance(argument, nodes.Const))
                plain = len(constants) == len(node.args) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
                yield _Piece(name=node.node.name, arguments=constants) if plain else None
            else:
                yield None


def _find_calls(tree: nodes.Template) -> Iterator[Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            values = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
            plain = len(values) == len(call.args) and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
            strings = tuple(value for value in values if isinstance(value, str))
            yield Call(call.node.name, strings if plain and len(strings) == len(values) else None, call.lineno)


def _template_line(error: Exception) -> int:
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
