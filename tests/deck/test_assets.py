"""The files that every deck loads."""

from __future__ import annotations

from importlib import metadata
from pathlib import PurePosixPath

import pytest

from tests.browser.deck_sample import sample_source
from workshop.deck import deck_assets, render_deck
from workshop.errors import RequirementError

HINT = "\n\nhint: run `./scripts/serve` once: it installs what the lock names"


def test_all_that_a_deck_names_is_there() -> None:
    """The files that a deck loads are those that the kit says to copy, no more and no fewer, and each exists."""
    assets = deck_assets()
    page = render_deck(sample_source("zh"))
    assert {name for name in assets if f'"../../decks/assets/{name}"' in page} == set(assets)
    assert page.count('"../../decks/assets/') == len(assets)
    assert [name for name, file in assets.items() if not file.is_file()] == []


def test_no_file_of_a_deck_names_another_host() -> None:
    """No style sheet imports or refers to anything, and no script of ours names an address."""
    for name, file in deck_assets().items():
        text = file.read_text(encoding="utf-8")
        if name.endswith(".css"):
            assert "@import" not in text
            assert "url(http" not in text
        if name in ("deck.js", "speaker.js"):
            assert "http" not in text


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that carries reveal.js, one line says so and what to run."""

    def refuse(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "files", refuse)
    with pytest.raises(RequirementError) as caught:
        deck_assets()
    assert str(caught.value) == f"reveal.js is missing: the package sphinx-revealjs is not installed{HINT}"


def test_a_package_without_the_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that carries no reveal.js any more is named with the file that was looked for."""
    monkeypatch.setattr(metadata, "files", lambda name: [PurePosixPath(name, "other.js")])
    with pytest.raises(RequirementError) as caught:
        deck_assets()
    assert str(caught.value) == f"reveal.js is missing: sphinx-revealjs holds no revealjs/dist/reveal.js{HINT}"
