"""Outputs of a document replaced by what a run printed, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from workshop.errors import ContentErrors
from workshop.lab import Lab, load_lab
from workshop.lab.match import find_difference
from workshop.lab.rewrite import Rewrite, rewrite_outputs

HEAD = "---\ntitle: 试\nminutes: 5\nneeds: none\n---\n\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"
SAY = "```{{.console #say}}\n$ say\n{}\n```\n"


NAMED = {"first": "web-2c54q 1/1 5s\nplain 5s", "open": "⋯ web-2c54q 5s ⋯", "later": "web-bbjwc 0/1\nplain 6s"}


def write(folder: Path, text: str) -> Lab:
    """Write *text* as the document, byte for byte, and load it."""
    (folder / "lab.md").write_bytes(text.encode())
    return load_lab(folder)


def rewrite(folder: Path, body: str, **outputs: str) -> Rewrite:
    """Rewrite a document of *body*; each output is that of the first command of the block of its name."""
    text = HEAD + body + CLEANUP
    got = {(block, 1): output.split("\n") for block, output in outputs.items()}
    return rewrite_outputs(text, write(folder, text), got)


def refuse(folder: Path, body: str, **outputs: str) -> list[str]:
    """Rewrite like `rewrite`, and return the errors, each as a person sees it."""
    with pytest.raises(ContentErrors) as caught:
        rewrite(folder, body, **outputs)
    return [str(error) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("old", "got", "new"),
    [
        ("one", "two", "two"),
        ("one\ntwo", "one", "one"),
        ("one", "one\n\ntwo\n", "one\n\ntwo"),
        ("one\n⋯\nthree", "one\n2\nfour", "one\n2\nfour"),
        ("⋯\ntwo\n3", "1\ntwo\nfour  ", "⋯\ntwo\nfour"),
        ("\n  one\n\n", "  two", "\n  two\n\n"),
    ],
)
def test_what_is_shown_then(folder: Path, old: str, got: str, new: str) -> None:
    """The lines of the output are replaced; blank lines around it and everything before and after it stay."""
    body = "# 题\n\n" + SAY + "text  \n\n"
    assert rewrite(folder, body.format(old), say=got).text == HEAD + body.format(new) + CLEANUP


def test_what_still_matches_stays(folder: Path) -> None:
    """An output that matches, a command that shows none, and one that was not run are left as they are."""
    body = SAY.format("up 5s   1/1") + "```{.console #quiet}\n$ quiet\n```\n```{.console #skipped}\n$ x\ny\n```\n"
    done = rewrite(folder, body, say="up 9s 1/1", quiet="loud")
    assert (done.text, done.changes) == (HEAD + body + CLEANUP, ())


def test_changes_are_told_by_place(folder: Path) -> None:
    """Each output that is replaced is named with its line, in the order of the page, and where a `⋯` is lost."""
    body = SAY.format("one\n⋯\nend") + SAY.replace("say", "tell").format("two\n⋯\nthree")
    done = rewrite(folder, body, say="1\n2\nend", tell="two\n\nthree\n4")
    assert list(done.changes) == [
        "labs/01-try/lab.md:9: block `say`, command 1, which loses a `⋯`",
        "labs/01-try/lab.md:15: block `tell`, command 1",
    ]


def test_commands_of_one_block(folder: Path) -> None:
    """Of several commands, with here-documents too, each gets its own output."""
    body = "```{.console #two}\n$ cat <<E\n> $ x\n> E\n$ x\n\n$ x\n\n$ say\na\n\n$ say\na\nb\n```\n"
    text = HEAD + body + CLEANUP
    got = {("two", 1): ["$ x"], ("two", 2): ["a"], ("two", 4): ["b", "c"], ("two", 5): ["a"]}
    done = rewrite_outputs(text, write(folder, text), got)
    assert done.text == text.replace("$ say\na\n\n$ say\na\nb\n", "$ say\nb\nc\n\n$ say\na\n")


@pytest.mark.parametrize(
    ("before", "prefix", "blank"),
    [
        ("1. 项\n\n", "    ", ""),
        ("- 项\n\n", "\t", ""),
        ('!!! note "注"\n\n', "    ", ""),
        ('=== "甲"\n\n    - 项\n\n', "        ", ""),
        ("", "> ", ">"),
    ],
)
def test_indents(folder: Path, before: str, prefix: str, blank: str) -> None:
    """In lists, admonitions, tabs and quotations new lines stand where the fence does, blank ones without blanks."""
    old = SAY.format("a\nb").replace("\n", f"\n{prefix}").removesuffix(prefix)
    new = SAY.format("c\n%\n  d").replace("\n", f"\n{prefix}").removesuffix(prefix).replace(f"{prefix}%", blank)
    done = rewrite(folder, f"{before}{prefix}{old}\n", say="c\n\n  d")
    assert done.text == HEAD + f"{before}{prefix}{new}\n" + CLEANUP


def test_line_endings(folder: Path) -> None:
    """New lines end as the first line that they replace does, and all others keep their own ends; a mark stays."""
    text = "\ufeff" + (HEAD + SAY.format("a\nb") + "x\r").replace("\n", "\r\n") + CLEANUP
    done = rewrite_outputs(text, write(folder, text), {("say", 1): ["c", "d", "e"]})
    assert done.text == text.replace("\r\na\r\nb\r\n", "\r\nc\r\nd\r\ne\r\n")


CHANGE = "\n\nhint: let the command print something else, through `grep` or `sed` say"


@pytest.mark.parametrize(
    ("got", "problem"),
    [
        ("b\n$ ls", f"printed `$ ls`, which would be taken for a command{CHANGE}"),
        ("$", f"printed `$`, which would be taken for a command{CHANGE}"),
        ("> b", f"printed `> b`, which would be taken for a part of the command{CHANGE}"),
        ("b\n^C", f"printed `^C`, which would be taken for a key that is pressed{CHANGE}"),
        ("b\n ⋯", f"printed ` ⋯`, which would stand for any lines{CHANGE}"),
        ("b\x1b[1m", f"printed `b\x1b[1m`, which has a control character{CHANGE}"),
        ("b\n ```yaml", "printed ` ```yaml`, which would end the fence\n\nhint: begin and end the fence with ````"),
        ("", "prints nothing now\n\nhint: delete the lines below the command, if that is right"),
    ],
)
def test_what_a_page_cannot_show(folder: Path, got: str, problem: str) -> None:
    """A line that would be read as something else, and an output that is gone, are refused with what to do."""
    assert refuse(folder, SAY.format("a"), say=got) == [f"labs/01-try/lab.md:9: block `say`, command 1 {problem}"]


def test_all_that_cannot_be_shown_is_told(folder: Path) -> None:
    """Every line of every output that cannot be shown is named, in the order of the page."""
    body = SAY.format("a") + SAY.replace("say", "tell").format("a")
    errors = refuse(folder, body, say="$ a\n$ b", tell="x\n⋯")
    assert [error.partition(": ")[2].partition(",")[0] for error in errors] == [
        "block `say`",
        "block `say`",
        "block `tell`",
    ]


@pytest.mark.parametrize("line", ["$5", "#", "{.console}", "> b", "~~~", "`x`", "    deep", "中\u2028\x85文", "- ```"])
def test_what_looks_strange_and_is_not(folder: Path, line: str) -> None:
    """Lines that are output wherever they stand in one are shown as they are."""
    assert rewrite(folder, SAY.format("a"), say=f"b\n{line}").text == HEAD + SAY.format(f"b\n{line}") + CLEANUP


def test_names_are_of_one_run(folder: Path) -> None:
    """Where a name has to be replaced, every output shows the names of this run, and else stays as it was."""
    body = "".join(SAY.replace("#say", f"#{name}").format(text) for name, text in NAMED.items())
    head = HEAD.replace("none", "kind")
    lab = write(folder, head + body + CLEANUP)
    printed = {(name, 1): text.replace("2c54q", "n6fcq").replace("5s", "9s") for name, text in NAMED.items()}
    printed["later", 1] = "web-x7k2p 1/1\nplain 7s"
    done = rewrite_outputs(head + body + CLEANUP, lab, {key: text.split("\n") for key, text in printed.items()})
    assert (
        done.text
        == head
        + body.replace("2c54q", "n6fcq")
        .replace("bbjwc 0/1", "x7k2p 1/1")
        .replace("6s", "7s")
        .replace("n6fcq 1/1 5s", "n6fcq 1/1 9s")
        + CLEANUP
    )
    assert done.changes == (
        "labs/01-try/lab.md:9: block `first`, command 1, whose names are those of this run now",
        "labs/01-try/lab.md:14: block `open`, command 1, whose names are those of this run now",
        "labs/01-try/lab.md:18: block `later`, command 1",
    )


def test_names_stay_where_all_is_right(folder: Path) -> None:
    """Another run's names are no reason to write anything, nor is a wrong output without any."""
    body = "".join(SAY.replace("#say", f"#{name}").format(text) for name, text in NAMED.items()) + SAY.format("one")
    head = HEAD.replace("none", "kind")
    lab = write(folder, head + body + CLEANUP)
    printed = {(name, 1): text.replace("2c54q", "n6fcq").split("\n") for name, text in NAMED.items()}
    done = rewrite_outputs(head + body + CLEANUP, lab, {**printed, ("say", 1): ["two"]})
    assert done.text == head + body.replace("one", "two") + CLEANUP


