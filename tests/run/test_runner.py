"""The runner on labs that are right, and on labs that are each wrong in one way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.run.conftest import CLEANUP, RunLab
from workshop.errors import RequirementError
from workshop.run.outcome import Account, Status

STEP = "```{.console #step}\n$ touch made\n```\n"


def test_a_right_lab_passes_and_is_accounted(run_lab: RunLab) -> None:
    """A lab whose commands print what the page shows passes, and the account counts all of it."""
    check = '```{.check #made after="step" title="有" hint="看"}\ntest -e made\n```\n'
    report, failures = run_lab(STEP + check + "```{.console #look}\n$ ls -1\nlab.md\nmade\n```\n" + CLEANUP)
    assert (failures, report.passed) == ([], True)
    account = Account.of([report])
    assert (account.commands, account.run, account.skipped) == (3, 3, 0)
    assert (account.outputs_shown, account.outputs_compared) == (1, 1)
    assert (account.checks, account.checks_seen_failing, account.checks_seen_passing) == (1, 1, 1)


def test_state_lasts_between_commands(run_lab: RunLab) -> None:
    """Directory, variables and functions of one block are there in the next."""
    first = "```{.console #one}\n$ mkdir d && cd d; x=3; f() { echo f$1; }\n```\n"
    _, failures = run_lab(first + '```{.console #two}\n$ basename "$PWD"; f $x\nd\nf3\n```\n' + CLEANUP)
    assert failures == []


def test_wrong_exit_code_stops_the_lab(run_lab: RunLab) -> None:
    """A wrong exit code is told, nothing after it runs, and the cleanup still does."""
    report, failures = run_lab("```{.console #fail}\n$ (exit 3)\n$ echo no\n```\n" + STEP + CLEANUP)
    assert failures == [
        "labs/01-try/lab.md:7: failed: block `fail`, command 1: wrong exit code\n"
        "  expected | exit code 0\n"
        "  got      | exit code 3"
    ]
    assert [command.status for command in report.commands] == [
        Status.FAILED,
        Status.NOT_RUN,
        Status.NOT_RUN,
        Status.PASSED,
    ]
    assert not report.passed


def test_skipped_block_is_accounted(run_lab: RunLab) -> None:
    """A skip runs nothing, keeps its reason, and does not fail the lab."""
    report, failures = run_lab('```{.console #phone skip="要用手机"}\n$ touch never\n```\n' + CLEANUP)
    assert (failures, report.passed) == ([], True)
    assert (report.blocks[0].status, report.blocks[0].reason) == (Status.SKIPPED, "要用手机")


def test_retry_until_it_matches(run_lab: RunLab) -> None:
    """`retry` repeats a reading command until its output matches, and tells the last output when time is over."""
    later = "```{.console #later}\n$ kubectl() { echo x >>n; wc -l <n; }\n```\n"
    read = '```{.console #read retry="5s"}\n$ kubectl get n\n3\n```\n'
    late = '```{.console #late retry="0.3s"}\n$ kubectl get n\n0\n```\n'
    _, failures = run_lab(later + read + late + CLEANUP)
    assert [failure.splitlines()[:2] for failure in failures] == [
        ["labs/01-try/lab.md:15: failed: block `late`, command 1: wrong output", "  expected | 0"]
    ]


@pytest.mark.parametrize("script", ["test -e m || { touch m; exit 1; }", "mkdir m && exit 1 || test -d m"])
def test_check_that_does_the_work(run_lab: RunLab, script: str) -> None:
    """A check that does what it looks for would prove a step that does nothing."""
    check = f'```{{.check #made after="step" title="有" hint="看"}}\n{script}\n```\n'
    _, failures = run_lab("```{.console #step}\n$ true\n```\n" + check + CLEANUP)
    assert failures == [
        "labs/01-try/lab.md:9: failed: check `made` passes when it is run again before its step `step`, "
        "so it proves nothing\n"
        "  expected | exit code other than 0\n"
        "  got      | exit code 0\n"
        "\n"
        "hint: let it look at what the step does, and do nothing"
    ]


def test_check_that_does_the_work_of_another(run_lab: RunLab) -> None:
    """What one check does is seen by the others of its step, whatever their order."""
    checks = "".join(
        f'```{{.check #{name} after="step" title="有" hint="看"}}\n{script}\n```\n'
        for name, script in (("one", "test -e m"), ("two", "touch m; test -e n"))
    )
    _, failures = run_lab("```{.console #step}\n$ touch n\n```\n" + checks + CLEANUP)
    assert [failure.splitlines()[0] for failure in failures] == [
        "labs/01-try/lab.md:9: failed: check `one` passes when it is run again before its step `step`, "
        "so it proves nothing",
        "labs/01-try/lab.md:12: failed: check `two` changes the lab's folder, which is its step's to do: `m`",
    ]


@pytest.mark.parametrize(
    ("first", "step", "script", "written"),
    [
        ("true", "echo tea >out/menu", "mkdir -p out; test -e out/menu", "out"),
        ("true", "true", "echo >>.n; test $(wc -l <.n) = 3", ".n"),
        ("echo >.n", "true", "echo >>.n; test $(wc -l <.n) = 4", ".n"),
        ("touch old", "touch new", "rm -f old; test -e new", "old"),
    ],
)
def test_check_that_writes(run_lab: RunLab, first: str, step: str, script: str, written: str) -> None:
    """A check that changes the folder would help its step, or count until it passes; its reader has not run it."""
    body = f"```{{.console #first}}\n$ {first}\n```\n```{{.console #step}}\n$ {step}\n```\n"
    check = f'```{{.check #made after="step" title="有" hint="看"}}\n{script}\n```\n'
    _, failures = run_lab(body + check + CLEANUP)
    assert failures == [
        f"labs/01-try/lab.md:12: failed: check `made` changes the lab's folder, which is its step's to do: `{written}`"
        "\n\nhint: let it look, and write into `mktemp -d` if it has to"
    ]


def test_check_beside_what_writes(run_lab: RunLab) -> None:
    """What a program that goes on running writes meanwhile is not its check's doing, nor what Python keeps."""
    write = '```{.console #write terminal="2" ready="on"}\n$ (while :; do echo on; done) | tee log\n```\n'
    look = "test -s log; python3 -c 'import shop'; test -e made"
    body = f"```{{.console #shop}}\n$ echo >shop.py\n```\n{write}```{{.console #step}}\n$ touch made\n```\n"
    check = f'```{{.check #made after="step" title="有" hint="看"}}\n{look}\n```\n'
    stop = '```{.console #stop terminal="2"}\n^C\n```\n'
    _, failures = run_lab(body + check + stop + CLEANUP)
    assert failures == []


