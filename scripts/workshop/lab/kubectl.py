"""What a call of kubectl deletes: objects by type and name, by manifest, by label, or all of a namespace.

Source: `kubectl delete --help` and `kubectl options` 1.36.
"""

from __future__ import annotations

from workshop.lab.objects import get_type
from workshop.lab.options import find_given, split_options
from workshop.lab.removal import Removal
from workshop.lab.script import Call

# Options that take a value of their own word; all others are flags, or have theirs behind a `=`.
_VALUES = frozenset(
    (
        *("-f", "-k", "-l", "-n", "-o", "-s", "-v", "--as", "--cluster", "--context", "--field-selector", "--filename"),
        *("--grace-period", "--kubeconfig", "--kustomize", "--namespace", "--output", "--raw", "--replicas"),
        *("--request-timeout", "--selector", "--server", "--timeout", "--token", "--user"),
    )
)


def split_call(call: Call) -> tuple[dict[str, str], list[str]]:
    """The options of a *call* of kubectl with their values, and the other words, of which there is at least one."""
    words = list(call.words[1:])
    flags = frozenset(word.partition("=")[0] for word in words if word.startswith("-")) - _VALUES
    options, rest = split_options(words, flags)
    return {name: value for name, value in options if value != "false"}, rest or [""]


def find_deletion(call: Call) -> Removal | None:
    """What *call*, one of kubectl, deletes, or scales as a whole; None where it does neither."""
    given, (verb, *rest) = split_call(call)
    is_all = "--all" in given
    is_trial = given.get("--dry-run", "none") != "none"
    if is_trial or verb not in {"delete", "scale"} or (verb == "scale" and not is_all):
        return None
    namespace = given.get("-n", given.get("--namespace"))
    everywhere = {"-A", "--all-namespaces"} & set(given)
    types, names = _split_types(rest)
    return Removal(
        call,
        "namespace" if types == ("namespace",) else "object",
        names,
        is_all=is_all or bool(everywhere) or "--field-selector" in given,
        types=types,
        namespace="" if everywhere else namespace,
        manifests=tuple(find_given(call.words, "-f", "--filename")),
        selector=given.get("-l", given.get("--selector")),
    )


def _split_types(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types in `TYPE[,TYPE] NAME…` and the names; names that say their own, as `TYPE/NAME`, keep it."""
    if not words or "/" in words[0] or words[0].startswith(("$", "`")):
        return (), tuple(words)
    return tuple(get_type(word) for word in words[0].split(",")), tuple(words[1:])
