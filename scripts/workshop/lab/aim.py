"""The rule that a lab's kubectl goes by the lab's own file, never by its reader's settings, in each of its terminals.

Those settings may lead to a company's cluster, and what the page tells to type would be done there. Reads text; runs
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workshop.errors import ContentError
from workshop.lab.kubectl import split_call
from workshop.lab.model import KUBECONFIG, SHARED_CLUSTER, Block, ConsoleBlock, FrontMatter, Typed
from workshop.lab.provenance import Provenance
from workshop.lab.removing import KUBECTL
from workshop.lab.script import Call, Script
from workshop.lab.shell import read_script
from workshop.lab.texts import Text, find_texts

EXPORT = f'export KUBECONFIG="$PWD/{KUBECONFIG}"'
"""What the first block in a terminal begins with; right in bash, zsh and fish alike."""
CONTEXT = "kubectl config current-context"

_VARIABLE = "KUBECONFIG"
_ASKS_FOR_HELP = (("-h",), ("--help",), ("--version",))
# What speaks to a cluster as kubectl's settings have it, and those of its commands that ask for no cluster.
# Source: the programs' own help.
_HELM_ALONE = "completion create dependency env help lint package plugin pull push registry repo search show template"
_ALONE = {
    "helm": frozenset((*_HELM_ALONE.split(), "verify", "version")),
    "kind": frozenset(("build", "completion", "get", "help", "load", "version")),
    **{name: frozenset(("completion", "help", "kustomize", "options", "plugin")) for name in KUBECTL},
    **{name: frozenset(("help", "version")) for name in ("argocd", "cilium", "flux", "helmfile", "istioctl", "k3d")},
    **{name: frozenset(("help", "version")) for name in ("linkerd", "minikube", "skaffold", "stern", "tilt", "velero")},
    **{name: frozenset(("help", "version")) for name in ("k9s", "kubectx", "kubens")},
}
_NEEDS_NO_VERB = frozenset(("k9s", "kubectx", "kubens"))
_RUNNERS = frozenset(("entr", "find", "script", "strace", "su", "unbuffer", "watch"))
"""Programs that run another one, or a text of the shell's, which stands among their words."""
_READERS_OWN = re.compile(r"(?:~|\$HOME|\$\{HOME\})/\.kube\b.*")
_OWN_FILE = re.compile(r"(?:\$PWD/|\$\{PWD\}/|(?![/~$]))(?!.*\.\.)[\w./@%+-]+")
_LOSES_VARIABLES = frozenset(("doas", "sudo"))


def find_unaimed(front: FrontMatter, blocks: Iterable[Block], folder: Path, path: str) -> list[ContentError]:
    """All places in *blocks*, and in the scripts of *folder*, where kubectl or its like may follow its reader's own.

    *path* is the lab's document as shown to people.
    """
    blocks = list(blocks)
    texts, programs = find_texts(blocks, folder, path)
    read = [(text, read_script(text.text)) for text in texts]
    provenance = Provenance([script for _, script in read], programs)
    errors = [error for text, script in read for error in _find_turns(text, script)]
    consoles = [block for block in blocks if isinstance(block, ConsoleBlock)]
    for number in sorted({block.terminal for block in consoles}):
        errors += _judge_terminal([block for block in consoles if block.terminal == number], front, provenance)
    return errors


def _find_turns(text: Text, script: Script) -> Iterator[ContentError]:
    """A complaint for each place in *text*, which is *script*, that leads kubectl away from the lab's own file."""
    hint = f"leave it to `{EXPORT}` at the head of the terminal, or name a file in the lab's folder"
    files = list(_find_files(text, script))
    for value, line in files:
        if not _OWN_FILE.fullmatch(value):
            yield ContentError(f"{text.what}: has kubectl follow `{value}`", where=text.at(line), hint=hint)
    for call in script.calls:
        for word in filter(_READERS_OWN.fullmatch, sorted(_find_words(call) - {value for value, _ in files})):
            problem = f"{text.what}: touches its reader's own settings, `{word}`"
            yield ContentError(problem, where=text.at(call.line), hint=hint)
        is_unset = call.words[:1] == ("unset",) or call.words[:2] == ("export", "-n")
        if is_unset and _VARIABLE in call.words:
            problem = f"{text.what}: has kubectl follow its reader's own settings again"
            yield ContentError(problem, where=text.at(call.line), hint=hint)
        elif find_program(call) and _is_lost(call.through):
            problem = f"{text.what}: `{call.through[0]}` has {call.program} follow another's settings"
            yield ContentError(problem, where=text.at(call.line), hint=f"call {call.program} as the reader does")


