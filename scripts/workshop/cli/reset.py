"""`workshop reset`: undoes a lab in whatever state it is, and says what was removed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_lab, choose_language, need_engine, translate
from workshop.cli.check import show_check
from workshop.cli.language import Language
from workshop.cli.reset_words import CHANGES, KINDS, WORDS
from workshop.cli.terminal import Terminal

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.lab.removal import ThingKey
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
    from workshop.run.lock import hold_machine
    from workshop.run.machine import LocalMachine

    language = choose_language(lang)
    chosen, folder, copy = choose_lab(lab, Path.cwd(), language)
    need_engine(chosen, LocalMachine(), language)
    undoing = Reset(chosen, folder, copy, language, yes)
    with hold_machine(f"workshop reset {chosen.id}", undoing.terminal.note):
        fine = undoing.may_remove() and undoing.clean_up()
    if fine and copy:
        undoing.put_files_back(copy)
    if not fine:
        raise typer.Exit(1)


@dataclass
class Reset:
    """Undoes one lab: asks, runs its cleanup, tells what became of it."""

    lab: Lab
    folder: Path
    copy: Copy | None
    language: Language
    yes: bool
    terminal: Terminal = field(default_factory=Terminal)

    def may_remove(self) -> bool:
        """Whether the cleanup may be run: nothing it removes can be other than the lab's, or the person says so."""
        from workshop.lab.removal import find_named

        known = self.copy.things if self.copy else None
        named = find_named(self.lab, self._look(), self.folder.name)
        theirs = [thing for thing in named if known is None or thing in known]
        if not theirs or self.yes:
            return True
        self.terminal.note(self._say("theirs"))
        for thing in theirs:
            self.terminal.note(f"  {self._name(thing)}")
        if self._ask("remove"):
            return True
        self.terminal.note(self._say("kept"))
        return False

    def clean_up(self) -> bool:
        """Run the cleanup and its checks, say what was removed, what failed and what is left; whether all is well."""
        from workshop.venue.reset import leave_out_contents

        before = self._look()
        fine = self._run_cleanup() & self._run_checks()
        after = self._look()
        gone = leave_out_contents(before - after)
        for thing in gone:
            self.terminal.result(self._say("removed", thing=self._name(thing)))
        if not gone and fine:
            self.terminal.result(self._say("nothing"))
        known = self.copy.things if self.copy else None
        for thing in leave_out_contents(after - set(known)) if known is not None else []:
            if thing[0] != "image":  # Images are pulled for labs and stay for the next.
                self.terminal.note(self._say("left", thing=self._name(thing)))
        return fine

    def put_files_back(self, copy: Copy) -> None:
        """Put the lab's files into the copy as they are in the project, after asking where anything was changed."""
        from workshop.cli.attendee import open_copies
        from workshop.venue.copies import empty, find_changes, make_copy

        changes = find_changes(copy)
        if changes and not self.yes:
            self.terminal.note(self._say("changes", folder=copy.folder))
            for what, name in changes:
                self.terminal.note(f"  {CHANGES[self.language][what]}  {name}")
            if not self._ask("restore"):
                self.terminal.note(self._say("unchanged", folder=copy.folder))
                return
        empty(copy.folder)
        open_copies().remember(make_copy(self.lab, copy.project, copy.folder, copy.things))
        self.terminal.result(self._say("restored", folder=copy.folder))

    def _run_cleanup(self) -> bool:
        from workshop.run.terminal import PtyTerminal
        from workshop.venue.doctor import ask
        from workshop.venue.reset import found_nothing, touches_other_cluster

        context = (ask(("kubectl", "config", "current-context")) or "").strip() or None
        shell = PtyTerminal(self.folder)
        fine = True
        try:
            for command in self.lab.cleanup.commands if not self.lab.cleanup.skip else ():
                if touches_other_cluster(command.text, context, shares=self.lab.front.shares_cluster):
                    self.terminal.note(self._say("cluster", command=command.text, context=context), style="yellow")
                    continue
                done = shell.run(command.text, timeout_s=self.lab.cleanup.timeout_s)
                if done.timed_out or (done.exit_code and not found_nothing(done.lines, done.exit_code)):
                    fine = False
                    self.terminal.note(self._say("failed", command=command.text), style="red")
                    for line in "\n".join(done.lines).rstrip().split("\n"):
                        self.terminal.note(f"    {line}".rstrip())
        finally:
            shell.close()
        return fine

    def _run_checks(self) -> bool:
        """Whether what the cleanup's checks claim holds, as it must in the end, whatever the commands said."""
        from workshop.run.check import run_check

        fine = True
        for check in translate(self.lab, self.language).checks:
            if check.after == self.lab.cleanup.id:
                result = run_check(check, self.folder, {})
                if not result.passed:
                    show_check(check, result, "fails", self.language, self.terminal)
                    fine = False
        return fine

    def _look(self) -> frozenset[ThingKey]:
        """What there is, asked of the engine in use by now: a cleanup may go back to another docker context."""
        from workshop.run.machine import LocalMachine

        if self.lab.front.needs == "none":
            return frozenset()
        return frozenset((thing.kind, thing.name, thing.key) for thing in LocalMachine().find_things())

    def _name(self, thing: ThingKey) -> str:
        kind, name, _ = thing
        return f"{KINDS[self.language].get(kind, kind)} {name}"

    def _say(self, key: str, **facts: object) -> str:
        return WORDS[self.language][key].format(**facts)

    def _ask(self, key: str) -> bool:
        """Whether the answer to a question is yes; nobody there to answer means no."""
        self.terminal.err.print(f"{self._say(key)} [y/N] ", end="")
        answer = sys.stdin.readline()
        if not answer.endswith("\n"):
            self.terminal.note("")
        return answer.strip().lower() in ("y", "yes", "是")
