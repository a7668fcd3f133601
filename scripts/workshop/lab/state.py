"""Tells the commands that change nothing but the shell that they are typed in, so that they can be typed again."""

from __future__ import annotations

import re

from workshop.lab.filters import only_filters
from workshop.lab.reading import only_reads

_FUNCTION = re.compile(r"(?:function\s+)?[\w-]+\s*\(\)\s*[{(].*[})]\s*", re.DOTALL)
_ASSIGNMENT = re.compile(r"(?:export\s+)?[A-Za-z_]\w*=(?P<value>.*)", re.DOTALL)
_MOVE = re.compile(r"(?:cd|export|alias|set|shopt|unset|umask)(?:\s+[^;&|<>`$()]*(?:\$\w+[^;&|<>`$()]*)*)?")
_WORD = re.compile(
    r"""(?:[^\s;&|<>`$()'"\\]|\\.|\$\w+|\$\{[^}`$]*\}|'[^']*'|"(?:[^"\\`$]|\\.|\$\w+|\$\{[^}`$]*\})*")*"""
)
_SUBSTITUTION = re.compile(r"\"?\$\((?P<inner>.*)\)\"?", re.DOTALL)
_LOOKS = re.compile(r"(?:cd [^;&|]+ && )?(?:pwd|date(?: \+\S+)?|mktemp -u)")


def changes_shell_alone(command: str) -> bool:
    """Whether *command* only sets variables, functions or the folder of its shell, or in doubt False.

    A variable may take what a command prints that only reads: what it prints now is what the next steps go by.
    """
    command = command.strip()
    if _FUNCTION.fullmatch(command) or _MOVE.fullmatch(command):
        return True
    found = _ASSIGNMENT.fullmatch(command)
    if found is None:
        return False
    value = found["value"]
    return bool(_WORD.fullmatch(value)) or _only_looks(value)


def keeps_names(command: str) -> bool:
    """Whether *command* gives its shell a variable or a function that a new one would lack.

    Which file kubectl goes by is told with each terminal, and so is none of these.
    """
    is_name = _FUNCTION.fullmatch(command.strip()) or _ASSIGNMENT.fullmatch(command.strip())
    return bool(is_name) and changes_shell_alone(command) and "KUBECONFIG=" not in command


def _only_looks(value: str) -> bool:
    found = _SUBSTITUTION.fullmatch(value)
    if found is None:
        return False
    inner = found["inner"].strip()
    is_plain = not re.search(r"[;&|<>`$()]", inner)
    return only_reads(inner) or bool(_LOOKS.fullmatch(inner)) or (is_plain and only_filters(inner.split()))
