"""`workshop start`: a fresh copy of a lab's folder, what the lab needs, and what to do next."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import (
    Lang,
    choose_language,
    get_named_lab,
    get_project_of,
    open_copies,
    place_wrapper,
    translate,
)
from workshop.cli.before import look, tell
from workshop.cli.doctor import show_finding
from workshop.cli.language import Language
from workshop.cli.start_words import FOREIGN, WORDS
from workshop.cli.terminal import Terminal
from workshop.cli.whose_cluster import tell_foreign_context
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.machine import LocalMachine
    from workshop.venue.copies import Copies, Copy

FOLDER = "workshop-labs"
"""Where copies are made by default, in the project; git is told to leave it alone."""

SITE = "site"
"""Where the project's site is built to, as mkdocs.yml and the README have it."""


@app.command()
def start(
    lab: Annotated[
        str, typer.Argument(metavar="LAB", help="Its number, id or folder, such as 1 or 01-first-container.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=f"Where to copy to; {FOLDER}/LAB in the project by default.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Replace the copy of this lab that is there by a new one.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Copy a lab's folder to work in, and tell what the lab needs and what to do next."""
    from workshop.run.machine import LocalMachine
    from workshop.venue.doctor import examine
    from workshop.venue.needs import find_requirements

    language, terminal, copies = choose_language(lang), Terminal(), open_copies()
    here = Path.cwd()
    project = get_project_of(here)
    wanted = get_named_lab(project, lab, language)
    target = (here / folder if folder else _default_folder(here, project, copies, wanted)).resolve()
    machine, words = LocalMachine(), WORDS[language]
    there = _find_copy(copies, wanted, target, language)
    made = there if there and not fresh else _make(wanted, project, target, there, machine)
    program, translated = place_wrapper(target, lang), translate(wanted, language)
    terminal.result(f"cd {shlex.quote(str(target))} && {program} check")
    terminal.result(f"    {words['opens'].format(program=program)}\n")
    title = translated.front.title
    terminal.result(words["title"].format(id=wanted.id, title=title, minutes=wanted.front.minutes))
    terminal.result(words["copied"].format(folder=target))
    if made is there:
        terminal.result("\n".join(_tell_coming_back(translated, made, language)))
    terminal.result(f"\n{words['needs']}")
    for finding in examine(find_requirements([wanted]), machine):
        show_finding(finding, language, terminal)
    tell_foreign_context([wanted], "lab", language, terminal)
    tell(wanted, made.things, language, terminal)
    terminal.result("\n" + "\n".join(_tell_next(wanted, project, program, language)))


def _make(lab: Lab, project: Path, target: Path, there: Copy | None, machine: LocalMachine) -> Copy:
    """Make a copy of *lab* at *target*, in the place of the one that is *there*, and remember it; or leave nothing."""
    from workshop.venue.copies import make_copy

    copies = open_copies()
    earlier = [copy for copy in copies.find_all() if (copy.lab, copy.project) == (lab.id, project)]
    # What the copy that is replaced has made is the lab's; where nobody could look then, what is there now counts.
    things = there.things if there and there.things is not None else look(lab, machine, earlier)
    is_new_room = target.parent == project / FOLDER and not target.parent.exists()
    is_new = not target.exists()
    try:
        made = make_copy(lab, project, target, things)
        if is_new_room:
            (target.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        copies.remember(made)
    except BaseException:
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        if is_new_room:
            shutil.rmtree(target.parent, ignore_errors=True)
        raise
    return made


def _tell_coming_back(lab: Lab, copy: Copy, language: Language) -> list[str]:
    """That *copy* of *lab* is as it was, and which step comes next, as far as `workshop check` has seen it done."""
    words, checks = WORDS[language], [check for check in lab.checks if check.after != lab.cleanup.id]
    order = [check.id for check in lab.checks]
    ahead = checks[order.index(copy.done) + 1 :] if copy.done in order else checks
    step = words["step"].format(step=ahead[0].after, title=ahead[0].title) if ahead else words["all-held"]
    return [words["kept"], *([step] if checks else [])]


def _default_folder(here: Path, project: Path, copies: Copies, lab: Lab) -> Path:
    """Where *lab* is copied to: where it was before, else beside the copy that *here* lies in, else in the project."""
    copy = copies.find_at(here)
    if newest := copy if copy and copy.lab == lab.id else copies.find_newest(lab.id, project):
        return newest.folder
    return (copy.folder.parent if copy else project / FOLDER) / lab.id


def _find_copy(copies: Copies, lab: Lab, target: Path, language: Language) -> Copy | None:
    """The copy of *lab* at *target*, None where that is empty or not there. Raises UsageError for anything else."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    copy = copies.find_at(target)
    if copy is None or copy.folder != target or copy.lab != lab.id:
        message, hint = FOREIGN[language]
        raise UsageError(message, where=str(target), hint=hint)
    return copy


def _tell_next(lab: Lab, project: Path, program: str, language: Language) -> list[str]:
    from workshop.lab.aim import EXPORT
    from workshop.lab.removals import find_cluster

    words, cluster = WORDS[language], find_cluster(lab)
    page, how = _find_page(lab, project, language)
    steps = {EXPORT: words["export"].format(cluster=cluster, program=program)} if cluster else {}
    steps |= {page: how} | {f"{program} {name}": words[name] for name in ("check", "hint", "reset")}
    return [words["next"], *(line for step, what in steps.items() for line in (f"  {step}", f"      {what}"))]


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
