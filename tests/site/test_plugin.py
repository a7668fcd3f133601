"""The sample project, built: labs are pages, chapters have decks, notes stay with the presenter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.site.project import Project
from workshop.site.commands import find_commands
from workshop.site.search import FIELD


def read(site: Path, page: str) -> str:
    """The HTML of *page*, an address below the site's root."""
    return (site / page / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "title"), [("labs/01-first", "第一个实验"), ("en/labs/01-first", "The first lab")])
def test_lab_is_a_page(sample_site: Path, page: str, title: str) -> None:
    """A lab's document is a page in its language, and the navigation leads there."""
    heading = html.fromstring(read(sample_site, page)).find(".//h1")
    assert heading is not None
    assert heading.text == title
    home = read(sample_site, "en" if page.startswith("en/") else "")
    assert 'href="labs/01-first/"' in home


def test_both_languages_show_the_same_commands(sample_site: Path) -> None:
    """Every command of a lab, skipped ones too, is on its page in both languages, as it is typed."""
    shown = find_commands(sample_site)
    chinese = [(c.block, c.index, c.text) for c in shown if c.page == "labs/01-first/index.html"]
    assert chinese == [
        ("greet", 1, "echo hello"),
        ("greet", 2, "cat <<END\n{$1}\nEND"),
        ("later", 1, "date --date=tomorrow"),
        ("cleanup", 1, "false"),
    ]
    assert [(c.block, c.index, c.text) for c in shown if c.page == "en/labs/01-first/index.html"] == chinese


def test_chapter_and_deck_show_a_labs_commands(sample_site: Path) -> None:
    """A block that a chapter shows is on the page and in the deck of each language."""
    pages = {command.page for command in find_commands(sample_site) if command.block == "greet"}
    assert {
        "01-one/index.html",
        "en/01-one/index.html",
        "decks/01-one/index.html",
        "en/decks/01-one/index.html",
    } < pages


