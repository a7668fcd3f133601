"""What `workshop serve` says once it serves: where the site and the decks are, in both languages, and how to stop."""

from __future__ import annotations

from pathlib import Path

from workshop.cli.language import Language

WORDS = {
    "zh": {"site": "网站", "decks": "幻灯片", "stop": "按 Ctrl+C 停止。"},
    "en": {"site": "Site", "decks": "Decks", "stop": "Press Ctrl+C to stop."},
}


def write_welcome(project: Path, url: str, language: Language) -> str:
    """Lay out the addresses below *url*, which ends in `/`: the site's in both languages, then a deck a chapter."""
    words = WORDS[language]
    lines = ["", words["site"], *_pair(url, "")]
    decks = find_decks(project / "docs", language)
    if decks:
        lines += ["", words["decks"]]
    for stem, title in decks.items():
        lines += [f"  {title}", *(f"  {line}" for line in _pair(url, f"decks/{stem}/"))]
    return "\n".join([*lines, "", words["stop"]])


def find_decks(docs: Path, language: Language) -> dict[str, str]:
    """Return stem → title, in the order of file names, of each chapter in *docs*: a Chinese page that has `minutes`.

    The title is that of the page in *language*, or the stem where a page names none.
    """
    decks = {}
    for page in sorted(docs.glob("*.md")):
        if page.stem.endswith(".en"):
            continue
        meta = _read_front_matter(page)
        if "minutes" in meta:
            translated = _read_front_matter(page.with_suffix(".en.md")) if language == "en" else meta
            decks[page.stem] = str(translated.get("title", page.stem))
    return decks


def _pair(url: str, path: str) -> list[str]:
    return [f"  中文     {url}{path}", f"  English  {url}en/{path}"]


def _read_front_matter(page: Path) -> dict[str, object]:
    from mkdocs.utils.meta import get_data

    if not page.is_file():
        return {}
    return get_data(page.read_text(encoding="utf-8"))[1]
