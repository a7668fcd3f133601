"""A chapter in both languages, rendered and written as decks into a folder, as the site lays them out."""

from __future__ import annotations

import shutil
from pathlib import Path

from markdown import Markdown

from workshop.deck import DeckSource, deck_assets, render_deck

SAMPLES = Path(__file__).parents[1] / "samples" / "deck"
_EXTENSIONS = ["admonition", "attr_list", "md_in_html", "footnotes", "def_list", "tables", "toc"]
_EXTENSIONS += [f"pymdownx.{name}" for name in ("details", "superfences", "highlight", "inlinehilite", "tabbed")]
_EXTENSIONS += ["pymdownx.tasklist"]
_CONFIG: dict[str, dict[str, object]] = {"toc": {"permalink": "¶"}, "pymdownx.tabbed": {"alternate_style": True}}
_TITLES = {"zh": "容器是什么", "en": "What a container is"}
_FOLDERS = {"zh": "decks/10-sample", "en": "en/decks/10-sample"}


def render_chapter(language: str) -> str:
    """The sample chapter's content as HTML, with the figure and the lab's commands in it."""
    text = (SAMPLES / ("chapter.md" if language == "zh" else "chapter.en.md")).read_text(encoding="utf-8")
    for name in ("figure", "lab"):
        text = text.replace(f"[[{name}]]", (SAMPLES / f"{name}.html").read_text(encoding="utf-8"))
    return str(Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIG).convert(text))


def sample_source(language: str) -> DeckSource:
    """The sample chapter in *language*, at the addresses that the site gives to decks."""
    up = "../../" if language == "zh" else "../../../"
    other = "en" if language == "zh" else "zh"
    return DeckSource(
        name="10-sample",
        language=language,
        title=_TITLES[language],
        html=render_chapter(language),
        minutes=12,
        talk_title="浅谈云计算" if language == "zh" else "About cloud computing",
        page_url="../../10-sample/",
        other_url=f"{up}{_FOLDERS[other]}/",
        assets_url=f"{up}decks/assets/",
        stylesheets=(),
        where="docs/10-sample.md",
    )


def write_sample(site: Path) -> dict[str, str]:
    """Write both decks and their assets below *site*; the addresses of the decks, by language."""
    assets = site / "decks" / "assets"
    assets.mkdir(parents=True)
    for name, file in deck_assets().items():
        shutil.copyfile(file, assets / name)
    for language, folder in _FOLDERS.items():
        (site / folder).mkdir(parents=True)
        (site / folder / "index.html").write_text(render_deck(sample_source(language)), encoding="utf-8")
    return {language: f"/{folder}/" for language, folder in _FOLDERS.items()}
