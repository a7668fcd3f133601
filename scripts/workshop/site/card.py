"""The picture that chats and search engines show beside a link to the site: its title, drawn when the site is built.

Letters are those of the machine's fonts; a title with a letter that none of them has is left out. Knows no page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from lxml import etree

SIZE = (1200, 630)
"""Width and height in pixels. Source: developers.facebook.com, "Images in Link Shares"."""

CARD = "assets/link-card.png"
"""Where the site has it."""

_MARGIN, _LOGO = 80, 110
_TOP, _BOTTOM = 200, 520
"""Between these the titles have room."""
_TEXT_WIDTH = SIZE[0] - 2 * _MARGIN
_TITLE_PX, _SUBTITLE_PX, _SMALL_PX = 76, 44, 30
_SMALLEST = 30
"""Titles too long are set smaller, down to so many percent, and then cut."""
_LEADING = 1.3
_WIDE_EM, _NARROW_EM = 1.0, 0.6
"""Widths to count with: what is too wide runs out of the card, what is too narrow wastes a little of it."""

_FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "Noto Sans, Helvetica, Arial, DejaVu Sans, sans-serif"
)
_PIECES = re.compile(r"\s+|[\u2e80-\uffef][，。、：；！？）》」』”]*|[^\s\u2e80-\uffef]+")
_NO_LETTER = "\U0010fffd"
"""A code point that no font may have a letter for; every letter that a machine lacks looks like it."""


def draw_card(titles: Sequence[str], address: str, logo: Path | None = None) -> bytes:
    """The card as a PNG: the first of *titles* large, the others below it, then *address*; *logo* is an SVG file."""
    lines = "".join(
        f'<text x="{_MARGIN}" y="{y}" font-size="{px}" font-weight="bold">{escape(line)}</text>'
        for y, px, line in _set([title for title in titles if title.strip() and can_draw(title)])
    )
    width, height = SIZE
    small = f'x="{_MARGIN}" y="{height - 50}" font-size="{_SMALL_PX}" fill="#5b6675"'
    return _to_png(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{_FONTS}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/><rect width="16" height="{height}" fill="#1f5fbf"/>'
        f"{_read_logo(logo)}<g fill='#16202c'>{lines}</g><text {small}>{escape(address)}</text></svg>"
    )


def can_draw(text: str) -> bool:
    """Whether this machine has a font for each letter of *text*."""
    return all(_has_letter(letter) for letter in set(text) if not letter.isspace())


@cache
def _has_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" and _draw_letter(letter) != _draw_letter(_NO_LETTER)


def _draw_letter(letter: str) -> bytes:
    text = f'<text x="10" y="40" font-size="32" font-weight="bold" font-family="{_FONTS}">{escape(letter)}</text>'
    return _to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">{text}</svg>')


def _set(titles: Sequence[str]) -> list[tuple[int, int, str]]:
    """The lines of *titles* from above: baseline and size in pixels, and text; as large as all of them have room."""
    lines: list[tuple[int, int, str]] = []
    for percent in range(100, _SMALLEST, -5):
        lines, y = [], _TOP
        for title, full_px in zip(titles, [_TITLE_PX, *[_SUBTITLE_PX] * len(titles)], strict=False):
            px = full_px * percent // 100
            for line in _break_lines(title, _TEXT_WIDTH / px):
                y += round(px * _LEADING)
                lines.append((y, px, line))
            y += px // 3
        if all(y <= _BOTTOM and _width(line) * px <= _TEXT_WIDTH for y, px, line in lines):
            break
    return [(y, px, _cut(line, _TEXT_WIDTH / px)) for y, px, line in lines if y <= _BOTTOM]


def _cut(line: str, width_em: float) -> str:
    """*line*, or what of it is that wide with an ellipsis."""
    cut = line
    while _width(cut) > width_em:
        cut = f"{cut.removesuffix('…')[:-1]}…"
    return cut


def _break_lines(title: str, width_em: float) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(title.strip()):
        if lines[-1] and _width(f"{lines[-1]}{piece.rstrip()}") > width_em:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def _width(line: str) -> float:
    return sum(_WIDE_EM if unicodedata.east_asian_width(letter) in "WF" else _NARROW_EM for letter in line)


def _read_logo(file: Path | None) -> str:
    """The drawing in *file* at its place on the card; "" where there is none, or none that tells what it shows."""
    try:
        root = etree.parse(str(file)).getroot() if file and file.suffix == ".svg" else None
    except (OSError, etree.XMLSyntaxError):
        return ""
    if root is None or "viewBox" not in root.attrib:
        return ""
    for name, value in (("x", _MARGIN), ("y", 64), ("width", _LOGO), ("height", _LOGO)):
        root.set(name, str(value))
    root.set("preserveAspectRatio", "xMinYMid meet")
    return etree.tostring(root, encoding="unicode")


def _to_png(drawing: str) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing))
