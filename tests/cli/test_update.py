"""`workshop update`: what of a lab's document a run rewrites, and when it leaves all as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.cli import main

HEAD = "---\r\ntitle: 试\nminutes: 1\nneeds: none\n---\n\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"
STALE = (
    "1. 项\n\n    ```{.console #say}\n    $ printf 'one\\ntwo\\n'\n    one\n    three\n    $ echo 5s\n    9s\n    ```\n"
)

MakeLab = Callable[[str], Path]


@pytest.fixture
def make_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeLab:
    """Writes labs/01-try/lab.md of a project, the current folder from then on."""

    def make(body: str) -> Path:
        (tmp_path / "mkdocs.yml").touch()
        file = tmp_path / "labs" / "01-try" / "lab.md"
        file.parent.mkdir(parents=True)
        file.write_bytes((HEAD + body).encode())
        monkeypatch.chdir(tmp_path)
        return file

    return make


def test_only_what_does_not_match(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """The output that differs is rewritten where it stands; all other bytes and the file's mode stay."""
    file = make_lab(STALE + CLEANUP)
    file.chmod(0o640)
    before = file.stat()
    assert main(["update", "01-try"]) == 0
    assert file.read_bytes().decode() == HEAD + STALE.replace("three", "two") + CLEANUP
    assert (file.stat().st_mode, file.stat().st_ino == before.st_ino) == (before.st_mode, False)
    assert [path.name for path in file.parent.iterdir()] == ["lab.md"]
    assert capsys.readouterr().out == "labs/01-try/lab.md:11: block `say`, command 1: rewritten\n"
    assert main(["run", "01-try"]) == 0


def test_check_only_tells(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` shows what would change, changes nothing, and is 1 then and 0 where all matches."""
    file = make_lab(STALE + CLEANUP)
    before = file.read_bytes()
    assert main(["update", "--check", "01-try"]) == 1
    assert file.read_bytes() == before
    out = capsys.readouterr().out.splitlines()
    assert out[:3] == [
        "labs/01-try/lab.md:11: block `say`, command 1: would be rewritten",
        "--- labs/01-try/lab.md",
        "+++ labs/01-try/lab.md after this run",
    ]
    assert [line for line in out[3:] if line[0] in "+-"] == ["-    three", "+    two"]
    assert main(["update", "01-try"]) == 0
    capsys.readouterr()
    assert main(["update", "--check", "01-try"]) == 0
    assert capsys.readouterr().out == "labs/01-try/lab.md: every output still matches\n"


HINT = "\n\nhint: mend it, then run `workshop update 01-try` again\n"
CHECK = '```{{.check #made after="say" title="有" hint="看"}}\n{}\n```\n'
FAILING = {
    "exit": (
        STALE + "```{.console #fail}\n$ (exit 3)\n```\n" + CLEANUP,
        f"lab.md:17: not updated: block `fail`, command 1: wrong exit code{HINT}",
    ),
    "last": (
        STALE + "```{.console #fail}\n$ echo x; (exit 3)\ny\n```\n" + CLEANUP,
        f"lab.md:17: not updated: block `fail`, command 1: wrong exit code{HINT}",
    ),
    "time": (
        STALE + '```{.console #hang timeout="0.2s"}\n$ cat /dev/zero >/dev/null\n```\n' + CLEANUP,
        f"lab.md:17: not updated: block `hang`, command 1: did not end within 0.2 s{HINT}",
    ),
    "before": (
        STALE + CHECK.format("true") + CLEANUP,
        f"lab.md:16: not updated: check `made` passes before its step `say`, so it proves nothing{HINT}",
    ),
    "after": (
        STALE + CHECK.format("false") + CLEANUP,
        f"lab.md:16: not updated: check `made` fails after its step `say`{HINT}",
    ),
    "cleanup": (
        STALE + CLEANUP.replace("true", "false"),
        f"lab.md:17: not updated: block `cleanup`, command 1: wrong exit code{HINT}",
    ),
    "shell": (
        STALE + "```{.console #leave}\n$ exit 0\n```\n" + CLEANUP,
        f"lab.md:17: not updated: block `leave`, command 1: the shell ended{HINT}",
    ),
    "prompt": (
        STALE.replace("'one\\ntwo\\n'", "'$ one\\n'") + CLEANUP,
        "lab.md:11: block `say`, command 1 printed `$ one`, which would be taken for a command\n\n"
        "hint: let the command print something else, through `grep` or `sed` say\n",
    ),
}


@pytest.mark.parametrize("fault", FAILING)
def test_refused(fault: str, make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """Where more than outputs is wrong, or a page cannot show them, nothing is changed and the reason is told."""
    body, message = FAILING[fault]
    file = make_lab(body)
    before = file.read_bytes()
    assert main(["update", "01-try"]) == 1
    assert file.read_bytes() == before
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith(f"labs/01-try/{message}")


def test_document_saved_meanwhile(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """A document whose lines moved while the lab was run is left to its author."""
    file = make_lab(STALE + CLEANUP)
    save = f"sed -i '4a ports: []' {file}"
    file.write_bytes(file.read_bytes().replace(b"$ echo 5s", f"$ {save}; echo 5s".encode()))
    assert main(["update", "01-try"]) == 1
    assert b"three" in file.read_bytes()
    assert capsys.readouterr().err.endswith(
        "labs/01-try/lab.md: is not the document that was run\n\nhint: run it again\n"
    )


BARE = (
    "```{.console #say}\n$ printf 'one\\ntwo\\n'\n$ true\n$ cat << END\n> three\n> END\n```\n\n"
    "    ```{.console #more}\n    $ echo four\n    ```\n"
)
FILLED = (
    "```{.console #say}\n$ printf 'one\\ntwo\\n'\none\ntwo\n$ true\n$ cat << END\n> three\n> END\nthree\n```\n\n"
    "    ```{.console #more}\n    $ echo four\n    four\n    ```\n"
)


def test_first_update_fills_in(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """A document without any output gets them all below their commands, and nothing is told as a failure."""
    file = make_lab(BARE + CLEANUP)
    assert main(["update", "01-try"]) == 0
    assert file.read_bytes().decode() == HEAD + FILLED + CLEANUP
    shown = capsys.readouterr()
    assert shown.out == (
        "labs/01-try/lab.md:9: block `say`, command 1, which showed none: rewritten\n"
        "labs/01-try/lab.md:13: block `say`, command 3, which showed none: rewritten\n"
        "labs/01-try/lab.md:17: block `more`, command 1, which showed none: rewritten\n"
    )
    assert main(["run", "01-try"]) == 0


def test_later_ones_fill_in_when_asked(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """Where some outputs are shown, the others are their author's to leave out; `--fill` asks for them."""
    half = FILLED.replace("    four\n", "")
    file = make_lab(half + CLEANUP)
    assert main(["update", "01-try"]) == 0
    assert file.read_bytes().decode() == HEAD + half + CLEANUP
    assert main(["update", "--fill", "01-try"]) == 0
    assert file.read_bytes().decode() == HEAD + FILLED + CLEANUP


def test_what_is_rewritten_is_no_failure(make_lab: MakeLab, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that is to be rewritten is told as one that differs, and its difference is in the document."""
    make_lab(STALE + CLEANUP)
    assert main(["update", "01-try"]) == 0
    told = capsys.readouterr().err
    assert "  differs  console say\n" in told
    assert "failed" not in told
