"""Labs as tests, collected and run by pytest itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "---\ntitle: 试\nminutes: 1\nneeds: {needs}\n{more}---\n"
BODY = (
    "```{.console #step}\n$ touch made\n```\n"
    '```{.check #made after="step" title="有" hint="看"}\ntest -e made\n```\n'
    "```{.console #say}\n$ echo one\n%s\n```\n"
    "```{.console #cleanup}\n$ rm made\n```\n"
)


def run_pytest(
    folder: Path, body: str, *arguments: str, more: str = "", needs: str = "none", ci: bool = False
) -> subprocess.CompletedProcess[str]:
    """pytest with our plugin alone, in *folder* with one lab of that *body*."""
    lab = folder / "labs" / "01-try"
    lab.mkdir(parents=True, exist_ok=True)
    (lab / "lab.md").write_text(HEAD.format(more=more, needs=needs) + body, encoding="utf-8")
    (folder / "pytest.ini").touch()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", "-p", "workshop.run.pytest_plugin", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_item_a_block(tmp_path: Path) -> None:
    """Items are named by block id, in page order."""
    done = run_pytest(tmp_path, BODY % "one", "--collect-only", "-q", "labs")
    assert done.stdout.splitlines()[:4] == [
        f"labs/01-try/lab.md::{block}" for block in ("step", "made", "say", "cleanup")
    ]


def test_passing_lab_is_accounted_and_recorded(tmp_path: Path) -> None:
    """A passing lab prints its account and is recorded."""
    done = run_pytest(tmp_path, BODY % "one", "labs")
    assert done.returncode == 0, done.stdout
    assert (
        "commands run             3 of 3, 0 skipped\noutputs shown            1\noutputs compared         1\n"
        in done.stdout
    )
    record = json.loads((tmp_path / ".workshop" / "runs.json").read_text(encoding="utf-8"))
    assert [run["lab"] for run in record["runs"]] == ["01-try"]


def test_one_item_alone_runs_what_it_needs(tmp_path: Path) -> None:
    """An item that is picked alone runs the blocks before it first, and the cleanup after it."""
    done = run_pytest(tmp_path, BODY % "one", "labs/01-try/lab.md::made")
    assert "1 passed" in done.stdout
    assert "labs                     1 in" in done.stdout


def test_failing_block_is_told_by_place(tmp_path: Path) -> None:
    """A failing block is reported with its place, expected and got, without a traceback."""
    done = run_pytest(tmp_path, BODY % "two", "labs")
    assert done.returncode == 1
    assert (
        "labs/01-try/lab.md:14: failed: block `say`, command 1: wrong output\n  expected | two\n  got      | one\n"
        in done.stdout
    )
    assert "1 failed, 3 passed" in done.stdout
    assert "Traceback" not in done.stdout


def test_broken_document_is_an_error(tmp_path: Path) -> None:
    """A lab that cannot be read fails at collection with its own message."""
    done = run_pytest(tmp_path, "no commands at all\n", "labs")
    assert done.returncode == 2
    assert "labs/01-try/lab.md:1: the lab has no commands\n" in done.stdout


def test_what_the_build_refuses_is_an_error(tmp_path: Path) -> None:
    """A lab that sleeps is not collected, and pytest says so where it is."""
    done = run_pytest(tmp_path, (BODY % "one").replace("touch made", "touch made\n> sleep 1"), "labs")
    assert "labs/01-try/lab.md:8: block `step`: sleeps; wait for what must happen instead" in done.stdout
    assert done.returncode == pytest.ExitCode.INTERRUPTED


def test_what_the_machine_lacks(tmp_path: Path) -> None:
    """A lab whose port is taken is skipped by name, and fails where CI is set."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        body = (BODY % "one").replace("touch made", f"touch made # {port}")
        here = run_pytest(tmp_path, body, "-rs", "labs", more=f"ports: [{port}]\n")
        in_ci = run_pytest(tmp_path, body, "labs", more=f"ports: [{port}]\n", ci=True)
    reason = f"01-try needs port {port}, which is taken"
    assert (here.returncode, in_ci.returncode) == (0, 1)
    assert f"01-try was not run: {reason}" in here.stdout
    assert reason in in_ci.stdout


def test_machine_without_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine a lab that needs one is told by name, in one line."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    done = run_pytest(tmp_path, BODY % "one", "-rs", "labs", needs="docker")
    assert done.returncode == 0
    assert "01-try was not run: no Docker Engine answers at unix:///nowhere/docker.sock\n" in done.stdout


def test_labs_that_share_a_cluster_follow_each_other(tmp_path: Path) -> None:
    """Whatever the order, labs in the shared cluster come one after the other, so that it is made once."""
    for lab_id, needs in (("21-a", "kind"), ("22-own", "none"), ("23-b", "kind")):
        (tmp_path / "labs" / lab_id).mkdir(parents=True)
        text = HEAD.format(more="", needs=needs) + "```{.console #cleanup}\n$ true\n```\n"
        (tmp_path / "labs" / lab_id / "lab.md").write_text(text, encoding="utf-8")
    plain = run_pytest(tmp_path, BODY % "one", "--collect-only", "-q", "labs")
    assert find_labs_in_order(plain) == ["01-try", "21-a", "23-b", "22-own"]
    orders = {tuple(find_labs_in_order(run_pytest(tmp_path, BODY % "one", *order(seed)))) for seed in range(4)}
    assert len(orders) > 1
    assert {abs(labs.index("21-a") - labs.index("23-b")) for labs in orders} == {1}


def order(seed: int) -> list[str]:
    """The arguments that only list the labs, in the order of *seed*."""
    return ["--collect-only", "-q", "--random-order", str(seed), "labs"]


def find_labs_in_order(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The ids of the labs whose blocks pytest lists, in its order."""
    lines = [line for line in done.stdout.splitlines() if "/lab.md::" in line]
    return list(dict.fromkeys(line.split("/")[1] for line in lines))
