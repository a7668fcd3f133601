"""What older engines print: read from the fence below a block, refused where it says nothing, chosen by version."""

from __future__ import annotations

import pytest

from tests.lab.conftest import FindErrors, ReadLab
from workshop.errors import ContentErrors
from workshop.lab.model import ConsoleBlock
from workshop.lab.rewrite import rewrite_outputs
from workshop.lab.variants import choose_outputs, is_older

BLOCK = '```{.console #list vary="size"}\n$ docker image ls busybox:1.37\nIMAGE  ID\nbusybox:1.37  ea6beede299d\n```\n'
OLD = '```{.console #list engine="28"}\nREPOSITORY  TAG\nbusybox  1.37\n```\n'
OLDER = '```{.console #list engine="26"}\nREPOSITORY\nbusybox\n```\n'
TWO = "```{.console #two}\n$ echo a\na\n$ cat <<END\n> b\n> END\nb\n$ true\n```\n"


def show(block: ConsoleBlock, version: str | None) -> list[list[str]]:
    """The lines that each command of *block* shows for an engine of that version."""
    return [[line.text for line in command.expected] for command in choose_outputs(block, version).commands]


def test_the_output_alone_is_that_of_the_command_above(read_lab: ReadLab) -> None:
    """A variant of a block with one output holds that output; all else stays its block's, and the block its own."""
    lab = read_lab(BLOCK + OLD)
    block = lab.consoles[0]
    assert [each.id for each in lab.blocks] == ["list", "cleanup"]
    assert show(block, "29.8.1") == [["IMAGE  ID", "busybox:1.37  ea6beede299d"]]
    old = choose_outputs(block, "28.5.2+dfsg4")
    assert show(block, "28.5.2+dfsg4") == [["REPOSITORY  TAG", "busybox  1.37"]]
    assert [line.line for line in old.commands[0].expected] == [13, 14]
    assert (old.vary, old.commands[0].text) == (frozenset({"size"}), "docker image ls busybox:1.37")


@pytest.mark.parametrize(
    ("version", "first"),
    [
        (None, "IMAGE  ID"),
        ("", "IMAGE  ID"),
        ("unknown", "IMAGE  ID"),
        ("30.0.0", "IMAGE  ID"),
        ("29.0.0-rc.1", "IMAGE  ID"),
        ("28.0.0", "REPOSITORY  TAG"),
        ("27.5.1", "REPOSITORY  TAG"),
        ("26.1.4", "REPOSITORY"),
        ("20.10.24+dfsg1", "REPOSITORY"),
    ],
)
def test_the_nearest_engine_that_is_not_older_counts(read_lab: ReadLab, version: str | None, first: str) -> None:
    """A variant is meant for its engine and older ones, up to the next; a newer engine prints what the page shows."""
    assert show(read_lab(BLOCK + OLD + OLDER).consoles[0], version)[0][0] == first


def test_commands_tell_which_output_is_meant(read_lab: ReadLab) -> None:
    """Of a block with several outputs a variant names those that differ by their command, here-documents too."""
    block = read_lab(TWO + '```{.console #two engine="28"}\n$ cat <<END\n> b\n> END\nc\n```\n').consoles[0]
    assert show(block, "28.1.0") == [["a"], ["c"], []]