IMAGE = "busybox:1.37"
NEEDS = f"docker\nimages: [{IMAGE}]"
LEAKS = {
    "container": ("docker create --name workshop-leak busybox:1.37", "docker rm -f workshop-leak"),
    "volume": ("docker volume create workshop-leak", "docker volume rm workshop-leak"),
    "network": ("docker network create workshop-leak", "docker network rm workshop-leak"),
    "image": ("docker tag busybox:1.37 workshop-leak:1", "docker rmi workshop-leak:1"),
}


@pytest.mark.needs_docker
@pytest.mark.parametrize("kind", LEAKS)
def test_cleanup_that_leaves_something(run_lab: RunLab, kind: str) -> None:
    """What the cleanup leaves on the engine is named and fails the lab."""
    make, remove = LEAKS[kind]
    name = "workshop-leak:1" if kind == "image" else "workshop-leak"
    try:
        report, failures = run_lab(f"```{{.console #make}}\n$ {make} # {IMAGE}\n```\n" + CLEANUP, needs=NEEDS)
    finally:
        subprocess.run(remove.split(), check=True, capture_output=True)
    assert failures == [
        f"labs/01-try/lab.md:10: failed: block `cleanup`: {kind} {name} was left behind\n"
        "\n"
        "hint: let block `cleanup` undo what the lab does, and no more"
    ]
    assert not report.passed


@pytest.mark.needs_docker
def test_cleanup_that_leaves_a_cluster(run_lab: RunLab) -> None:
    """A cluster is known by the label that kind gives its nodes, the one that `kind get clusters` goes by."""
    label = "io.x-k8s.kind.cluster=workshop-leak"
    make = f"docker create --name workshop-leak --label {label} busybox:1.37"
    try:
        _, failures = run_lab(f"```{{.console #make}}\n$ {make} # {IMAGE}\n```\n" + CLEANUP, needs=NEEDS)
        kind = subprocess.run(["kind", "get", "clusters"], check=True, capture_output=True, text=True)
    finally:
        subprocess.run(["docker", "rm", "-f", "workshop-leak"], check=True, capture_output=True)
    assert "workshop-leak" in kind.stdout.split()
    assert [failure.splitlines()[0].partition("block `cleanup`: ")[2] for failure in failures] == [
        "cluster workshop-leak was left behind",
        "container workshop-leak was left behind",
    ]


