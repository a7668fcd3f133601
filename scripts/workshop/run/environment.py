"""The environment of a lab's shell: the caller's, without what would change what a lab prints or who remembers it."""

from __future__ import annotations

import os
import shutil

from workshop.errors import RequirementError

# Variables of the caller that would change what a lab prints, or what its shell does at start.
_DROPPED = frozenset(
    (
        *("BASHOPTS", "BASH_ENV", "CI", "COLUMNS", "ENV", "LINES", "NO_COLOR", "SHELLOPTS"),
        *("HISTCONTROL", "HISTFILESIZE", "HISTIGNORE", "HISTSIZE", "HISTTIMEFORMAT"),
        *("PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS4"),
    )
)
# What programs remember of what is typed into them is neither shown to a lab nor kept from it.
_NO_HISTORY = {
    "HISTFILE": "/dev/null",
    "LESSHISTFILE": "-",
    "MYSQL_HISTFILE": "/dev/null",
    "NODE_REPL_HISTORY": "",
    "PSQL_HISTORY": "/dev/null",
    "PYTHON_HISTORY": "/dev/null",
    "SQLITE_HISTORY": "/dev/null",
}


def get_environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment of a lab's shell: this process's, less what would change outputs, with *extra* on top."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"} | _NO_HISTORY | extra


def find_bash() -> str:
    """Where bash is. Raises RequirementError."""
    bash = shutil.which("bash")
    if bash is None:
        raise RequirementError("bash is not installed", hint="labs run in bash; install it")
    return bash
