"""The record of runs as those read it who run nothing: which labs were executed, when, and on what.

Format 1: `{"format": 1, "runs": [run, …]}`; a run has at least the keys of `PastRun`, and there is one for each lab,
Docker version, image store and Kubernetes version. Runs from before the store was written down have none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from workshop.errors import UsageError
from workshop.lab.model import Lab

RECORD = Path(".workshop") / "runs.json"
"""Where a project keeps its record."""


@dataclass(frozen=True)
class Hardware:
    """What a run had: processors, memory, and the system's name with its architecture, such as `Linux x86_64`."""

    cpus: int
    memory_bytes: int
    system: str


@dataclass(frozen=True)
class PastCommand:
    """One command of a run, with the lines that it printed."""

    output: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastBlock:
    """One block of a run; what is no console has no commands."""

    block: str
    commands: tuple[PastCommand, ...] = ()


@dataclass(frozen=True)
class PastRun:
    """One run of a lab: of the files with that `digest`, `started` in ISO 8601 UTC, on these versions."""

    lab: str
    digest: str
    started: str
    docker: str | None
    kubernetes: str | None
    seconds: float
    passed: bool = False
    blocks: tuple[PastBlock, ...] = ()
    hardware: Hardware | None = None
    store: str | None = None


_PAST_RUNS = TypeAdapter(list[PastRun])


def read_record(path: Path) -> list[object]:
    """The runs in the file *path*, as JSON; none where there is no file. Raises UsageError where it is no record."""
    if not path.exists():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] == 1 and isinstance(content["runs"], list):
            return list(content["runs"])
    except (ValueError, KeyError, TypeError):
        pass
    raise foreign_record(path)


def foreign_record(path: Path) -> UsageError:
    """What to raise for a file that is no record."""
    return UsageError("is not a record of runs in format 1", where=str(path), hint="delete it; a run makes it anew")


def load_past_runs(path: Path) -> list[PastRun]:
    """The runs recorded in *path*, earliest first. Raises UsageError where the file is not one of ours."""
    try:
        return sorted(_PAST_RUNS.validate_python(read_record(path)), key=lambda run: run.started)
    except ValidationError:
        raise foreign_record(path) from None


def find_proofs(runs: Iterable[PastRun], lab: Lab) -> list[PastRun]:
    """Those of *runs* that executed *lab* as it is now, and in which nothing failed."""
    digest = lab.digest()
    return [run for run in runs if run.passed and (run.lab, run.digest) == (lab.id, digest)]