def test_programs_and_keys_have_variants_too(read_lab: ReadLab) -> None:
    """Lines typed into a program, and what `^C` leaves behind, are told as in the block."""
    typed = '```{.console #sql prompt="sql> "}\n$ sql\nhello\nsql> select\n1\nsql> exit\n```\n'
    block = read_lab(typed + '```{.console #sql engine="28"}\n$ sql\nhi\nsql> select\n2\n```\n').consoles[0]
    assert show(block, "28.5.2") == [["hi"], ["2"], []]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            OLD,
            "labs/01-try/lab.md:7: block `list`: the outputs of another engine do not stand below their block\n\n"
            'hint: put it directly below its block, as {.console #same-id engine="28"}',
        ),
        (
            BLOCK + TWO + OLD,
            "labs/01-try/lab.md:21: block `list`: the outputs of another engine do not stand below their block\n\n"
            'hint: put it directly below its block, as {.console #same-id engine="28"}',
        ),
        (BLOCK + OLD + OLD, "labs/01-try/lab.md:16: block `list`: the outputs of Docker 28 are here twice"),
        (
            BLOCK + OLD.replace('"28"', '"29"'),
            "labs/01-try/lab.md:12: block `list`: `engine` is the number of a Docker Engine before 29, as 28, not `29`",
        ),
        (
            BLOCK + OLD.replace('"28"', '"28.5"'),
            "labs/01-try/lab.md:12: block `list`: `engine` is the number of a Docker Engine before 29, as 28, not "
            "`28.5`",
        ),
        (
            BLOCK + OLD.replace('"28"', '"28" vary="size"'),
            "labs/01-try/lab.md:12: block `list`: `vary` is its block's to say\n\n"
            "hint: beside `engine`, take the options away",
        ),
        (
            BLOCK + '```{.console #list engine="28"}\nIMAGE ID\nbusybox:1.37 ea6beede299d\n```\n',
            "labs/01-try/lab.md:12: block `list`: this output is the block's own\n\n"
            "hint: leave out what prints the same",
        ),
        (
            TWO + '```{.console #two engine="28"}\n$ echo a\n```\n',
            "labs/01-try/lab.md:17: block `two`: a command without its output\n\nhint: leave out what prints the same",
        ),
        (
            TWO + '```{.console #two engine="28"}\n$ echo b\nx\n```\n',
            "labs/01-try/lab.md:17: block `two`: the block has no command `echo b`, or not there",
        ),
        (
            TWO + '```{.console #two engine="28"}\nx\n```\n',
            "labs/01-try/lab.md:17: block `two`: output before the first command\n\nhint: commands start with `$ `",
        ),
        (
            BLOCK + '```{.console #list engine="28"}\n⋯\n```\n',
            "labs/01-try/lab.md:13: block `list`: `⋯` alone would match any output\n\n"
            "hint: show at least one line of it, or no output at all",
        ),
        (
            BLOCK + '```{.console #list engine="28"}\n```\n',
            "labs/01-try/lab.md:12: block `list`: a command without its output\n\nhint: leave out what prints the same",
        ),
    ],
)
def test_what_says_nothing_is_refused(find_errors: FindErrors, body: str, problem: str) -> None:
    """A variant that has no block, no engine, no output of its own or a command of its own is told with its line."""
    assert find_errors(body) == [problem]


def test_one_fault_is_told_once(find_errors: FindErrors) -> None:
    """The variant of a block that is itself wrong adds nothing to what is told of that."""
    (error,) = find_errors(BLOCK.replace('vary="size"', 'vary="sizes"') + OLD)
    assert error.startswith("labs/01-try/lab.md:7: block `list`: `vary` knows no kind `sizes`")


def test_update_on_an_older_engine_rewrites_its_own_output_alone(read_lab: ReadLab) -> None:
    """What Docker 28 printed goes below the block for it; what the page shows of 29 is never replaced by it."""
    lab = read_lab(BLOCK + OLD)
    text = (lab.folder / "lab.md").read_text(encoding="utf-8")
    printed = {("list", 1): ["REPOSITORY  TAG  SIZE", "busybox  1.37  2MB"], ("cleanup", 1): []}
    rewrite = rewrite_outputs(text, lab, printed, "28.5.2")
    assert rewrite.text == text.replace(
        "REPOSITORY  TAG\nbusybox  1.37\n", "REPOSITORY  TAG  SIZE\nbusybox  1.37  2MB\n"
    )
    assert rewrite.changes == ("labs/01-try/lab.md:13: block `list`, command 1",)
    assert rewrite_outputs(text, lab, {("list", 1): ["IMAGE  X"]}, "29.8.1").text == text.replace(
        "IMAGE  ID\nbusybox:1.37  ea6beede299d\n", "IMAGE  X\n"
    )


def test_update_on_an_older_engine_says_where_its_output_belongs(read_lab: ReadLab) -> None:
    """Without a variant, the other output of an older engine is an error that tells how to write one."""
    lab = read_lab(BLOCK)
    text = (lab.folder / "lab.md").read_text(encoding="utf-8")
    with pytest.raises(ContentErrors) as caught:
        rewrite_outputs(text, lab, {("list", 1): ["REPOSITORY"]}, "28.5.2")
    assert [str(error) for error in caught.value.errors] == [
        "labs/01-try/lab.md:9: block `list`, command 1 prints otherwise on Docker 28.5.2 than on 29, which the page is "
        'of\n\nhint: write what it prints below the block, in a fence {.console #list engine="28"}'
    ]


def test_older() -> None:
    """An engine is older than the pages' by its first number; one that tells none is not."""
    assert [is_older(version) for version in ("28.5.2", "29.0.0", "30.1", None, "")] == [
        True,
        False,
        False,
        False,
        False,
    ]