def test_another_document_is_refused(folder: Path) -> None:
    """Outputs are not written into a document that changed since it was run."""
    lab = write(folder, HEAD + SAY.format("a") + CLEANUP)
    with pytest.raises(ContentErrors) as caught:
        rewrite_outputs(HEAD + "\n" + SAY.format("a") + CLEANUP, lab, {("say", 1): ["b"]})
    assert str(caught.value) == "labs/01-try/lab.md: is not the document that was run\n\nhint: run it again"


def make_line(chance: random.Random) -> str:
    """A line of an output, or of a page."""
    plain = ["a", "b", "1/1", "12s", "web-5bh2r", "", "  ", "~~~", "中", "⋯"]
    words = plain if chance.randrange(8) else [*plain, "$", ">", "```"]
    return " ".join(chance.choices(words, k=chance.randrange(1, 4)))


def make_body(chance: random.Random) -> str:
    """Fences of all indents, with outputs that may hold anything but what reads as a command."""
    body = ""
    for number in range(3):
        indent = chance.choice(["", "    ", "\t", "> "])
        shown = [make_line(chance) for _ in range(chance.randrange(4))]
        lines = [line for line in shown if not line.startswith(("$", ">")) and "```" not in line and line.strip(" ⋯")]
        end = chance.choice(["\n", "\r\n"])
        fence = [f"```{{.console #say-{number}}}", "$ say", *lines, "", "$ say more", "x", "```"]
        body += end.join(f"{indent}{line}" for line in fence) + end + chance.choice(["", "\n", "text\r"]) + "\n"
    return body


