"""What stands under a page's title or lists its labs: minutes, needs, the way to the slides. HTML out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from workshop.lab import Lab
from workshop.lab.record import Record
from workshop.site.content import Chapter
from workshop.site.executed import executed_lines
from workshop.site.words import WORDS


def chapter_facts(chapter: Chapter, deck_url: str, language: str) -> str:
    """A chapter's minutes and the way to its slides."""
    words = WORDS[language]
    minutes = words["minutes"].format(chapter.minutes)
    link = f'<a class="slides-link" href="{escape(deck_url)}">{words["slides"]}</a>'
    return f'<p class="facts"><span>{minutes}</span> {link}</p>'


def lab_facts(lab: Lab, digest: str, record: Record | None, language: str) -> str:
    """What a lab takes: time, an engine or a cluster, images, tools and ports; and what its *record* says of it."""
    words, front = WORDS[language], lab.front
    rows = [
        (words["time"], words["minutes"].format(front.minutes)),
        (words["needs"], words[front.needs]),
        (words["cluster"], words["shared"] if front.shares_cluster else ""),
        (words["tools"], _codes(front.tools)),
        (words["images"], _codes(front.images)),
        (words["ports"], _codes(str(port) for port in front.ports)),
        *((words["tested"], text) for text in executed_lines(lab, digest, record, language)),
    ]
    return (
        '<dl class="facts">'
        + "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in rows if text)
        + "</dl>"
    )


def labs_table(labs: Iterable[Lab], address_of: Callable[[str], str], language: str) -> str:
    """All labs, each with its minutes and needs; *address_of* tells where a lab's page is, by its id."""
    words = WORDS[language]
    head = "".join(f"<th>{words[name]}</th>" for name in ("lab", "time", "needs"))
    rows = "".join(
        f'<tr><td><a href="{escape(address_of(lab.id))}">{lab.id[:2]} {escape(lab.front.title)}</a></td>'
        f"<td>{words['minutes'].format(lab.front.minutes)}</td><td>{words[lab.front.needs]}</td></tr>"
        for lab in labs
    )
    return f'<table class="labs-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def below_title(html: str, facts: str) -> str:
    """*html* with *facts* below its first `h1`, or before everything where there is none."""
    before, title, after = html.partition("</h1>")
    return f"{before}{title}\n{facts}{after}" if title else f"{facts}\n{html}"


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"<code>{escape(name)}</code>" for name in names)
