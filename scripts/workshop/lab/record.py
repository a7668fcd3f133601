"""The record of what was executed, as those read it who run nothing: a file a lab, `labs/record/NN-name.json`.

Format 1: `{"format": 1, "lab": id, "rows": [row, …]}`, a row for each engine that the lab passed on, the newest first.
It is part of the project, so that pages built anywhere tell what was executed, when, and on what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workshop.errors import ContentError
from workshop.lab.model import SHOWN_ENGINE, Lab

RECORD = Path("labs") / "record"
"""Where a project keeps its record."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Hardware:
    """What a run had: processors, memory, the system with its architecture, such as `Linux x86_64`, and its kernel."""

    cpus: int
    memory_bytes: int
    system: str
    kernel: str = ""


@dataclass(frozen=True)
class ImageStore:
    """Where an engine keeps images: whose store it is, and what unpacks them there, as `overlayfs` or `overlay2` do.

    To the classic store an image's id is the digest of its configuration, to containerd's the digest of its manifest,
    or of the index of several. `str()` gives what records keep: `containerd overlayfs`, `classic overlay2`.
    """

    kind: Literal["containerd", "classic"]
    driver: str

    def __str__(self) -> str:
        return f"{self.kind} {self.driver}"


class Row(BaseModel):
    """A run in which every block of the lab passed: of the lab with that `digest`, on `date`, in `seconds`.

    `docker` is the engine's version, `store` its image store, both None for a lab that needs no engine; `programs` has
    the versions of the others by name, `images` what the engine calls the lab's images. `measured` are the values that
    were printed on lines `name: number`, by block and name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    digest: Digest
    date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    seconds: Annotated[int, Field(ge=0)]
    docker: str | None = None
    store: str | None = None
    kubernetes: str | None = None
    programs: dict[str, str] = {}
    hardware: Hardware
    images: dict[str, str] = {}
    commands: Annotated[int, Field(ge=1)]
    outputs: Annotated[int, Field(ge=0)]
    checks: Annotated[int, Field(ge=0)]
    measured: dict[str, dict[str, str]] = {}

    @property
    def engine(self) -> int | None:
        """The first number of the engine's version, None without an engine."""
        return int(self.docker.partition(".")[0]) if self.docker else None


class Record(BaseModel):
    """What one file of the record says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    lab: str
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


def record_path(root: Path, lab_id: str) -> Path:
    """The file of the record of that lab, in the project's folder *root*."""
    return root / RECORD / f"{lab_id}.json"


def read_record(path: Path, shown: str) -> Record:
    """The record in the file *path*, named *shown* to people.

    Raises ContentError where it is none, FileNotFoundError where there is no file.
    """
    try:
        record = Record.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except (ValidationError, UnicodeDecodeError) as error:
        problem = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else _describe(error)
        raise ContentError(problem, where=shown, hint=f"delete it and run `workshop record {path.stem}`") from None
    if record.lab != path.stem:
        raise ContentError(f"is the record of another lab, {record.lab}", where=shown, hint="rename or delete it")
    return record


def read_records(root: Path, errors: list[ContentError]) -> dict[str, Record]:
    """All records of the project in *root*, by the lab's id; what is wrong with one is added to *errors*."""
    records = {}
    for path in sorted((root / RECORD).glob("*.json")):
        try:
            records[path.stem] = read_record(path, (RECORD / path.name).as_posix())
        except ContentError as error:
            errors.append(error)
    return records


def find_current(record: Record | None, digest: str) -> list[Row]:
    """The rows of *record* that are of the lab as it is now, with that *digest*."""
    return [row for row in (record.rows if record else ()) if row.digest == digest]


def find_unproven(lab: Lab, digest: str, record: Record | None) -> str | None:
    """What of *lab*, which has that *digest* now, no run is recorded of; None where all of it was executed.

    The engine that its pages show has to have executed it, and each one whose outputs stand below the page's own.
    """
    if record is None:
        return "not executed yet"
    rows = find_current(record, digest)
    if not rows:
        return f"changed since it was last executed, on {max(row.date for row in record.rows)}"
    if lab.front.needs == "none":
        return None
    engines = {row.engine for row in rows}
    wanted = {SHOWN_ENGINE, *(variant.engine for block in lab.consoles for variant in block.variants)}
    missing = ", ".join(f"Docker {engine}" for engine in sorted(wanted - engines, reverse=True))
    return f"not executed as it is now on {missing}" if missing else None


def find_value(rows: Iterable[Row], name: str, blocks: Iterable[str]) -> tuple[str, Row] | None:
    """The value *name* that the first of *blocks* measured which did, of the first of *rows* that has one."""
    blocks = list(blocks)
    for row in rows:
        for block in blocks:
            if value := row.measured.get(block, {}).get(name):
                return value, row
    return None


def _describe(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"is not a record in format 1: {f'{place}: ' if place else ''}{first['msg']}"
