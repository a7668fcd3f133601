"""Holds what a lab uses against what its front matter lists, and the files that it names against those it has.

What is used must be listed only where that is certain; what is listed is unused only where nothing could mean it.
A command that is skipped uses nothing. Reads text and asks whether files are there; runs nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop.errors import ContentError
from workshop.lab.aim import find_program
from workshop.lab.fences import split_lines
from workshop.lab.files import Named, find_in_build_file, find_in_yaml, is_build_file
from workshop.lab.mentions import find_mentions
from workshop.lab.model import KUBECONFIG, Block, CheckBlock, ConsoleBlock, Lab, Typed
from workshop.lab.script import Call
from workshop.lab.shell import read_script
from workshop.lab.standard import STANDARD

_IMAGE = re.compile(r"[a-z0-9][\w./:@-]*")
_IMAGE_ID = re.compile(r"(?:sha256:)?[0-9a-f]{12,64}")
_NODE_IMAGE = "kindest/node"
# A program, also by the folder where systems keep theirs.
_PROGRAM = re.compile(r"(?:(?:/usr(?:/local)?)?/s?bin/)?(?P<name>[A-Za-z][\w.+-]*)")
_PLAIN_PATH = re.compile(r"[\w.@%+=,/-]+")


@dataclass
class _Found:
    """Names with the place where each is used first."""

    images: dict[str, str] = field(default_factory=dict)
    built: set[str] = field(default_factory=set)
    ports: dict[str, str] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    errors: list[ContentError] = field(default_factory=list)


def find_use_errors(lab: Lab) -> list[ContentError]:
    """All that *lab* uses and does not list, lists and does not use, or names and does not have, line by line.

    It is the author's to know and no reason to stop an attendee, so loading a lab does not ask for it; a build does.
    """
    document = (lab.folder / "lab.md").read_text(encoding="utf-8-sig")
    found = _Found()
    _read_files(lab, found)
    files = _Files(lab.folder)
    for block in lab.blocks:
        for where, text, is_sure in _texts(block):
            _read_text(block, (where, text, is_sure), files, found)
    errors = [*found.errors, *_find_unlisted(lab, found), *_find_unused(lab, document, found)]
    return sorted(errors, key=lambda error: int((error.where or "").rpartition(":")[2]))


class _Files:
    """The lab's folder while its commands are read: what is there, and what they may have made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = {"."}
        self._made: set[str] = set()

    def enter(self, place: str) -> None:
        """A command changes to the folder *place*: from now on, names may be meant from there too."""
        self._places |= {posixpath.normpath(posixpath.join(each, place)) for each in self._places}

    def make(self, names: Iterable[str]) -> None:
        """A command may have made files of these *names*."""
        self._made |= {posixpath.normpath(name) for name in names if name}

    def has(self, name: str) -> bool:
        """Whether *name*, or a folder around it, is there or may have been made; so is what cannot be told."""
        name = re.sub(r"^\$(?:PWD|\{PWD\})(?:/|$)", "./", name)
        if not _PLAIN_PATH.fullmatch(name) or name.startswith(("/", "-")):
            return True
        path = posixpath.normpath(name)
        around = {path, *(parent.as_posix() for parent in Path(path).parents)} - {"."}
        is_there = any((self._folder / place / path).exists() for place in self._places)
        return is_there or bool(around & self._made)


def _texts(block: Block) -> Iterator[tuple[str, str, bool]]:
    """Each text of bash in *block*: `path:line` of its first line, the text, and whether it is run and succeeds."""
    if isinstance(block, CheckBlock):
        yield f"{block.path}:{block.first_line + 1}", block.script, True
    elif isinstance(block, ConsoleBlock):
        for command in block.commands:
            # What is typed into another program is not bash's to read.
            if command.typed is Typed.SHELL:
                is_sure = block.skip is None and not command.exit_code
                yield f"{block.path}:{command.line}", command.text, is_sure


def _read_text(block: Block, text: tuple[str, str, bool], files: _Files, found: _Found) -> None:
    where, source, is_sure = text
    path, _, first = where.rpartition(":")
    found.texts.append(source)
    script = read_script(source)
    found.functions |= script.functions
    for line, body in script.documents:
        for named in (*find_in_build_file(body), *find_in_yaml(body)):
            _note(named, f"{path}:{int(first) + line + named.line - 1}", is_sure, found)
    files.make(name for call in script.calls for name in call.writes)
    for call in script.calls:
        _read_call(block, call, (f"{path}:{int(first) + call.line}", is_sure), files, found)