@pytest.mark.parametrize(("prefix", "secret"), [("", "zhnoteword"), ("en/", "ennoteword")])
def test_notes_are_in_the_deck_alone(sample_site: Path, prefix: str, secret: str) -> None:
    """What a presenter says stands in the deck, and neither on the page nor in the search index."""
    index = (sample_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert secret in read(sample_site, f"{prefix}decks/01-one")
    assert secret not in read(sample_site, f"{prefix}01-one")
    assert secret not in json.loads(index).__repr__()


def test_search_has_both_languages(sample_site: Path) -> None:
    """The one index of the site knows the pages of both languages, labs included."""
    index = json.loads((sample_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"01-one/", "en/01-one/", "labs/01-first/", "en/labs/01-first/"} < places
    chapter = next(entry for entry in index["docs"] if entry["location"] == "01-one/#first")
    assert "容器只是" in chapter[FIELD].split()
    assert FIELD in index["config"]["fields"]


def test_figure_is_there_for_all_readers(sample_site: Path) -> None:
    """A figure is in the page's language, described for who cannot see it, and searched by its caption alone."""
    figure = html.fromstring(read(sample_site, "en/01-one")).find(".//figure[@id='fig-box']")
    assert figure is not None
    parts = {part.get("id"): part.text for part in figure.iter("title", "desc")}
    names = next(str(svg.get("aria-labelledby")) for svg in figure.iter("svg"))
    assert [parts[name] for name in names.split()] == ["A box", 'A box in which stands "process".']
    assert [text.text for text in figure.iter("text")] == ["process & more"]
    assert [caption.text for caption in figure.iter("figcaption")] == ["A box"]
    index = json.loads((sample_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    section = next(entry for entry in index["docs"] if entry["location"] == "en/01-one/#second")
    assert section["text"] == "A box"


@pytest.mark.parametrize(("page", "deck"), [("01-one", "decks/01-one"), ("en/01-one", "en/decks/01-one")])
def test_chapter_leads_to_its_deck(sample_site: Path, page: str, deck: str) -> None:
    """Under its title a chapter links to its slides in the same language."""
    link = html.fromstring(read(sample_site, page)).find(".//a[@class='slides-link']")
    assert link is not None
    assert (sample_site / page / str(link.get("href"))).resolve() == (sample_site / deck).resolve()
    assert (sample_site / deck / "index.html").is_file()


def test_deck_leads_back_and_to_the_other_language(sample_site: Path) -> None:
    """A deck's addresses of its page, of the other language and of its files are right from where it stands."""
    for deck, page, other in (
        ("decks/01-one", "01-one", "en/decks/01-one"),
        ("en/decks/01-one", "en/01-one", "decks/01-one"),
    ):
        text = read(sample_site, deck)
        tree = html.fromstring(text)
        addresses = {str(link.get("href")) for link in tree.iter("a", "link")}
        found = {(sample_site / deck / address).resolve() for address in addresses}
        assert {(sample_site / name).resolve() for name in (page, other, "assets/figures.css")} <= found
        for script in tree.iter("script"):
            assert script.get("src") is None or (sample_site / deck / str(script.get("src"))).is_file()


def test_skip_tells_its_reason(sample_site: Path) -> None:
    """A block that the tests do not run says so on the page, with the reason."""
    assert "The tests do not run this: 要等到明天" in read(sample_site, "en/labs/01-first")


def test_outputs_of_an_older_engine_stand_with_their_block(project: Project) -> None:
    """Both languages fold them below the command; no deck has them, and no command is shown once more by them."""
    before = project.build(), [each for each in find_commands(project.folder / "site") if each.block == "greet"]
    project.edit(
        "labs/01-first/lab.md",
        "```{.check #greeted",
        '```{.console #greet engine="28"}\n$ echo hello\nhello of {$ old $}\n```\n\n```{.check #greeted',
    )
    assert (project.build(), before[0]) == ([], [])
    site = project.folder / "site"
    assert [each for each in find_commands(site) if each.block == "greet"] == before[1]
    for page in ("labs/01-first", "en/labs/01-first", "01-one", "en/01-one"):
        assert read(site, page).count("hello of {$ old $}") == 1
    for deck in ("decks/01-one", "en/decks/01-one"):
        assert "hello of" not in read(site, deck)


def test_link_to_a_deck_is_a_link_like_any_other(project: Project) -> None:
    """A page may link to a deck by its file, and to a deck that is not there it may not."""
    project.edit("docs/index.md", "[实验]", "[幻灯片](decks/01-one/index.html)、[实验]")
    assert project.build() == []
    project.edit("docs/index.md", "decks/01-one", "decks/02-two")
    assert project.build() == ["docs/index.md:7: the link `decks/02-two/index.html` leads to no page and no file"]


def test_macros_work_in_lists_and_take_attributes(project: Project) -> None:
    """A macro stands wherever a paragraph can, and an attribute list below it counts for what it shows."""
    inside = '- 1\n\n    {$ lab_command("01-first", "greet") $}\n\n{$ figure("box") $}\n{ .fragment }\n'
    for name in ("01-one.md", "01-one.en.md"):
        project.edit(f"docs/{name}", '{$ figure("box") $}\n', inside)
    assert project.build() == []
    tree = html.fromstring(read(project.folder / "site", "01-one"))
    assert len(tree.findall(".//li/div[@data-block='greet']")) == 1
    assert len(tree.findall(".//div[@class='fragment']/figure[@id='fig-box']")) == 1


def test_chinese_sentences_join(sample_site: Path) -> None:
    """Sentences on lines of their own in the source follow each other without a blank."""
    assert "<p>一个容器只是一个进程。敲 <code>echo hello</code> 就行。</p>" in read(sample_site, "01-one")


def test_contents_list_what_the_page_keeps(project: Project) -> None:
    """A part that only the slides have is neither on the page nor in its table of contents, but on the slides."""
    for name in ("01-one.md", "01-one.en.md"):
        project.edit(f"docs/{name}", '{$ figure("box") $}\n', "Text.\n\n## Only slides {#only .slide-only}\n\nShown.\n")
    assert project.build() == []
    assert "Only slides" not in read(project.folder / "site", "01-one")
    assert "Only slides" in read(project.folder / "site", "decks/01-one")


def test_failed_build_leaves_nothing(project: Project) -> None:
    """The program that builds the site ends with an error, and no page is written in place of a broken one."""
    project.edit("docs/index.md", "#first", "#nowhere")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
    message = "docs/index.md:7: the link `01-one.md#nowhere` leads to no place: docs/01-one.md has no `#nowhere`"
    assert (done.returncode, message in done.stderr) == (1, True)
    assert list(project.folder.glob("site/**/*.html")) == []


def test_no_page_names_another_host(real_site: Path) -> None:
    """No built page, deck or style sheet loads a script, style, font or picture from elsewhere."""
    tags = r"<(?:script|img|source|iframe|link(?! rel=.?(?:canonical|alternate)))"
    loaded = re.compile(tags + r"\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"'> ]+)")
    sheets = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"']+)|@import\s+[^;]*?((?:https?:)?//[^;\"']+)")
    found = [
        (file.relative_to(real_site).as_posix(), match.group())
        for file in sorted(real_site.rglob("*"))
        if file.suffix in {".html", ".css"}
        for match in (loaded if file.suffix == ".html" else sheets).finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert len(list(real_site.rglob("*.html"))) > 20
