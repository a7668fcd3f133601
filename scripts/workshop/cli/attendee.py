"""What the attendees' commands share: the language, the project, and how the program is called here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.language import Language, get_language
from workshop.cli.project import get_project
from workshop.errors import RequirementError, UsageError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.machine import LocalMachine
    from workshop.venue.clusters import MadeClusters
    from workshop.venue.copies import Copies, Copy
    from workshop.venue.standing import Standing

Lang = Annotated[Language | None, typer.Option("--lang", help="Language of what is said; by default the locale's.")]

MARKS = {True: "✓", False: "✗", None: "·"}
STYLES = {True: "green", False: "red", None: "yellow"}

_CALLED = re.compile(r"(?<![\w./-])workshop(?= (?:start|check|hint|reset|doctor|cluster|load)\b)")

NO_LAB = {
    "zh": ("当前目录不在任何实验里", "说明是哪个实验，例如 workshop check 01-first-container"),
    "en": ("this folder is not in a lab", "name the lab, as in workshop check 01-first-container"),
}
NO_SUCH_LAB = {
    "zh": ("没有实验 `{name}`", "最接近的是：{near}"),
    "en": ("no lab `{name}`", "nearest labs: {near}"),
}
MEANT = {"zh": "想写的是 {near} 吗？", "en": "did you mean {near}?"}
SEVERAL_LABS = {
    "zh": ("`{name}` 可以指好几个实验", "写全一个：{near}"),
    "en": ("several labs are meant by `{name}`", "write one of them out: {near}"),
}
NO_ENGINE = {
    "zh": ("没有 Docker 引擎应答", "启动 Docker；运行 workshop doctor，看还缺什么"),
    "en": ("no Docker Engine answers", "start Docker; workshop doctor tells what else is missing"),
}

NO_DOCKER = {
    "zh": ("没有程序 docker", "安装 Docker；运行 workshop doctor，看还缺什么"),
    "en": ("there is no program docker", "install Docker; workshop doctor tells what else is missing"),
}
NO_CLUSTER = {
    "zh": ("集群 {name} 还没有建立", "建立它：workshop cluster"),
    "en": ("there is no cluster {name} yet", "make it: workshop cluster"),
}
STOPPED = {
    "zh": ("集群 {name} 停着", "启动它：{command}"),
    "en": ("the cluster {name} is stopped", "start it: {command}"),
}


def choose_language(lang: Language | None) -> Language:
    """*lang* where it was given, else that of the locale."""
    return lang or get_language(os.environ)


def place_wrapper(folder: Path, lang: Language | None) -> str:
    """Write `./workshop` into *folder*, and return how to call this program from there.

    It goes on in the language *lang* where that was asked for.
    """
    from workshop.venue.wrapper import WRAPPER, write_wrapper

    # The console script stands beside the interpreter that it names.
    program = Path(sys.executable).absolute().with_name("workshop")
    return f"./{WRAPPER}" if program.is_file() and write_wrapper(folder, program, lang) else get_program()


def call_from_here(text: str) -> str:
    """*text* with the program's name as it can be typed where the person stands: `./workshop` in a lab's copy."""
    from workshop.venue.wrapper import WRAPPER, is_wrapper

    return _CALLED.sub(f"./{WRAPPER}", text) if is_wrapper(Path.cwd() / WRAPPER) else text


def get_program(called: str | None = None) -> str:
    """How to call this program again from any folder: `workshop` where that finds it, else its whole path."""
    path = Path(os.path.normpath(Path(called or sys.argv[0]).absolute()))
    found = shutil.which("workshop")
    if found and Path(found).resolve() == path.resolve():
        return "workshop"
    return shlex.quote(str(path))


def translate(lab: Lab, language: Language) -> Lab:
    """*lab* in *language*, or as it is where it has no such document."""
    from workshop.lab import load_translation

    has_document = language == "zh" or (lab.folder / f"lab.{language}.md").is_file()
    return lab if language == "zh" or not has_document else load_translation(lab, language)


def get_project_of(here: Path) -> Path:
    """The project that *here* lies in, or that the lab copy was made from which *here* lies in."""
    copy = open_copies().find_at(here)
    return copy.project if copy else get_project(here)


def get_named_lab(project: Path, name: str, language: Language) -> Lab:
    """The lab of *project* that *name* means. Raises UsageError, in *language*, where it means none or several."""
    from workshop.lab import NoLabError, get_lab

    try:
        return get_lab(project, name)
    except NoLabError as error:
        message, hint = (SEVERAL_LABS if error.is_ambiguous else NO_SUCH_LAB)[language]
        facts = {"name": name, "near": ("、" if language == "zh" else ", ").join(error.near) or "-"}
        if not error.is_ambiguous and (meant := find_meant(name, error.near)):
            hint, facts = MEANT[language], facts | {"near": meant}
        raise UsageError(message.format(**facts), hint=hint.format(**facts)) from None


def find_meant(typed: str, names: Iterable[str]) -> str | None:
    """The one of *names* that *typed* is a slip of: at most one wrong letter in four; None where there is none."""
    from workshop.lab.naming import count_edits

    typed = typed.rstrip("/").rpartition("/")[2].lower()
    distance = {
        each: min(count_edits(typed, each), count_edits(typed, each[3:] if each[:2].isdigit() else each))
        for each in names
    }
    near = min(distance, key=lambda each: distance[each], default=None)
    is_near = near is not None and not typed.isdigit() and distance[near] <= max(1, len(typed) // 4)
    return near if is_near else None


def open_copies() -> Copies:
    """The copies that this person made on this machine."""
    from workshop.venue.copies import Copies, get_record_path

    return Copies(get_record_path(os.environ))


def open_clusters() -> MadeClusters:
    """The clusters that this person made on this machine by `workshop cluster`."""
    from workshop.venue.clusters import MadeClusters
    from workshop.venue.copies import get_record_path

    return MadeClusters(get_record_path(os.environ).with_name("clusters.json"))


def choose_lab(name: str | None, here: Path, language: Language) -> tuple[Lab, Path, Copy | None]:
    """The lab that is meant, the folder to look in, and the copy that this is, None for the lab's own folder.

    Without *name* it is the lab that *here* lies in. With one, its newest copy counts, and the one that *here* lies
    in before that. Raises UsageError where *here* lies in no lab.
    """
    from workshop.lab import find_labs

    copies = open_copies()
    at, project = copies.find_at(here), get_project_of(here)
    if name is None:
        own = next((folder for folder in find_labs(project) if here.is_relative_to(folder.resolve())), None)
        if at is None and own is None:
            message, hint = NO_LAB[language]
            raise UsageError(message, hint=call_from_here(hint))
        name = at.lab if at else str(own)
    lab = get_named_lab(project, name, language)
    copy = at if at and at.lab == lab.id else copies.find_newest(lab.id, project)
    return lab, copy.folder if copy else lab.folder, copy


def need_engine(lab: Lab, machine: LocalMachine, language: Language) -> None:
    """Raise RequirementError where *lab* needs an engine, and none answers or the program to ask it is missing."""
    if lab.front.needs != "none" and machine.docker_version() is None:
        message, hint = NO_ENGINE[language]
        raise RequirementError(message, hint=call_from_here(hint))
    if lab.front.needs != "none" and shutil.which("docker") is None:
        message, hint = NO_DOCKER[language]
        raise RequirementError(message, hint=call_from_here(hint))


def need_ground(lab: Lab, language: Language) -> None:
    """Raise RequirementError where a check of *lab* could say nothing: without its engine, docker, or its cluster."""
    from workshop.run.machine import LocalMachine

    need_engine(lab, LocalMachine(), language)
    need_cluster(lab, language)


def need_cluster(lab: Lab, language: Language) -> None:
    """Raise RequirementError where the cluster that *lab* shares is not made, or that of any lab is stopped."""
    name, standing = _look_at_cluster(lab)
    if standing.is_made is False and lab.front.shares_cluster:
        message, hint = NO_CLUSTER[language]
        raise RequirementError(message.format(name=name), hint=call_from_here(hint))
    if standing.stopped:
        command = "workshop cluster" if lab.front.shares_cluster else f"docker start {' '.join(standing.stopped)}"
        _refuse_stopped(name, command, language)


def need_running(lab: Lab, language: Language) -> None:
    """Raise RequirementError where the cluster that *lab* shares is stopped: what is in it cannot be told."""
    name, standing = _look_at_cluster(lab)
    if standing.stopped and lab.front.shares_cluster:
        _refuse_stopped(name, "workshop cluster", language)


def _look_at_cluster(lab: Lab) -> tuple[str, Standing]:
    from workshop.lab.removals import find_cluster
    from workshop.venue.standing import Standing, find_standing

    name = find_cluster(lab)
    return name or "", find_standing(name) if name else Standing(None)


def _refuse_stopped(name: str, command: str, language: Language) -> None:
    message, hint = STOPPED[language]
    raise RequirementError(message.format(name=name), hint=call_from_here(hint.format(command=command)))
