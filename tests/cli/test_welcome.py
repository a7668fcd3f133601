"""What is said once the site is served."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import pytest

from workshop.cli.language import Language
from workshop.cli.welcome import find_decks, write_added, write_reachable, write_welcome
from workshop.room.interfaces import Reachable

SAMPLE = Path(__file__).parent.parent / "samples" / "serve"
ENGLISH = """
Site
  中文     http://127.0.0.1:8000/
  English  http://127.0.0.1:8000/en/

Decks
  The whole talk: 8 minutes
    中文     http://127.0.0.1:8000/decks/talk/
    English  http://127.0.0.1:8000/en/decks/talk/
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


@pytest.mark.parametrize(
    ("language", "options", "line"),
    [
        ("en", {"chapters": "0"}, "  The whole talk: 8 minutes"),
        ("en", {"chapters": "3,0"}, "  Chapters 0, 3: 20 minutes"),
        ("zh", {"minutes": 19}, "  第 0、1 章：15 分钟"),
    ],
)
def test_chosen_chapters(tmp_path: Path, language: Language, options: dict[str, str | int], line: str) -> None:
    """The talk's deck is told with its chapters, where those are not all, and with the sum of their minutes."""
    names = {"00-a": 8, "01-b": 7, "03-c": 12} if "whole" not in line else {"00-a": 8}
    (tmp_path / "docs").mkdir()
    for name, minutes in names.items():
        (tmp_path / "docs" / f"{name}.md").write_text(f"---\ntitle: T\nminutes: {minutes}\n---\n", encoding="utf-8")
    assert write_welcome(tmp_path, "http://x/", language, options).splitlines()[6] == line


def test_who_can_reach_it() -> None:
    """Each network's address is one that a phone can type, with the path of the site."""
    reachable = [Reachable("wlan0", ip_address("192.168.1.20")), Reachable("six", ip_address("2001:db8::6"))]
    assert write_reachable(reachable, 8000, "/talk/", "en").splitlines() == [
        "Everyone in the room's network can open this, at",
        "  wlan0  http://192.168.1.20:8000/talk/",
        "  six    http://[2001:db8::6]:8000/talk/",
    ]
    assert write_reachable([], 8000, "/", "zh") == "这台机器没有接入网络，只有自己能打开。"


def test_new_pages() -> None:
    """Each page that is new is told with its whole address."""
    assert write_added("http://127.0.0.1:8000", ["/08-more/", "/decks/08-more/"], "zh").splitlines() == [
        "新网页",
        "  http://127.0.0.1:8000/08-more/",
        "  http://127.0.0.1:8000/decks/08-more/",
    ]
