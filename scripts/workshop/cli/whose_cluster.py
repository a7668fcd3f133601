"""Says which cluster a person's kubectl speaks to, where that is not the one of a lab, and what to do about it.

The person's settings are only read.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workshop.cli.language import Language
from workshop.cli.terminal import Terminal

if TYPE_CHECKING:
    from workshop.lab import Lab

WORDS = {
    "zh": {
        "labs": "! kubectl 现在连的是 {context}（{file}），不是实验的集群",
        "labs-hint": "实验不用它，也不动它；每个终端都照实验页的第一步，先敲 {export}",
        "lab": "! kubectl 现在连的是 {context}（{file}），不是这个实验的集群 {cluster}",
        "lab-hint": "这个实验只用集群 {cluster}，不动 {context}；每个终端都先敲下面 export 那一行",
        "shell": "这个终端里的 kubectl 用的不是这个实验的配置，检查用的是它的集群 {cluster}；让 kubectl 也用它：",
    },
    "en": {
        "labs": "! kubectl is set to {context} ({file}), which is none of the labs' clusters",
        "labs-hint": "the labs don't use it or touch it; begin each terminal with the first step on the lab's page, "
        "{export}",
        "lab": "! kubectl is set to {context} ({file}), not to this lab's cluster {cluster}",
        "lab-hint": "this lab uses {cluster} alone and leaves {context} as it is; "
        "begin each terminal with the export line below",
        "shell": "kubectl in this terminal doesn't use this lab's configuration; "
        "the checks went by the lab's cluster {cluster}. To have kubectl use it, too:",
    },
}


def tell_foreign_context(
    labs: Iterable[Lab], about: Literal["labs", "lab"], language: Language, terminal: Terminal
) -> bool:
    """Say which cluster the person's kubectl speaks to where that is none of *labs*; whether anything was said.

    It is said *about* labs as such, or about one, whose cluster is then named, and whose export line follows.
    """
    from workshop.lab.aim import EXPORT
    from workshop.lab.removals import find_cluster
    from workshop.run.kubeconfig import NO_CLUSTER, find_current_context

    clusters = list(dict.fromkeys(name for name in map(find_cluster, labs) if name))
    current = find_current_context(os.environ)
    if not clusters or current is None or current[0] in {NO_CLUSTER, *(f"kind-{name}" for name in clusters)}:
        return False
    facts = {"context": current[0], "file": current[1], "cluster": clusters[0], "export": EXPORT}
    terminal.out.print(WORDS[language][about].format(**facts), style="yellow")
    terminal.result(f"    {WORDS[language][f'{about}-hint'].format(**facts)}")
    return True


def tell_shell(lab: Lab, folder: Path, here: Path, language: Language, terminal: Terminal) -> None:
    """Say where the shell that called, in the folder *here*, has kubectl go by another file than that in *folder*.

    With the line that mends it.
    """
    from workshop.lab.aim import EXPORT
    from workshop.lab.model import KUBECONFIG
    from workshop.lab.removals import find_cluster

    cluster, path = find_cluster(lab), folder / KUBECONFIG
    if cluster is None or os.path.realpath(os.environ.get("KUBECONFIG") or "/") == os.path.realpath(path):
        return
    terminal.note(WORDS[language]["shell"].format(cluster=cluster), style="yellow")
    terminal.note(
        f"  {EXPORT if here.resolve() == folder.resolve() else f'export KUBECONFIG={shlex.quote(str(path))}'}"
    )
