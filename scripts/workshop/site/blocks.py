"""The HTML of a lab's blocks, the same wherever one is shown. Blocks in, HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.util import ClassNotFound

from workshop.lab import CheckBlock, Command, ConsoleBlock, FileBlock
from workshop.lab.model import Block, Typed, Variant
from workshop.lab.state import keeps_names
from workshop.site.words import WORDS

_FORMATTER = HtmlFormatter(nowrap=True)
_CODE = re.compile(r"`([^`]+)`")
# Characters two cells wide in a terminal. Source: Unicode's EastAsianWidth, W and F, of the blocks that Chinese uses.
_WIDE = re.compile("[\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]+")


def block_html(block: Block, lab: str, language: str, *, on_own_page: bool = False) -> str:
    """*block* of the lab with that id as pages in *language* show it; the lab's own page tells how to go on."""
    if isinstance(block, ConsoleBlock):
        kind, inner = "console", _console(block, lab, WORDS[language])
        inner += _names(block, WORDS[language]) if on_own_page else ""
    elif isinstance(block, FileBlock):
        kind, inner = "file", _file(block)
    elif isinstance(block, CheckBlock):
        kind, inner = "check", _check(block, WORDS[language])
    else:
        raise TypeError(f"no HTML for {type(block).__name__}")
    return f'<div class="lab-block lab-{kind}" data-lab="{lab}" data-block="{block.id}">{inner}</div>'


def source_html(markdown: str) -> str:
    """*markdown* as an author writes it. It is no block: its commands are shown as text, and run where they stand."""
    code = _highlight(markdown, "markdown")
    return f'<div class="highlight"><pre><code>{code}\n</code></pre></div>'


def _console(block: ConsoleBlock, lab: str, words: dict[str, str]) -> str:
    parts = [_command(command, index, block, lab) for index, command in enumerate(block.commands, 1)]
    if block.terminal > 1:
        parts.insert(0, f'<p class="lab-note lab-terminal">{escape(words["terminal"].format(block.terminal))}</p>')
    last = block.commands[-1]
    if last.exit_code and last.typed is not Typed.INTERRUPT:
        parts.append(f'<p class="lab-note page-only">{escape(words["exit"].format(last.exit_code))}</p>')
    parts += [_variant(variant, block, words) for variant in block.variants]
    if block.retry_s:
        parts.append(f'<p class="lab-note page-only">{escape(words["retry"].format(round(block.retry_s)))}</p>')
    if block.skip:
        parts.append(f'<p class="lab-note lab-skip">{escape(words["skip"])}{_inline(block.skip)}</p>')
    return "".join(parts)


def _names(block: ConsoleBlock, words: dict[str, str]) -> str:
    """How a new terminal gets what the block gives its shell, where it gives it anything that lasts."""
    if block.id == "cleanup" or not any(keeps_names(command.text) for command in block.commands):
        return ""
    command = f"./workshop catch-up --to {block.id} --shell"
    return f'<p class="lab-note page-only">{escape(words["names"])}<code>{command}</code></p>'


def _command(command: Command, index: int, block: ConsoleBlock, lab: str) -> str:
    """One command with what it prints; Material's copy button takes `data-copy` of the nearest element around it."""
    output = "\n".join(_in_cells(escape(line.text, quote=False)) for line in command.expected)
    shown = "\n".join(_typed(command, block)) + (f'\n<span class="lab-output">{output}</span>' if output else "")
    copied = escape(command.text).replace("\n", "&#10;")
    # A key that is pressed is nothing to paste.
    kind = "lab-command highlight no-copy" if command.typed is Typed.INTERRUPT else "lab-command highlight"
    return (
        f'<div class="{kind}" data-lab="{lab}" data-block="{block.id}" data-index="{index}"'
        f' data-copy="{copied}"><pre><code>{shown}\n</code></pre></div>'
    )


def _typed(command: Command, block: ConsoleBlock) -> Iterator[str]:
    """The lines of *command* as they are typed, each behind its prompt."""
    syntax = "bash" if command.typed is Typed.SHELL else "text"
    prompts = {Typed.SHELL: "$ ", Typed.INPUT: block.prompt or "", Typed.INTERRUPT: ""}
    below = "> " if command.typed is Typed.SHELL else block.more or ""
    # The highlighter drops blank lines at the end, which are typed in a program: they end a loop in Python.
    blank = command.text[len(command.text.rstrip("\n")) :]
    for at, line in enumerate(f"{_highlight(command.text, syntax)}{blank}".split("\n")):
        yield (
            f'<span class="lab-prompt">{escape(prompts[command.typed] if at == 0 else below)}</span>'
            f'<span class="lab-input">{line}</span>'
        )


def _variant(variant: Variant, block: ConsoleBlock, words: dict[str, str]) -> str:
    """What an older engine prints, folded; below its command where the block has several."""
    shown = []
    for command, expected in zip(block.commands, variant.outputs, strict=True):
        if expected is not None:
            output = "\n".join(_in_cells(escape(line.text, quote=False)) for line in expected)
            typed = _typed(command, block) if len(block.commands) > 1 else ()
            shown += [*typed, f'<span class="lab-output">{output}</span>']
    code = "\n".join(shown)
    return (
        f'<details class="lab-variant page-only"><summary>{escape(words["variant"].format(variant.engine))}</summary>'
        f'<div class="highlight no-copy"><pre><code>{code}\n</code></pre></div></details>'
    )


def _in_cells(html: str) -> str:
    """Two cells for each Chinese character as in a terminal, whatever font draws it, so that columns stay in line."""
    return _WIDE.sub(lambda run: f'<span class="lab-wide" style="width:{2 * len(run[0])}ch">{run[0]}</span>', html)


def _file(block: FileBlock) -> str:
    lines = f" ({block.lines[0]}–{block.lines[1]})" if block.lines else ""
    code = _highlight(block.text.removesuffix("\n"), _find_syntax(block.file))
    return (
        f'<div class="highlight"><span class="filename">{escape(block.file)}{lines}</span>'
        f"<pre><code>{code}\n</code></pre></div>"
    )


def _check(block: CheckBlock, words: dict[str, str]) -> str:
    script = _highlight(block.script.removesuffix("\n"), "bash")
    return (
        f'<p class="lab-check-title"><span class="lab-check-mark">{words["check"]}</span> {_inline(block.title)}</p>'
        f'<details><summary>{words["hint"]}</summary><p class="lab-hint">{_inline(block.hint)}</p></details>'
        f"<details><summary>{words['script']}</summary>"
        f'<div class="highlight"><pre><code>{script}\n</code></pre></div></details>'
    )


def _inline(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text, quote=False))


@lru_cache(maxsize=1024)
def _find_syntax(file: str) -> str:
    """The name of the lexer for the file *file*."""
    try:
        return str(get_lexer_for_filename(file).aliases[0])
    except (ClassNotFound, IndexError):
        return "text"


@lru_cache(maxsize=64)
def _get_lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


@lru_cache(maxsize=16384)
def _highlight(text: str, syntax: str) -> str:
    """*text* as HTML; remembered, as both languages of a lab, chapters and decks show the same commands."""
    return str(highlight(text, _get_lexer(syntax), _FORMATTER)).removesuffix("\n")
