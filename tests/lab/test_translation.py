"""The English document of a lab: its own words, and nothing else of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import ReadLab
from workshop.lab import Lab

CHINESE = (
    '```{.console #a timeout="9s"}\n$ echo 1\n1\n```\n'
    '```{.check #c after="a" title="题" hint="看"}\ntrue\n```\n```{.file #f path="x"}\n```\n'
)
A = "```{.console #a}\n```\n"
C = '```{.check #c title="Title" hint="Look"}\n```\n'
F = "```{.file #f}\n```\n"
END = "```{.console #cleanup}\n```\n"


@pytest.fixture
def lab(read_lab: ReadLab, folder: Path) -> Lab:
    """A lab of every kind of block."""
    (folder / "x").write_text("x\n", encoding="utf-8")
    return read_lab(CHINESE)


def test_words_are_its_own_and_all_else_the_chinese_documents(lab: Lab, read_translation: ReadLab) -> None:
    """Titles and hints are translated; commands, options, files and the rest of the head are taken over."""
    english = read_translation(lab, A + C + F.replace("}\n", "}\n  \n") + END)
    assert (english.language, english.path) == ("en", "labs/01-try/lab.en.md")
    assert english.front == lab.front.model_copy(update={"title": "Try"})
    assert english.consoles[0].commands == lab.consoles[0].commands
    assert (english.consoles[0].timeout_s, english.consoles[0].where) == (9.0, "labs/01-try/lab.en.md:5")
    (check,) = english.checks
    assert (check.title, check.hint, check.script, check.after) == ("Title", "Look", "true\n", "a")
