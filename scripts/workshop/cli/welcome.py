"""What `workshop serve` says: where the site and the decks are, who can reach them, what is new, and how to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.cli.language import Language

if TYPE_CHECKING:
    from workshop.room.interfaces import Reachable

WORDS = {
    "zh": {
        "site": "网站",
        "decks": "幻灯片",
        "talk": "{}：{} 分钟",
        "whole": "整场",
        "part": "第 {} 章",
        "comma": "、",
        "room": "同一网络里的人都能打开，地址是",
        "alone": "这台机器没有接入网络，只有自己能打开。",
        "added": "新网页",
        "stop": "按 Ctrl+C 停止。",
    },
    "en": {
        "site": "Site",
        "decks": "Decks",
        "talk": "{}: {} minutes",
        "whole": "The whole talk",
        "part": "Chapters {}",
        "comma": ", ",
        "room": "Everyone in the room's network can open this, at",
        "alone": "This machine is in no network: nobody else can open this.",
        "added": "New pages",
        "stop": "Press Ctrl+C to stop.",
    },
}


def write_welcome(project: Path, url: str, language: Language, options: Mapping[str, str | int] | None = None) -> str:
    """Lay out the addresses below *url*, which ends in `/`: the site's in both languages, then the decks'.

    *options* are the plugin's; of them count which chapters the talk's deck has.
    """
    words = WORDS[language]
    lines = ["", words["site"], *_pair(url, "")]
    decks = find_decks(project / "docs", language)
    if decks:
        lines += ["", words["decks"]]
        lines += [f"  {_describe_talk(project, language, options or {})}"]
        lines += [f"  {line}" for line in _pair(url, "decks/talk/")]
    for stem, title in decks.items():
        lines += [f"  {title}", *(f"  {line}" for line in _pair(url, f"decks/{stem}/"))]
    return "\n".join([*lines, "", words["stop"]])


def write_reachable(reachable: Sequence[Reachable], port: int, mount: str, language: Language) -> str:
    """Say who can open the site at *port* beside this machine, and at which addresses: those in *reachable*."""
    from workshop.room.interfaces import write_url

    words = WORDS[language]
    if not reachable:
        return words["alone"]
    width = max(len(each.interface) for each in reachable)
    lines = [f"  {each.interface:<{width}}  {write_url(str(each.address), port)}{mount}" for each in reachable]
    return "\n".join([words["room"], *lines])


def write_added(url: str, paths: Sequence[str], language: Language) -> str:
    """Lay out the addresses below *url*, which has no path, of pages that are new."""
    return "\n".join([WORDS[language]["added"], *(f"  {url}{path}" for path in paths)])


def _describe_talk(project: Path, language: Language, options: Mapping[str, str | int]) -> str:
    from workshop.cli.decks import choose, read_chapters

    words = WORDS[language]
    every, chosen = read_chapters(project), choose(project, options)
    numbers = words["comma"].join(chapter.name.partition("-")[0].lstrip("0") or "0" for chapter in chosen)
    name = words["whole"] if len(chosen) == len(every) else words["part"].format(numbers)
    return words["talk"].format(name, sum(chapter.minutes for chapter in chosen))


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


def read_minutes(page: Path) -> int:
    """Return the minutes of the chapter in *page*, 0 where they are no whole number, which the build tells."""
    minutes = _read_front_matter(page).get("minutes")
    return minutes if isinstance(minutes, int) else 0


def _pair(url: str, path: str) -> list[str]:
    return [f"  中文     {url}{path}", f"  English  {url}en/{path}"]


def _read_front_matter(page: Path) -> dict[str, object]:
    from mkdocs.utils.meta import get_data

    from workshop.lab.source import read_source

    if not page.is_file():
        return {}
    return get_data(read_source(page, f"docs/{page.name}"))[1]
