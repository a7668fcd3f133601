"""Reads a lab from its folder and holds the rules that concern the lab as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from workshop.errors import ContentError, ContentErrors
from workshop.lab.aim import find_unaimed
from workshop.lab.blocks import KINDS
from workshop.lab.fences import Fence, find_fences, split_lines
from workshop.lab.front import find_key, read_front
from workshop.lab.model import Block, FrontMatter, Lab, TranslatedFrontMatter
from workshop.lab.rules import find_order_errors, find_stray_block, find_whole_lab_errors
from workshop.lab.source import find_files, read_source
from workshop.lab.terminals import find_terminal_errors
from workshop.lab.translate import translate_block
from workshop.lab.unnamed import find_unnamed_removals
from workshop.lab.variants import make_blocks

LAB_FOLDER = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*")


def find_labs(root: Path) -> list[Path]:
    """The lab folders below *root*/labs, in the order of their numbers."""
    return sorted(path for path in (root / "labs").glob("*") if LAB_FOLDER.fullmatch(path.name) and path.is_dir())


def load_lab(folder: Path) -> Lab:
    """The lab in *folder*, from its Chinese document. Raises ContentErrors with all that is wrong."""
    path = _shown(folder / "lab.md")
    text = _read(folder / "lab.md", path)
    errors: list[ContentError] = []
    list(find_files(folder, path.rpartition("/")[0], errors))
    front = read_front(text, path, FrontMatter, errors)
    if front and front.cluster and not (folder / front.cluster).is_file():
        line = find_key(split_lines(text), "cluster")
        errors.append(ContentError(f"front matter: `cluster`: no file `{front.cluster}`", where=f"{path}:{line}"))
    fences, is_whole = _lab_fences(text, path, errors)
    if is_whole:
        errors += find_whole_lab_errors(fences, path)
    blocks = make_blocks(fences, folder, path, errors)
    if not errors:
        errors += find_terminal_errors(blocks)
        errors += find_unnamed_removals(folder.name, blocks, folder, path)
        errors += find_unaimed(front, blocks, folder, path) if front else []
    if errors or front is None:
        raise ContentErrors(sorted(errors, key=_line))
    return Lab(folder.name, folder, path, "zh", front, tuple(blocks))


def load_translation(lab: Lab, language: str = "en") -> Lab:
    """*lab* as its `lab.<language>.md` presents it: same blocks, translated titles and hints.

    Raises ContentErrors where the translation lacks a block, has one of its own, or says what the Chinese file says.
    """
    file = lab.folder / f"lab.{language}.md"
    path = _shown(file)
    text = _read(file, path)
    errors: list[ContentError] = []
    front = read_front(text, path, TranslatedFrontMatter, errors)
    fences, is_whole = _lab_fences(text, path, errors)
    if is_whole:
        errors += find_order_errors(lab, fences, path)
    blocks = _translate_blocks(lab, fences, path, errors)
    if errors or front is None:
        raise ContentErrors(sorted(errors, key=_line))
    return replace(
        lab,
        path=path,
        language=language,
        front=lab.front.model_copy(update={"title": front.title}),
        blocks=tuple(blocks),
    )


def _translate_blocks(lab: Lab, fences: list[Fence], path: str, errors: list[ContentError]) -> list[Block]:
    """The blocks of *lab* that *fences* name; what is wrong with these is added to *errors*."""
    blocks: list[Block] = []
    for fence in fences:
        try:
            blocks.append(translate_block(lab, fence, path))
        except ContentErrors as found:
            errors += found.errors
    return blocks


def _lab_fences(text: str, path: str, errors: list[ContentError]) -> tuple[list[Fence], bool]:
    """The fences that are blocks, and whether all could be read, so that one that is not there is truly missing."""
    before = len(errors)
    every = list(find_fences(text, path, errors))
    is_whole = len(errors) == before
    fences = []
    for fence in every:
        if fence.classes and fence.classes[0] in KINDS and fence.info.startswith("{"):
            fences.append(fence)
        elif problem := find_stray_block(fence):
            errors.append(ContentError(problem[0], where=f"{path}:{fence.first_line}", hint=problem[1]))
    return fences, is_whole


def _line(error: ContentError) -> int:
    line = (error.where or "").rpartition(":")[2]
    return int(line) if line.isdigit() else 0


def _read(file: Path, path: str) -> str:
    if not file.exists() and not file.is_symlink():
        raise ContentErrors([ContentError("there is no such document", where=path, hint=f"write {path}")])
    try:
        return read_source(file, path)
    except ContentError as error:
        raise ContentErrors([error]) from None


def _shown(file: Path) -> str:
    """*file* as a person in the project's folder would write it."""
    resolved, here = file.resolve(), Path.cwd().resolve()
    return (
        resolved.relative_to(here).as_posix()
        if resolved.is_relative_to(here)
        else f"labs/{file.parent.name}/{file.name}"
    )
