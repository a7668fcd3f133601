"""A rendered page becomes a deck: HTML in, HTML out. Starts nothing and knows nothing of MkDocs, labs or machines."""

from workshop.deck.assets import deck_assets
from workshop.deck.render import DeckSource, render_deck
from workshop.deck.slides import Slide, cut_slides, page_html

__all__ = ["DeckSource", "Slide", "cut_slides", "deck_assets", "page_html", "render_deck"]
