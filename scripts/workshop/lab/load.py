"""Reads a lab from its folder and holds the rules that concern the lab as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from workshop.errors import ContentError, ContentErrors, UsageError
from workshop.lab.blocks import KINDS, SHELLS, make_block
from workshop.lab.fences import Fence, find_fences
from workshop.lab.model import Block, CheckBlock, ConsoleBlock, FrontMatter, Lab, TranslatedFrontMatter

LAB_FOLDER = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
Front = TypeVar("Front", bound=BaseModel)


def find_labs(root: Path) -> list[Path]:
    """The lab folders below *root*/labs, in the order of their numbers."""
    return sorted(path for path in (root / "labs").glob("*") if LAB_FOLDER.fullmatch(path.name) and path.is_dir())


def get_lab(root: Path, name: str) -> Lab:
    """The lab that *name* (an id, or a path to its folder or document) means. Raises UsageError for none."""
    wanted = Path(name.rstrip("/"))
    wanted = wanted.parent if wanted.name == "lab.md" else wanted
    for folder in find_labs(root):
        if name == folder.name or wanted.resolve() == folder.resolve():
            return load_lab(folder)
    if (wanted / "lab.md").is_file():
        return load_lab(wanted)
    known = ", ".join(folder.name for folder in find_labs(root)) or "none"
    raise UsageError(f"no lab `{name}`", hint=f"labs here: {known}")


def load_lab(folder: Path) -> Lab:
    """The lab in *folder*, from its Chinese document. Raises ContentErrors with all that is wrong."""
    path = _shown(folder / "lab.md")
    text = _read(folder / "lab.md", path)
    errors: list[ContentError] = []
    front = _front_matter(text, path, FrontMatter, errors)
    blocks: list[Block] = []
    for fence in _lab_fences(text, path, errors):
        try:
            blocks.append(make_block(fence, folder, path))
        except ContentError as error:
            errors.append(error)
    if not errors:
        errors += _whole_lab_errors(blocks, path)
    if errors or front is None:
        raise ContentErrors(errors)
    return Lab(folder.name, folder, path, "zh", front, tuple(blocks))


def load_translation(lab: Lab, language: str = "en") -> Lab:
    """*lab* as its `lab.<language>.md` presents it: same blocks, translated titles and hints.

    Raises ContentErrors where the translation lacks a block, has one of its own, or says what the Chinese file says.
    """
    file = lab.folder / f"lab.{language}.md"
    path = _shown(file)
    text = _read(file, path)
    errors: list[ContentError] = []
    front = _front_matter(text, path, TranslatedFrontMatter, errors)
    blocks: list[Block] = []
    for fence in _lab_fences(text, path, errors):
        try:
            blocks.append(_translate_block(lab, fence, path))
        except ContentError as error:
            errors.append(error)
    ids, wanted = [block.id for block in blocks], [block.id for block in lab.blocks]
    if not errors and ids != wanted:
        missing = [block_id for block_id in wanted if block_id not in ids]
        text_ = f"lacks block `{missing[0]}`" if missing else "has its blocks in another order, or twice"
        errors.append(ContentError(f"{text_}; the Chinese document has {', '.join(wanted)}", where=f"{path}:1"))
    if errors or front is None:
        raise ContentErrors(errors)
    return replace(
        lab,
        path=path,
        language=language,
        front=lab.front.model_copy(update={"title": front.title}),
        blocks=tuple(blocks),
    )


def _translate_block(lab: Lab, fence: Fence, path: str) -> Block:
    where = f"{path}:{fence.first_line}"
    block = lab.find_block(fence.id or "")
    if block is None or fence.classes[0] not in type(block).__name__.lower():
        raise ContentError(f"the Chinese document has no {fence.classes[0]} block `{fence.id}`", where=where)
    translatable = {"title", "hint"} if isinstance(block, CheckBlock) else set()
    if own := sorted(set(fence.options) - translatable):
        raise ContentError(f"block `{block.id}`: `{own[0]}` is the Chinese document's to say", where=where)
    if any(line.strip() for line in fence.body):
        raise ContentError(
            f"block `{block.id}`: a translated fence is empty; commands and files come from the Chinese document",
            where=where,
        )
    if missing := sorted(translatable - set(fence.options)):
        raise ContentError(f"block `{block.id}`: `{missing[0]}` is not translated", where=where)
    return replace(block, path=path, first_line=fence.first_line, last_line=fence.last_line, **fence.options)


def _lab_fences(text: str, path: str, errors: list[ContentError]) -> list[Fence]:
    fences = []
    for fence in find_fences(text, path, errors):
        kind = fence.classes[0] if fence.classes else ""
        if kind in KINDS and fence.info.startswith("{"):
            fences.append(fence)
        elif kind in SHELLS:
            errors.append(
                ContentError(
                    "commands that no test runs",
                    where=f"{path}:{fence.first_line}",
                    hint="make it a fence {.console #some-name}",
                )
            )
        elif fence.info.startswith("{") and kind and fence.id:
            known = ", ".join(f"`.{name}`" for name in KINDS)
            errors.append(
                ContentError(
                    f"unknown kind of block `.{kind}`", where=f"{path}:{fence.first_line}", hint=f"known are {known}"
                )
            )
    return fences


def _whole_lab_errors(blocks: list[Block], path: str) -> list[ContentError]:
    errors = []
    seen: dict[str, Block] = {}
    for block in blocks:
        if block.id in seen:
            errors.append(
                ContentError(
                    f"block id `{block.id}` is used twice, first in line {seen[block.id].first_line}", where=block.where
                )
            )
        if isinstance(block, CheckBlock) and not isinstance(seen.get(block.after), ConsoleBlock):
            errors.append(
                ContentError(
                    f"check `{block.id}`: no console block `{block.after}` stands before it", where=block.where
                )
            )
        seen.setdefault(block.id, block)
    consoles = [block for block in blocks if isinstance(block, ConsoleBlock)]
    if not consoles:
        errors.append(
            ContentError("the lab has no commands", where=f"{path}:1", hint="write a fence {.console #some-name}")
        )
    elif consoles[-1].id != "cleanup":
        errors.append(
            ContentError(
                "the last console block is not `cleanup`",
                where=consoles[-1].where,
                hint="end the lab with {.console #cleanup}",
            )
        )
    return errors


def _front_matter(text: str, path: str, model: type[Front], errors: list[ContentError]) -> Front | None:
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if not lines or lines[0].rstrip() != "---" or end is None:
        errors.append(
            ContentError("no front matter", where=f"{path}:1", hint="begin with --- title: … ---, a key a line")
        )
        return None
    try:
        return model.model_validate(yaml.safe_load("\n".join(lines[1:end])) or {})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        errors.append(
            ContentError(
                f"front matter is not YAML: {getattr(error, 'problem', error)}",
                where=f"{path}:{mark.line + 2 if mark else 1}",
            )
        )
    except ValidationError as error:
        for detail in error.errors():
            key = str(detail["loc"][0]) if detail["loc"] else ""
            line = next((at for at, line in enumerate(lines[:end], 1) if line.startswith(f"{key}:")), 1)
            errors.append(ContentError(f"front matter: `{key}`: {detail['msg']}", where=f"{path}:{line}"))
    return None


def _read(file: Path, path: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentErrors([ContentError("there is no such document", where=path, hint=f"write {path}")]) from None
    except UnicodeDecodeError as error:
        raise ContentErrors([ContentError(f"is not UTF-8: {error.reason}", where=path)]) from None


def _shown(file: Path) -> str:
    """*file* as a person in the project's folder would write it."""
    resolved, here = file.resolve(), Path.cwd().resolve()
    return (
        resolved.relative_to(here).as_posix()
        if resolved.is_relative_to(here)
        else f"labs/{file.parent.name}/{file.name}"
    )
