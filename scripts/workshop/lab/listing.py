"""Calls that list what is on a machine, whose output a removal may be given. Reads words; knows no machine.

Sources: `docker … --help` 29, `kubectl get --help` 1.36, `kind get --help` 0.33.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.lab.kubectl import split_call
from workshop.lab.options import get_values, split_options
from workshop.lab.removing import ENGINES, GLOBAL_FLAGS, KUBECTL, OBJECTS
from workshop.lab.script import Call

_FLAGS = frozenset(
    (
        *("-a", "--all", "-l", "--latest", "-q", "--quiet", "-s", "--size", "--digests", "--no-resolve", "--no-trunc"),
        "--tree",
    )
)


_LONG_PS = ("container", "ps")


@dataclass(frozen=True)
class Listing:
    """A call that lists things, and what narrows it down: `filters` of docker's form, `names`, a label, a namespace."""

    filters: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    selector: str | None = None
    namespace: str | None = None


def find_listing(call: Call) -> Listing | None:
    """What *call* lists; None where it lists nothing, or only what it names itself."""
    words = list(call.words[1:])
    if call.program in ENGINES:
        return _read_docker(words)
    if call.program in KUBECTL:
        return _read_kubectl(call)
    if call.program == "kind" and words[:1] == ["get"]:
        options, _ = split_options(words, frozenset(("-A", "--all-clusters", "-q")))
        return None if get_values(options, "-n", "--name") else Listing()
    if call.program == "helm" and words[:1] and words[0] in {"ls", "list"}:
        options, _ = split_options(words[1:], frozenset(("-q", "--short", "-a", "--all", "-A", "--all-namespaces")))
        spaces = get_values(options, "-n", "--namespace")
        return Listing(names=tuple(get_values(options, "-f", "--filter")), namespace=spaces[0] if spaces else None)
    if call.program in {"k3d", "minikube"} and "list" in words[:2]:
        return Listing()
    return None


def _read_docker(words: list[str]) -> Listing | None:
    _, rest = split_options(words, GLOBAL_FLAGS, stops=True)
    is_whole = rest[:1] in (["ps"], ["images"])
    what, verb = (rest[0], rest[1]) if len(rest) > 1 else ("", "")
    if not is_whole and not (what in {*OBJECTS, "compose"} and verb in {"ls", "list"}) and (what, verb) != _LONG_PS:
        return None
    options, names = split_options(rest[1 if is_whole else 2 :], _FLAGS)
    return Listing(tuple(get_values(options, "-f", "--filter")), tuple(names))


def _read_kubectl(call: Call) -> Listing | None:
    given, (verb, *names) = split_call(call)
    is_named = len(names) > 1 or "/" in "".join(names[:1]) or {"-f", "--filename", "-k", "--kustomize"} & set(given)
    if verb != "get" or is_named:
        return None
    everywhere = {"-A", "--all-namespaces"} & set(given)
    namespace = None if everywhere else given.get("-n", given.get("--namespace"))
    return Listing(selector=given.get("-l", given.get("--selector")), namespace=namespace)
