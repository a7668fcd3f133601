"""`workshop start`: a fresh copy of a lab's folder, what the lab needs, and what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import (
    Lang,
    choose_language,
    get_named_lab,
    get_program,
    get_project_of,
    open_copies,
    translate,
)
from workshop.cli.before import look, tell, tell_context
from workshop.cli.doctor import show_finding
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.venue.copies import Copies, Copy

FOLDER = "workshop-labs"
"""Where copies are made by default, in the project; git is told to leave it alone."""

SITE = "site"
"""Where the project's site is built to, as mkdocs.yml and the README have it."""

WORDS = {
    "zh": {
        "title": "{id}：{title}（{minutes} 分钟）",
        "copied": "实验目录：{folder}",
        "needs": "它需要",
        "next": "接下来",
        "served": "打开网页",
        "built": "打开网页，它是上一次生成的；要最新的：{serve}",
        "serve": "打开网站，并打印地址；这个实验在 {page}，照着它做",
        "check": "看哪几步做对了",
        "reset": "收拾干净，从头再来",
    },
    "en": {
        "title": "{id}: {title} ({minutes} min)",
        "copied": "Folder: {folder}",
        "needs": "It needs",
        "next": "Next",
        "served": "opens the page",
        "built": "opens the page as it was last built; for the latest: {serve}",
        "serve": "serves the site and prints its address; this lab is at {page} there",
        "check": "tells which steps worked",
        "reset": "tidies up, to start over",
    },
}
TAKEN = {
    "zh": ("已经有这个实验目录，没有动它", "接着做，或者用 --fresh 换成新的（你在里面的改动会丢失）"),
    "en": (
        "a copy of this lab is here already and was left alone",
        "go on with it, or replace it with --fresh (what you changed in it is lost)",
    ),
}
FOREIGN = {
    "zh": ("目录不是空的，也不是实验目录，没有动它", "换一个目录"),
    "en": ("is not empty, nor a copy of this lab, and was left alone", "choose another folder"),
}


@app.command()
def start(
    lab: Annotated[
        str, typer.Argument(metavar="LAB", help="Its number, id or folder, such as 1 or 01-first-container.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=f"Where to copy to; {FOLDER}/LAB in the project by default.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Replace the copy of this lab that is there.")] = False,
    lang: Lang = None,
) -> None:
    """Copy a lab's folder to work in, and tell what the lab needs and what to do next."""
    from workshop.run.machine import LocalMachine
    from workshop.venue.copies import make_copy
    from workshop.venue.doctor import examine
    from workshop.venue.needs import Subject, find_requirements

    language, terminal, copies = choose_language(lang), Terminal(), open_copies()
    here = Path.cwd()
    project = get_project_of(here)
    wanted = get_named_lab(project, lab, language)
    target = (here / folder if folder else _default_folder(here, project, copies) / wanted.id).resolve()
    machine, words = LocalMachine(), WORDS[language]
    replaced = _make_room(copies, wanted, target, fresh=fresh, language=language)
    earlier = [copy for copy in copies.find_all() if (copy.lab, copy.project) == (wanted.id, project)]
    things = replaced.things if replaced else look(wanted, machine, earlier)
    if target.parent == project / FOLDER and not target.parent.exists():
        target.parent.mkdir()
        (target.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    copies.remember(make_copy(wanted, project, target, things))
    title = translate(wanted, language).front.title
    terminal.result(words["title"].format(id=wanted.id, title=title, minutes=wanted.front.minutes))
    terminal.result(words["copied"].format(folder=target))
    terminal.result(f"\n{words['needs']}")
    is_told = False
    for finding in examine(find_requirements([wanted]), machine):
        show_finding(finding, language, terminal)
        is_told = is_told or (finding.requirement.subject is Subject.CLUSTER and bool(finding.holder))
    if not is_told:
        tell_context(wanted, language, terminal)
    tell(wanted, things, language, terminal)
    terminal.result("\n" + "\n".join(_tell_next(wanted, project, target, language)))


def _default_folder(here: Path, project: Path, copies: Copies) -> Path:
    """Where copies are made: beside the one that *here* lies in, else in the project."""
    copy = copies.find_at(here)
    return copy.folder.parent if copy else project / FOLDER


def _make_room(copies: Copies, lab: Lab, target: Path, *, fresh: bool, language: Language) -> Copy | None:
    """See to it that *target* is empty or not there; gives the copy that is replaced, if any."""
    from workshop.venue.copies import empty

    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    copy = copies.find_at(target)
    if copy is None or copy.folder != target or copy.lab != lab.id:
        message, hint = FOREIGN[language]
        raise UsageError(message, where=str(target), hint=hint)
    if not fresh:
        message, hint = TAKEN[language]
        raise UsageError(message, where=str(target), hint=hint)
    empty(target)
    return copy


def _tell_next(lab: Lab, project: Path, target: Path, language: Language) -> list[str]:
    words, program = WORDS[language], get_program()
    page, how = _find_page(lab, project, language)
    steps = {
        f"cd {shlex.quote(str(target))}": "",
        page: how,
        f"{program} check": words["check"],
        f"{program} reset": words["reset"],
    }
    return [words["next"], *(line for step, what in steps.items() for line in _lay_out(step, what))]


def _find_page(lab: Lab, project: Path, language: Language) -> tuple[str, str]:
    """Where the page of *lab* is to be seen now, or the command that shows it; and what to say of that."""
    from workshop.venue.serving import find_address

    words = WORDS[language]
    page = f"{'en/' if language == 'en' else ''}labs/{lab.id}/"
    serve = shlex.quote(str(project / "scripts" / "serve"))
    if address := find_address(project):
        return f"{address}{page}", words["served"]
    built = project / SITE / page / "index.html"
    if built.is_file():
        return built.as_uri(), words["built"].format(serve=serve)
    return serve, words["serve"].format(page=page)


def _lay_out(step: str, what: str) -> list[str]:
    return [f"  {step}", f"      {what}"] if what else [f"  {step}"]
