"""`workshop cluster`: the cluster that the Kubernetes labs share, made once, filled with their images, deleted."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import NO_ENGINE, Lang, choose_language, get_project_of
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import RequirementError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.cluster import SharedCluster
    from workshop.run.machine import LocalMachine

WORDS = {
    "zh": {
        "making": "正在建立集群 {name}，大约需要一分钟",
        "here": "集群 {name} 已经有了",
        "starting": "集群 {name} 停着，正在启动它的节点：{nodes}",
        "unanswered": "还没有应答，等着",
        "nodes": "{ready} / {all} 个节点就绪",
        "loading": "正在把镜像送进节点：{images}",
        "missing": "本机没有这些镜像，节点要用时会自己去拉取：{images}",
        "ready": "集群 {name} 可以用了。实验用自己目录里的 .kubeconfig 连它，你的 kubectl 配置没有动。",
        "deleted": "集群 {name} 已经删除。",
        "none": "没有集群 {name}。",
    },
    "en": {
        "making": "making the cluster {name}, which takes about a minute",
        "here": "the cluster {name} is here already",
        "starting": "the cluster {name} is stopped; starting its nodes: {nodes}",
        "unanswered": "no answer yet, waiting",
        "nodes": "{ready} of {all} nodes ready",
        "loading": "putting images on its nodes: {images}",
        "missing": "not on this machine, so the nodes will pull them when needed: {images}",
        "ready": "The cluster {name} is ready. Labs reach it by the .kubeconfig in their own folder; "
        "your kubectl's settings were left alone.",
        "deleted": "The cluster {name} is deleted.",
        "none": "There is no cluster {name}.",
    },
}


@app.command()
def cluster(
    delete: Annotated[bool, typer.Option("--delete", help="Delete it, with all that is in it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    lang: Lang = None,
) -> None:
    """Make the cluster that the Kubernetes labs share, or go on with it; three nodes, with the labs' images."""
    from workshop.cli.cluster_end import Ending
    from workshop.lab import find_labs, load_lab
    from workshop.run.cluster import SharedCluster, find_config
    from workshop.run.lock import hold_machine
    from workshop.run.machine import LocalMachine

    language, terminal = choose_language(lang), Terminal()
    project, machine = get_project_of(Path.cwd()), LocalMachine()
    if machine.docker_version() is None:
        message, hint = NO_ENGINE[language]
        raise RequirementError(message, hint=hint)
    config = find_config(project / "labs")
    with hold_machine("workshop cluster", terminal.note), TemporaryDirectory(prefix="workshop-") as folder:
        # A configuration of its own: the person's kubectl may be set to anything.
        shared = SharedCluster(config, Path(folder) / "kubeconfig")
        if delete:
            name = SharedCluster.name
            is_deleted = Ending(shared, machine, language, terminal).delete(yes=yes)
            terminal.result(WORDS[language]["deleted" if is_deleted else "none"].format(name=name))
            return
        labs = [load_lab(folder) for folder in find_labs(project)]
        _make(shared, machine, find_images(labs, machine), language, terminal)
        _tell_copies(labs, project)


def _count(ready: int, of: int, language: Language) -> str:
    words = WORDS[language]
    return words["nodes"].format(ready=ready, all=of) if of else words["unanswered"]


def find_images(labs: list[Lab], machine: LocalMachine) -> tuple[list[str], list[str]]:
    """The images that labs in the shared cluster need in it: those that the engine has, and those that it has not."""
    from workshop.run.cluster import is_node_image

    needed = dict.fromkeys(image for lab in labs if lab.front.shares_cluster for image in lab.front.images)
    named = [image for image in needed if not is_node_image(image)]
    missing = machine.find_missing_images(named)
    return [image for image in named if image not in missing], missing


def _make(
    shared: SharedCluster,
    machine: LocalMachine,
    images: tuple[list[str], list[str]],
    language: Language,
    terminal: Terminal,
) -> None:
    from workshop.cli.attendee import open_clusters
    from workshop.cli.cluster_end import find_nodes
    from workshop.venue.standing import find_stopped

    words, name = WORDS[language], shared.name
    if shared.exists():
        terminal.note(words["here"].format(name=name))
        if stopped := find_stopped(name):
            terminal.note(words["starting"].format(name=name, nodes=" ".join(stopped)))
            shared.start(stopped, lambda ready, of: terminal.note(_count(ready, of, language)))
        shared.use()
        shared.wait()
    else:
        terminal.note(words["making"].format(name=name))
        shared.make()
        open_clusters().remember(
            name, find_nodes(name, {(thing.kind, thing.name, thing.key) for thing in machine.find_things()})
        )
    present, missing = images
    if present:
        terminal.note(words["loading"].format(images=" ".join(present)))
        shared.load(present)
    if missing:
        terminal.note(words["missing"].format(images=" ".join(missing)), style="yellow")
    terminal.result(words["ready"].format(name=name))


def _tell_copies(labs: list[Lab], project: Path) -> None:
    """Let the copies that were made of *labs* before reach the shared cluster as it is now."""
    from workshop.cli.attendee import open_copies
    from workshop.run.kubeconfig import prepare_kubeconfig

    sharing = {lab.id: lab for lab in labs if lab.front.shares_cluster}
    for copy in open_copies().find_all():
        if copy.project == project and copy.lab in sharing:
            prepare_kubeconfig(sharing[copy.lab], copy.folder)
