"""`workshop doctor`: what the labs need of this machine, a line each, and what to do about what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import MARKS, STYLES, Lang, call_from_here, choose_language, get_named_lab, get_project_of
from workshop.cli.before import tell_taken
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.cli.whose_cluster import tell_foreign_context

if TYPE_CHECKING:
    from workshop.venue.doctor import Finding

FINE = {
    "zh": {
        "engine": "Docker 引擎 {version}{store}",
        "compose": "Docker Compose {version}",
        "program": "{name} {version}",
        "image": "镜像 {name}",
        "port": "端口 {name} 空闲",
        "held": "端口 {name} 通往集群 workshop",
        "cluster": "集群 {name}",
    },
    "en": {
        "engine": "Docker Engine {version}{store}",
        "compose": "Docker Compose {version}",
        "program": "{name} {version}",
        "image": "image {name}",
        "port": "port {name} is free",
        "held": "port {name} leads into the cluster workshop",
        "cluster": "cluster {name}",
    },
}
STORES = {
    "zh": {"containerd": "（containerd 镜像存储，{driver}）", "classic": "（经典镜像存储，{driver}）"},
    "en": {"containerd": " (containerd image store, {driver})", "classic": " (classic image store, {driver})"},
}
LACKS = {
    "zh": {
        "engine": "没有 Docker 引擎应答",
        "compose": "没有 Docker Compose",
        "program": "没有程序 {name}",
        "image": "没有镜像 {name}",
        "port": "端口 {name} 已被占用",
        "held": "端口 {name} 被容器 {holder} 占用",
        "stopped": "集群 {name} 停着",
        "unknown cluster": "集群 {name} 还没有建立：做需要它的实验之前，运行 workshop cluster",
        "unknown image": "镜像 {name}：引擎没有应答，无从得知",
        "unknown compose": "没有 Docker Compose，这里也没有实验需要它",
    },
    "en": {
        "engine": "no Docker Engine answers",
        "compose": "no Docker Compose",
        "program": "no program {name}",
        "image": "no image {name}",
        "port": "port {name} is taken",
        "held": "port {name} is taken by container {holder}",
        "stopped": "the cluster {name} is stopped",
        "unknown cluster": "no cluster {name} yet: before a lab that needs it, run workshop cluster",
        "unknown image": "image {name}: cannot be told without an engine",
        "unknown compose": "no Docker Compose, and no lab here that needs it",
    },
}
REMEDIES = {
    "zh": {
        "engine": "启动 Docker；已经启动的话，运行 docker info，看它说为什么连不上",
        "compose": "安装 Docker Compose 插件：https://docs.docker.com/compose/install/",
        "program": "安装它",
        "docker": "安装 Docker：https://docs.docker.com/engine/install/",
        "kind": "安装 kind：https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
        "kubectl": "安装 kubectl：https://kubernetes.io/docs/tasks/tools/",
        "image": "docker pull {name}；没有网络时，用讲师的离线包：workshop load DIR",
        "port": "停掉占用它的程序",
        "stopped": "启动它：workshop cluster",
        "held": "在做的实验占用着它，就不用管；否则运行 docker stop {holder}",
    },
    "en": {
        "engine": "start Docker; if it has been started, docker info says why it cannot be reached",
        "compose": "install the Docker Compose plugin: https://docs.docker.com/compose/install/",
        "program": "install it",
        "docker": "install Docker: https://docs.docker.com/engine/install/",
        "kind": "install kind: https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
        "kubectl": "install kubectl: https://kubernetes.io/docs/tasks/tools/",
        "image": "docker pull {name}; without a network, the presenter's bundle: workshop load DIR",
        "port": "stop the program that listens there",
        "stopped": "start it: workshop cluster",
        "held": "fine if that is the lab you are doing; otherwise run docker stop {holder}",
    },
}
NEEDED = {"zh": "（{labs} 需要）", "en": " (needed by {labs})"}
GOOD = {"zh": "需要的都有了。", "en": "Everything is there."}
MIND = {"zh": "需要的都有了；请看上面的 !。", "en": "Everything is there; mind the ! above."}
BAD = {"zh": "缺 {count} 项，见上面的 ✗。", "en": "Missing: {count}, marked ✗ above."}


@app.command()
def doctor(
    labs: Annotated[
        list[str] | None, typer.Argument(metavar="LAB", help="Labs to look for; all of them by default.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Tell whether this machine has what the labs need, and what to do where it has not."""
    from workshop.lab import find_labs, load_lab
    from workshop.run.machine import LocalMachine
    from workshop.venue.doctor import examine
    from workshop.venue.needs import find_requirements

    language, terminal = choose_language(lang), Terminal()
    project = get_project_of(Path.cwd())
    named = [get_named_lab(project, name, language) for name in labs or []]
    chosen = named or [load_lab(each) for each in find_labs(project)]
    missing, machine = 0, LocalMachine()
    for finding in examine(find_requirements(chosen), machine):
        show_finding(finding, language, terminal)
        missing += finding.fine is False
    for line in tell_taken(chosen, project, machine, language):
        terminal.out.print(line, style="yellow")
    is_foreign = tell_foreign_context(chosen, "labs", language, terminal)
    good = MIND if is_foreign else GOOD
    terminal.result("")
    terminal.result(BAD[language].format(count=missing) if missing else good[language])
    if missing:
        raise typer.Exit(3)


def show_finding(finding: Finding, language: Language, terminal: Terminal) -> None:
    """Print *finding* on a line, and below it what to do where something is missing."""
    first, *rest = describe(finding, language)
    terminal.out.print(first, style=STYLES[finding.fine] if finding.fine is not True else "")
    for line in rest:
        terminal.result(line)


def describe(finding: Finding, language: Language) -> list[str]:
    """Lay *finding* out: a mark and what was found; then, indented, what to do where it is missing."""
    requirement = finding.requirement
    subject = str(requirement.subject)
    if finding.is_stopped:
        subject = "stopped"
    elif finding.holder:
        subject = "held"
    store = STORES[language][finding.store.kind].format(driver=finding.store.driver) if finding.store else ""
    facts = {"name": requirement.name, "version": finding.version, "holder": finding.holder, "store": store}
    if finding.fine:
        return [f"{MARKS[True]} {FINE[language][subject].format(**facts)}".rstrip()]
    lacks = LACKS[language][f"unknown {subject}" if finding.fine is None else subject]
    line = call_from_here(f"{MARKS[finding.fine]} {lacks.format(**facts)}")
    if finding.fine is None:
        return [line]
    remedies = REMEDIES[language]
    remedy = remedies[requirement.name if requirement.name in remedies and subject == "program" else subject]
    return [
        line + NEEDED[language].format(labs=", ".join(requirement.labs)),
        f"    {call_from_here(remedy.format(**facts))}",
    ]
