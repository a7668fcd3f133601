"""What decks add to the time that a site takes to build."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

from tests.site.project import PROJECT, build
from workshop.site import decks, titles

MOST = 0.15


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
