"""Writes the decks beside the site: one a chapter and language, and their common files."""

from __future__ import annotations

import shutil
from pathlib import Path

from workshop.deck import DeckSource, deck_assets, render_deck

STYLESHEET = "assets/figures.css"


def make_deck_source(
    name: str, language: str, title: str, minutes: int, html: str, *, talk: str, where: str
) -> DeckSource:
    """The source of chapter *name*'s deck, its addresses as seen from `/decks/NAME/` and `/en/decks/NAME/`."""
    top = "../../" if language == "zh" else "../../../"
    other = f"../../en/decks/{name}/" if language == "zh" else f"{top}decks/{name}/"
    return DeckSource(
        name=name,
        language=language,
        title=title,
        html=html,
        minutes=minutes,
        talk_title=talk,
        page_url=f"../../{name}/",
        other_url=other,
        assets_url=f"{top}decks/assets/",
        stylesheets=(f"{top}{STYLESHEET}",),
        where=where,
    )


def write_deck(source: DeckSource, site: Path) -> None:
    """Write *source*'s deck below *site*. Raises ContentError, or ContentErrors, where it cannot be cut into slides."""
    folder = site / ("decks" if source.language == "zh" else f"{source.language}/decks") / source.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(render_deck(source), encoding="utf-8")


def write_deck_assets(site: Path) -> None:
    """Copy the decks' common files below *site*."""
    folder = site / "decks" / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in deck_assets().items():
        shutil.copyfile(file, folder / name)
