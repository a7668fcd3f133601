"""Commands on pages are split into words as a shell splits them."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st

from workshop.site.typed import split_words


@given(st.text("ab$=#容 \t\n'\"\\\u3000", max_size=12))
def test_words(text: str) -> None:
    """Quotes, escapes and blanks count as `shlex` has them; what it cannot read is split at blanks."""
    try:
        expected = shlex.split(text)
    except ValueError:
        expected = text.split()
    assert split_words(text) == expected
