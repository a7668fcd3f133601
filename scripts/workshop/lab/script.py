"""What a text of bash does, as data: its calls, what its variables are set to, its functions. Reads no text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*)(?:\[[^]]*\])?\+?=(?P<value>.*)", re.DOTALL)
# Programs that run another one, with those of their options that take a value.
_WRAPPERS = {
    "builtin": "",
    "command": "",
    "doas": "-u",
    "env": "-u -C",
    "exec": "-a",
    "ionice": "-c -n -p",
    "nice": "-n",
    "nohup": "",
    "parallel": "-j -I -a",
    "setsid": "",
    "stdbuf": "-i -o -e",
    "sudo": "-u -g",
    "timeout": "-s -k",
    "xargs": "-n -I -P -L -d -a -E -s --max-args --max-procs --max-lines --arg-file --delimiter",
}
SHELLS = frozenset(("ash", "bash", "dash", "eval", "ksh", "sh", "su", "zsh"))
"""Programs that run a text of bash which they are given."""
_DECLARES = frozenset(("declare", "export", "local", "readonly", "typeset"))
_READS = frozenset(("mapfile", "read", "readarray"))
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Call:
    """A program with its arguments in `words`, quotes gone; `line` counts from 0 in the text; `writes` has files.

    `text` is its pipeline as it is written, up to its end; `piped` is the part of that whose output it reads, and
    `inputs` are words whose value it reads. `through` are the words in front that run it, such as those of xargs.
    """

    words: tuple[str, ...]
    line: int
    writes: tuple[str, ...] = ()
    text: str = ""
    piped: str = ""
    inputs: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """The name of the program, without the folder that it is called from; empty where there is none."""
        return self.words[0].rpartition("/")[2] if self.words else ""


@dataclass
class Script:
    """What a text of bash calls, the functions it defines, and its here-documents, each with its first line from 0.

    `assigns` are variables with a word that they are set to, a loop's with each of its words; what a variable reads is
    a word that gives the same. `bodies` are the texts of functions and aliases.
    """

    calls: list[Call] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)
    documents: list[tuple[int, str]] = field(default_factory=list)
    assigns: list[tuple[str, str]] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)


def unwrap(words: list[str]) -> tuple[list[str], list[str]]:
    """The programs in front of *words* that only run the rest, such as `sudo`, with their options, and the rest."""
    words, through = list(words), []
    while words and words[0].rpartition("/")[2] in _WRAPPERS:
        wrapper = words[0].rpartition("/")[2]
        through.append(words.pop(0))
        while words and (words[0].startswith("-") or (wrapper in {"env", "sudo"} and ASSIGNMENT.match(words[0]))):
            option = words.pop(0)
            through.append(option)
            if wrapper == "command" and option in {"-v", "-V"}:
                return [], [wrapper]
            if option in _WRAPPERS[wrapper].split() and words:
                through.append(words.pop(0))
        if wrapper == "timeout" and words:
            through.append(words.pop(0))
    return through, words


def note_variables(call: Call, script: Script) -> list[str]:
    """Add to *script* what *call* sets variables to; returns those that it reads from what its loop is given."""
    if call.program in _DECLARES:
        found = (ASSIGNMENT.fullmatch(word) for word in call.words[1:])
        script.assigns += [(match["name"], match["value"]) for match in found if match]
    if call.program not in _READS:
        return []
    names = [word for word in call.words[1:] if _NAME.fullmatch(word)]
    sources = [*call.inputs, *([f"$({call.piped})"] if call.piped else [])]
    script.assigns += [(name, source) for name in names for source in sources]
    return [] if sources else names


def find_inner(call: Call, piped: Script) -> list[str]:
    """The texts of bash that a shell is called with: of `eval`, after `-c`, echoed into it, or in a here-string.

    *piped* is what stands in the pipeline before the call.
    """
    words = list(call.words)
    if call.program == "eval":
        return [" ".join(words[1:])]
    options = [at for at, word in enumerate(words[:-1]) if re.fullmatch(r"-[A-Za-z]*c", word)]
    if options:
        return [words[options[0] + 1]]
    if any(not word.startswith("-") for word in words[1:]):
        return []
    echoes = [each for each in piped.calls if each.program in {"echo", "printf"}]
    return [" ".join(each.words[1:]) for each in echoes] + [word for word in call.inputs if not word.startswith("$(")]
