"""One page while MkDocs renders it: what fences and macros put there, and whether all of it arrived, once.

Macros leave a mark, a paragraph of its own, and the HTML takes its place when Markdown is done with the page: lists,
admonitions and attribute lists around a macro work, and no Markdown is found inside a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from workshop.errors import ContentError, ContentErrors
from workshop.lab import ConsoleBlock, Lab
from workshop.lab.fences import find_fences
from workshop.site.blocks import block_html, source_html
from workshop.site.calls import find_block_lines
from workshop.site.charts import chart_html
from workshop.site.content import Content
from workshop.site.document import empty_fences
from workshop.site.download_html import download_link, downloads_table, lab_start
from workshop.site.executed import proven_table, proven_text
from workshop.site.facts import below_title, lab_facts, labs_table
from workshop.site.glossary import PAGE as GLOSSARY
from workshop.site.glossary import glossary_list, link_terms
from workshop.site.measured import measured_html, tell_origins_once
from workshop.site.memory import Memory
from workshop.site.origins import find_uses
from workshop.site.repository import clone_command, page_links
from workshop.site.sources import citation, source_line, sources_list
from workshop.site.words import DEFAULT_LANGUAGE, language_of, name_of

_HINT = "close a fence as it is opened, and indent it like the text around it"
_OPEN, _CLOSE = "\ue000", "\ue001"
_PARAGRAPH = re.compile(f"<p( [^>]*)?>\\s*{_OPEN}(\\d+){_CLOSE}\\s*</p>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(r'<div class="lab-block [\w-]+" data-lab="([^"]*)" data-block="([^"]*)">')

Replies = tuple[tuple[tuple[str, tuple[str, ...], str], ...], tuple[str, ...]]


class Rendering:
    """The page at the source *uri*. *address_of* gives the address of another source's page, as seen from this one."""

    def __init__(self, content: Content, uri: str, address_of: Callable[[str], str]) -> None:
        self.content = content
        self.language = language_of(uri)
        name = name_of(uri)
        self.document = content.documents[name, self.language]
        lab_id = name.removeprefix("labs/").removesuffix(".md")
        self.lab: Lab | None = content.labs[self.language][lab_id] if self.document.is_lab else None
        self._address_of = address_of
        self._marked: list[str] = []
        self._calls: list[tuple[str, tuple[str, ...], str]] = []

    def call(self, name: str, *arguments: str) -> str:
        """The reply of the macro *name*, or of `fence`, which is part of what the page is rendered from."""
        reply = str(getattr(self, name)(*arguments))
        self._calls.append((name, arguments, reply))
        return reply

    @property
    def replies(self) -> Replies:
        """All calls so far with their replies, and the HTML that these marked."""
        return tuple(self._calls), tuple(self._marked)

    def repeats(self, replies: Replies) -> bool:
        """Whether the calls of *replies*, made anew, get these replies again."""
        calls, marked = replies
        try:
            is_same = all(self.call(name, *arguments) == reply for name, arguments, reply in calls)
        except (ContentError, LookupError):  # which the rendering of the page will tell
            return False
        return is_same and tuple(self._marked) == marked

    def without_fences(self, markdown: str) -> str:
        """*markdown* of a lab, with fences that name their block and say no more."""
        if self.lab is None:
            return markdown
        fences = find_fences(markdown, self.document.path, [])
        return "\n".join(empty_fences(markdown.splitlines(), fences))

    def fence(self, block_id: str) -> str:
        """The HTML of a fence of this lab."""
        block = self.lab.find_block(block_id) if self.lab else None
        if self.lab is None or block is None:
            raise ContentError(f"no block `{block_id}`", where=self.document.path)
        return block_html(block, self.lab.id, self.language, on_own_page=True)

    def lab_command(self, lab: str, block: str) -> str:
        """A macro: the console block *block* of *lab*."""
        found = self.content.labs[self.language][lab].find_block(block)
        if found is None:
            raise ContentError(f"lab `{lab}` has no block `{block}`", where=self.document.path)
        return self._mark(block_html(found, lab, self.language))

    def lab_source(self, lab: str, block: str) -> str:
        """A macro: the lines of *block* of *lab* as they stand in the Chinese document, which says all.

        What another engine prints stands directly below them.
        """
        found = self.content.labs[DEFAULT_LANGUAGE][lab].find_block(block)
        if found is None:
            raise ContentError(f"lab `{lab}` has no block `{block}`", where=self.document.path)
        lines = self.content.documents[f"labs/{lab}.md", DEFAULT_LANGUAGE].lines
        variants = found.variants if isinstance(found, ConsoleBlock) else ()
        last_line = max([found.last_line, *(variant.last_line for variant in variants)])
        return self._mark(source_html("\n".join(lines[found.first_line - 1 : last_line])))

    def figure(self, name: str) -> str:
        """A macro: the figure *name*."""
        return self._mark(self.content.figures[name].html(self.language))

    def chart(self, name: str) -> str:
        """A macro: the chart *name*."""
        chart, sources = self.content.charts[name], self.content.sources
        return self._mark(chart_html(name, chart, sources, self.language, self.content.root))

    def labs_table(self) -> str:
        """A macro: all labs."""
        labs = self.content.labs[self.language].values()
        return self._mark(labs_table(labs, lambda lab: self._address_of(f"labs/{lab}.md"), self.language))

    def source(self, *keys: str) -> str:
        """A macro: the line that names the sources with these *keys*."""
        return self._mark(source_line([self.content.sources[key] for key in keys], self.language))

    def cite(self, key: str) -> str:
        """A macro: the source *key*, within a sentence."""
        return citation(self.content.sources[key], self.language)

    def measured(self, lab: str, name: str, block: str | None = None) -> str:
        """A macro: what the recorded run of *lab* measured as *name*, in *block* where several print it."""
        return measured_html(self.content.labs[self.language][lab], name, block, self.content.records, self.language)

    def proven(self) -> str:
        """A macro: a sentence on what was executed of all labs, when and on what."""
        return escape(proven_text(self.content.digests, self.content.records, self.language), quote=False)

    def proven_table(self) -> str:
        """A macro: the same, in numbers, an engine a row."""
        return self._mark(proven_table(self.content.digests, self.content.records, self.language))

    def sources_list(self) -> str:
        """A macro: all sources, with the pages that lean on them."""
        return self._mark(sources_list(self.content.sources, find_uses(self.content), self.language, self._link))

    def glossary_list(self) -> str:
        """A macro: all terms."""
        return self._mark(glossary_list(self.content.terms, self.language, self._address_of, self._title))

    def download(self, name: str) -> str:
        """A macro: the link to a lab's archive or to the whole kit, within a sentence."""
        return download_link(self.content.downloads, name, self.language, self._address_of)

    def downloads(self) -> str:
        """A macro: all that readers can take, and how git gets it."""
        labs, repository = self.content.labs[self.language], self.content.repository
        table = downloads_table(self.content.downloads, labs, self.language, self._address_of)
        return self._mark(table + (clone_command(repository, self.language) if repository else ""))

    def with_ways(self, html: str) -> str:
        """*html* of this page with the ways from it: to a lab's folder, and to the page's source where it is public."""
        if self.lab:
            ids = self.content.labs[self.language]
            html = below_title(html, lab_start(self.lab, ids, self.content.downloads, self._address_of))
        if self.content.repository:
            html += f"\n{page_links(self.content.repository, self.document.path, self.language)}"
        return html

    def with_facts(self, html: str) -> str:
        """*html* of this page, a lab's or not, with what a lab takes and what its record says of it."""
        if self.lab is None:
            return html
        digest, record = self.content.digests[self.lab.id], self.content.records.get(self.lab.id)
        return below_title(html, lab_facts(self.lab, digest, record, self.language))

    def linked(self, html: str, memory: Memory) -> str:
        """*html* of this page, a chapter's or a lab's, with the first use of each term linked to the glossary."""
        if not self.content.terms or (GLOSSARY, self.language) not in self.content.documents:
            return html
        return memory.recall(link_terms, html, self.content.terms, self.language, self._address_of(GLOSSARY))

    def finish(self, html: str) -> str:
        """*html* with everything in the place of its mark. Raises ContentError where something is lost or doubled."""
        placed = [int(number) for _, number in _PARAGRAPH.findall(html)]
        html = _PARAGRAPH.sub(lambda mark: self._wrapped(mark[1], int(mark[2])), html)
        if lost := [number for number in range(len(self._marked)) if placed.count(number) != 1]:
            raise ContentErrors([self._lost(number) for number in lost])
        if self.lab is not None:
            self._hold_blocks(self.lab, html)
        return tell_origins_once(html)

    def _title(self, place: str) -> str:
        return self.content.title(place.partition("#")[0], self.language)

    def _link(self, name: str) -> str:
        return f'<a href="{escape(self._address_of(name))}">{escape(self._title(name), quote=False)}</a>'

    def _lost(self, number: int) -> ContentError:
        """What to say of the mark *number*, whose block found no place; a call in a loop has no line of its own."""
        lines = find_block_lines(self.document)
        where = self.document.where(lines[number]) if len(lines) == len(self._marked) else self.document.path
        message = "a macro shows a block where none can be: in code, in a comment, or joined to other text"
        return ContentError(message, where=where, hint="put empty lines around it, and indent it like the text there")

    def _mark(self, html: str) -> str:
        self._marked.append(html)
        return f"{_OPEN}{len(self._marked) - 1}{_CLOSE}"

    def _wrapped(self, attributes: str | None, number: int) -> str:
        html = self._marked[number]
        return f"<div{attributes}>{html}</div>" if attributes else html

    def _hold_blocks(self, lab: Lab, html: str) -> None:
        shown = [block for owner, block in _BLOCK.findall(_COMMENT.sub("", html)) if owner == lab.id]
        for block in lab.blocks:
            if shown.count(block.id) != 1:
                message = f"block `{block.id}` is on the page {shown.count(block.id)} times, not once"
                raise ContentError(message, where=block.where, hint=_HINT)