@pytest.mark.needs_docker
def test_what_was_there_is_never_touched(run_lab: RunLab) -> None:
    """A lab whose cleanup would remove what was there before it is not begun, and all of that stays."""
    subprocess.run(["docker", "volume", "create", "workshop-theirs"], check=True, capture_output=True)
    try:
        with pytest.raises(RequirementError) as refused:
            run_lab("```{.console #cleanup}\n$ docker volume rm workshop-theirs\n```\n", needs="docker")
    finally:
        subprocess.run(["docker", "volume", "rm", "workshop-theirs"], check=True, capture_output=True)
    assert str(refused.value) == (
        "01-try would remove what is here already: volume workshop-theirs\n\n"
        "hint: remove it or give it another name; if a run of this lab left it, `workshop reset 01-try`"
    )


@pytest.mark.needs_docker
@pytest.mark.parametrize(
    ("hidden", "problem"),
    [
        (
            "docker volume rm $(echo shop-workshop-theirs | cut -c 6-)",
            "7: failed: block `cleanup`, command 1: not run: it would remove what was there before the lab: "
            "volume workshop-theirs",
        ),
        (
            "python3 take.py",
            "6: failed: block `cleanup`: volume workshop-theirs was there before the lab and is gone",
        ),
    ],
)
def test_cleanup_that_takes_what_was_there(run_lab: RunLab, tmp_path: Path, hidden: str, problem: str) -> None:
    """A lab that removes what it did not make, and did not name, is stopped before, or fails for what is gone."""
    take = tmp_path / "labs" / "01-try" / "take.py"
    take.parent.mkdir(parents=True)
    take.write_text('import os\nos.system("docker volume rm " + "srieht-pohskrow"[::-1])\n', encoding="utf-8")
    subprocess.run(["docker", "volume", "create", "workshop-theirs"], check=True, capture_output=True)
    try:
        _, failures = run_lab(f"```{{.console #cleanup}}\n$ {hidden}\nworkshop-theirs\n```\n", needs="docker")
    finally:
        subprocess.run(["docker", "volume", "rm", "-f", "workshop-theirs"], check=True, capture_output=True)
    assert [failure.splitlines()[0] for failure in failures] == [f"labs/01-try/lab.md:{problem}"]


CHANGES = {
    "docker stop -t 0 {}": "container {} was changed: state: running, now exited",
    "docker network connect {} {}": "container {} was changed: networks: bridge, now bridge, {}",
    "docker tag busybox:1.37 {}:1": "image {}:1 is another one than before the lab",
    "docker buildx create --name {}-new": "buildx builder {}-new was left behind",
}


@pytest.mark.needs_docker(IMAGE)
@pytest.mark.parametrize("command", CHANGES)
def test_what_was_there_and_is_otherwise(run_lab: RunLab, tmp_path: Path, command: str) -> None:
    """What stays and is set otherwise than before the lab fails it, as what is gone does."""
    name = "workshop-theirs"
    script = tmp_path / "labs" / "01-try" / "take.py"
    script.parent.mkdir(parents=True)
    hidden = command.format(*[name] * 2)[::-1]
    script.write_text(f"import os\nos.system({hidden!r}[::-1] + ' >/dev/null')\n", encoding="utf-8")
    make = [
        f"docker run -d --name {name} {IMAGE} tail -f /dev/null",
        f"docker network create {name}",
        f"docker commit {name} {name}:1",
    ]
    remove = [
        f"docker rm -f {name}",
        f"docker network rm {name}",
        f"docker rmi {name}:1",
        f"docker buildx rm {name}-new",
    ]
    try:
        for each in make:
            made = subprocess.run(each.split(), check=True, capture_output=True, text=True).stdout.strip()
        remove.append(f"docker rmi {made}")  # the image, which may have lost its name
        _, failures = run_lab("```{.console #do}\n$ python3 take.py\n```\n" + CLEANUP, needs="docker")
    finally:
        for each in remove:
            subprocess.run(each.split(), check=False, capture_output=True)
    leaks = [failure.splitlines()[0].partition("block `cleanup`: ")[2] for failure in failures]
    assert [leak for leak in leaks if name in leak] == [CHANGES[command].format(*[name] * 2)]
