"""The English document of a lab: its own words, and nothing else of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import EN_HEAD, ReadLab
from workshop.errors import ContentErrors
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


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (A + END, [f"1: lacks block `{name}` of the Chinese document" for name in "cf"]),
        (A + C + F + A + END, ["11: block id `a` is used twice, first in line 5"]),
        (C + A + F + END, ["5: block `c` stands where the Chinese document has `a`"]),
        (
            A + C + F + "```{.console #b}\n```\n" + END,
            ["11: block `b`: the Chinese document has no console block of that id"],
        ),
        (
            A.replace("console", "file") + C + F + END,
            ["5: block `a`: the Chinese document has no file block of that id"],
        ),
        (
            A + C + F + END + "```{.console}\n```\n",
            ["13: console fence: no id\n\nhint: give it the id that it has in the Chinese document"],
        ),
        (
            A.replace("#a", '#a exit="1" timeout="9s"') + C + F + END,
            [f"5: block `a`: `{name}` is the Chinese document's to say" for name in ("exit", "timeout")],
        ),
        (
            A.replace("}\n", "}\n$ echo 1\n") + C + F + END,
            ["5: block `a`: a translated fence is empty; commands and files come from the Chinese document"],
        ),
        (
            A + '```{.check #c title=" " after="a"}\n```\n' + F + END,
            [
                "7: block `c`: `after` is the Chinese document's to say",
                "7: block `c`: `hint` is not translated",
                "7: block `c`: `title` is not translated",
            ],
        ),
        (
            A + C + F + "```bash\nls\n```\n" + END,
            ["11: commands that no test runs\n\nhint: make it a fence {.console #some-name}"],
        ),
    ],
)
def test_faults(lab: Lab, read_translation: ReadLab, body: str, errors: list[str]) -> None:
    """A translation that lacks a block, or says something of its own, is refused with every fault."""
    with pytest.raises(ContentErrors) as caught:
        read_translation(lab, body)
    assert [str(error) for error in caught.value.errors] == [f"labs/01-try/lab.en.md:{error}" for error in errors]


def test_the_head_has_a_title_alone(lab: Lab, read_translation: ReadLab) -> None:
    """A key of the Chinese head is unknown in the English one, and told with the faults of blocks."""
    with pytest.raises(ContentErrors) as caught:
        read_translation(lab, C + F + END, head=EN_HEAD.replace("Try", "Try\nminutes: 5"))
    assert str(caught.value) == (
        "labs/01-try/lab.en.md:1: lacks block `a` of the Chinese document\n"
        "labs/01-try/lab.en.md:3: front matter: unknown key `minutes`\n\nhint: known are title"
    )
