"""Which chapters are told."""

from __future__ import annotations

import pytest

from workshop.errors import UsageError
from workshop.site.content import Chapter
from workshop.site.selection import choose_chapters

CHAPTERS = [
    Chapter("00-opening", "A", 8),
    Chapter("01-docker", "B", 14),
    Chapter("10-more", "C", 20),
    Chapter("x", "D", 5),
]


@pytest.mark.parametrize(
    ("named", "minutes", "chosen"),
    [
        ("", None, ["00-opening", "01-docker", "10-more", "x"]),
        ("1, 0", None, ["00-opening", "01-docker"]),
        ("10-more,x,01", None, ["01-docker", "10-more", "x"]),
        ("", 22, ["00-opening", "01-docker"]),
        ("", 27, ["00-opening", "01-docker", "x"]),
        ("", 1000, ["00-opening", "01-docker", "10-more", "x"]),
        ("1,10", 20, ["01-docker"]),
    ],
)
def test_chapters_are_chosen(named: str, minutes: int | None, chosen: list[str]) -> None:
    """Names and numbers choose, the order stays, and what does not fit makes room for a shorter chapter behind it."""
    assert [chapter.name for chapter in choose_chapters(CHAPTERS, named, minutes)] == chosen


@pytest.mark.parametrize(
    ("named", "minutes", "message"),
    [
        ("0,2", None, "no chapter `2`\n\nhint: there are: 00-opening, 01-docker, 10-more, x"),
        ("00", 7, "no chapter fits in 7 minutes; the shortest takes 8"),
    ],
)
def test_a_wrong_choice_is_told(named: str, minutes: int | None, message: str) -> None:
    """A chapter that is not there, and a time that is too short for any, are the caller's to mend."""
    with pytest.raises(UsageError) as caught:
        choose_chapters(CHAPTERS, named, minutes)
    assert str(caught.value) == message
