"""The files that every deck loads."""

from __future__ import annotations

from importlib import metadata
from pathlib import PurePosixPath

import pytest

from tests.browser.deck_sample import sample_source
from workshop.deck import deck_assets, render_deck
from workshop.deck.assets import ASSETS
from workshop.errors import RequirementError

HINT = "\n\nhint: run `./scripts/serve` once: it installs what the lock names"


def test_all_that_a_deck_names_is_there() -> None:
    """The files that a deck loads are those that the kit says to write, no more and no fewer."""
    assets = deck_assets()
    page = render_deck(sample_source("zh"))
    assert {name for name in assets if f'"../../decks/assets/{name}"' in page} == set(assets)
    assert page.count('"../../decks/assets/') == len(assets)


def test_every_file_of_ours_is_loaded() -> None:
    """No style sheet or script of ours is left out, and reveal.js comes before the scripts that use it."""
    assets = deck_assets()
    for file in ASSETS.glob("*.[cj]s*"):
        assert file.read_text(encoding="utf-8") in assets["deck.css" if file.suffix == ".css" else "deck.js"]
    assert assets["deck.js"].index("Reveal=") < assets["deck.js"].index("Reveal.initialize")


def test_no_file_of_a_deck_names_another_host() -> None:
    """No style sheet imports or refers to anything, and no script of ours names an address."""
    for name, text in deck_assets().items():
        if name.endswith(".css"):
            assert "@import" not in text
            assert "url(http" not in text
    assert [file.name for file in ASSETS.glob("*.js") if "http" in file.read_text(encoding="utf-8")] == []


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
    assert str(caught.value) == f"reveal.js is missing: sphinx-revealjs holds no revealjs/dist/reset.css{HINT}"
