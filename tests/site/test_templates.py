"""A template that is shown without Jinja's compiler shows what Jinja would."""

from __future__ import annotations

import jinja2
import pytest

from workshop.site.templates import DELIMITERS, Template

SOURCES = [
    "plain",
    "a {$ name $} b\n",
    '{$ shout("x", 2) $}{$ name $}',
    "{$# no text #$}{$ name|upper $}",
    "{$% if name %$}yes{$% else %$}no{$% endif %$}",
    '{$ "a" ~ name $}',
    "{$- name -$}\n {$ other.key $}",
    "{$ number $}",
]
VARIABLES = {
    "name": "<b> & 'c'",
    "number": 3,
    "other": {"key": "值"},
    "shout": lambda text, times: f"<{text * times}>",
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("autoescape", [False, True])
def test_what_is_shown(source: str, autoescape: bool) -> None:
    """Texts, names, calls and whatever needs the compiler come out as Jinja renders them, escaped or not."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=autoescape,
        keep_trailing_newline=True,
        **DELIMITERS,  # type: ignore[arg-type]
    )
    expected = environment.from_string(source).render(**VARIABLES)
    assert Template(source, autoescape=autoescape).render(VARIABLES) == expected


def test_what_it_is_asked() -> None:
    """Calls by name with plain strings, in order, and the first line of each name that it does not define."""
    template = Template('{$ figure("a") $}\n{$ cite(key) $}{$ figure("b") $}\n{$% set x = 1 %$}{$ x + y $}\n')
    assert [(call.name, call.arguments, call.line) for call in template.calls] == [
        ("figure", ("a",), 1),
        ("cite", None, 2),
        ("figure", ("b",), 2),
    ]
    assert template.names == {"figure": 1, "cite": 2, "key": 2, "y": 3}


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("\n{$ missing $}", (2, "'missing' is undefined")),
        ("\n\n{$ name() $}", (3, "'str' object is not callable")),
        ("{$ name $}", None),
    ],
)
def test_what_fails(source: str, failure: tuple[int, str] | None) -> None:
    """The first thing that fails has its line and Jinja's words, whichever way the template is shown."""
    assert Template(source).find_failure(VARIABLES) == failure


def test_what_cannot_be_parsed() -> None:
    """A filter that does not exist is an error of the template itself, with its line."""
    with pytest.raises(jinja2.TemplateSyntaxError, match="No filter named 'nothing'") as raised:
        Template("{$ name $}\n{$ name|nothing $}")
    assert raised.value.lineno == 2
