"""Measure a deck that a browser has open: what does not fit, what is too small, what was asked of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

# Content must stay inside the frame's padding, where number and controls stand; 2 px are rounding.
_OVERFLOWING = """() => Reveal.getSlides().flatMap((slide) => {
  workshopDeck.go(slide.id, 99);
  const frame = slide.querySelector('.slide-frame');
  const style = getComputedStyle(frame), box = frame.getBoundingClientRect(), scale = Reveal.getScale();
  const inside = {
    left: box.left + parseFloat(style.paddingLeft) * scale, top: box.top + parseFloat(style.paddingTop) * scale,
    right: box.right - parseFloat(style.paddingRight) * scale,
    bottom: box.bottom - parseFloat(style.paddingBottom) * scale,
  };
  const found = [];
  const controls = [...document.querySelectorAll('.deck-bar > *, .slide-number')];
  const covers = (one, at) =>
    one.left < at.right && at.left < one.right && one.top < at.bottom - 2 && at.top < one.bottom;
  for (const part of frame.querySelectorAll('*')) {
    if (part.closest('svg') && part.tagName !== 'svg') continue;
    const at = part.getBoundingClientRect();
    if (!at.width && !at.height) continue;
    const name = part.tagName.toLowerCase() + (part.classList.length ? '.' + [...part.classList].join('.') : '');
    const over = [['left', inside.left - at.left], ['top', inside.top - at.top],
      ['right', at.right - inside.right], ['bottom', at.bottom - inside.bottom]].filter(([, by]) => by > 2);
    for (const [side, by] of over) found.push(`${slide.id}: ${name} ${Math.round(by)} px over the ${side}`);
    if (controls.some((one) => covers(one.getBoundingClientRect(), at)))
      found.push(`${slide.id}: ${name} lies under a control`);
    if (getComputedStyle(part).overflow !== 'visible' && part.scrollHeight > part.clientHeight + 2)
      found.push(`${slide.id}: ${name} hides ${part.scrollHeight - part.clientHeight} px`);
  }
  return found;
})"""

_SMALL = """(least) => Reveal.getSlides().flatMap((slide) => {
  workshopDeck.go(slide.id, 99);
  const found = [];
  for (const part of slide.querySelectorAll('.slide-frame *')) {
    const text = [...part.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (!text || ['STYLE', 'SCRIPT', 'title', 'desc'].includes(part.tagName)) continue;
    const scale = part.getScreenCTM ? part.getScreenCTM().a : Reveal.getScale();
    const size = parseFloat(getComputedStyle(part).fontSize) * scale;
    if (size < least - 0.1) found.push(`${slide.id}: ${size.toFixed(1)} px: ${text}`);
  }
  return found;
})"""


_AXE = Path(str(metadata.distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")))
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN_AXE = """(options) =>
axe.run(document.querySelector(':modal') ?? document, options).then(({ violations, incomplete }) => {
  const say = ({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(' ')}: ${failureSummary.split('\\n')[1].trim()}`);
  const matters = ({ element, failureSummary }) =>
    !element.closest('svg, dialog') && !failureSummary.includes('non-text characters');
  const undecided = incomplete.filter(({ id }) => id.startsWith('color-contrast'))
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter(matters) }));
  return [...violations, ...undecided].flatMap(say);
})"""


def open_deck(page: Page, url: str) -> None:
    """Open the deck at *url* and wait until it is ready to be driven."""
    page.goto(url)
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait until the deck that *page* is at, or just went to, is ready to be driven."""
    page.wait_for_function("window.workshopDeck")
    page.evaluate("workshopDeck.started")


def slide_ids(page: Page) -> list[str]:
    """The ids of the open deck's slides, in their order."""
    ids: list[str] = page.evaluate("Reveal.getSlides().map((slide) => slide.id)")
    return ids


def overflowing_slides(page: Page) -> list[str]:
    """What of the open deck does not fit its slide, fragments shown: `slide: element N px over the side`.

    What lies under the bar or the number is told too. Moves the deck. Sizes are those of the window.
    """
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found


def small_texts(page: Page, least_px: float = 20) -> list[str]:
    """The texts of the open deck, in figures too, that are shown smaller than *least_px*. Moves the deck."""
    found: list[str] = page.evaluate(_SMALL, least_px)
    return found


def complaints_of_axe(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds on the open page, by all its rules of WCAG A and AA, or by *rules* alone: `rule: element`.

    Of a page with an open dialog it looks at the dialog, behind which nothing can be read or reached.

    A contrast that axe cannot decide on is told too, or a test could pass without a look; not so arrows, and text in
    pictures and dialogs, of which it decides none. Source: axe.min.js comes with the package axe-playwright-python.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _TAGS}
    found: list[str] = page.evaluate(
        _RUN_AXE, {"runOnly": wanted, "resultTypes": ["violations", "incomplete"], "elementRef": True}
    )
    return found


def read_colour(page: Page, name: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 255, of the custom property *name* on the open page."""
    value = page.evaluate(
        "(name) => { const probe = document.createElement('i'); probe.style.color = `var(${name})`;"
        " document.body.append(probe); const colour = getComputedStyle(probe).color; probe.remove(); return colour }",
        name,
    )
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", value)[:3])
    return red, green, blue


def contrast_ratio(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast of two colours, from 1 to 21. Source: WCAG 2.2, "relative luminance" and "contrast ratio"."""

    def luminance(colour: tuple[float, float, float]) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@contextmanager
def foreign_requests(context: BrowserContext, host: str = "127.0.0.1") -> Iterator[list[str]]:
    """Collect the addresses that pages of *context* ask for at any other host than *host*; nothing gets there."""
    asked: list[str] = []

    def is_foreign(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "about") and parts.hostname != host

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(is_foreign, refuse)
    try:
        yield asked
    finally:
        context.unroute(is_foreign)
