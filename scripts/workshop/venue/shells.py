"""Opens a person's own shell, in a folder and with variables that hold whatever the person's start-up files set.

Knows nothing of labs.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.errors import RequirementError

# zsh looks for its files where ZDOTDIR says: each of ours reads the person's, and looks there itself.
_ZSHENV = """\
ours=$ZDOTDIR
export ZDOTDIR={home}
[ -r "$ZDOTDIR/.zshenv" ] && . "$ZDOTDIR/.zshenv"
theirs=$ZDOTDIR
ZDOTDIR=$ours
"""
_ZSHRC = """\
{reset}
[ -r "$theirs/.zshrc" ] && . "$theirs/.zshrc"
unset ours theirs
{set}
"""


def open_shell(folder: Path, variables: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Open the shell of the person whose environment is *environ* in *folder*, with *variables*, until it ends.

    In bash, zsh and fish the variables hold after the person's start-up files too, which often set KUBECONFIG; other
    shells are given them at their start. Raises RequirementError where there is no such shell.
    """
    shell = environ.get("SHELL") or pwd.getpwuid(os.getuid()).pw_shell or "/bin/sh"
    if shutil.which(shell) is None:
        raise RequirementError(f"there is no shell {shell}", hint="set SHELL to the one that you use")
    with TemporaryDirectory(prefix="workshop-") as own:
        options, more = _prepare(Path(shell).name, Path(own), folder, variables, environ)
        environment = {**environ, **variables, "PWD": str(folder), **more}
        subprocess.run([shell, *options], cwd=folder, env=environment, check=False)


def _prepare(
    name: str, own: Path, folder: Path, variables: Mapping[str, str], environ: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Options and further variables by which the shell of that *name* sets *variables* last; files go to *own*."""
    form = "set -gx {} {}" if name == "fish" else "export {}={}"
    sets = [form.format(key, shlex.quote(value)) for key, value in variables.items()]
    last = "\n".join([*sets, f"cd {shlex.quote(str(folder))}"])
    if name == "bash":
        # Source: bash's shell.c, which reads the system's file by itself, and `--rcfile` instead of the person's.
        (own / "bashrc").write_text(f"[ -r ~/.bashrc ] && . ~/.bashrc\n{last}\n", encoding="utf-8")
        return ["--rcfile", str(own / "bashrc")], {}
    if name == "zsh":
        home = environ.get("ZDOTDIR") or str(Path.home())
        reset = "export ZDOTDIR=$theirs" if "ZDOTDIR" in environ else "unset ZDOTDIR"
        (own / ".zshenv").write_text(_ZSHENV.format(home=shlex.quote(home)), encoding="utf-8")
        (own / ".zshrc").write_text(_ZSHRC.format(reset=reset, set=last), encoding="utf-8")
        return [], {"ZDOTDIR": str(own)}
    if name == "fish":
        # Source: fish's manual, `--init-command`: evaluated after the configuration has been read.
        return ["--init-command", last], {}
    return [], {}
