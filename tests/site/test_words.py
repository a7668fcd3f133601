"""What the address of a source tells of its language."""

from __future__ import annotations

import pytest

from workshop.site.words import language_of, name_of


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("index.md", "zh", "index.md"),
        ("labs/01-a.en.md", "en", "labs/01-a.md"),
        ("notes.fr.md", "zh", "notes.fr.md"),
    ],
)
def test_language_and_name(uri: str, language: str, name: str) -> None:
    """A suffix that is one of our languages is no part of a page's name; any other is."""
    assert (language_of(uri), name_of(uri)) == (language, name)
