"""What is said once the site is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.cli.language import Language
from workshop.cli.welcome import find_decks, write_welcome

SAMPLE = Path(__file__).parent.parent / "samples" / "serve"
ENGLISH = """
Site
  中文     http://127.0.0.1:8000/
  English  http://127.0.0.1:8000/en/

Decks
  Opening
    中文     http://127.0.0.1:8000/decks/00-opening/
    English  http://127.0.0.1:8000/en/decks/00-opening/

Press Ctrl+C to stop."""


@pytest.mark.parametrize(("language", "title"), [("zh", "开场"), ("en", "Opening")])
def test_decks(language: Language, title: str) -> None:
    """A page with minutes is a chapter and has a deck, named in the reader's language; other pages have none."""
    assert find_decks(SAMPLE / "docs", language) == {"00-opening": title}


def test_welcome() -> None:
    """The addresses of site and decks in both languages, and how to stop."""
    assert write_welcome(SAMPLE, "http://127.0.0.1:8000/", "en") == ENGLISH


def test_chinese_welcome() -> None:
    """In a Chinese locale the words around the addresses are Chinese."""
    lines = write_welcome(SAMPLE, "http://127.0.0.1:8000/", "zh").splitlines()
    assert [line for line in lines if line and not line.startswith("  ")] == ["网站", "幻灯片", "按 Ctrl+C 停止。"]
