"""A rendered page becomes a deck: HTML in, HTML out. Starts nothing and knows nothing of MkDocs, labs or machines."""

from workshop.deck.assets import deck_assets
from workshop.deck.render import DeckSource, cut_deck, render_deck, render_slides
from workshop.deck.slides import Slide, cut_slides, page_html
from workshop.deck.talk import Part, join_parts, short_part

__all__ = [
    "DeckSource",
    "Part",
    "Slide",
    "cut_deck",
    "cut_slides",
    "deck_assets",
    "join_parts",
    "page_html",
    "render_deck",
    "render_slides",
    "short_part",
]
