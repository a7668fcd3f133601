"""What a screen holds of anything that a program may print."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from workshop.run.screen import render

CONTROL_BYTES = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
TEXT = st.one_of(
    st.text(max_size=8),
    st.text(st.sampled_from("ab✔\ufe0f\u200d\u0301你👩💻\xad \u200b"), max_size=8),
    st.integers(110, 250).map("x".__mul__),
).map(lambda text: re.sub(f"[{''.join(CONTROL_BYTES)}]", "", text))
SEQUENCES = ("\x1b[1;31m", "\x1b[0m", "\x1b[?25l", "\x1b]0;t\x07", "\x1b(B", "\x1b[38:5:9m", "\x1b=", "\x1b[?1u")
MOVES = st.one_of(
    st.sampled_from(("\r", "\b", "\x1b7", "\x1b8", "\x1bM", "\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b[J", "\x1bc")),
    st.builds(
        "\x1b[{}{}".format, st.sampled_from(("", "2;3", "7", "118", "9999")), st.sampled_from("@ABCDEFGHLMPXSTd")
    ),
)
PRINTED = st.lists(st.one_of(TEXT, st.sampled_from(CONTROL_BYTES), st.sampled_from(SEQUENCES), MOVES), max_size=12)
STILL = st.sampled_from([char for char in CONTROL_BYTES if char not in "\b\r\x1b"])
LAST = st.lists(st.one_of(TEXT, STILL, st.sampled_from(SEQUENCES), st.just("\r\n")), max_size=8)


def find_printable(text: str) -> list[str]:
    """The characters of *text* that leave something on paper, without those of its sequences."""
    for sequence in SEQUENCES:
        text = text.replace(sequence, "")
    return [char for char in text if char.isprintable() and not char.isspace()]


@given(PRINTED, LAST)
def test_all_that_was_printed_last_is_there(printed: list[str], last: list[str]) -> None:
    """Every printable character after the last cursor movement or erasure is in the lines, and in its order."""
    lines = iter(find_printable("\n".join(render(("".join(printed) + "\r" + "".join(last)).encode()))))
    assert [char for char in find_printable("".join(last)) if char not in lines] == []


@given(LAST)
def test_plain_text_and_drawn_text_are_the_same(printed: list[str]) -> None:
    """Text without a movement gives the same lines, whether it is drawn or only cut into lines."""
    text = "\r\n".join("".join(line.split()) for line in "".join(printed).split("\r\n"))
    assert render(text.encode()) == render(f"\r{text}".encode())
