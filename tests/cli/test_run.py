"""`workshop run`: which labs, in which order, how often, and what is told at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.cli import main
from workshop.run.order import shuffle_labs
from workshop.run.runs import load_runs
from workshop.site.content import load_content

LAB = "---\ntitle: 试\nminutes: 1\nneeds: none\n---\n\n```{{.console #say}}\n$ {}\n{}\n```\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"
LABS = ["01-one", "02-two", "03-three", "20-four"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of four labs that pass, the current folder from then on."""
    (tmp_path / "mkdocs.yml").touch()
    for lab in LABS:
        write(tmp_path, lab, "echo here", "here")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, lab: str, command: str, output: str) -> None:
    """Write the document of *lab*: that command with that output."""
    (project / "labs" / lab).mkdir(parents=True, exist_ok=True)
    (project / "labs" / lab / "lab.md").write_text(LAB.format(command, output) + CLEANUP, encoding="utf-8")


def find_order(shown: str) -> list[str]:
    """The labs that were run, as the bold lines between blocks name them."""
    return [line.split("/")[1] for line in shown.splitlines() if line.startswith("labs/") and line.endswith("/lab.md")]


def test_order(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Labs run as they are named, each once; all of them in the order of their numbers, or of a seed."""
    orders = []
    for arguments in (["20-four", "01-one", "labs/20-four"], ["--all"], ["--all", "--random-order", "5"]):
        assert main(["run", *arguments]) == 0
        orders.append(find_order(capsys.readouterr().err))
    assert orders == [["20-four", "01-one"], LABS, shuffle_labs(LABS, 5)]
    assert orders[2] != LABS


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [([], "no lab is named"), (["--all", "01-one"], "--all goes without the names of labs")],
)
def test_no_labs(project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str) -> None:
    """Nothing is run where it is not clear what."""
    assert main(["run", *arguments]) == 2
    assert capsys.readouterr().err == f"{problem}\n\nhint: name labs, or say --all\n"


SLEEPS = (
    "labs/01-one/lab.md:9: block `say`: sleeps; wait for what must happen instead\n\n"
    'hint: wait with `kubectl wait`, `rollout status` or `compose up --wait`, or write retry="30s" on the block'
)
UNLISTED = (
    "labs/01-one/lab.md:8: image `nginx:1.30` is used and not listed\n\nhint: add it to `images` in the front matter"
)


@pytest.mark.parametrize(
    ("command", "message"),
    [("echo here >a\n> sleep 1", SLEEPS), ("docker pull nginx:1.30", UNLISTED)],
    ids=["sleeps", "unlisted"],
)
def test_all_tell_the_same(project: Path, capsys: pytest.CaptureFixture[str], command: str, message: str) -> None:
    """What the build refuses is refused by all that run labs, in the same words, before anything is run."""
    write(project, "01-one", command, "here")
    text = (project / "labs" / "01-one" / "lab.md").read_text(encoding="utf-8")
    (project / "labs" / "01-one" / "lab.md").write_text(text.replace("needs: none", "needs: docker"), encoding="utf-8")
    (project / "docs").mkdir()
    for arguments in (["run", "--all"], ["run", "1"], ["record", "01-one"], ["update", "01-one"], ["update", "1"]):
        assert main(arguments) == 1
        assert capsys.readouterr().err == f"{message}\n"
    built = load_content(project, project / "docs")
    assert message in [str(error) for error in built.errors]


def test_repeat(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Labs that print the same each time pass; the account is one run's, with the number of all runs below."""
    assert main(["run", "01-one", "02-two", "--repeat", "3"]) == 0
    shown = capsys.readouterr()
    assert find_order(shown.err) == ["01-one", "02-two"] * 3
    assert "commands run             4 of 4, 0 skipped\n" in shown.out
    assert shown.out.endswith("runs in all              6: 0 failed, 0 lines varied\n")


def test_repeat_tells_what_varied(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that varied fails, with the kind it should have been; a lab that failed once is recorded as failed."""
    count = project / "count"
    write(project, "01-one", f"echo x >>{count}; wc -l <{count}", "2")
    assert main(["run", "01-one", "--repeat", "2"]) == 1
    shown = capsys.readouterr()
    assert shown.err.endswith(
        "labs/01-one/lab.md:9: varied: block `say`, command 1\n  run 2 | 2\n  run 1 | 1\n\n"
        'hint: `pid` would cover it: if that is what it is, write vary="pid" on the block\n\n'
    )
    assert shown.out.endswith("runs in all              2: 1 failed, 1 lines varied\n")
    assert [run.passed for run in load_runs(project / ".workshop" / "runs.json")] == [False]
