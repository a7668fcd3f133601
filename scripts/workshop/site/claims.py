"""Holds every figure on the talk's pages, a number with a unit, against docs/facts.yml, which says where it is from.

A figure is written in digits: `15%`, `2.5 天`, `$42 billion`. Years, versions, chapters and numbers in words are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import model_validator

from workshop.errors import ContentError
from workshop.site.document import Document
from workshop.site.tables import Entry, Row, Texts
from workshop.site.words import LANGUAGES

FACTS = "docs/facts.yml"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_BYTES = r"(?:[KMGTP]i?B|字节|bytes?)(?![A-Za-z])"
_CHINESE = (
    r"(?:[千万亿]+[多余来]?)?(?:美元|元|人民币|倍|毫秒|微秒|秒|分钟|个?小时|天|周|个月|年|人|家|台|次|核|条记录"
    r"|个?\s?(?:容器|节点|Pods?\b|客户|公司|组织|主机|集群|用户|镜像|进程|虚拟机))|[千万亿]"
)
_ENGLISH = (
    r"(?:(?:thousand|million|billion|trillion)|per ?cent|times|fold|ms|milliseconds?|s|seconds?|minutes?|hours?|days?"
    r"|weeks?|months?|years?|people|companies|company|customers?|organi[sz]ations?|hosts?|containers?|pods?|nodes?"
    r"|clusters?|users?|images?|processes|pulls?|cores?|virtual machines?|VMs?)\b"
)
_FIGURE = re.compile(
    rf"[$¥€]\s?{_NUMBER}(?:\s?(?:thousand|million|billion|trillion)\b)?"
    rf"|(?<![A-Za-z0-9_.:/-]){_NUMBER}(?:\s?[–~～至到-]\s?{_NUMBER})?"
    rf"(?:\s?[%％]|[\s\u00a0-]?(?:{_BYTES}|{_CHINESE}|{_ENGLISH}))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–~～至到-](?:19|20)\d\d)?(?![\d,.%％])")
_NO_TEXT = re.compile(r"\{\$.*?\$\}|\{[^{}]*[.#:][^{}]*\}|\]\([^()]*\)|<[^<>]*>")
_DIGIT = re.compile(r"\d")
_BLANKS = re.compile(r"[\s\u00a0]")


class Fact(Row):
    """Figures that have one origin, by language in the same order, on `pages`, which are named without `.md`."""

    figures: Texts
    pages: list[str]
    source: str | None = None
    lab: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Fact:
        if (self.source is None) == (self.lab is None):
            raise ValueError("has to have a `source` or a `lab`, and not both")
        if not self.pages or len({len(texts) for texts in self.figures.values()}) != 1 or not self.figures["zh"]:
            raise ValueError("has to have `pages`, and the same number of figures in each language")
        return self


@dataclass(frozen=True)
class Claim:
    """A figure as it stands on a page, without blanks; `where` is its file and line."""

    figure: str
    where: str


def find_figures(text: str) -> list[str]:
    """The figures in a line of a page, in order and without blanks."""
    if not _DIGIT.search(text):
        return []
    plain = _NO_TEXT.sub(lambda found: " " * len(found[0]), text)
    return [_key(found[0]) for found in _FIGURE.finditer(plain) if not _YEAR.match(found[0])]


def find_claims(document: Document, drawings: Mapping[str, Iterable[tuple[str, str]]]) -> Iterator[Claim]:
    """The figures on the page of *document*: its own, and those of its drawings.

    *drawings* has, for the name of each drawing on the page, its texts with their `path:line`.
    """
    for number, line in enumerate(document.text, 1):
        for figure in find_figures(line):
            yield Claim(figure, document.where(number))
    for texts in drawings.values():
        for text, where in texts:
            for figure in find_figures(text):
                yield Claim(figure, where)


def find_fact_errors(
    facts: Iterable[Entry[Fact]], claims: Mapping[tuple[str, str], list[Claim]]
) -> Iterator[ContentError]:
    """Figures that no fact covers, and facts whose figure is not on the page; *claims* are by page and language."""
    facts = list(facts)
    covered: dict[tuple[str, str], set[str]] = {}
    for entry in facts:
        for page in entry.row.pages:
            if (page, LANGUAGES[0]) not in claims:
                yield ContentError(f"no page of the talk `{page}`", where=entry.where)
            for language in LANGUAGES:
                there = {claim.figure for claim in claims.get((page, language), [])}
                for figure in map(_key, entry.row.figures[language]):
                    covered.setdefault((page, language), set()).add(figure)
                    if figure not in there and (page, language) in claims:
                        yield ContentError(f"`{figure}` is not on {page} in `{language}`", where=entry.where)
    for place, found in claims.items():
        for claim in found:
            if claim.figure not in covered.get(place, ()):
                hint = (
                    f"add it to {FACTS}, with its source or its lab, or write the number in words if it claims nothing"
                )
                yield ContentError(f"the figure `{claim.figure}` has no source", where=claim.where, hint=hint)


def _key(figure: str) -> str:
    return _BLANKS.sub("", figure)
