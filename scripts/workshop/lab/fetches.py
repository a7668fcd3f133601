"""Whether a call of `curl` asks for something and keeps none of it: sends no data, writes no file. Reads words.

Only options that are known count; in doubt a call does more. Source: the manual of curl 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FLAGS = "fsSkLIviNGgnaq0123456#"
_VALUES = "wmHuAebryYEx"
_FLAG_NAMES = """
fail silent show-error insecure location head verbose include no-buffer get globoff ipv4 ipv6 http1.0 http1.1 http2
compressed fail-with-body no-progress-meter no-keepalive retry-connrefused retry-all-errors
"""
_VALUE_NAMES = """
write-out max-time header user user-agent referer cookie range cacert cert key proxy noproxy interface resolve
connect-to connect-timeout unix-socket retry retry-delay retry-max-time max-redirs url limit-rate
"""
_LONG_FLAGS = frozenset(_FLAG_NAMES.split())
_LONG_VALUES = frozenset(_VALUE_NAMES.split())
_NOWHERE = {"/dev/null", "-"}


def only_fetches(words: Sequence[str]) -> bool:
    """Whether curl, given *words*, changes nothing that it should not."""
    left = list(words)
    while left:
        word = left.pop(0)
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            if name in _LONG_FLAGS and not equals:
                continue
            value = value if equals else left.pop(0) if left else ""
            if not _is_harmless(value, is_known=name in _LONG_VALUES, is_file=name in {"output", "dump-header"}):
                return False
        elif word.startswith("-") and word != "-":
            letters = word[1:].lstrip(_FLAGS)
            if not letters:
                continue
            value = letters[1:] or (left.pop(0) if left else "")
            if not _is_harmless(value, is_known=letters[0] in _VALUES, is_file=letters[0] in "oD"):
                return False
    return True


def _is_harmless(value: str, *, is_known: bool, is_file: bool) -> bool:
    return value in _NOWHERE if is_file else is_known and not re.search(r"%output\{", value)
