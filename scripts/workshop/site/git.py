"""Asks git what belongs to a project, when it was committed, and what is not. Reads no file of the project's.

git is the one program that a build starts: to read its index would be to write git again. It is asked by plumbing
commands whose output no configuration changes, and never writes anything.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
"""The modes that git gives to what it tracks. Source: git-fast-import(1), "filemodify"."""
CONFIG = "mkdocs.yml"
"""Tracked by the repository that a project belongs to; one that only lies inside another repository is not its own."""
TIMEOUT_S = 30.0

# Set by git for its own hooks, where they would name another repository than the one that is asked for.
# Source: `git rev-parse --local-env-vars`.
_NAMES = ("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "PREFIX", "OBJECT_DIRECTORY", "NAMESPACE")
_LOCAL = {f"GIT_{name}" for name in _NAMES}


class GitError(Exception):
    """There is a repository, and git does not tell what is in it; its own words, in a line."""


@dataclass(frozen=True)
class Tracked:
    """What git tracks in a folder: `modes` by name, in git's order of bytes, and its last commit's seconds since 1970.

    The names are git's bytes as UTF-8 reads them, with what is not UTF-8 escaped as Python does for file names.
    """

    modes: dict[str, str]
    committed: int


@dataclass(frozen=True)
class Differences:
    """Names of tracked files that are not as committed, and of what is neither tracked nor ignored.

    A folder of which nothing is tracked counts once, with a `/` at its end.
    """

    changed: tuple[str, ...]
    untracked: tuple[str, ...]


def find_tracked(root: Path) -> Tracked | None:
    """What the repository of the project *root* tracks below it; None where it has none. Raises GitError."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return None
    modes = dict(_list_files(root, ""))
    return Tracked(modes, _read_commit_time(root)) if CONFIG in modes else None


def find_differences(root: Path) -> Differences:
    """What sets the working tree of *root* apart from its last commit. Raises GitError."""
    if _is_unborn(root):
        changed = list(dict(_list_files(root, "")))
    else:
        changed = _split(_ask(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--"))
    untracked = _split(_ask(root, "ls-files", "--others", "--exclude-standard", "--directory", "-z"))
    return Differences(tuple(changed), tuple(untracked))


def _list_files(folder: Path, prefix: str) -> Iterator[tuple[str, str]]:
    """Name and mode of each tracked file below *folder*, those of submodules that are checked out among them."""
    for entry in _split(_ask(folder, "ls-files", "--stage", "-z")):
        facts, _, name = entry.partition("\t")
        mode = facts.partition(" ")[0]
        inner = folder / os.fsdecode(name.encode("utf-8", "surrogateescape"))
        if mode == SUBMODULE and (inner / ".git").exists():
            yield from _list_files(inner, f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", mode


def _read_commit_time(root: Path) -> int:
    return 0 if _is_unborn(root) else int(_ask(root, "rev-list", "--max-count=1", "--timestamp", "HEAD").split()[0])


def _is_unborn(root: Path) -> bool:
    return _run(root, "rev-parse", "--quiet", "--verify", "HEAD^{commit}").returncode != 0


def _ask(folder: Path, *words: str) -> str:
    done = _run(folder, *words)
    if done.returncode != 0:
        raise GitError(" ".join(done.stderr.decode("utf-8", "replace").split()) or f"git {words[0]} failed")
    return done.stdout.decode("utf-8", "surrogateescape")


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-C", str(folder), *words]
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be asked: {error}") from None


def _split(output: str) -> list[str]:
    return [part for part in output.split("\0") if part]
