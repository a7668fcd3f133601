"""`workshop shell`: a person's own shell in a copy of a lab, whose kubectl goes to the lab's cluster and no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_lab, choose_language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

WORDS = {
    "zh": {
        "open": "{id}：{folder}。用 exit 离开。",
        "cluster": "{id}：{folder}，kubectl 只连集群 {cluster}。用 exit 离开。",
    },
    "en": {
        "open": "{id} in {folder}; exit leaves it.",
        "cluster": "{id} in {folder}; kubectl talks to the cluster {cluster} alone; exit leaves it.",
    },
}
NO_COPY = {
    "zh": ("还没有实验 {lab} 的目录", "先运行 workshop start {lab}"),
    "en": ("there is no copy of lab {lab} yet", "make one with workshop start {lab}"),
}


@app.command()
def shell(
    lab: Annotated[
        str | None, typer.Argument(metavar="LAB", help="The lab to work on; by default the one you stand in.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Open your own shell in a copy of a lab, with kubectl set to the lab's cluster, as the lab's page begins."""
    from workshop.lab.model import KUBECONFIG
    from workshop.lab.removals import find_cluster
    from workshop.run.kubeconfig import prepare_kubeconfig
    from workshop.run.workspace import PROJECT
    from workshop.venue.shells import open_shell

    language = choose_language(lang)
    chosen, _, copy = choose_lab(lab, Path.cwd(), language)
    if copy is None:
        message, hint = NO_COPY[language]
        raise UsageError(message.format(lab=chosen.id), hint=hint.format(lab=chosen.id))
    variables, cluster = {PROJECT: str(copy.project)}, find_cluster(chosen)
    if cluster:
        prepare_kubeconfig(chosen, copy.folder)
        variables["KUBECONFIG"] = str(copy.folder / KUBECONFIG)
    words = WORDS[language]["cluster" if cluster else "open"]
    Terminal().note(words.format(id=chosen.id, folder=copy.folder, cluster=cluster))
    open_shell(copy.folder, variables, os.environ)
