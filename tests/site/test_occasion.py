"""Speaker, event and date, as `mkdocs.yml` tells them."""

from __future__ import annotations

import datetime
import re

import pytest

from tests.site.project import Project
from workshop.site.options import WorkshopConfig
from workshop.site.rebuilding import SiteBuilder


def _load(**told: object) -> tuple[WorkshopConfig, list[str]]:
    config = WorkshopConfig()
    config.load_dict(told)
    errors, _ = config.validate()
    return config, [str(error) for _, error in errors]


def test_each_language_is_told_the_occasion() -> None:
    """A text a language goes to its language, one text and a day to both, and what is not told makes no line."""
    config, errors = _load(speaker={"zh": "林梅", "en": "Mei Lin"}, date=datetime.date(2026, 11, 23))
    assert not errors
    assert config.occasion("zh") == ("林梅", "2026-11-23")
    assert config.occasion("en") == ("Mei Lin", "2026-11-23")


@pytest.mark.parametrize("told", [{"zh": "林梅"}, {"zh": "林梅", "fr": "M"}, {"zh": "林梅", "en": 1}, 3, ["a"]])
def test_a_wrong_occasion_is_refused(told: object) -> None:
    """A language left out, one the site has not, and what is no text are errors of the configuration."""
    assert len(_load(event=told)[1]) == 1


def test_title_slides(project: Project) -> None:
    """What `mkdocs.yml` says stands on the title slide of each deck in its language, and on no page."""
    config = project.folder / "mkdocs.yml"
    told = '  workshop: {speaker: {zh: 李雷, en: Li Lei}, event: "Meetup <3", date: 2026-12-01}\n'
    config.write_text(re.sub(r"^  workshop:.*\n", told, config.read_text(), flags=re.MULTILINE))
    assert project.build() == []
    for prefix, speaker in (("", "李雷"), ("en/", "Li Lei")):
        deck = (project.folder / "site" / prefix / "decks" / "01-one" / "index.html").read_text()
        assert re.findall('<p class="talk-occasion">(.*?)</p>', deck) == [speaker, "Meetup &lt;3", "2026-12-01"]
        assert speaker not in (project.folder / "site" / prefix / "01-one" / "index.html").read_text()


def test_options_of_serve(project: Project) -> None:
    """What the presenter says on the command line takes the place of what `mkdocs.yml` says."""
    config = project.folder / "mkdocs.yml"
    told = "  workshop: {speaker: 李雷, event: Meetup}\n"
    config.write_text(re.sub(r"^  workshop:.*\n", told, config.read_text(), flags=re.MULTILINE))
    site = project.folder / "site"
    builder = SiteBuilder(project.folder, site, "http://127.0.0.1:8000", {"event": "Conference"})
    assert builder.build(lambda *_: None, strict=True) == []
    deck = (site / "en" / "decks" / "01-one" / "index.html").read_text()
    assert re.findall('<p class="talk-occasion">(.*?)</p>', deck) == ["李雷", "Conference"]
