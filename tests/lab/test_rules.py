"""The rules for a lab as a whole, and how labs are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import CLEANUP, HEAD, FindErrors, ReadLab
from workshop.lab import find_labs

STEP = "```{.console #a}\n$ true\n```\n"
CHECK = '```{.check #c after="a" title="题" hint="看"}\ntrue\n```\n'


def test_a_lab_has_its_blocks_in_page_order(read_lab: ReadLab, folder: Path) -> None:
    """A lab tells its id, its blocks, and which of them cleans up."""
    lab = read_lab(STEP + "text\n\n```yaml\na: 1\n```\n" + CHECK)
    assert (lab.id, lab.language, lab.path, lab.folder) == ("01-try", "zh", "labs/01-try/lab.md", folder)
    assert [block.id for block in lab.blocks] == ["a", "c", "cleanup"]
    assert (lab.cleanup.id, lab.find_block("none")) == ("cleanup", None)


def test_a_check_may_follow_the_cleanup(read_lab: ReadLab) -> None:
    """The cleanup is the last console block, not the last block."""
    after = CHECK.replace('"a"', '"cleanup"')
    assert [block.id for block in read_lab(STEP, cleanup=CLEANUP + after).blocks] == ["a", "cleanup", "c"]


COMMANDS = "commands that no test runs\n\nhint: make it a fence {.console #some-name}"


@pytest.mark.parametrize(
    ("fence", "error"),
    [
        *(
            (f"```{info}\n$ true\n```\n", COMMANDS)
            for info in ("bash", "Bash", ".sh", "{.bash}", "{.bash .console #x}")
        ),
        ("```console {#x}\n$ true\n```\n", COMMANDS),
        ("```text\nfirst\n$ true\n```\n", COMMANDS),
        ("```\n$ true\n```\n", COMMANDS),
    ],
)
def test_fences_that_only_look_like_blocks(find_errors: FindErrors, fence: str, error: str) -> None:
    """What a reader would take for a command to type is a block that is run, or an error."""
    assert find_errors(fence + STEP) == [f"labs/01-try/lab.md:7: {error}"]


def test_other_fences_are_text(read_lab: ReadLab) -> None:
    """Configuration, plain output, and Markdown that shows a lab, are no blocks."""
    shown = "````markdown\n```{.console #x}\n$ true\n```\n````\n"
    other = '```yaml title="a.yaml"\na: $ 1\n```\n```{.yaml}\na: 1\n```\n```\noutput\n```\n'
    assert [block.id for block in read_lab(shown + other + STEP).blocks] == ["a", "cleanup"]


def test_everything_is_told_in_the_order_of_lines(find_errors: FindErrors) -> None:
    """Faults of the head, of single blocks and of the whole lab are told together, from top to bottom."""
    body = '```{.console #a exit="x" timeout="5"}\n$ cat <<E\n```\n' + CHECK.replace('"a"', '"b"') + STEP
    told = find_errors(body, head=HEAD.replace("5", "0"), cleanup="")
    assert [line.splitlines()[0].removeprefix("labs/01-try/lab.md:") for line in told] == [
        "3: front matter: `minutes`: Input should be greater than or equal to 1",
        "7: block `a`: `timeout`: `5` is no duration; write 60s or 2m",
        "7: block `a`: `x` is no exit code",
        "8: block `a`: the here-document has no line `E` that ends it",
        "10: check `c`: no console block `b` stands before it",
        "13: block id `a` is used twice, first in line 7",
        "13: the last console block is not `cleanup`",
    ]


def test_a_broken_fence_brings_no_false_errors(find_errors: FindErrors) -> None:
    """Where a fence cannot be read, nothing is said to be missing, since it may be that one."""
    told = find_errors(
        "```{.console #a exit=1}\n$ true\n```\n" + CHECK + "```{.console #cleanup\n$ x\n```\n", cleanup=""
    )
    assert [line.splitlines()[0] for line in told] == [
        'labs/01-try/lab.md:7: fence: cannot read `exit=1`; write options as name="value"',
        "labs/01-try/lab.md:13: fence: the attribute list does not end the line with a closing brace",
    ]


def test_labs_are_found_by_number(tmp_path: Path) -> None:
    """Only folders named like a lab are labs, in the order of their numbers."""
    for name in ("20-kind", "01-first-container", "1-one", "02_two", "03-Three"):
        (tmp_path / "labs" / name).mkdir(parents=True)
    (tmp_path / "labs" / "04-file").touch()
    assert [folder.name for folder in find_labs(tmp_path)] == ["01-first-container", "20-kind"]
