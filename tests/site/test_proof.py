"""The talk, built from a fresh clone, tells of every lab when it was executed, and leaves no number open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.project import PROJECT
from workshop.lab import find_labs

LABS = [folder.name for folder in find_labs(PROJECT)]
OPEN = re.compile(
    "尚未测量|not yet measured|还没有执行过|not executed yet|之后又改了|changed since it was last executed"
)


@pytest.mark.parametrize(("prefix", "label"), [("", "测试"), ("en", "Tested")])
def test_every_lab_has_its_badge(real_site: Path, prefix: str, label: str) -> None:
    """Each lab's page says on which day, engine, store and machine it was executed."""
    badge = re.compile(
        rf"<dt>{label}</dt><dd>[^<]*\b20\d\d-\d\d-\d\d\b[^<]*Docker 29[^<]*containerd[^<]*Linux[^<]*</dd>"
    )
    pages = {lab: (real_site / prefix / "labs" / lab / "index.html").read_text(encoding="utf-8") for lab in LABS}
    assert [lab for lab, page in pages.items() if not badge.search(page)] == []


def test_no_page_or_deck_leaves_anything_open(real_site: Path) -> None:
    """No placeholder stands on any page or slide; pages of the kit that speak of such a case use other words."""
    pages = sorted(real_site.rglob("*.html"))
    assert [str(page) for page in pages if OPEN.search(page.read_text(encoding="utf-8"))] == []
    assert len(pages) > 2 * len(LABS)


@pytest.mark.parametrize("page", ["index.html", "en/index.html", "attendees/index.html", "en/attendees/index.html"])
def test_what_is_proven_is_told_where_people_begin(real_site: Path, page: str) -> None:
    """Home and the attendees' page name all labs, the day, both engines and stores, and Kubernetes."""
    text = re.sub("<[^>]+>", "", (real_site / page).read_text(encoding="utf-8"))
    assert re.search(rf"{len(LABS)} (?:个实验|labs)[^。.]*20\d\d-\d\d-\d\d", text)
    for word in ("Docker 29", "containerd", "Docker 28", "Kubernetes 1."):
        assert word in text
