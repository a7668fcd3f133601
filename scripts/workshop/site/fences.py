"""Writes the blocks of labs as HTML, on lab pages and wherever a chapter shows one.

Superfences calls the formatters; what they show comes from the lab as the parser read it, never from the page's text,
so that both languages, the decks and the runner have the same commands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound

from workshop.lab import CheckBlock, Command, ConsoleBlock, FileBlock, Lab
from workshop.lab.model import Block

WORDS = {
    "zh": {
        "check": "检查",
        "hint": "没有通过？",
        "script": "检查脚本",
        "skipped": "这里不执行",
    },
    "en": {
        "check": "Check",
        "hint": "Did it fail?",
        "script": "What is checked",
        "skipped": "Not executed here",
    },
}


@dataclass
class FenceFormatter:
    """Formats the fences of the page that is being rendered: `language` is its language, `lab` its own lab, if any.

    `shown` collects the ids of its own lab's blocks as they are rendered, for comparison with what the parser read.
    """

    labs: Mapping[tuple[str, str], Lab]
    language: str = "zh"
    lab: Lab | None = None
    shown: list[str] = field(default_factory=list)

    def begin_page(self, language: str, lab: Lab | None) -> None:
        """Get ready for a page."""
        self.language, self.lab, self.shown = language, lab, []

    def custom_fences(self) -> list[dict[str, object]]:
        """The fences for `pymdownx.superfences`, one a kind of block."""
        return [
            {"name": kind, "class": kind, "validator": accept_options, "format": self._format}
            for kind in ("console", "file", "check")
        ]

    def _format(
        self, source: str, language: str, css_class: str, options: dict[str, str], md: object, **more: Any
    ) -> str:
        lab = self.labs.get((options["lab"], self.language)) if "lab" in options else self.lab
        block = lab.find_block(more.get("id_value") or "") if lab else None
        if lab is None or block is None:
            return ""  # The rules have told it already, or the count of blocks will.
        if "lab" not in options:
            self.shown.append(block.id)
        return render_block(lab, block, WORDS[self.language], own="lab" not in options)


def accept_options(
    language: str, inputs: dict[str, str], options: dict[str, str], attrs: dict[str, str], md: object
) -> bool:
    """Take every option of a fence: the lab's own parser has judged them."""
    options.update(inputs)
    return True


def render_block(lab: Lab, block: Block, words: Mapping[str, str], *, own: bool) -> str:
    """*block* of *lab* as HTML; on its *own* page it can be linked to, as `#step-<id>`."""
    if isinstance(block, ConsoleBlock):
        body = "\n".join(_command(lab, block, index, command) for index, command in enumerate(block.commands, 1))
        if block.skip:
            body = f'<p class="lab-skipped">{words["skipped"]}: {escape(block.skip)}</p>\n{body}'
        kind = "console"
    elif isinstance(block, FileBlock):
        kind, body = "file", _file(block)
    else:
        assert isinstance(block, CheckBlock)
        kind, body = "check", _check(block, words)
    anchor = f' id="step-{block.id}"' if own else ""
    return f'<div class="lab-block lab-{kind}"{anchor} data-lab="{lab.id}" data-block="{block.id}">\n{body}\n</div>'


def _command(lab: Lab, block: ConsoleBlock, index: int, command: Command) -> str:
    lines = [
        f'<span class="lab-prompt">{"$" if number == 0 else "&gt;"} </span><span class="lab-input">{escape(line)}</span>'
        for number, line in enumerate(command.text.split("\n"))
    ]
    lines += [f'<span class="lab-output">{escape(line.text)}</span>' for line in command.expected]
    return (
        f'<div class="lab-command" data-lab="{lab.id}" data-block="{block.id}" data-index="{index}">'
        f'<div class="highlight" data-copy="{_attribute(command.text)}"><pre><code>'
        + "\n".join(lines)
        + "\n</code></pre></div></div>"
    )


def _file(block: FileBlock) -> str:
    try:
        lexer = get_lexer_for_filename(block.file)
    except ClassNotFound:
        lexer = TextLexer()
    code = highlight(block.text, lexer, HtmlFormatter(nowrap=True))
    title = block.file if block.lines is None else f"{block.file}:{block.lines[0]}-{block.lines[1]}"
    return (
        f'<div class="highlight" data-copy="{_attribute(block.text)}">'
        f'<span class="filename">{escape(title)}</span><pre><code>{code}</code></pre></div>'
    )


def _check(block: CheckBlock, words: Mapping[str, str]) -> str:
    return (
        f'<p class="lab-check-title"><span class="lab-check-mark">{words["check"]}</span> {_inline(block.title)}</p>\n'
        f"<details><summary>{words['hint']}</summary><p>{_inline(block.hint)}</p></details>\n"
        f"<details><summary>{words['script']}</summary>"
        f'<div class="highlight"><pre><code>{escape(block.script)}</code></pre></div></details>'
    )


def _inline(text: str) -> str:
    """*text* with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _attribute(text: str) -> str:
    """*text* for an attribute: newlines as references, which neither Markdown nor lxml touches."""
    return escape(text.rstrip("\n")).replace("\n", "&#10;")
