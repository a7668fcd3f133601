"""What the commands that write a folder share: it is replaced whole or not at all, and nobody's files go with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.cli.language import Language
from workshop.errors import RequirementError, UsageError

NAMES = 5
"""How many of the files that are in the way are named."""

WORDS = {
    "zh": {
        "foreign": "目录里有不是 `{tool}` 写的，或者后来改过的东西，没有动它：{names}",
        "more": "等 {all} 个",
        "foreign-hint": "换一个空目录；或者先把它们移走，不要的就自己删掉",
        "owner": "目录是 `{owner}` 写的，没有动它",
        "owner-hint": "换一个空目录",
        "file": "不是目录，没有动它",
        "file-hint": "换一个名字",
        "unwritten": "写不进去：{reason}；原来的内容没有动",
        "unwritten-hint": "这个目录和它所在的目录都要能写，也不能是挂载点；在里面或别处另取一个目录",
    },
    "en": {
        "foreign": "holds what `{tool}` did not write, or what was changed since, and was left alone: {names}",
        "more": "and {hidden} more",
        "foreign-hint": "choose an empty folder; or move these away first, or delete them yourself",
        "owner": "was written by `{owner}`, and was left alone",
        "owner-hint": "choose an empty folder",
        "file": "is no folder, and was left alone",
        "file-hint": "choose another name",
        "unwritten": "cannot be written: {reason}; what was there is as it was",
        "unwritten-hint": "the folder and the one around it must be writable, and it must be no mount point; "
        "choose a folder inside it, or elsewhere",
    },
}


@contextmanager
def writing(
    folder: Path, command: str, language: Language, *, keep: bool = False, unmarked: dict[str, str] | None = None
) -> Iterator[Path]:
    """A folder for `workshop` *command* to write into, which replaces *folder* when the context ends well.

    With *keep* it begins with what the command wrote there before; *unmarked*, digests by name, is what it wrote there
    before folders had marks. Raises UsageError where anything else is in *folder*, RequirementError where nothing can
    be written there, both in *language*.
    """
    from workshop.venue.mark import ForeignError
    from workshop.venue.replace import replacing

    words, tool = WORDS[language], f"workshop {command}"
    try:
        with _telling(folder, language), replacing(folder, tool, keep=keep, unmarked=unmarked) as new:
            yield new
    except ForeignError as error:
        kind = "owner" if error.owner else "foreign" if error.names else "file"
        message = words[kind].format(tool=tool, owner=error.owner, names=_name(error.names, language))
        raise UsageError(message, where=str(folder), hint=words[f"{kind}-hint"]) from None


@contextmanager
def _telling(folder: Path, language: Language) -> Iterator[None]:
    """Tell in *language* that the system would not let *folder* be written; other refusals are not about that."""
    words, place = WORDS[language], folder.resolve()
    try:
        yield
    except OSError as error:
        name = os.fsdecode(error.filename or place)
        is_beside = name.startswith(str(place.with_name(f".{place.name}.workshop-")))
        if not is_beside and not Path(name).is_relative_to(place) and not place.is_relative_to(name):
            raise
        message = words["unwritten"].format(reason=error.strerror or error)
        raise RequirementError(message, where=str(folder), hint=words["unwritten-hint"]) from error


def _name(names: tuple[str, ...], language: Language) -> str:
    """The first of *names*, and how many there are."""
    shown, hidden = ("、" if language == "zh" else ", ").join(names[:NAMES]), len(names) - NAMES
    return shown if hidden <= 0 else f"{shown} {WORDS[language]['more'].format(all=len(names), hidden=hidden)}"
