"""`workshop reset`: undoes a lab in whatever state it is: shows what goes, asks, and says what was removed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.asking import ask, need_terminal
from workshop.cli.attendee import Lang, choose_lab, choose_language, need_engine, need_running, translate
from workshop.cli.check import show_check
from workshop.cli.language import Language
from workshop.cli.reset_words import CHANGES, KINDS, WORDS
from workshop.cli.terminal import Terminal

if TYPE_CHECKING:
    from workshop.lab import Command, Lab
    from workshop.lab.removal import ThingKey
    from workshop.run.taking import Taken
    from workshop.run.terminal import PtyTerminal
    from workshop.venue.copies import Copy


@app.command()
def reset(
    lab: Annotated[
        str | None, typer.Argument(metavar="LAB", help="The lab to undo; by default the one you stand in.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False,
    lang: Lang = None,
) -> None:
    """Undo a lab, however far it was done: remove what it made, and put its files back."""
    from workshop.run.kubeconfig import lab_environment
    from workshop.run.lock import hold_machine
    from workshop.run.machine import LocalMachine

    language = choose_language(lang)
    chosen, folder, copy = choose_lab(lab, Path.cwd(), language)
    need_engine(chosen, LocalMachine(), language)
    need_running(chosen, language)
    terminal = Terminal()
    held = hold_machine(f"workshop reset {chosen.id}", terminal.note)
    with held, lab_environment(chosen, copy.folder if copy else None) as environment:
        undoing = Reset(chosen, folder, copy, language, yes, environment, terminal)
        fine = undoing.may_remove() and undoing.clean_up()
    if fine and copy:
        undoing.put_files_back(copy)
    if not fine:
        raise typer.Exit(1)


@dataclass
class Reset:
    """Undoes one lab: finds out what goes, asks, runs its cleanup, tells what became of it."""

    lab: Lab
    folder: Path
    copy: Copy | None
    language: Language
    yes: bool
    environment: dict[str, str]
    terminal: Terminal
    plan: list[tuple[Command, Taken]] = field(default_factory=list)

    def may_remove(self) -> bool:
        """Whether the cleanup may be run: it takes nothing, or the person has seen what, and says so.

        Raises UsageError where something goes and nobody can be asked.
        """
        from workshop.venue.reset import leave_out_contents

        self.plan = self._make_plan()
        taken = {thing for _, each in self.plan for thing in each.things}
        goes = leave_out_contents(thing for thing in taken if not self._was_there(thing))
        opens = [] if self._known is not None else [command.text for command, each in self.plan if each.is_open]
        self._list("stays", [self._name(thing) for thing in leave_out_contents(filter(self._was_there, taken))])
        if self.yes or not (goes or opens):
            return True
        found = [self._say("open", command=text) for text in opens]
        self._list("goes" if self._known is not None else "unknown", [*map(self._name, goes), *found])
        need_terminal(self._say("nobody"), self._say("nobody-hint"))
        if ask(self._say("remove"), self.terminal):
            return True
        self.terminal.note(self._say("kept"))
        return False

    def clean_up(self) -> bool:
        """Run the cleanup and its checks, say what was removed, what failed and what is left; whether all is well."""
        from workshop.venue.reset import leave_out_contents

        before = self._look()
        fine = self._run_cleanup()
        spares = any(map(self._was_there, (thing for _, each in self.plan for thing in each.things)))
        # Where another's thing bears the name of one of the lab's, the check would ask for its removal.
        fine = fine and (spares or self._run_checks())
        after = self._look()
        gone = leave_out_contents(before - after)
        for thing in gone:
            self.terminal.result(self._say("removed", thing=self._name(thing)))
            if self._was_there(thing):
                self.terminal.note(self._say("lost", thing=self._name(thing)), style="red")
                fine = False
        if not gone and fine:
            self.terminal.result(self._say("nothing"))
        for thing in leave_out_contents(after) if self._known is not None else []:
            if thing[0] != "image" and not self._was_there(thing):  # Images are pulled for labs and stay for the next.
                self.terminal.note(self._say("left", thing=self._name(thing)))
        return fine

    def put_files_back(self, copy: Copy) -> None:
        """Put the lab's files into the copy as they are in the project, after asking where anything was changed."""
        from workshop.cli.attendee import open_copies
        from workshop.venue.copies import find_changes, make_copy

        changes = find_changes(copy)
        if changes and not self.yes:
            self._list("changes", [f"{CHANGES[self.language][what]}  {name}" for what, name in changes])
            if not ask(self._say("restore"), self.terminal):
                self.terminal.note(self._say("unchanged", folder=copy.folder))
                return
        open_copies().remember(make_copy(self.lab, copy.project, copy.folder, copy.things))
        self.terminal.result(self._say("restored", folder=copy.folder))

    @property
    def _known(self) -> tuple[ThingKey, ...] | None:
        """What was there before the lab was started; None where nobody has looked."""
        return self.copy.things if self.copy else None

    def _was_there(self, thing: ThingKey) -> bool:
        from workshop.venue.reset import is_known

        return is_known(thing, self._known or ())

    def _make_plan(self) -> list[tuple[Command, Taken]]:
        """Each command of the cleanup, with what it would take of what is there."""
        from workshop.lab.removal import Place
        from workshop.lab.removals import find_cluster
        from workshop.run.taking import Taking

        if self.lab.cleanup.skip:
            return []
        taking = Taking(self.lab, Place(self.folder, find_cluster(self.lab)), self.environment)
        things = self._look()
        return [(command, taking.find(command.text, things)) for command in self.lab.cleanup.commands]

    def _run_cleanup(self) -> bool:
        from workshop.run.terminal import PtyTerminal

        shell = PtyTerminal(self.folder, self.environment)
        try:
            done = [self._run(shell, command, taken) for command, taken in self.plan]
            return all(done)
        finally:
            shell.close()

    def _run(self, shell: PtyTerminal, command: Command, taken: Taken) -> bool:
        """Run *command*, or where it would take what was there before, remove the rest of it thing by thing."""
        from workshop.venue.removing import remove_singly
        from workshop.venue.reset import found_nothing

        if taken.is_open and self._known is not None:
            self.terminal.note(self._say("unclear", command=command.text), style="yellow")
            by_hand = f"cd {shlex.quote(str(self.folder))} && {command.text}"
            self.terminal.note(self._say("by-hand", command=by_hand))
            return False
        if any(map(self._was_there, taken.things)):
            self.terminal.note(self._say("spared", command=command.text), style="yellow")
            own = [thing for thing in taken.things if not self._was_there(thing)]
            failed = remove_singly(own, self.environment)
            for thing, reason in failed:
                self.terminal.note(self._say("single", thing=self._name(thing), reason=reason), style="red")
            return not failed
        done = shell.run(command.text, timeout_s=self.lab.cleanup.timeout_s)
        if not done.timed_out and (not done.exit_code or found_nothing(done.lines, done.exit_code)):
            return True
        self.terminal.note(self._say("failed", command=command.text), style="red")
        for line in "\n".join(done.lines).rstrip().split("\n"):
            self.terminal.note(f"    {line}".rstrip())
        return False

    def _run_checks(self) -> bool:
        """Whether what the cleanup's checks claim holds, as it must in the end, whatever the commands said."""
        from workshop.run.check import run_check

        fine = True
        for check in translate(self.lab, self.language).checks:
            if check.after == self.lab.cleanup.id:
                result = run_check(check, self.folder, self.environment)
                if not result.passed:
                    show_check(check, result, "fails", self.language, self.terminal, own=self._known or ())
                    fine = False
        return fine

    def _look(self) -> frozenset[ThingKey]:
        """What there is, asked of the engine in use by now: a cleanup may go back to another docker context."""
        from workshop.run.machine import LocalMachine

        if self.lab.front.needs == "none":
            return frozenset()
        return frozenset((thing.kind, thing.name, thing.key) for thing in LocalMachine().find_things())

    def _list(self, key: str, lines: list[str]) -> None:
        if lines:
            self.terminal.note(self._say(key, folder=self.folder))
        for line in lines:
            self.terminal.note(f"  {line}")

    def _name(self, thing: ThingKey) -> str:
        kind, name, _ = thing
        return f"{KINDS[self.language].get(kind, kind)} {name}"

    def _say(self, key: str, **facts: object) -> str:
        return WORDS[self.language][key].format(**facts)
