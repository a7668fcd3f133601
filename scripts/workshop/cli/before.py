"""What `workshop start` finds on the machine before a lab begins, and what of it the person should know.

What is there then is the person's: a reset never removes it, and a step of the lab that would is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.cli.language import Language
from workshop.cli.reset_words import KINDS
from workshop.cli.terminal import Terminal

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.lab.removal import ThingKey
    from workshop.run.machine import LocalMachine
    from workshop.venue.copies import Copy

WORDS = {
    "zh": {
        "endangered": "下面这些已经有了，而实验的步骤会删除同名的东西；开始之前，先给它们改名，或者自己删掉：",
        "taken": "下面这些已经有了，而实验也要用同样的名字，它的命令会失败，或者用到你的：",
        "taken-by": "{thing} 已经有了，实验 {lab} 的步骤 {step} 也用这个名字",
        "careful": "小心：{thing} 在开始实验之前就有，是你的，别删它；",
        "container": "给它改名：docker rename {name} {name}-mine",
        "image": "先给它另起一个名字：docker tag {name} mine/{name}",
        "fixed": "它不能改名；还要用它，就先别做这个实验",
        "step": "{thing}（步骤 {step}）",
    },
    "en": {
        "endangered": "These are here already, and steps of this lab remove things of the same name; "
        "before you begin, rename them, or remove them yourself:",
        "taken": "These are here already under names that this lab gives, so its commands would fail, or use yours:",
        "taken-by": "{thing} is here already, and step {step} of lab {lab} gives that name",
        "careful": "careful: {thing} was here before you started this lab, it is yours, do not remove it; ",
        "container": "rename it: docker rename {name} {name}-mine",
        "image": "give it another name first: docker tag {name} mine/{name}",
        "fixed": "it cannot be renamed; while you need it, leave this lab for later",
        "step": "{thing} (step {step})",
    },
}


def look(lab: Lab, machine: LocalMachine, earlier: list[Copy]) -> tuple[ThingKey, ...] | None:
    """What is on the machine before *lab* is started, None without an engine.

    What the lab made when it was started before, in *earlier* copies of it, is left out: it was not there then.
    """
    if machine.docker_version() is None:
        return None
    things = {(thing.kind, thing.name, thing.key) for thing in machine.find_things()}
    known = [set(copy.things) for copy in earlier if copy.things is not None]
    own = _find_own(lab, things) if known else set()
    return tuple(sorted(thing for thing in things if thing not in own or all(thing in each for each in known)))


def tell(lab: Lab, things: tuple[ThingKey, ...] | None, language: Language, terminal: Terminal) -> None:
    """Say which of *things*, those from before *lab*, its steps would remove, or bear a name that it gives."""
    from workshop.lab.makings import find_taken
    from workshop.lab.removal import Place
    from workshop.lab.removals import find_cluster, find_endangered

    words = WORDS[language]
    found = find_endangered(lab, things or (), Place(lab.folder, find_cluster(lab)))
    steps = dict.fromkeys((thing, block.id) for block, _, thing in found)
    if steps:
        terminal.note(words["endangered"], style="yellow")
    for found_thing, step in steps:
        terminal.note(f"  {words['step'].format(thing=_call(found_thing, language), step=step)}", style="yellow")
    endangered = {found_thing for found_thing, _ in steps}
    taken = [(thing, made) for thing, made in find_taken(lab, things or ()) if thing not in endangered]
    if taken:
        terminal.note(words["taken"], style="yellow")
    for thing, made in taken:
        named = words["step"].format(thing=_call(thing, language), step=made.step)
        terminal.note(f"  {named}\n      {_find_way(thing, language)}", style="yellow")


def tell_taken(labs: Iterable[Lab], project: Path, machine: LocalMachine, language: Language) -> list[str]:
    """A line, and what to do, for each thing that bears a name which one of *labs* gives and did not make itself."""
    from workshop.cli.attendee import open_copies
    from workshop.lab.makings import find_taken

    if machine.docker_version() is None:
        return []
    now = {(thing.kind, thing.name, thing.key) for thing in machine.find_things()}
    lines = []
    for lab in labs:
        copy = open_copies().find_newest(lab.id, project)
        theirs = now & set(copy.things) if copy and copy.things is not None else now if copy is None else set()
        for thing, made in find_taken(lab, theirs):
            facts = {"thing": _call(thing, language), "lab": lab.id, "step": made.step}
            lines.append(f"! {WORDS[language]['taken-by'].format(**facts)}\n    {_find_way(thing, language)}")
    return lines


def warn_of_own(hint: str, things: Iterable[ThingKey], language: Language) -> list[str]:
    """A line for each of *things*, those from before a lab, that *hint* names: no hint is about these."""
    return [
        WORDS[language]["careful"].format(thing=_call(thing, language)) + _find_way(thing, language)
        for thing in sorted(things)
        if thing[0] in ("container", "image", "network", "volume")
        and re.search(rf"(?<![\w./-]){re.escape(thing[1])}(?![\w-])", hint)
    ]


def _call(thing: ThingKey, language: Language) -> str:
    return f"{KINDS[language].get(thing[0], thing[0])} {thing[1]}"


def _find_way(thing: ThingKey, language: Language) -> str:
    """What to do with *thing*, the person's, where a lab needs its name; nothing that would remove it."""
    return WORDS[language][thing[0] if thing[0] in ("container", "image") else "fixed"].format(name=thing[1])


def _find_own(lab: Lab, things: set[ThingKey]) -> set[ThingKey]:
    from workshop.lab.removal import Place
    from workshop.lab.removals import find_cluster
    from workshop.run.kubeconfig import lab_environment
    from workshop.run.taking import Taking

    with lab_environment(lab) as environment:
        taking = Taking(lab, Place(lab.folder, find_cluster(lab)), environment)
        return {thing for command in lab.cleanup.commands for thing in taking.find(command.text, things).things}
