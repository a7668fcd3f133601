"""A PDF's table of characters, put right."""

from __future__ import annotations

import pytest

from workshop.venue.searchable import mend

HEAD, TAIL = b"begincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n", b"\nendcmap"


@pytest.mark.parametrize(
    ("block", "mended"),
    [
        (b"1 beginbfchar\n<01> <6587>\nendbfchar", b"1 beginbfchar\n<01> <6587>\nendbfchar"),
        (b"1 beginbfchar\n<01> <2F42>\nendbfchar", b"1 beginbfchar\n<01> <6587>\nendbfchar"),
        (b"1 beginbfchar\n<01> <2ED3>\nendbfchar", b"1 beginbfchar\n<01> <957f>\nendbfchar"),
        (b"1 beginbfchar\n<0A> <FB01>\nendbfchar", b"1 beginbfchar\n<0A> <00660069>\nendbfchar"),
        (
            b"2 beginbfchar\n<01> <2F42>\n<02> <D840DC87>\nendbfchar",
            b"2 beginbfchar\n<01> <6587>\n<02> <D840DC87>\nendbfchar",
        ),
        (
            b"2 beginbfrange\n<0001> <0002> <2F00>\n<0003> <0003> <0041>\nendbfrange",
            b"3 beginbfchar\n<0001> <4e00>\n<0002> <4e28>\n<0003> <0041>\nendbfchar",
        ),
        (b"1 beginbfrange\n<01> <02> <0041>\nendbfrange", b"1 beginbfrange\n<01> <02> <0041>\nendbfrange"),
        (
            b"1 beginbfrange\n<01> <02> [<2F42> <2F43>]\nendbfrange",
            b"1 beginbfrange\n<01> <02> [<2F42> <2F43>]\nendbfrange",
        ),
    ],
)
def test_radicals_and_ligatures_become_text(block: bytes, mended: bytes) -> None:
    """A radical is read as its character, a ligature as its letters, in single entries and ranges; the rest stays."""
    assert mend(HEAD + block + TAIL) == HEAD + mended + TAIL


def test_blocks_stay_short() -> None:
    """A range that becomes more than a hundred entries is written as several blocks."""
    mended = mend(HEAD + b"1 beginbfrange\n<00> <D0> <2F00>\nendbfrange" + TAIL)
    assert [mended.count(b"%d beginbfchar" % count) for count in (100, 9)] == [2, 1]
    assert mended.count(b"endbfchar") == 3
