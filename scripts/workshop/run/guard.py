"""Keeps a lab from removing what was on the machine before it: the lab as a whole, and each command before it runs."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.errors import RequirementError
from workshop.lab import ConsoleBlock, Lab
from workshop.lab.model import Typed
from workshop.lab.removal import Place
from workshop.lab.removals import find_cluster, find_endangered
from workshop.run.outcome import Failure
from workshop.run.taking import Taking
from workshop.run.things import Thing


class Guard:
    """Stands before the *things* that were there when *lab* began."""

    def __init__(self, lab: Lab, things: Iterable[Thing]) -> None:
        self._lab = lab
        self._cluster = find_cluster(lab)
        self._kept = [(thing.kind, thing.name, thing.key) for thing in things]
        self._taking: Taking | None = None

    def refuse_lab(self) -> None:
        """Raise RequirementError where a command of the lab would remove what is here by its name."""
        found = find_endangered(self._lab, self._kept, Place(self._lab.folder, self._cluster))
        for _, _, (kind, name, _) in found[:1]:
            hint = f"remove it or give it another name; if a run of this lab left it, `workshop reset {self._lab.id}`"
            raise RequirementError(f"{self._lab.id} would remove what is here already: {kind} {name}", hint=hint)

    def watch(self, place: Place, environment: dict[str, str]) -> None:
        """From now on commands run in *place* with *environment*."""
        self._taking = Taking(self._lab, place, environment)

    def judge(self, block: ConsoleBlock, index: int) -> Failure | None:
        """Why command *index* (from 0) of *block* must not be run; None where it takes nothing that was there."""
        command = block.commands[index]
        if not self._kept or self._taking is None or command.typed is not Typed.SHELL:
            return None
        taken = sorted(self._taking.find(command.text, self._kept).things)
        if not taken:
            return None
        names = ", ".join(f"{kind} {name}" for kind, name, _ in taken)
        message = f"block `{block.id}`, command {index + 1}: not run: it would remove what was there before the lab"
        hint = "let it remove what the lab makes, by a name or a label that only the lab gives"
        return Failure(f"{block.path}:{command.line}", f"{message}: {names}", hint=hint)
