"""Code that is told by steps: which lines belong to which, and what is refused."""

from __future__ import annotations

import pytest

from workshop.deck import cut_slides
from workshop.errors import ContentError

WHERE = "docs/10-sample.md"
TITLE = '<h1 id="talk">Talk</h1>'
CODE = '<div class="highlight" data-steps="{}"><pre><span></span><code>{}</code></pre></div>'


def _cut(steps: str, code: str = "a\nb\nc\n") -> str:
    return cut_slides(TITLE + CODE.format(steps, code), WHERE)[0].html


def test_lines_carry_their_steps() -> None:
    """Each line names all steps that lift it, and each step after the first is a fragment of its own."""
    html = _cut("1|2-3|1,3")
    assert '<span class="code-line in-1 in-3">a\n</span>' in html
    assert '<span class="code-line in-2">b\n</span><span class="code-line in-2 in-3">c\n</span></code>' in html
    assert (
        '<span class="fragment code-step code-step-2"></span><span class="fragment code-step code-step-3"></span>'
        in html
    )
    assert "data-steps" not in html


def test_colours_go_on_over_lines() -> None:
    """An element that goes over several lines is closed at the end of each and opened again, entities stay."""
    html = _cut("1", '<span class="s">"x\n\ny" &lt;</span> z\n')
    lines = ['<span class="s">"x</span>', '<span class="s"></span>', '<span class="s">y" &lt;</span> z']
    classes = ["code-line in-1", "code-line", "code-line"]
    wanted = "".join(f'<span class="{name}">{line}\n</span>' for name, line in zip(classes, lines, strict=True))
    assert f"<code>{wanted}</code>" in html


def test_lines_count_through_a_labs_block() -> None:
    """The commands of a lab's block are counted through, also from an attribute list around it."""
    block = '<div data-steps="1|3"><div class="lab-block"><pre><code>$ a\nx\n</code></pre><pre><code>$ b\n</code></pre>'
    html = cut_slides(f"{TITLE}{block}</div></div>", WHERE)[0].html
    assert '<span class="code-line in-2">$ b\n</span>' in html
    assert 'class="stepped"' in html


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("1|4", 'data-steps="1|4" names line 4, where there are 3'),
        ("0", 'data-steps="0" names line 0, where there are 3'),
        ("1|1|1|1|1|1|1|1|1", 'data-steps="1|1|1|1|1|1|1|1|1" has 9 steps, 8 at most'),
    ],
)
def test_steps_that_cannot_be_are_named(steps: str, message: str) -> None:
    """A line that is not there and too many steps are errors of the page."""
    with pytest.raises(ContentError) as caught:
        _cut(steps)
    assert str(caught.value) == f"{WHERE}: {message}"


@pytest.mark.parametrize("steps", ["one", "1|", "1-", "1;2"])
def test_steps_that_cannot_be_read_are_named(steps: str) -> None:
    """What is no list of lines is an error that tells how to write one."""
    with pytest.raises(ContentError) as caught:
        _cut(steps)
    hint = 'hint: write lines and ranges, a | between steps, as in data-steps="1|3-4,7"'
    assert str(caught.value) == f'{WHERE}: data-steps="{steps}" cannot be read\n\n{hint}'
