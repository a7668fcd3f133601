"""What headers ask for, where the whole server is not needed to tell."""

from __future__ import annotations

import pytest

from workshop.room.media import is_loaded, is_text, media_type_of
from workshop.room.requests import accepts_gzip


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("*", True),
        ("*;q=0", False),
        ("*;q=0, gzip", True),
        ("gzip; q=0.1", True),
        ("gzip;Q=0", False),
    ],
)
def test_gzip(header: str, *, takes: bool) -> None:
    """Gzip counts by its own weight, else by that of the star."""
    assert accepts_gzip(header) is takes


@pytest.mark.parametrize(
    ("name", "media_type", "text", "loaded"),
    [
        ("a/index.html", "text/html; charset=utf-8", True, False),
        ("deck.js", "text/javascript; charset=utf-8", True, True),
        ("figure.svg", "image/svg+xml; charset=utf-8", True, True),
        ("photo.png", "image/png", False, True),
        ("font.woff2", "font/woff2", False, True),
        ("sitemap.xml.gz", "application/gzip", False, False),
        ("search_index.json", "application/json; charset=utf-8", True, False),
        ("lab.zip", "application/zip", False, False),
        ("no-ending", "application/octet-stream", False, False),
    ],
)
def test_media_types(name: str, media_type: str, *, text: bool, loaded: bool) -> None:
    """A name tells the type, whether it is worth compressing, and whether pages load it by themselves."""
    told = media_type_of(name)
    assert (told, is_text(told), is_loaded(told)) == (media_type, text, loaded)
