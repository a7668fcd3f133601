"""How `workshop cluster --delete` goes about it: shows the cluster with all that is in it, asks, and deletes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from workshop.cli.asking import ask, need_terminal
from workshop.cli.attendee import open_clusters, open_copies
from workshop.cli.language import Language
from workshop.cli.reset_words import KINDS
from workshop.cli.terminal import Terminal
from workshop.errors import WorkshopError

if TYPE_CHECKING:
    from workshop.lab.removal import ThingKey
    from workshop.run.cluster import SharedCluster
    from workshop.run.machine import LocalMachine

WORDS = {
    "zh": {
        "goes": "将会删除：",
        "unknown": "它不是 workshop cluster 在这里建的，不知道是谁的。",
        "ask": "删除吗？",
        "kept": "什么都没有删除",
        "nobody": "没有终端可以询问，什么都没有删除",
        "nobody-hint": "看过上面列出的，加上 --yes 再运行一次",
        "foreign": "集群 {name} 在开始做实验之前就有，也不是 workshop cluster 建的，没有动它",
        "inside": "集群 {name} 里有开始做实验之前就有的东西，没有动它：{things}",
        "hint": "要是不要了，自己删除：kind delete cluster --name {name}",
    },
    "en": {
        "goes": "This will be deleted:",
        "unknown": "workshop cluster did not make it here, so there is no telling whose it is.",
        "ask": "Delete it?",
        "kept": "nothing was deleted",
        "nobody": "there is no terminal to ask at, so nothing was deleted",
        "nobody-hint": "check the list above, then run this again with --yes",
        "foreign": "the cluster {name} was there before you started a lab, and workshop cluster did not make it, "
        "so it was left alone",
        "inside": "the cluster {name} holds what was there before you started a lab, so it was left alone: {things}",
        "hint": "if you do not need any of it, delete it yourself: kind delete cluster --name {name}",
    },
}


@dataclass
class Ending:
    """The end of the cluster *shared*, if the person has seen what goes with it and says so."""

    shared: SharedCluster
    machine: LocalMachine
    language: Language
    terminal: Terminal

    def delete(self, *, yes: bool) -> bool:
        """Delete the cluster; whether there was one.

        Raises WorkshopError where it is not the kit's, or holds what was there before, UsageError where nobody can be
        asked, and ends the program with exit code 1 where the answer is no.
        """
        from workshop.run.cluster_things import find_held

        if not self.shared.exists():
            return False
        name, words = self.shared.name, WORDS[self.language]
        things = {(thing.kind, thing.name, thing.key) for thing in self.machine.find_things()}
        nodes, held = find_nodes(name, things), find_held(name, things)
        is_ours = open_clusters().has(name, nodes)
        self._refuse_foreign(nodes, held, is_ours=is_ours)
        if not yes:
            containers = [thing for thing in things if thing[0] == "container" and thing[2] in nodes]
            self.terminal.note(words["goes"])
            for kind, own, _ in (("cluster", name, name), *sorted(containers), *held):
                self.terminal.note(f"  {KINDS[self.language].get(kind, kind)} {own}")
            if not is_ours:
                self.terminal.note(words["unknown"], style="yellow")
            need_terminal(words["nobody"], words["nobody-hint"])
            if not ask(words["ask"], self.terminal):
                self.terminal.note(words["kept"])
                raise typer.Exit(1)
        self.shared.delete()
        open_clusters().forget(name)
        return True

    def _refuse_foreign(self, nodes: list[str], held: list[ThingKey], *, is_ours: bool) -> None:
        """Raise WorkshopError where the cluster, or anything that it holds, was there before each lab in it began.

        What a lab has left there was not there before that one, however many were begun since.
        """
        name, words = self.shared.name, WORDS[self.language]
        known = [set(copy.things) for copy in open_copies().find_all() if copy.things]
        known = [each for each in known if ("cluster", name, name) in each and set(nodes) <= {key for *_, key in each}]
        hint = words["hint"].format(name=name)
        if known and not is_ours:
            raise WorkshopError(words["foreign"].format(name=name), hint=hint)
        if theirs := [thing for thing in held if known and all(thing in each for each in known)]:
            names = ", ".join(f"{KINDS[self.language].get(kind, kind)} {own}" for kind, own, _ in theirs)
            raise WorkshopError(words["inside"].format(name=name, things=names), hint=hint)


def find_nodes(name: str, things: set[ThingKey]) -> list[str]:
    """The ids of the containers that are the nodes of cluster *name*."""
    from workshop.lab.removal import is_node

    return sorted(thing[2] for thing in things if is_node(thing, name))
