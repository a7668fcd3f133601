"""Chapters in both languages, rendered and written as decks into a folder, as the site lays them out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markdown import Markdown

from workshop.deck import DeckSource, Part, cut_deck, deck_assets, join_parts, render_deck, render_slides

SAMPLES = Path(__file__).parents[1] / "samples" / "deck"
_EXTENSIONS = ["admonition", "attr_list", "md_in_html", "footnotes", "def_list", "tables", "toc"]
_EXTENSIONS += [f"pymdownx.{name}" for name in ("details", "superfences", "highlight", "inlinehilite", "tabbed")]
_EXTENSIONS += ["pymdownx.tasklist"]
_CONFIG: dict[str, dict[str, object]] = {"toc": {"permalink": "¶"}, "pymdownx.tabbed": {"alternate_style": True}}
_PREFIXES = {"zh": "", "en": "en/"}
_FILES = {"10-sample": "chapter", "11-steps": "steps"}
_MINUTES = {"10-sample": 12, "11-steps": 5}
_TITLES = {
    "10-sample": {"zh": "容器是什么", "en": "What a container is"},
    "11-steps": {"zh": "一步一步", "en": "Step by step"},
}
_TALK = {"zh": "浅谈云计算", "en": "About cloud computing"}
_HEADINGS = {"one-kernel": {"zh": "一个内核，两种隔离", "en": "One kernel, two kinds of isolation"}}


def render_chapter(language: str, name: str = "10-sample") -> str:
    """A sample chapter's content as HTML, with the figure and the lab's commands in it."""
    file = SAMPLES / f"{_FILES[name]}{'' if language == 'zh' else '.en'}.md"
    text = file.read_text(encoding="utf-8")
    for part in ("figure", "lab"):
        text = text.replace(f"[[{part}]]", (SAMPLES / f"{part}.html").read_text(encoding="utf-8"))
    return str(Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIG).convert(text))


def sample_source(language: str, name: str = "10-sample") -> DeckSource:
    """A sample chapter in *language*, at the addresses that the site gives to decks."""
    up = "../../" if language == "zh" else "../../../"
    other = "en" if language == "zh" else "zh"
    return DeckSource(
        name=name,
        language=language,
        title=_TITLES[name][language],
        html=render_chapter(language, name),
        minutes=_MINUTES[name],
        talk_title=_TALK[language],
        page_url=f"../../{name}/",
        other_url=f"{up}{_PREFIXES[other]}decks/{name}/",
        assets_url=f"{up}decks/assets/",
        stylesheets=(),
        where=f"docs/{name}.md",
        other_titles={id_: titles[other] for id_, titles in _HEADINGS.items()},
    )


def sample_parts(language: str) -> list[Part]:
    """The sample chapters as parts of one deck."""
    sources = [sample_source(language, name) for name in _FILES]
    return [Part(each.name, each.title, each.minutes, each.page_url, cut_deck(each)) for each in sources]


def render_talk(language: str) -> str:
    """The deck of both sample chapters."""
    parts = sample_parts(language)
    source = sample_source(language)
    source = replace(source, name="talk", title=_TALK[language], html="", minutes=17, where="", page_url="../../")
    source = replace(source, other_url=source.other_url.replace("10-sample", "talk"))
    return render_slides(source, join_parts(parts, source.title, language))


def write_sample(site: Path) -> None:
    """Write the sample's decks in both languages, and their assets, below *site*."""
    assets = site / "decks" / "assets"
    assets.mkdir(parents=True)
    for name, content in deck_assets().items():
        (assets / name).write_text(content, encoding="utf-8")
    for language, prefix in _PREFIXES.items():
        decks = {name: render_deck(sample_source(language, name)) for name in _FILES}
        for name, html in (decks | {"talk": render_talk(language)}).items():
            folder = site / f"{prefix}decks/{name}"
            folder.mkdir(parents=True)
            (folder / "index.html").write_text(html, encoding="utf-8")
