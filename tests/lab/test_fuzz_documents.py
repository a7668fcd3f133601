"""Any document at all: refused with a place, or a lab that can be written down and read again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lab.conftest import CLEANUP, HEAD
from workshop.errors import ContentErrors
from workshop.lab import CheckBlock, Command, ConsoleBlock, Expectation, FileBlock, Lab, find_labs, load_lab
from workshop.lab.match import find_difference
from workshop.lab.model import Block, Typed
from workshop.lab.output import Tokens
from workshop.lab.rewrite import Rewrite, rewrite_outputs

LABS = find_labs(Path(__file__).parents[2])
OPTIONS = [
    "timeout",
    "retry",
    "exit",
    "vary",
    "terminal",
    "ready",
    "prompt",
    "skip",
    "after",
    "title",
    "hint",
    "path",
    "engine",
]
VALUES = ["28", "60s", "2", "0", "pid size", "sql> ", "a", "step", "lab.md", "", "9" * 30, "1-2", '\\"', "中"]
OUTPUTS = ["a", "", "⋯", "a ⋯ b", "1/1 Running 0 12s", "web-5bh2r", "    deep", "~~~", "$", "> ", "中\u2028\x85"]


@st.composite
def fences(draw: st.DrawFn) -> str:
    """A fence, more or less: an opening with options, commands, what they print, and perhaps an end."""
    indent = draw(st.sampled_from(["", "", "", "    ", "\t", "> ", " "]))
    ticks = draw(st.sampled_from(["```", "```", "````", "~~~", "``"]))
    kind = draw(st.sampled_from(["console", "console", "console", "check", "file", "python", "", "console extra"]))
    name = draw(st.sampled_from(["#step", "#say", "#more", "#cleanup", "", "#Not Right", "#a #b"]))
    pairs = draw(st.lists(st.tuples(st.sampled_from(OPTIONS), st.sampled_from(VALUES)), max_size=2))
    options = "".join(f' {option}="{value}"' for option, value in pairs)
    typed = st.sampled_from(
        ["$ say", "$ cat <<E\n> x\n> E", "$ say \\\n> more", "^C", "sql> select", "$ ", "> x", "true"]
    )
    lines = draw(st.lists(st.one_of(typed, typed, st.sampled_from(OUTPUTS), st.text(max_size=8)), max_size=6))
    end = draw(st.sampled_from([ticks, ticks, ticks, ticks + "`", "", "``"]))
    head = f"{ticks}{{.{kind} {name}{options}}}" if draw(st.integers(0, 9)) else f"{ticks}{kind}"
    return "\n".join(indent + line for line in "\n".join([head, *lines, end]).split("\n")) + "\n"


@st.composite
def whole_fences(draw: st.DrawFn) -> str:
    """A fence of which nothing need be wrong, though its lines may be read as something else than they look."""
    indent = draw(st.sampled_from(["", "", "    ", "\t", "> "]))
    name = draw(st.integers(0, 999))
    right = ["", "", ' timeout="60s"', ' vary="pid size"', ' exit="3"', ' terminal="2"', ' skip="why"', ' ready="a"']
    option = draw(st.sampled_from(right))
    outputs = st.one_of(
        st.sampled_from(OUTPUTS), st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=8)
    )
    commands = st.tuples(
        st.sampled_from(["$ say", "$ cat <<E\n> x\n> E", "$ say \\\n> more"]), st.lists(outputs, max_size=3)
    )
    lines = [line for command, shown in draw(st.lists(commands, min_size=1, max_size=3)) for line in (command, *shown)]
    text = "\n".join([f"```{{.console #step-{name}{option}}}", *lines, "```"])
    return "\n".join(indent + line for line in text.split("\n")) + "\n\n"


PROSE = st.sampled_from(
    ["", "- 项\n\n", "# 题 {#t}\n", '!!! note "注"\n\n', '=== "甲"\n\n', "    code\n", "<div>\n", "\r\n", "\x0c"]
)
FRONTS = st.sampled_from(
    [HEAD, HEAD, HEAD, HEAD.replace("\n", "\r\n"), "\ufeff" + HEAD, "---\n", "", "---\na: [\n---\n"]
)
DOCUMENTS = st.builds(
    "".join,
    st.tuples(
        FRONTS,
        st.lists(st.one_of(PROSE, whole_fences(), whole_fences(), fences()), max_size=5).map("".join),
        st.sampled_from([CLEANUP, CLEANUP, ""]),
    ),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a lab, written anew for each document."""
    made = tmp_path_factory.mktemp("fuzz") / "labs" / "01-try"
    made.mkdir(parents=True)
    return made


