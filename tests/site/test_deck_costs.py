"""What decks cost: what they weigh, and what they add to the time that a site takes to build."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

from tests.site.project import PROJECT, build
from workshop.site import decks, titles

MOST = 0.15
MOST_BYTES = 80_000


def test_every_chapters_deck_is_light(real_site: Path) -> None:
    """A chapter's deck with all that it loads weighs at most 80 KB compressed, figures left out."""
    shared = [*(real_site / "decks/assets").iterdir(), real_site / "assets/figures.css"]
    loaded = sum(len(gzip.compress(file.read_bytes())) for file in shared)
    weights = {}
    for deck in real_site.glob("**/decks/[0-9]*/index.html"):
        html = re.sub("<svg.*?</svg>", "", deck.read_text(encoding="utf-8"), flags=re.DOTALL)
        weights[deck.parent.relative_to(real_site).as_posix()] = loaded + len(gzip.compress(html.encode()))
    assert len(weights) >= 4
    assert {name: weight for name, weight in weights.items() if weight > MOST_BYTES} == {}


def test_decks_add_little_to_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cutting and writing all decks takes at most 15 % of the processor time that the rest of the same build takes."""
    spent: list[float] = []

    def timed(function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def run(*args: object, **kwargs: object) -> object:
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent.append(time.process_time() - start)

        return run

    for owner, name in ((decks.Decks, "add"), (decks.Decks, "write"), (titles, "heading_titles")):
        monkeypatch.setattr(owner, name, timed(getattr(owner, name)))
    monkeypatch.setattr("workshop.site.plugin.heading_titles", titles.heading_titles)
    start = time.process_time()
    assert build(PROJECT, tmp_path / "site") == []
    rest = time.process_time() - start - sum(spent)
    chapters = len([deck for deck in (tmp_path / "site" / "decks").iterdir() if deck.name[0].isdigit()])
    assert len(spent) == 2 * (2 * chapters + 1)
    print(f"decks {sum(spent):.3f} s, the rest {rest:.3f} s")
    assert sum(spent) <= MOST * rest
