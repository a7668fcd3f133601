"""`workshop catch-up`: types a lab's own commands up to a step, so that a late attendee is where the room is."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_lab, choose_language, need_engine, open_copies, translate
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.machine import LocalMachine
    from workshop.run.outcome import Failure
    from workshop.venue.catching_up import CatchUp, Event, Step
    from workshop.venue.copies import Copy

WORDS = {
    "zh": {
        "held": "✓ {titles}（已经做好）",
        "reached": "✓ {title}",
        "stopped": "✗ 到这里停了：{what}",
        "hint": "  提示：{hint}",
        "over": "  或者从头再来：{reset}，然后 {again}",
        "there": "到了：{step}。做了 {count} 条命令。",
        "nothing": "{step} 之前的都已经做好，没有要做的。",
        "running": "另开一个终端，在这个目录里敲（页面上的终端 {terminal}，它在那里一直运行）：",
        "shell": "下面是带着实验变量的 bash，`exit` 离开：",
        "end": "最后",
    },
    "en": {
        "held": "✓ {titles} (done already)",
        "reached": "✓ {title}",
        "stopped": "✗ stopped here: {what}",
        "hint": "  hint: {hint}",
        "over": "  or start over: {reset}, then {again}",
        "there": "Here we are: {step}. {count} commands were typed.",
        "nothing": "All up to {step} was done already; there was nothing to type.",
        "running": "Open another terminal, and type in this folder (the page's terminal {terminal}; it stays running):",
        "shell": "This is a bash with the lab's variables; `exit` leaves it:",
        "end": "the end",
    },
}
NO_COPY = {
    "zh": ("{lab} 还没有开始，没有可以追上的目录", "先运行 workshop start {lab}"),
    "en": ("{lab} was not started, so there is no folder to catch up in", "run workshop start {lab} first"),
}
NO_STEP = {
    "zh": ("实验 {lab} 没有 `{step}` 这一步", "有这些：{steps}"),
    "en": ("lab {lab} has no step `{step}`", "there are: {steps}"),
}


@app.command("catch-up")
def catch_up(
    lab: Annotated[
        str | None, typer.Argument(metavar="LAB", help="The lab to catch up in; by default the one you stand in.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="STEP", help="The last step to do; by default all.")] = None,
    shell: Annotated[bool, typer.Option("--shell", help="Stay in a bash that has the lab's variables.")] = False,
    lang: Lang = None,
) -> None:
    """Type a lab's own commands up to a step, but for what is done already."""
    from workshop.run.machine import LocalMachine

    language, terminal, machine = choose_language(lang), Terminal(), LocalMachine()
    chosen, _, copy = choose_lab(lab, Path.cwd(), language)
    if copy is None:
        message, hint = NO_COPY[language]
        raise UsageError(message.format(lab=chosen.id), hint=hint.format(lab=chosen.id))
    steps = _find_steps(chosen, to, language)
    need_engine(chosen, machine, language)
    state = _go(chosen, copy, steps, machine, language, terminal)
    if state is None:
        raise typer.Exit(1)
    if shell:
        terminal.note(WORDS[language]["shell"])
        _enter_shell(state, copy.folder)


def _find_steps(lab: Lab, to: str | None, language: Language) -> list[Step]:
    from workshop.venue.catching_up import find_steps

    try:
        return find_steps(lab, to)
    except KeyError:
        message, hint = NO_STEP[language]
        ids = ", ".join(block.id for block in lab.consoles if block is not lab.cleanup)
        raise UsageError(message.format(lab=lab.id, step=to), hint=hint.format(steps=ids)) from None