def read(place: Path, text: str) -> Lab:
    """Load the lab with the document *text*, its line ends as they are."""
    (place / "lab.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    return load_lab(place)


@given(text=DOCUMENTS)
def test_any_document(place: Path, text: str) -> None:
    """A document is refused with a line of its own for each thing wrong, or what it shows can be written into it."""
    lab = try_to_read(place, text)
    if lab:
        check_same_when_updated(text, lab)
        check_same_when_printed(place, lab)


def try_to_read(place: Path, text: str) -> Lab | None:
    """The lab with the document *text*; None where it is refused, each time at one of its lines."""
    try:
        return read(place, text)
    except ContentErrors as refused:
        wheres = [error.where or "" for error in refused.errors]
    last = len(re.split(r"\r\n|\r|\n", text))
    places = [re.fullmatch(r"labs/01-try/lab\.md:(\d+)", where) for where in wheres]
    assert places
    assert all(found and 1 <= int(found[1]) <= last for found in places), wheres
    return None


@given(text=st.text())
def test_any_text(place: Path, text: str) -> None:
    """What is no lab at all is refused, with all that is missing."""
    with pytest.raises(ContentErrors):
        read(place, text)


@pytest.mark.parametrize("folder", LABS, ids=lambda folder: str(folder.name))
def test_real_labs(folder: Path, place: Path) -> None:
    """A real lab is the same when its own outputs are written into it, and when it is written down and read again."""
    lab = load_lab(folder)
    check_same_when_updated((folder / "lab.md").read_bytes().decode(), lab)
    for block in lab.blocks:
        if isinstance(block, FileBlock):
            (place / block.file).parent.mkdir(parents=True, exist_ok=True)
            (place / block.file).write_bytes((folder / block.file).read_bytes())
    check_same_when_printed(place, lab)


def check_same_when_updated(text: str, lab: Lab) -> None:
    """An update with outputs that match changes no byte."""
    outputs = {
        (block.id, index): [line.text for line in command.expected]
        for block in lab.consoles
        for index, command in enumerate(block.commands, 1)
    }
    for (block_id, index), lines in outputs.items():
        block = lab.find_block(block_id)
        assert isinstance(block, ConsoleBlock)
        assert find_difference(block.commands[index - 1].expected, lines, Tokens(block.vary)) is None
    assert rewrite_outputs(text.removeprefix("\ufeff"), lab, outputs) == Rewrite(text.removeprefix("\ufeff"), ())


def check_same_when_printed(place: Path, lab: Lab) -> None:
    """The blocks of *lab*, written down one below the other and read again, are the same but for their lines."""
    again = read(place, HEAD + "\n".join(map(write, lab.blocks)))
    assert [forget_lines(block) for block in again.blocks] == [forget_lines(block) for block in lab.blocks]


def write(block: Block) -> str:
    """*block* as a fence of its own."""
    options, lines = {}, []
    if isinstance(block, CheckBlock):
        options, lines = {"after": block.after, "title": block.title, "hint": block.hint}, [block.script.rstrip("\n")]
    elif isinstance(block, FileBlock):
        options = {"path": block.file} | ({"lines": "{}-{}".format(*block.lines)} if block.lines else {})
    elif isinstance(block, ConsoleBlock):
        options, lines = write_options(block), write_commands(block, block.commands)
    kind = type(block).__name__.removesuffix("Block").lower()
    variants = write_variants(block) if isinstance(block, ConsoleBlock) else []
    return "\n".join([write_fence(kind, block, options, lines), *variants])


def write_variants(block: ConsoleBlock) -> list[str]:
    """What other engines print, a fence each."""
    fences = []
    for variant in block.variants:
        pairs = zip(block.commands, variant.outputs, strict=True)
        commands = [replace(command, expected=expected) for command, expected in pairs if expected is not None]
        fences.append(write_fence("console", block, {"engine": str(variant.engine)}, write_commands(block, commands)))
    return fences


def write_fence(kind: str, block: Block, options: dict[str, str], lines: list[str]) -> str:
    """A fence of that *kind* with the id of *block*."""
    given = "".join(f' {name}="{value}"' for name, value in options.items())
    return "\n".join([f"``````{{.{kind} #{block.id}{given}}}", *lines, "``````", ""])


def write_commands(block: ConsoleBlock, commands: Iterable[Command]) -> list[str]:
    """The lines of *commands* of *block* with what they show."""
    lines = []
    prompts = {Typed.SHELL: "$ ", Typed.INPUT: f"{(block.prompt or '').rstrip()} ", Typed.INTERRUPT: ""}
    for command in commands:
        typed = "^C" if command.typed is Typed.INTERRUPT else command.text.replace("\n", "\n> ")
        lines.append(prompts[command.typed] + typed)
        shown = [line.text for line in command.expected]
        # A blank line before an output does not count, and parts one that begins like a continued command from it.
        lines += ["", *shown] if shown[:1] and shown[0].startswith(">") else shown
    return lines


def write_options(block: ConsoleBlock) -> dict[str, str]:
    """The options that make *block* what it is."""
    wanted = {
        "timeout": f"{block.timeout_s:f}s",
        "retry": f"{block.retry_s:f}s" if block.retry_s else None,
        "vary": " ".join(sorted(block.vary)) or None,
        "skip": block.skip,
        "terminal": str(block.terminal) if block.terminal > 1 else None,
        "ready": block.ready,
        "prompt": block.prompt,
        "order": "any" if block.any_order else None,
        "pick": "any" if block.picks_any else None,
        "exit": str(block.commands[-1].exit_code) if block.commands[-1].exit_code else None,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def forget_lines(block: Block) -> Block:
    """*block* without where it and its parts stand."""
    block = replace(block, path="", first_line=0, last_line=0)
    if isinstance(block, ConsoleBlock):
        commands = (replace(each, line=0, expected=forget_places(each.expected)) for each in block.commands)
        variants = (
            replace(
                each,
                first_line=0,
                last_line=0,
                outputs=tuple(shown and forget_places(shown) for shown in each.outputs),
            )
            for each in block.variants
        )
        block = replace(block, commands=tuple(commands), variants=tuple(variants))
    return block


def forget_places(shown: Iterable[Expectation]) -> tuple[Expectation, ...]:
    """The lines *shown* without where they stand."""
    return tuple(replace(line, line=0) for line in shown)
