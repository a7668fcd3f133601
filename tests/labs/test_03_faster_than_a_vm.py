"""The scripts of lab 03 count what they say: starts, and bytes in every unit that `docker stats` prints."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

LAB = Path(__file__).parents[2] / "labs" / "03-faster-than-a-vm"
# Two containers: 512 KiB and 1.5 MiB inside, 4 and 6 MiB of private memory beside; a third shim is somebody else's.
DOCKER = """#!/bin/sh
case "$1" in
    ps) echo aaaa; echo bbbb ;;
    stats) echo '1 512KiB / 2GiB'; echo '2 1.5MiB / 2GiB' ;;
    run)
        echo '/bin/containerd-shim-runc-v2 -id aaaa -address x RssAnon: 4096 kB'
        echo '/bin/containerd-shim-runc-v2 -id cccc -address x RssAnon: 9999 kB'
        echo '/bin/containerd-shim-runc-v2 -id bbbb -address x RssAnon: 6144 kB' ;;
esac
"""
WEIGHT = """containers: 2
processes inside: 3
processes beside: 2
memory inside: 2.1 MB
memory beside: 10.5 MB
memory per container: 6.3 MB
a hundred of them: 629 MB
"""


def run(folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the lab in *folder*, whose own programs come first."""
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    command = ["bash", str(LAB / script), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_each_start_is_counted(tmp_path: Path) -> None:
    """The command runs as often as asked, and the median lies between the fastest and the slowest run."""
    done = run(tmp_path, "start.sh", "4", "sh", "-c", "echo once >>runs")
    assert (tmp_path / "runs").read_text() == "once\n" * 4
    lines = dict(line.split(": ") for line in done.stdout.splitlines())
    assert list(lines) == ["runs", "fastest", "start-up", "slowest"]
    assert lines.pop("runs") == "4"
    seconds = [float(re.fullmatch(r"(\d+\.\d\d) s", value).group(1)) for value in lines.values()]  # type: ignore[union-attr]
    assert seconds == sorted(seconds)


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    """A start that fails ends the measuring without a summary, and its error is seen."""
    done = run(tmp_path, "start.sh", "4", "sh", "-c", "echo no such image >&2; exit 125")
    assert (done.returncode, done.stdout, done.stderr) == (125, "", "no such image\n")


def test_bytes_are_added_up(tmp_path: Path) -> None:
    """Units are converted, other people's shims left out, and the sum is divided by the number of containers."""
    docker = tmp_path / "docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    done = run(tmp_path, "weigh.sh")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", WEIGHT)