def _read_call(block: Block, call: Call, place: tuple[str, bool], files: _Files, found: _Found) -> None:
    where, is_sure = place
    mentions = find_mentions(call.words)
    for kind, names in (("image", mentions.images), ("built", mentions.built), ("port", mentions.ports)):
        for name in names:
            _note(Named(kind, name, 0), where, is_sure, found)
    named = _PROGRAM.fullmatch(call.words[0]) if is_sure and call.words else None
    if named:
        found.tools.setdefault(named["name"], where)
        if find_program(call):
            found.clients.setdefault(named["name"], where)
    if call.words[:1] == ("cd",):
        files.enter(call.words[1] if len(call.words) > 1 else ".")
    for name in mentions.reads if is_sure else ():
        if not files.has(name):
            problem = f"block `{block.id}`: no file `{name}` in the lab's folder, and no command before makes one"
            found.errors.append(ContentError(problem, where=where))
    files.make(mentions.writes)


def _read_files(lab: Lab, found: _Found) -> None:
    for file in sorted(path for path in lab.folder.rglob("*") if path.is_file()):
        name = file.relative_to(lab.folder).as_posix()
        if file.name.startswith(KUBECONFIG) or re.fullmatch(r"lab(\.\w+)?\.md", name):
            continue
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError):
            continue
        found.texts.append(text)
        names: Iterable[Named] = ()
        if is_build_file(file.name):
            names = find_in_build_file(text)
        elif file.suffix in {".yaml", ".yml"}:
            names = find_in_yaml(text)
        for named in names:
            _note(named, f"{posixpath.dirname(lab.path)}/{name}:{named.line}", True, found)


def _note(named: Named, where: str, is_sure: bool, found: _Found) -> None:
    if named.kind == "built":
        found.built.add(_full(named.name))
    elif not is_sure:
        return
    elif named.kind == "port":
        first, _, last = named.name.partition("-")
        if first.isdigit() and (not last or last.isdigit()):
            for port in range(int(first), int(last or first) + 1):
                found.ports.setdefault(str(port), where)
    elif _IMAGE.fullmatch(named.name) and not _IMAGE_ID.fullmatch(named.name):
        found.images.setdefault(_full(named.name), where)


def _find_unlisted(lab: Lab, found: _Found) -> Iterator[ContentError]:
    front = lab.front
    known = {_full(image) for image in (*front.images, *front.absent)} | found.built
    yield from _unlisted("image", "images", found.images, known)
    yield from _unlisted("port", "ports", found.ports, {str(port) for port in front.ports})
    yield from _unlisted("program", "tools", found.tools, {*front.tools, *STANDARD, *found.functions})
    if front.needs == "none" and "docker" in found.tools:
        hint = "write `needs: docker`, so that what the lab leaves behind is looked for"
        yield ContentError("docker is used, and `needs` is `none`", where=found.tools["docker"], hint=hint)
    for name, where in found.clients.items():
        if front.needs != "kind" and name not in found.functions:
            hint = "write `needs: kind`, so that `check` and `reset` reach the cluster, and what is left there is seen"
            yield ContentError(f"{name} asks a cluster, and `needs` is `{front.needs}`", where=where, hint=hint)


def _unlisted(kind: str, key: str, used: dict[str, str], listed: Iterable[str]) -> Iterator[ContentError]:
    listed = set(listed)
    for name, where in used.items():
        if name not in listed:
            hint = f"add it to `{key}` in the front matter"
            yield ContentError(f"{kind} `{name}` is used and not listed", where=where, hint=hint)


def _find_unused(lab: Lab, document: str, found: _Found) -> Iterator[ContentError]:
    text = "\n".join(found.texts)
    front = lab.front
    listed = [
        *(("images", image, _is_named(image, text)) for image in front.images),
        *(("absent", image, _is_named(image, text)) for image in front.absent),
        *(("tools", tool, _has(tool, text)) for tool in front.tools),
        *(("ports", str(port), str(port) in found.ports or _has(str(port), text)) for port in front.ports),
    ]
    for key, name, is_used in listed:
        # Its own cluster, or the one that is shared, is made from the node image.
        if not is_used and not (front.needs == "kind" and name.startswith(_NODE_IMAGE)):
            problem = f"front matter: `{key}`: no command and no file uses `{name}`"
            yield ContentError(problem, where=f"{lab.path}:{_line_of(document, key, name)}", hint="take it out")


def _full(image: str) -> str:
    """*image* with its tag, without the registry and the folder that are meant where none is written."""
    name = image.removeprefix("docker.io/").removeprefix("library/")
    if "@" in name:
        name = name.partition("@")[0]
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _is_named(image: str, text: str) -> bool:
    """Whether *text* has the image, or its name and its tag apart, as where a variable joins them."""
    name, _, tag = _full(image).rpartition(":")
    return _has(name, text) and (tag == "latest" or _has(tag, text))


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\d)", text) is not None


def _line_of(document: str, key: str, name: str) -> int:
    lines = split_lines(document)
    start = next((at for at, line in enumerate(lines) if re.match(rf"{key}\s*:", line)), 0)
    return next((at for at, line in enumerate(lines[start:], start + 1) if name in line), start + 1)
