"""A command that would remove what was there before the lab is not run; a lab that names such a thing is not begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import make_programs
from tests.run.conftest import CLEANUP, EmptyMachine, MakeLab
from workshop.errors import RequirementError
from workshop.run.outcome import Account, Status
from workshop.run.report import format_failure
from workshop.run.runner import LabRun
from workshop.run.things import Thing

THEIRS = Thing("image", "mine:1", "b" * 64)
STEP = """\
```{.console #make}
$ docker commit -c 'LABEL lab=try' web try:1
```
```{.console #tidy}
$ touch before
$ for id in $(docker image ls -q -f label=lab=try); do docker image rm $id; done
$ touch after
```
"""


class Machine(EmptyMachine):
    """A machine with an engine, and an image of somebody's in it."""

    def find_things(self) -> frozenset[Thing]:
        """The image, and a container."""
        return frozenset({THEIRS, Thing("container", "web", "a" * 64)})

    def docker_version(self) -> str | None:
        """Some version."""
        return "29.8.1"


def test_a_step_that_would_take_it(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by the label that both have, it stops the lab before that command, and the cleanup is judged as well."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("docker")
    programs.answer("docker image ls -q -f label=lab=try", "bbbbbbbbbbbb\n")
    cleanup = "```{.console #cleanup}\n$ touch tidied\n$ docker rmi $(docker image ls -q -f label=lab=try)\n```\n"
    run = LabRun(make_lab(STEP + cleanup, "docker"), Machine())
    run.open()
    try:
        for block in run.lab.blocks:
            run.run_block(block)
        made = sorted(path.name for path in run._workspace.folder.iterdir())
    finally:
        report = run.close()
    assert made == ["before", "lab.md", "tidied"]
    assert [call for call in programs.calls if " rm" in call] == []
    message = "not run: it would remove what was there before the lab: image mine:1"
    hint = "hint: let it remove what the lab makes, by a name or a label that only the lab gives"
    assert [format_failure(failure) for block in report.blocks for failure in block.failures] == [
        f"labs/01-try/lab.md:11: failed: block `tidy`, command 2: {message}\n\n{hint}",
        f"labs/01-try/lab.md:16: failed: block `cleanup`, command 2: {message}\n\n{hint}",
    ]
    assert [command.status for command in report.commands][2:4] == [Status.NOT_RUN, Status.NOT_RUN]
    assert (report.passed, Account.of([report]).run) == (False, 3)


@pytest.mark.parametrize("block", ["step", "cleanup"])
def test_a_lab_that_names_it(block: str, make_lab: MakeLab) -> None:
    """Any block that would remove it by name keeps the whole lab from being begun."""
    body = f"```{{.console #{block}}}\n$ docker rm -f web\n```\n" + (CLEANUP if block == "step" else "")
    run = LabRun(make_lab(body, "docker"), Machine())
    with pytest.raises(RequirementError) as refused:
        run.open()
    run.close()
    assert str(refused.value) == (
        "01-try would remove what is here already: container web\n\n"
        "hint: remove it or give it another name; if a run of this lab left it, `workshop reset 01-try`"
    )