def _go(
    lab: Lab,
    copy: Copy,
    steps: list[Step],
    machine: LocalMachine,
    language: Language,
    terminal: Terminal,
) -> str | None:
    """Do *steps* in *copy*, showing them; what a shell needs to go on, or None where something went wrong."""
    from workshop.lab.removal import Place
    from workshop.lab.removals import find_cluster
    from workshop.run.guard import Guard
    from workshop.run.kubeconfig import prepare_kubeconfig, write_private
    from workshop.run.terminal import PtyTerminal
    from workshop.run.terminals import Terminals
    from workshop.run.things import Thing
    from workshop.run.workspace import Workspace
    from workshop.venue.catching_up import CatchUp, Stopped

    if cluster := find_cluster(lab):
        prepare_kubeconfig(lab, copy.folder)
    workspace = Workspace(lab, copy.folder)
    terminals = Terminals(workspace, PtyTerminal)
    guard = Guard(lab, [Thing(*thing) for thing in copy.things or ()])
    guard.watch(Place(copy.folder, cluster), workspace.environment)
    way = CatchUp(lab, workspace, terminals, guard, machine.docker_version())
    told, names = _Told(lab, copy, language, terminal), _names_path(copy)
    try:
        if told.done and names.is_file():
            way.restore(names.read_text(encoding="utf-8"))
        for event in way.go(steps, told.done):
            told.tell(event)
            if isinstance(event, Stopped):
                return None
        told.end(steps, way)
        state = way.read_state()
        write_private(names, state)
        return state
    finally:
        terminals.close()


def _names_path(copy: Copy) -> Path:
    """Where the variables and functions of *copy* are kept between one call and the next."""
    from hashlib import sha256

    from workshop.venue.copies import get_record_path

    digest = sha256(str(copy.folder).encode()).hexdigest()[:12]
    return get_record_path(os.environ).with_name(f"names-{digest}.bash")


class _Told:
    """Shows events as they come, and remembers which checks were reached."""

    def __init__(self, lab: Lab, copy: Copy, language: Language, terminal: Terminal) -> None:
        self._lab, self._copy, self._terminal = lab, copy, terminal
        self._language, self._words = language, WORDS[language]
        self._titles = {check.id: check.title for check in translate(lab, language).checks}
        self._order = [check.id for check in lab.checks]
        self._count = 0
        self.done = self._order[: self._order.index(copy.done) + 1] if copy.done in self._order else []

    def tell(self, event: Event) -> None:
        """Print what happened."""
        from workshop.venue.catching_up import Held, Printed, Reached, Typing

        if isinstance(event, Held):
            checks = [check.id for check in event.step.checks or event.step.later]
            titles = ("；" if self._language == "zh" else "; ").join(self._titles[check] for check in checks)
            self._terminal.result(self._words["held"].format(titles=titles))
            self._remember(checks)
        elif isinstance(event, Typing):
            self._count += not event.again
            number = f"({event.terminal}) " if event.terminal > 1 else ""
            self._terminal.out.print(
                f"{number}$ " + event.command.text.replace("\n", "\n> "), style="bold", markup=False
            )
        elif isinstance(event, Printed):
            for line in event.lines:
                self._terminal.result(line)
        elif isinstance(event, Reached):
            self._terminal.out.print(self._words["reached"].format(title=self._titles[event.check.id]), style="green")
            self._remember([event.check.id])
        else:
            self._stop(event.failure)

    def end(self, steps: list[Step], way: CatchUp) -> None:
        """Say where we are, and what is to be kept running."""
        step = steps[-1].blocks[-1].id if steps else self._words["end"]
        line = self._words["there" if self._count else "nothing"].format(step=step, count=self._count)
        self._terminal.result(f"\n{line}")
        for number, command in way.running.items():
            self._terminal.result(self._words["running"].format(terminal=number))
            self._terminal.result(f"  {command.text}")

    def _stop(self, failure: Failure) -> None:
        from workshop.cli.attendee import get_program

        what = failure.message + (f" ({failure.got})" if failure.got else "")
        self._terminal.out.print(self._words["stopped"].format(what=what), style="red", markup=False)
        if failure.hint:
            self._terminal.result(self._words["hint"].format(hint=failure.hint))
        program = get_program()
        again = f"{program} catch-up {self._lab.id}"
        self._terminal.result(self._words["over"].format(reset=f"{program} reset {self._lab.id}", again=again))

    def _remember(self, checks: list[str]) -> None:
        self.done = self.done + [check for check in checks if check not in self.done]
        if self.done == self._order[: len(self.done)]:
            open_copies().remember_done(self._copy, self.done[-1])


def _enter_shell(state: str, folder: Path) -> None:
    """Become a bash with *state*, the person's own settings before it."""
    from tempfile import mkstemp

    handle, name = mkstemp(prefix="workshop-", suffix=".bash")
    lines = ["[ -r ~/.bashrc ] && . ~/.bashrc", f"cd {shlex.quote(str(folder))}", state, f"rm -f {shlex.quote(name)}"]
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    os.execvp("bash", ["bash", "--rcfile", name, "-i"])
