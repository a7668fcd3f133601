"""Tells a call that lets time pass, and does nothing else. Reads words; starts nothing.

What waits for something, such as `read -t` for a line or `curl --retry` for an answer, is none.
"""

from __future__ import annotations

import re

from workshop.lab.script import Call

_SLEEPERS = frozenset(("sleep", "usleep"))
_BOXES = frozenset(("busybox", "coreutils", "toybox"))
_INTERPRETERS = re.compile(r"(?:python|perl|ruby|node|php)[\d.]*")
_SLEEPS = re.compile(r"\b(?:sleep|usleep)\b\s*\(?\s*[\d.]|\bsetTimeout\b|\bselect\b\s*\(?\s*undef\b")


def lets_time_pass(call: Call) -> bool:
    """Whether *call* sleeps, under whatever name."""
    program, words = call.program, call.words[1:]
    if program in _SLEEPERS or (
        program in _BOXES and bool(_SLEEPERS & {word.rpartition("=")[2] for word in words[:1]})
    ):
        return True
    if _INTERPRETERS.fullmatch(program):
        return any(re.match("-[a-zA-Z]*[ceE]$", word) for word in words) and any(map(_SLEEPS.search, words))
    # Nothing ever comes from there, so that only the clock ends it.
    return program == "tail" and "timeout" in call.through and "/dev/null" in words
