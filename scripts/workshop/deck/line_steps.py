"""Code that is told line by line: `data-steps="1|3-4"` on a block. Knows nothing of slides' beginnings.

Each step has lines of its own; the style sheet lifts those of the step that is shown. Steps after the first are
fragments without content, so that keys, addresses and the speaker's window treat them as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import Element, HtmlElement, fragment_fromstring

from workshop.errors import ContentError

ATTRIBUTE = "data-steps"
MOST_STEPS = 8
"""As many as the style sheet knows."""
_STEP = re.compile(r"\d+(-\d+)?(,\d+(-\d+)?)*")
_TOKEN = re.compile(r"<[^>]*>|\n|[^<\n]+")


def step_through_code(root: HtmlElement, where: str) -> None:
    """Give the lines of each block with `data-steps` the numbers of its steps. Raises ContentError on wrong ones."""
    for block in [element for element in root.xpath(f".//*[@{ATTRIBUTE}!='']") if isinstance(element, HtmlElement)]:
        written = block.attrib.pop(ATTRIBUTE)
        codes = [code for code in block.iter("code") if isinstance(code, HtmlElement) and _is_block(code)]
        total = sum(len((code.text_content() or "").rstrip("\n").split("\n")) for code in codes)
        steps = _read_steps(written, total, where)
        line = 0
        for code in codes:
            line = _mark_lines(code, steps, line)
        block.set("class", f"{block.get('class') or ''} stepped".strip())
        for number in range(2, len(steps) + 1):
            mark = Element("span")
            mark.set("class", f"fragment code-step code-step-{number}")
            block.append(mark)


def _is_block(code: HtmlElement) -> bool:
    return any(parent.tag == "pre" for parent in code.iterancestors())


def _read_steps(written: str, lines: int, where: str) -> list[set[int]]:
    """The lines of each step, counted from 1."""
    steps = [step.strip() for step in written.split("|")]
    if not all(map(_STEP.fullmatch, steps)):
        hint = 'write lines and ranges, a | between steps, as in data-steps="1|3-4,7"'
        raise ContentError(f'{ATTRIBUTE}="{written}" cannot be read', where=where, hint=hint)
    if len(steps) > MOST_STEPS:
        raise ContentError(f'{ATTRIBUTE}="{written}" has {len(steps)} steps, {MOST_STEPS} at most', where=where)
    found = [set(_lines_of(step)) for step in steps]
    if wrong := sorted(line for step in found for line in step if not 1 <= line <= lines):
        raise ContentError(f'{ATTRIBUTE}="{written}" names line {wrong[-1]}, where there are {lines}', where=where)
    return found


def _lines_of(step: str) -> Iterator[int]:
    for part in step.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _mark_lines(code: HtmlElement, steps: list[set[int]], before: int) -> int:
    """Wrap each line of *code*, the first one numbered *before* + 1; the number of the last one."""
    tail, code.tail = code.tail, None
    html = etree.tostring(code, encoding="unicode", method="html")
    opening, inner = html[: html.index(">") + 1], html[html.index(">") + 1 : html.rindex("</")]
    lines = list(_split_lines(inner.rstrip("\n")))
    wrapped = "".join(
        f'<span class="{_classes(number, steps)}">{line}\n</span>' for number, line in enumerate(lines, before + 1)
    )
    new = fragment_fromstring(f"{opening}{wrapped}</code>")
    new.tail = tail
    parent = code.getparent()
    if parent is None:
        raise ValueError("code without a place")
    parent.replace(code, new)
    return before + len(lines)


def _classes(number: int, steps: list[set[int]]) -> str:
    return " ".join(["code-line", *(f"in-{step}" for step, lines in enumerate(steps, 1) if number in lines)])


def _split_lines(html: str) -> Iterator[str]:
    """The lines of *html*; an element that goes over several lines is closed at the end of each and opened again."""
    line, opened = "", list[str]()
    for token in _TOKEN.findall(html):
        if token == "\n":
            yield line + "</span>" * len(opened)
            line = "".join(opened)
            continue
        if token.startswith("</"):
            opened.pop()
        elif token.startswith("<"):
            opened.append(token)
        line += token
    yield line
