"""Which chapters a presenter tells: those that are named, or those that fit in the minutes there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workshop.errors import UsageError
from workshop.site.content import Chapter

_NUMBER = re.compile(r"0*(\d+)(?!\d)")


def choose_chapters(chapters: Sequence[Chapter], named: str = "", minutes: int | None = None) -> list[Chapter]:
    """Those of *chapters*, in their order, that *named* names and that fit in *minutes*.

    *named* has numbers or names with commas between, as in `0,1,06-kubernetes-in-practice`; "" names all. Chapters are
    taken as long as there is time for them; one that is too long is left out, and a shorter one behind it is not.
    Raises UsageError where a name means no chapter, and where none fits.
    """
    wanted = [name.strip() for name in named.split(",") if name.strip()]
    chosen = list(chapters)
    if wanted:
        found = {name: find_chapter(chapters, name) for name in wanted}
        chosen = [chapter for chapter in chapters if chapter in found.values()]
    if minutes is None:
        return chosen
    fitting: list[Chapter] = []
    for chapter in chosen:
        if sum(each.minutes for each in fitting) + chapter.minutes <= minutes:
            fitting.append(chapter)
    if not fitting and chosen:
        shortest = min(chapter.minutes for chapter in chosen)
        raise UsageError(f"no chapter fits in {minutes} minutes; the shortest takes {shortest}")
    return fitting


def find_chapter(chapters: Sequence[Chapter], name: str) -> Chapter:
    """The chapter that *name* means: its name, or its number with or without noughts. Raises UsageError."""
    for chapter in chapters:
        number = _NUMBER.match(chapter.name)
        if name == chapter.name or (number and name.isdecimal() and int(number[1]) == int(name)):
            return chapter
    known = ", ".join(chapter.name for chapter in chapters)
    raise UsageError(f"no chapter `{name}`", hint=f"there are: {known}")
