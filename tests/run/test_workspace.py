"""A run's own place: what is made there ends with it."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.run.conftest import CLEANUP, MakeLab, RunLab
from workshop.run.orphans import is_adopted
from workshop.run.workspace import Workspace


def test_a_lab_runs_in_a_copy(make_lab: MakeLab) -> None:
    """What a run writes into its folder never reaches the lab's own."""
    lab = make_lab(CLEANUP)
    workspace = Workspace(lab)
    (workspace.folder / "made").touch()
    workspace.remove()
    assert [file.name for file in lab.folder.iterdir()] == ["lab.md"]
    assert not workspace.folder.exists()


def test_a_lab_finds_its_project(run_lab: RunLab, tmp_path: Path) -> None:
    """`WORKSHOP_PROJECT` names the folder that has `labs`, wherever the copy is, for commands and checks alike."""
    script = 'test "$WORKSHOP_PROJECT" = ' + shlex.quote(str(tmp_path.resolve()))
    check = f'```{{.check #same after="step" title="是" hint="看"}}\n{script}\ntest -e step\n```\n'
    _, failures = run_lab(f"```{{.console #step}}\n$ {script}\n$ touch step\n```\n" + check + CLEANUP)
    assert failures == []


def test_no_process_survives(make_lab: MakeLab) -> None:
    """A process that left its session still carries the run's mark and is ended with it."""
    workspace = Workspace(make_lab(CLEANUP))
    process = subprocess.Popen(
        ["cat", "/dev/zero"], stdout=subprocess.PIPE, env=workspace.environment, start_new_session=True
    )
    try:
        assert process.stdout is not None
        process.stdout.read(1)  # From here on it runs; the moment after its start it has no environment to be found by.
        assert [found.pid for found in workspace.find_processes()] == [process.pid]
        workspace.remove()
        assert process.poll() == -signal.SIGKILL
    finally:
        process.kill()
        process.communicate()


CLOSED = """\
```{.console #step}
$ grep current-context "$KUBECONFIG"
current-context: no-cluster-yet
$ test "$KUBECONFIG" != "$PWD/.kubeconfig"
$ export KUBECONFIG="$PWD/.kubeconfig"
$ touch "$KUBECONFIG"
```
```{.check #own after="step" title="有" hint="看"}
test "$KUBECONFIG" = "$PWD/.kubeconfig"
test -e .kubeconfig
```
```{.console #second terminal="2"}
$ grep current-context "$KUBECONFIG"
current-context: no-cluster-yet
```
"""


def test_clusters_of_the_caller_stay_out_of_reach(run_lab: RunLab) -> None:
    """Checks go by the file in the run's copy; a terminal does so once it is told, and leads nowhere until then."""
    _, failures = run_lab(CLOSED + CLEANUP)
    assert failures == []


def test_what_somebody_left_for_kubectl_is_not_copied(make_lab: MakeLab) -> None:
    """A `.kubeconfig` that lies in the lab's own folder, or the lock of one, leads no run anywhere."""
    lab = make_lab(CLEANUP)
    for name in (".kubeconfig", ".kubeconfig.lock"):
        (lab.folder / name).write_text("current-context: prod\n", encoding="utf-8")
    workspace = Workspace(lab)
    assert [file.name for file in workspace.folder.iterdir()] == ["lab.md"]
    workspace.remove()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to who asks for them")
@pytest.mark.parametrize("block", ["console", "check"])
def test_a_daemon_that_has_left_everything_behind(run_lab: RunLab, block: str) -> None:
    """A process without parent, session and environment of the run is found, and ended with it."""
    daemon = "env -i setsid bash -c 'tail -f /dev/null & exec >/dev/null 2>&1 </dev/null' >/dev/null 2>&1 </dev/null"
    step, script = (daemon, "test -e made") if block == "console" else ("true", f"{daemon}; test -e made")
    check = f'```{{.check #made after="step" title="有" hint="看"}}\n{script}\n```\n'
    _, failures = run_lab(f"```{{.console #step}}\n$ {step}; touch made\n```\n" + check + CLEANUP)
    lines = [failure.splitlines()[0].partition("block `cleanup`: ")[2] for failure in failures]
    assert set(lines) == {"process tail -f /dev/null was left behind"}
    running = [process.info["cmdline"] for process in psutil.process_iter(["cmdline", "ppid"]) if is_adopted(process)]
    assert ["tail", "-f", "/dev/null"] not in running
