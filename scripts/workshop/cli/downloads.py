"""What a build says of the downloads in it where they are not the last commit: what they hold instead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workshop.cli.language import Language
from workshop.cli.terminal import Terminal

NAMED = 3
"""How many files are named; of more than that, the number is told."""

WORDS = {
    "zh": {
        "changed": "下载包里是 git 跟踪的文件现在的样子，其中 {count} 个还没有提交：{names}",
        "untracked": "没有被 git 跟踪的文件不在下载包里，有 {count} 个：{names}",
        "unknown": "网站没有附带下载：git 没有说出项目有哪些文件（{reason}）",
        "join": "、",
        "more": "……",
    },
    "en": {
        "changed": "downloads hold the files that git tracks as they are now, {count} of them not committed: {names}",
        "untracked": "downloads leave out what git does not track, {count} here: {names}",
        "unknown": "the site has no downloads, since git does not tell what the project consists of: {reason}",
        "join": ", ",
        "more": ", …",
    },
}


def tell_downloads(project: Path, site: Path, language: Language, terminal: Terminal) -> None:
    """Say what sets the downloads of *project*, just built into *site*, apart from its last commit, if anything."""
    from workshop.site.git import GitError, find_differences, find_tracked
    from workshop.site.kit import LIST

    words = WORDS[language]
    try:
        if find_tracked(project) is None:
            return
        differences = find_differences(project)
    except GitError as error:
        if not (project / LIST).is_file():
            terminal.note(words["unknown"].format(reason=error), style="yellow")
        return
    for key, found in (("changed", differences.changed), ("untracked", differences.untracked)):
        if names := [name for name in found if name != LIST and (project / name).resolve() != site.resolve()]:
            terminal.note(words[key].format(count=len(names), names=_list(names, language)), style="yellow")


def _list(names: Sequence[str], language: Language) -> str:
    words = WORDS[language]
    # What is not UTF-8 in a name cannot be printed as it is.
    shown = [name.encode("utf-8", "backslashreplace").decode() for name in names[:NAMED]]
    return words["join"].join(shown) + (words["more"] if len(names) > NAMED else "")
