"""The allow-list of commands that may be repeated until they match: those that only read. Starts nothing."""

from __future__ import annotations

import re
import shlex

from workshop.lab.fetches import only_fetches
from workshop.lab.filters import only_filters

_READER = re.compile(
    r"""(?x)
    (?: docker\ (?: ps|inspect|logs|port|top|diff|images|history|version|info|stats\ .*--no-stream|system\ df
                  | (?:container|image|network|volume|service|node|stack|context)\ (?:ls|list|ps|inspect|logs|services)
                  | compose\ (?:-\S+\ \S+\ )*(?:ps|logs|top|images|ls|port)
                  | exec\ [\w.-]+\ (?:cat|iptables-save|ls|ps|crictl\ (?:ps|pods|images|stats|inspect\w*)) )
      | kubectl\ (?:(?:-n|--namespace|--context)[\ =]\S+\ )*
                 (?: get|describe|top|logs|version|explain|api-resources|cluster-info|auth\ can-i
                   | rollout\ (?:status|history)|config\ (?:view|get-contexts|current-context) )
      | kind\ (?:get|version)
      | curl
    )(?:\ |$)"""
)
# Options by which what reads writes a file, or starts another program.
_WRITES = re.compile(r"-[fM]|--(?:file|modprobe|output-directory|profile)")
_MAY_WRITE = re.compile(r"docker exec \S+ iptables-save|kubectl .*(?:cluster-info|--profile)")


def only_reads(command: str) -> bool:
    """Whether each program of *command* is known to change nothing; in doubt it is not."""
    if "$(" in command or "`" in command:
        return False
    return all(_line_only_reads(line) for line in command.replace("\\\n", " ").split("\n"))


def _line_only_reads(line: str) -> bool:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError:
        return False
    calls: list[list[str]] = [[]]
    while words:
        word = words.pop(0)
        if word in {"|", "||", "&&", ";"}:
            calls.append([])
        elif word in {">", ">>", ">&"}:
            if not words or words.pop(0) not in {"/dev/null", "1", "2"}:
                return False
        elif set(word) <= set("();<>|&"):
            return False
        else:
            calls[-1].append(word)
    return _reads(calls[0]) and all(_reads(call) or only_filters(call) for call in calls[1:])


def _reads(call: list[str]) -> bool:
    text = " ".join(call)
    if not _READER.match(text) or (_MAY_WRITE.match(text) and any(map(_WRITES.match, call))):
        return False
    return call[0] != "curl" or only_fetches(call[1:])
