"""A deck taken out of a built site, to be opened from a disk. Knows files, and nothing of how they were built."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from workshop.site.decks import ASSETS, STYLESHEET, deck_url
from workshop.site.words import LANGUAGES

_LOADED = re.compile(r'<(?:img|video|audio|source|link|script)\b[^>]*?\s(?:src|href)="([^"]+)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_STYLE = "body{max-width:40em;margin:3em auto;padding:0 1em;font:20px/1.6 system-ui,sans-serif}"


def save_alone(site: Path, names: Sequence[str], folder: Path) -> list[Path]:
    """Copy the decks *names* of the built *site* into *folder*, in all languages, with all that they load.

    Links to pages that are not there are the deck's own script's to drop: `data-alone` tells it. Returns the decks.
    """
    shutil.copytree(site / ASSETS, folder / ASSETS, dirs_exist_ok=True)
    _copy(site, folder, STYLESHEET)
    saved = []
    for name in names:
        for language in LANGUAGES:
            address = f"{deck_url(name, language)}index.html"
            html = (site / address).read_text(encoding="utf-8")
            for loaded in _find_loaded(html, PurePosixPath(address).parent):
                _copy(site, folder, loaded)
            deck = folder / address
            deck.parent.mkdir(parents=True, exist_ok=True)
            deck.write_text(html.replace("<html ", "<html data-alone ", 1), encoding="utf-8")
            saved.append(deck)
    (folder / "index.html").write_text(_write_index(folder), encoding="utf-8")
    return saved


def _find_loaded(html: str, at: PurePosixPath) -> Iterator[str]:
    """The files below the site's root that a deck in the folder *at* loads."""
    for address in _LOADED.findall(html):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.endswith("/"):
            continue
        places: list[str] = []
        for step in (at / unquote(parts.path)).parts:
            if step == "..":
                places.pop()
            elif step != ".":
                places.append(step)
        yield "/".join(places)


def _copy(site: Path, folder: Path, name: str) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(site / name, target)


def _write_index(folder: Path) -> str:
    """A page that leads to every deck in *folder*, those that were saved there before too."""
    rows = "".join(
        f'<li lang="{language}"><a href="{deck.relative_to(folder).as_posix()}">{_title(deck)}</a></li>'
        for language in LANGUAGES
        for deck in sorted((folder / deck_url("", language).strip("/")).glob("*/index.html"))
    )
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Decks</title>'
    body = f"<body><ul>{rows}</ul></body>"
    return f'<!doctype html>\n<html lang="{LANGUAGES[0]}"><head>{head}<style>{_STYLE}</style></head>{body}</html>\n'


def _title(deck: Path) -> str:
    found = _TITLE.search(deck.read_text(encoding="utf-8"))
    return found[1] if found else escape(deck.parent.name)
