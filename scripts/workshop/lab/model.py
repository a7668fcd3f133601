"""The parts of a lab as plain data. Knows nothing of Markdown, terminals or pages.

Lines are counted from 1 in the file that the part was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SHARED_CLUSTER = "workshop"
"""The kind cluster of labs that need one and bring none of their own."""

KUBECONFIG = ".kubeconfig"
"""The file in a copy of a lab's folder that tells kubectl of the lab's cluster alone; never part of the lab."""

SHOWN_ENGINE = 29
"""The Docker Engine whose outputs the pages show; what older ones print otherwise stands in variants."""

Port = Annotated[int, Field(ge=1, le=65535)]


class FrontMatter(BaseModel):
    """The head of a `lab.md`; an unknown key is an error.

    `absent` are images that a lab names to show what happens where there is no such image.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    needs: Literal["none", "docker", "kind"]
    images: list[str] = []
    tools: list[str] = []
    cluster: str | None = None
    ports: list[Port] = []
    absent: list[str] = []

    @property
    def shares_cluster(self) -> bool:
        """Whether the lab is done in the cluster that all share: it needs one and brings none of its own."""
        return self.needs == "kind" and self.cluster is None


class TranslatedFrontMatter(BaseModel):
    """The head of a `lab.en.md`: its title alone, since all else is the Chinese file's to say."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Expectation:
    """One line of expected output, as the page shows it."""

    text: str
    line: int


class Typed(StrEnum):
    """Where a command is typed: at the shell's prompt, into the program that the command above opened, or as ^C."""

    SHELL = "shell"
    INPUT = "input"
    INTERRUPT = "interrupt"


@dataclass(frozen=True)
class Command:
    """One entry of a console: what is typed (continued lines joined by newlines), what it prints, its exit code.

    No exit code means that it must not end, but leave something running in the foreground: itself, let go of by
    `ready`, or the program that reads the next lines.
    """

    text: str
    line: int
    expected: tuple[Expectation, ...] = ()
    exit_code: int | None = 0
    typed: Typed = Typed.SHELL


@dataclass(frozen=True)
class Block:
    """A fence with an id; `path` is the file as shown to people, `first_line` and `last_line` hold its backticks."""

    id: str
    path: str
    first_line: int
    last_line: int

    @property
    def where(self) -> str:
        """`path:line` of the opening fence."""
        return f"{self.path}:{self.first_line}"


@dataclass(frozen=True)
class Variant:
    """What a block prints on the Docker Engine of that number: an output a command, None where it is the page's."""

    engine: int
    outputs: tuple[tuple[Expectation, ...] | None, ...]
    first_line: int
    last_line: int


@dataclass(frozen=True)
class ConsoleBlock(Block):
    """What an attendee types and sees, in the terminal of that number.

    `ready` is the text with which the last `$` command lets go, `prompt` that of the program whose lines are typed,
    `more` what it shows where it asks for the rest of one.
    `variants` tell what older engines print. Of outputs in `any_order` each line may stand in the place of another;
    where `picks_any`, the program picks any of several, such as any Pod of a Service.
    """

    commands: tuple[Command, ...]
    timeout_s: float = 30.0
    retry_s: float = 0.0
    vary: frozenset[str] = frozenset()
    skip: str | None = None
    terminal: int = 1
    ready: str | None = None
    prompt: str | None = None
    variants: tuple[Variant, ...] = ()
    any_order: bool = False
    picks_any: bool = False
    more: str | None = None


@dataclass(frozen=True)
class FileBlock(Block):
    """A file of the lab's folder: `lines` are the first and last line shown, both included; None shows all."""

    file: str
    lines: tuple[int, int] | None
    text: str


@dataclass(frozen=True)
class CheckBlock(Block):
    """A script whose exit code tells whether the console block `after` has done its work."""

    after: str
    title: str
    hint: str
    script: str


@dataclass(frozen=True)
class Lab:
    """A lab in one language: `folder` holds its files, `path` is its document as shown to people."""

    id: str
    folder: Path
    path: str
    language: str
    front: FrontMatter
    blocks: tuple[Block, ...]

    @property
    def consoles(self) -> tuple[ConsoleBlock, ...]:
        """The console blocks in page order, `cleanup` last."""
        return tuple(block for block in self.blocks if isinstance(block, ConsoleBlock))

    @property
    def checks(self) -> tuple[CheckBlock, ...]:
        """The checks in page order."""
        return tuple(block for block in self.blocks if isinstance(block, CheckBlock))

    @property
    def cleanup(self) -> ConsoleBlock:
        """The console block that leaves nothing behind; validation has made sure there is one."""
        return self.consoles[-1]

    def find_block(self, block_id: str) -> Block | None:
        """The block of that id, or None."""
        return next((block for block in self.blocks if block.id == block_id), None)
