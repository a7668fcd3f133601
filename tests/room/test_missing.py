"""The page for an address that has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.room.serving import Served, serving

ZH, EN = "没有这一页", "No such page"


@pytest.mark.parametrize(
    ("path", "accepted", "title"),
    [
        ("/nowhere/", "", ZH),
        ("/nowhere/", "en-GB,en;q=0.9", EN),
        ("/nowhere/", "en;q=0.5, zh-TW;q=0.8", ZH),
        ("/nowhere/", "fr, *;q=0.1", ZH),
        ("/nowhere/", "fr, en;q=0.3", EN),
        ("/nowhere/", "en;q=0, zh;q=0.1", ZH),
        ("/nowhere/", "en;q=0.9, zh;q=0.1", EN),
        ("/nowhere/", "en, zh", EN),
        ("/nowhere/", "en;q=much", EN),
        ("/en/nowhere/", "zh-CN", EN),
        ("/en/decks/x.css", "", EN),
        ("/end/", "zh", ZH),
    ],
)
def test_language(served: Served, path: str, accepted: str, title: str) -> None:
    """It speaks the language of the path, else the one that the reader prefers, else the talk's first."""
    answer = served.ask(path, headers={"Accept-Language": accepted})
    assert (answer.status, answer.headers["vary"]) == (404, "accept-language")
    assert f"<h1>{title}</h1>" in answer.body.decode()


@pytest.mark.parametrize("mount", ["/", "/talk/"])
@pytest.mark.parametrize(("path", "home"), [("nowhere/", ""), ("en/nowhere", "en/")])
def test_way_home(site: Path, tmp_path: Path, mount: str, path: str, home: str) -> None:
    """Its link leads to the home page in the same language, below whatever path the site is served."""
    with serving(site, tmp_path / "seals", mount=mount) as served:
        page = served.ask(f"{mount}{path}").body.decode()
        links = re.findall('<a href="([^"]*)"', page)
        assert links == [f"{mount}{home}"]
        assert served.ask(links[0]).status == 200


def test_home_of_a_site_in_one_language(site: Path, tmp_path: Path) -> None:
    """Where there is no home page in the reader's language, the site's own is the way home."""
    (site / "en" / "index.html").unlink()
    with serving(site, tmp_path / "seals") as served:
        assert '<a href="/">' in served.ask("/en/").body.decode()


def test_below_a_path(site: Path, tmp_path: Path) -> None:
    """The root leads to the site's path, with its slash; what is beside it is not found."""
    with serving(site, tmp_path / "seals", mount="/talk/") as served:
        for path in ("/", "/talk"):
            answer = served.ask(path)
            assert (answer.status, answer.headers["location"]) == (302, "/talk/")
        assert [served.ask(path).status for path in ("/talk/", "/talk/en/", "/en/", "/talkative")] == [
            200,
            200,
            404,
            404,
        ]


def test_foreign_words_stay_outside(served: Served) -> None:
    """Nothing of the address gets into the page."""
    assert b"evil" not in served.ask("/<script>evil").body + served.ask("/evil?evil=%22evil").body
