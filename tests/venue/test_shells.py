"""A person's own shell is opened in a folder, with variables that hold after the person's start-up files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from workshop.errors import RequirementError
from workshop.venue.shells import open_shell

# What the real ones do at their start, done by bash: which files are read, in which order, and what is run after them.
STARTS = {
    "bash": None,
    "zsh": '. "${ZDOTDIR:-$HOME}/.zshenv"; . "${ZDOTDIR:-$HOME}/.zshrc"',
    "fish": 'set() { declare -gx "$2=$3"; }; . ~/.fishrc; test "$1" = --init-command && eval "$2"',
    "dash": ":",
}
FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".fishrc"}
OPEN = """\
import os, sys
from pathlib import Path
from workshop.venue.shells import open_shell
folder = sys.argv[1]
open_shell(Path(folder), {"KUBECONFIG": f"{folder}/.kubeconfig"}, os.environ)
print("left")
"""


def make_shell(name: str, home: Path) -> Path:
    """A shell of that *name*, whose person's start-up file, in *home*, leads to another cluster and another folder."""
    if file := FILES.get(name):
        (home / file).write_text("export KUBECONFIG=/etc/prod\nmine=yes\ncd /\n", encoding="utf-8")
    (home / ".zshenv").write_text("export SEEN=$ZDOTDIR\n", encoding="utf-8")
    program = home / name
    bash = shutil.which("bash")
    start = STARTS[name]
    if start is None:
        return Path(str(bash))
    program.write_text(f'#!{bash}\n{start}\nwhile read -r line; do eval "$line"; done\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def ask(shell: Path, folder: Path, home: Path) -> list[str]:
    """Open *shell* as a person would, and return what it has: KUBECONFIG, the folder, a variable, ZDOTDIR, SEEN."""
    environ = {**os.environ, "HOME": str(home), "SHELL": str(shell), "TERM": "dumb"}
    environ.pop("ZDOTDIR", None)
    child = pexpect.spawn(
        sys.executable, ["-c", OPEN, str(folder)], env=environ, encoding="utf-8", timeout=30, dimensions=(50, 250)
    )
    child.sendline('echo "$KUBECONFIG|$PWD|$mine|$ZDOTDIR|$SEEN" > ~/told')
    child.sendline("exit 3")
    child.expect("left")
    child.close()
    return (home / "told").read_text(encoding="utf-8").rstrip("\n").split("|")


@pytest.mark.parametrize("name", STARTS)
def test_whatever_the_persons_files_say(name: str, tmp_path: Path) -> None:
    """The shell has what the person's files set, but for the variables and the folder, which are the lab's."""
    folder = tmp_path / "it's my lab"
    folder.mkdir()
    told = ask(make_shell(name, tmp_path), folder, tmp_path)
    seen = str(tmp_path) if name == "zsh" else ""
    assert told == [f"{folder}/.kubeconfig", str(folder), "yes" if name in FILES else "", "", seen]


def test_a_shell_that_is_not_there(tmp_path: Path) -> None:
    """Where there is no such shell that is said, and what to do."""
    with pytest.raises(RequirementError) as raised:
        open_shell(tmp_path, {}, {"SHELL": "/no/such/shell"})
    assert str(raised.value) == "there is no shell /no/such/shell\n\nhint: set SHELL to the one that you use"
