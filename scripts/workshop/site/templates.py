"""The delimiters of macros and figures, and what is wrong with a template, by line. Renders no page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes

DELIMITERS = {
    "variable_start_string": "{$",
    "variable_end_string": "$}",
    "block_start_string": "{$%",
    "block_end_string": "%$}",
    "comment_start_string": "{$#",
    "comment_end_string": "#$}",
}
"""As mkdocs.yml gives them to the macros plugin: Go templates and shell text stay as they are."""


def make_environment(*, autoescape: bool = False) -> Environment:
    """A Jinja environment with the delimiters of our own, in which an unknown name is an error."""
    return Environment(undefined=StrictUndefined, autoescape=autoescape, keep_trailing_newline=True, **DELIMITERS)  # type: ignore[arg-type]


def find_names(environment: Environment, source: str) -> dict[str, int]:
    """The names that *source* expects to be given, each with the first line that uses it.

    Raises jinja2.TemplateSyntaxError.
    """
    tree = environment.parse(source)
    free = meta.find_undeclared_variables(tree) - set(environment.globals)
    first: dict[str, int] = {}
    for name in tree.find_all(nodes.Name):
        if name.name in free:
            first.setdefault(name.name, name.lineno)
    return first


def find_calls(
    environment: Environment, source: str, names: Collection[str]
) -> Iterator[tuple[str, list[str] | None, int]]:
    """Each call in *source* of one of *names*: name, arguments, line; None for arguments that are no plain strings.

    Raises jinja2.TemplateSyntaxError.
    """
    for call in environment.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in names:
            values = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
            plain = len(values) == len(call.args) and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
            strings = [value for value in values if isinstance(value, str)]
            yield call.node.name, strings if plain and len(strings) == len(values) else None, call.lineno


def find_failure(environment: Environment, source: str, variables: Mapping[str, object]) -> tuple[int, str] | None:
    """Line and message of the first thing in *source* that fails when it is rendered with *variables*, or None."""
    try:
        environment.from_string(source).render(**variables)
    except TemplateSyntaxError as error:
        return error.lineno, error.message or "the syntax is wrong"
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        return _template_line(error), str(error)
    return None


def _template_line(error: Exception) -> int:
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
