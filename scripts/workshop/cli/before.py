"""What `workshop start` finds on the machine before a lab begins, and what of it the person should know.

What is there then is the person's: a reset never removes it, and a step of the lab that would is told.
"""

from __future__ import annotations

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
        "step": "{thing}（步骤 {step}）",
    },
    "en": {
        "endangered": "These are here already, and steps of this lab remove things of the same name; "
        "before you begin, rename them, or remove them yourself:",
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
    """Say which of *things*, those from before *lab*, its steps would remove."""
    from workshop.lab.removal import Place
    from workshop.lab.removals import find_cluster, find_endangered

    words = WORDS[language]
    found = find_endangered(lab, things or (), Place(lab.folder, find_cluster(lab)))
    steps = dict.fromkeys((thing, block.id) for block, _, thing in found)
    if steps:
        terminal.note(words["endangered"], style="yellow")
    for (kind, name, _), step in steps:
        thing = f"{KINDS[language].get(kind, kind)} {name}"
        terminal.note(f"  {words['step'].format(thing=thing, step=step)}", style="yellow")


def _find_own(lab: Lab, things: set[ThingKey]) -> set[ThingKey]:
    from workshop.lab.removal import Place
    from workshop.lab.removals import find_cluster
    from workshop.run.kubeconfig import lab_environment
    from workshop.run.taking import Taking

    with lab_environment(lab) as environment:
        taking = Taking(lab, Place(lab.folder, find_cluster(lab)), environment)
        return {thing for command in lab.cleanup.commands for thing in taking.find(command.text, things).things}
