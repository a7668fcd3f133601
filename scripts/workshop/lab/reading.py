"""The allow-list of commands that may be repeated until they match: those that only read. Starts nothing."""

from __future__ import annotations

import re
import shlex

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
_FILTERS = frozenset(("awk", "cat", "column", "cut", "grep", "head", "jq", "sed", "sort", "tail", "tr", "uniq", "wc"))
_SENDS = re.compile(r"-[A-Za-z]*[dXTF]|--(?:data|json|form|request|upload-file)")


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
    is_reader = _READER.match(" ".join(call)) is not None
    return is_reader and not (call[0] == "curl" and any(_SENDS.match(word) for word in call))


def only_filters(call: list[str]) -> bool:
    """Whether *call*, the words of one program, passes on of what it reads, and changes nothing."""
    return bool(call) and call[0] in _FILTERS and not (call[0] == "sed" and any(w.startswith("-i") for w in call))