def _find_files(text: Text, script: Script) -> Iterator[tuple[str, int]]:
    """The files that *text*, which is *script*, has kubectl and its like read, with their lines from 0."""
    lines = text.text.split("\n")
    places = (at for at, line in enumerate(lines) for _ in range(line.count(f"{_VARIABLE}=")))
    yield from ((value, next(places, 0)) for name, value in script.assigns if name == _VARIABLE)
    for call in script.calls:
        if find_program(call):
            yield from ((value, call.line) for value in _find_named(call))


def _find_words(call: Call) -> set[str]:
    return {*call.words, *call.inputs, *call.writes}


def _judge_terminal(blocks: list[ConsoleBlock], front: FrontMatter, provenance: Provenance) -> Iterator[ContentError]:
    """What is wrong with how the *blocks* of one terminal, in page order, find their cluster."""
    first = blocks[0]
    found = next(_find_calls(blocks, provenance), None)
    if found is None:
        return
    block, line, program = found
    begins = [command.text for command in first.commands[:2]]
    if begins[:1] != [EXPORT] or first.skip:
        problem = f"block `{block.id}`: {program} follows its reader's own settings in terminal {first.terminal}"
        hint = f"begin the first block of that terminal, `{first.id}`, with `{EXPORT}`"
        yield ContentError(problem, where=f"{block.path}:{line}", hint=hint)
    elif front.shares_cluster:
        shown = [each.text for each in first.commands[1].expected] if len(first.commands) > 1 else []
        if begins[1:] != [CONTEXT] or shown != [f"kind-{SHARED_CLUSTER}"]:
            problem = f"block `{first.id}`: does not show whose cluster it is"
            hint = f"let `{CONTEXT}` be its second command, with `kind-{SHARED_CLUSTER}` below it"
            yield ContentError(problem, where=f"{first.path}:{first.commands[0].line}", hint=hint)


def _find_calls(blocks: list[ConsoleBlock], provenance: Provenance) -> Iterator[tuple[ConsoleBlock, int, str]]:
    """Each call of a program that speaks to a cluster: its block, its line in the document, and the program."""
    for block in blocks:
        for command in block.commands:
            script = read_script(command.text) if command.typed is Typed.SHELL else Script()
            inner = provenance.within(script)
            for call in script.calls:
                for program in filter(None, map(find_program, inner.expand(call))):
                    yield block, command.line + call.line, program


def find_program(call: Call) -> str | None:
    """The program that *call* has speak to a cluster, None where it does not."""
    if call.program in _RUNNERS:
        words = re.findall(r"[^\s;|&()]+", " ".join(call.words[1:]))
        return next((word for word in words if word in _ALONE), None)
    if call.program not in _ALONE:
        return None
    verb = next((word for word in call.words[1:] if not word.startswith("-")), None)
    if call.program in KUBECTL:
        given, (verb, *_) = split_call(call)
        verb = None if verb == "version" and "--client" in given else verb
    is_alone = (
        not (verb or call.program in _NEEDS_NO_VERB)
        or verb in _ALONE[call.program]
        or call.words[1:2] in _ASKS_FOR_HELP
    )
    return None if is_alone else call.program


def _find_named(call: Call) -> Iterator[str]:
    """The files that *call* names by `--kubeconfig`."""
    for word, following in zip(call.words, (*call.words[1:], ""), strict=True):
        if word == "--kubeconfig":
            yield following
        elif word.startswith("--kubeconfig="):
            yield word.partition("=")[2]


def _is_lost(through: tuple[str, ...]) -> bool:
    """Whether the words *through* which a program is called leave the variable behind."""
    if _LOSES_VARIABLES & set(through):
        return not any(word == "-E" or word.startswith("--preserve-env") for word in through)
    return "env" in through and bool({"-i", "-", "--ignore-environment", _VARIABLE} & set(through))
