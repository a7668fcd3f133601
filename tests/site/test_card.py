"""The picture beside links to the site: a PNG with what this machine has letters for."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from workshop.site.card import SIZE, can_draw, draw_card

LOGO = Path(__file__).resolve().parents[2] / "docs" / "assets" / "helm.svg"
NOWHERE = "\U000f1234"
"""A letter of nobody's: the code point is for private use."""


def read_size(png: bytes) -> tuple[int, int]:
    """Width and height. Source: the PNG specification, 11.2.1: IHDR is the first chunk."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize(
    "titles", [["One"], ["One", "Two"], ["A" * 300], ["word " * 100] * 4, ["", "  "], [], ["<b> & \"'"], ["云"]]
)
def test_any_title(titles: list[str]) -> None:
    """Whatever the titles are, the card is a PNG of the size that is told."""
    assert read_size(draw_card(titles, "example.org", LOGO)) == SIZE


def test_all_that_is_told_is_on_it() -> None:
    """Each title, the address and the logo change the picture."""
    cards = [
        draw_card(["One"], "example.org", LOGO),
        draw_card(["Ono"], "example.org", LOGO),
        draw_card(["One", "Two"], "example.org", LOGO),
        draw_card(["One", "Twa"], "example.org", LOGO),
        draw_card(["One"], "example.com", LOGO),
        draw_card(["One"], "example.org"),
    ]
    assert len(set(cards)) == len(cards)


def test_letters_that_no_font_has() -> None:
    """A title with a letter that the machine lacks is left out, and the others take its place."""
    assert (can_draw("One & Two"), can_draw(f"One {NOWHERE}"), can_draw("a\x01")) == (True, False, False)
    assert draw_card([f"One {NOWHERE}", "Two"], "a.example") == draw_card(["Two"], "a.example")


@pytest.mark.parametrize("content", ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", None])
def test_a_logo_that_cannot_be_placed(tmp_path: Path, content: str | None) -> None:
    """A broken logo, one that tells no size, or none at all leaves its place empty."""
    logo = tmp_path / "logo.svg"
    if content:
        logo.write_text(content, encoding="utf-8")
    assert draw_card(["One"], "a.example", logo) == draw_card(["One"], "a.example")


def test_the_end_of_a_long_title_is_cut() -> None:
    """What has no room even in the smallest size is cut, so that two such titles that begin alike look alike."""
    assert draw_card(["A" * 300], "a.example") == draw_card(["A" * 400], "a.example")
    assert draw_card(["A" * 30], "a.example") != draw_card(["A" * 31], "a.example")
