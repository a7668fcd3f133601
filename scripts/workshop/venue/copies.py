"""The copies of lab folders that attendees work in: made, remembered from one command to the next, made fresh again.

They are remembered in one JSON file of the person's own, `{"format": 1, "copies": [copy, …]}`, the newest last, so
that a copy is found from inside it and from the project, wherever either is.
"""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from workshop.errors import WorkshopError
from workshop.lab import Lab
from workshop.lab.model import KUBECONFIG
from workshop.lab.removal import ThingKey
from workshop.run.copying import copy_lab
from workshop.venue.wrapper import WRAPPER, is_wrapper


class Copy(BaseModel):
    """A copy of the lab's folder: `files` are SHA-256 by name as they were copied.

    `things` were on the machine before the lab was started; None where no engine could be asked. `done` is the check up
    to which all were seen to hold, one after the other, each while its step was the last one done.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lab: str
    project: Path
    folder: Path
    files: dict[str, str]
    things: tuple[ThingKey, ...] | None
    done: str | None = None


class _Record(BaseModel):
    format: Literal[1] = 1
    copies: tuple[Copy, ...] = ()


class Copies:
    """The copies that are remembered in *file*; those whose folder is gone are forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find_at(self, path: Path) -> Copy | None:
        """The copy that *path* lies in or is."""
        folders = {path, *path.parents}
        return next((copy for copy in reversed(self._load()) if copy.folder in folders), None)

    def find_newest(self, lab: str, project: Path) -> Copy | None:
        """The copy of *lab* of *project* that was made last."""
        copies = (copy for copy in reversed(self._load()) if (copy.lab, copy.project) == (lab, project))
        return next(copies, None)

    def find_all(self) -> list[Copy]:
        """All copies, the newest last."""
        return self._load()

    def remember(self, copy: Copy) -> None:
        """Add *copy*, in place of another at the same folder."""
        self._save([*(each for each in self._load() if each.folder != copy.folder), copy])

    def remember_done(self, copy: Copy, check: str | None) -> None:
        """Note that in *copy* the checks up to the one with that id were seen to hold; None forgets what was."""
        done = copy.model_copy(update={"done": check})
        self._save([done if each.folder == copy.folder else each for each in self._load()])

    def _save(self, copies: list[Copy]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        new.write_text(_Record(copies=tuple(copies)).model_dump_json(indent=1) + "\n", encoding="utf-8")
        new.replace(self._file)

    def _load(self) -> list[Copy]:
        try:
            record = _Record.model_validate_json(self._file.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return []
        except (ValidationError, ValueError):
            hint = "delete this file; `workshop start` writes a new one"
            raise WorkshopError("is not a record of lab copies", where=str(self._file), hint=hint) from None
        return [copy for copy in record.copies if copy.folder.is_dir()]


def get_record_path(environ: Mapping[str, str]) -> Path:
    """Where copies are remembered for the person whose environment this is.

    Source: XDG Base Directory Specification 0.8, `$XDG_STATE_HOME`, by default `~/.local/state`; relative is ignored.
    """
    state = Path(environ.get("XDG_STATE_HOME", ""))
    base = state if state.is_absolute() else Path.home() / ".local" / "state"
    return base / "workshop" / "copies.json"


def make_copy(lab: Lab, project: Path, folder: Path, things: tuple[ThingKey, ...] | None) -> Copy:
    """Put the files of *lab* into *folder*, in the place of what is in it, and describe what was made.

    All files are written elsewhere first, so that a full disk leaves *folder* as it was. A folder that is there stays
    the same one, so that a shell that stands in it goes on working. Raises WorkshopError as `empty` does, OSError.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        try:
            copy_lab(lab, folder)
        except BaseException:
            empty(folder)
            raise
        return Copy(lab=lab.id, project=project, folder=folder, files=digest_files(folder), things=things)
    with _beside(folder) as new:
        copy_lab(lab, new)
        files = digest_files(new)
        if folder.is_dir():
            empty(folder, spare=new)
            for path in list(new.iterdir()):
                path.rename(folder / path.name)
        else:
            new.rename(folder)
    return Copy(lab=lab.id, project=project, folder=folder, files=files, things=things)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder on the disk of *folder*, gone in the end; so are those of runs that were killed."""
    place, start = (folder if folder.is_dir() else folder.parent), f".{folder.name}.workshop-new."
    made = [parent for parent in (place, *place.parents) if not parent.exists()]
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(f"{glob.escape(start)}*"):
        shutil.rmtree(left, ignore_errors=True)
    is_fine = False
    new = place / f"{start}{secrets.token_hex(4)}"
    try:
        new.mkdir()
        yield new
        is_fine = True
    except OSError as error:
        _name(folder, str(new), error)
        raise
    finally:
        for left in place.glob(f"{glob.escape(start)}*"):
            shutil.rmtree(left, ignore_errors=True)
        for parent in made if not is_fine else ():
            with suppress(OSError):
                parent.rmdir()


def _name(folder: Path, new: str, error: OSError) -> None:
    """Let *error* tell of *folder* in the place of *new*, which nobody knows; `shutil.copytree` collects several."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        collected = [[str(part).replace(new, str(folder)) for part in one] for one in error.args[0]]
        error.args = (collected, *error.args[1:])
    elif isinstance(error.filename, str | os.PathLike) and str(error.filename).startswith(new):
        error.filename = f"{folder}{str(error.filename).removeprefix(new)}"


def empty(folder: Path, *, spare: Path | None = None) -> None:
    """Remove everything in *folder* but the wrapper and *spare*, and leave the folder.

    Raises WorkshopError, naming what could not be removed.
    """
    for path in sorted(folder.iterdir()):
        if path == spare or (path.name == WRAPPER and is_wrapper(path)):
            continue
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            place = str(error.filename or path)
            hint = f"a container may have written it as root: sudo rm -rf '{path}'"
            raise WorkshopError(f"cannot be removed: {error.strerror}", where=place, hint=hint) from None


def find_changes(copy: Copy) -> list[tuple[str, str]]:
    """What was done in the copy since it was made: `changed`, `new` or `deleted`, and the file's name, by name."""
    now = digest_files(copy.folder)
    changes = [("deleted", name) for name in copy.files if name not in now]
    for name, digest in now.items():
        if copy.files.get(name) != digest:
            changes.append(("changed" if name in copy.files else "new", name))
    return sorted(changes, key=lambda change: change[1])


def digest_files(folder: Path) -> dict[str, str]:
    """SHA-256 in hex of each file below *folder*, by its name in it; of a link, of where it points to.

    What tells kubectl of the cluster is left out, and so is the wrapper that `workshop start` writes: they are the
    machine's, neither the lab's nor the person's.
    """
    digests = {}
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(KUBECONFIG):
            continue
        if path.is_symlink():
            content = os.readlink(path).encode()
        elif path.is_file():
            content = path.read_bytes() if os.access(path, os.R_OK) else b""
        else:
            continue
        digests[path.relative_to(folder).as_posix()] = hashlib.sha256(content).hexdigest()
    if is_wrapper(folder / WRAPPER):
        del digests[WRAPPER]
    return digests
