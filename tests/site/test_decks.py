"""The decks that a site has beside its chapters' own, and what decks know of the other language."""

from __future__ import annotations

import re

import pytest

from tests.site.project import Project
from workshop.site.document import read_document
from workshop.site.titles import heading_titles

SECOND = "---\ntitle: {}\nminutes: 7\nshort: 3\n---\n\n# {} {{#two .short}}\n\nText.\n\n## Rest {{#rest}}\n\nMore.\n"


@pytest.fixture
def two(project: Project) -> Project:
    """The sample project with a second chapter, which has a part in the short cut."""
    for suffix, title in (("", "第二章"), (".en", "Chapter `two`")):
        project.write(f"docs/02-two{suffix}.md", SECOND.format(title, title))
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - 02-two.md\n")
    return project


def read_ids(project: Project, deck: str) -> list[str]:
    """The ids of the slides of *deck*, in their order."""
    html = (project.folder / "site" / deck / "index.html").read_text(encoding="utf-8")
    return re.findall(r'<section id="([^"]+)"', html)


def test_the_talk_and_the_short_cut(two: Project) -> None:
    """The talk's deck has all chapters, the short cut the slides that are marked, both in both languages."""
    assert two.build() == []
    for prefix, words in (("", "共 12 分钟</strong>：5 + 7"), ("en/", "12 minutes in all</strong>: 5 + 7")):
        ids = ["talk", "01-one", "01-first", "01-second", "02-two", "02-rest"]
        assert read_ids(two, f"{prefix}decks/talk") == ids
        assert words in (two.folder / "site" / prefix / "decks/talk/index.html").read_text(encoding="utf-8")
        assert read_ids(two, f"{prefix}decks/short") == ["talk", "02-two"]


@pytest.mark.parametrize(("option", "last"), [("chapters: 1", "01-second"), ("minutes: 7", "01-second")])
def test_the_talk_of_chosen_chapters(two: Project, option: str, last: str) -> None:
    """The plugin's options choose what the talk's deck has, by chapters or by time; each chapter keeps its deck."""
    config = two.folder / "mkdocs.yml"
    text = re.sub(r"^  workshop:.*\n", f"  workshop: {{{option}}}\n", config.read_text(), flags=re.MULTILINE)
    config.write_text(text)
    assert two.build() == []
    assert read_ids(two, "decks/talk")[-1] == last
    assert read_ids(two, "en/decks/02-two") == ["two", "rest"]


def test_a_choice_of_nothing_fails_the_build(two: Project) -> None:
    """A chapter that is not there fails the build."""
    config = two.folder / "mkdocs.yml"
    config.write_text(
        re.sub(r"^  workshop:.*\n", "  workshop: {chapters: 9}\n", config.read_text(), flags=re.MULTILINE)
    )
    assert two.build() == ["no chapter `9`\n\nhint: there are: 01-one, 02-two"]


def test_titles_of_the_other_language(two: Project) -> None:
    """Each slide of a chapter knows its heading in the other language, without the marks of Markdown."""
    assert two.build() == []
    found = re.findall(
        'data-title="([^"]*)" data-other-title="([^"]*)"', (two.folder / "site/decks/02-two/index.html").read_text()
    )
    assert found == [("第二章", "Chapter two"), ("Rest", "Rest")]


def test_marks_are_taken_off_titles(two: Project) -> None:
    """Emphasis, code, links and escapes leave the text that a reader sees."""
    heading = "# A **b** *c* `d_e` [f](g.md) \\# h_i {#x .y}"
    two.write("docs/03.md", f"---\ntitle: T\n---\n{heading}\n\n```text\n# No {{#no}}\n```\n")
    document = read_document(two.folder / "docs/03.md", "docs/03.md", "03.md", "zh", [])
    assert heading_titles(document) == {"x": "A b c d_e f # h_i"}


@pytest.mark.parametrize(
    ("address", "public"),
    [("https://example.org/talk/", "https://example.org/talk/decks/01-one/"), ("http://127.0.0.1:8000/", None)],
)
def test_a_deck_knows_where_it_is_published(two: Project, address: str, public: str | None) -> None:
    """A site's address is told to its decks, unless it is this machine's own."""
    config = two.folder / "mkdocs.yml"
    config.write_text(f"site_url: {address}\n{config.read_text()}")
    assert two.build() == []
    found = re.search('data-public="([^"]*)"', (two.folder / "site/decks/01-one/index.html").read_text())
    assert (found[1] if found else None) == public