@pytest.mark.parametrize("seed", range(300))
def test_any_output(folder: Path, seed: int) -> None:
    """Whatever was printed: refused, or the new document matches it, once more changes nothing, and no prose moved."""
    chance = random.Random(seed)
    text = HEAD + make_body(chance) + CLEANUP
    lab = write(folder, text)
    outputs = {(f"say-{n}", 1): [make_line(chance) for _ in range(chance.randrange(1, 6))] for n in range(3)}
    try:
        done = rewrite_outputs(text, lab, outputs)
    except ContentErrors:
        return
    after = write(folder, done.text)
    for block in after.consoles[:3]:
        shown = block.commands[0].expected
        assert not shown or find_difference(shown, outputs[block.id, 1]) is None
    assert rewrite_outputs(done.text, after, outputs) == Rewrite(done.text, ())
    assert hide(done.text, after) == hide(text, lab)


def hide(text: str, lab: Lab) -> list[bytes]:
    """The lines of *text* with their ends, less those of the first output of each block."""
    lines = text.encode().replace(b"\r\n", b"\0").replace(b"\r", b"\r\n").replace(b"\0", b"\r\0\n").split(b"\n")
    shown = {line.line for block in lab.consoles for line in block.commands[0].expected}
    return [line for number, line in enumerate(lines, 1) if number not in shown]
