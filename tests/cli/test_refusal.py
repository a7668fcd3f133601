"""What the system refuses is one line that names the file and says what to do, and no bug of the kit."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.project import Project, write_sample
from workshop.cli import main, output
from workshop.cli.language import Language
from workshop.cli.refusal import KIT, WORDS, explain_refusal

WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")
"""Root, but bound by permissions like anybody. Source: capabilities(7), a root program's own are those of the set."""


def run(*arguments: str, folder: Path, **environ: str) -> tuple[int, str, str]:
    """Run `workshop` with *arguments* in *folder*, bound by permissions; return exit code and what it printed."""
    command = [str(Path(sys.executable).parent / "workshop"), *arguments]
    if os.getuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("not run here: root can write everywhere, and there is no setpriv to take that away")
        command = [*WITHOUT_RIGHTS, *command]
    environment = {**os.environ, **environ}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def said(path: str, language: str = "en") -> str:
    """What is said of *path*, which may not be written to."""
    message, hint = WORDS["denied"]["zh" if language == "zh" else "en"]
    word = "提示：" if language == "zh" else "hint: "
    return f"{path}: {message}\n\n{word}{hint.format(path=path)}\n"


def said_whole(path: str, language: str = "en") -> str:
    """What is said of *path*, which is replaced as a whole and may not be."""
    words = output.WORDS["zh" if language == "zh" else "en"]
    word = "提示：" if language == "zh" else "hint: "
    return f"{path}: {words['unwritten'].format(reason='Permission denied')}\n\n{word}{words['unwritten-hint']}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of one chapter and one lab, in a folder that may be written to, beside one that may not."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0o555)
    return write_sample(tmp_path / "project")


@pytest.mark.parametrize("command", [["build", "{}"], ["save-deck", "{}", "1"], ["start", "01-first", "{}"]])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_target_that_is_closed(project: Project, tmp_path: Path, command: list[str], language: str) -> None:
    """A folder that may not be written to is told in the person's language."""
    target = str(tmp_path / "closed" / "out")
    words = [word.format(target) for word in command]
    locale = "zh_CN.UTF-8" if language == "zh" else "C.UTF-8"
    tell = said if command[0] == "start" else said_whole
    expected = (3, "", tell(target, language))
    assert run(*words, folder=project.folder, LC_ALL=locale) == expected
    assert run(*words, "--lang", language, folder=project.folder, LC_ALL="C") == expected


def test_a_folder_that_is_closed(project: Project, tmp_path: Path) -> None:
    """The same of an empty folder that is there, into which a lab is copied."""
    code, _, err = run("start", "01-first", str(tmp_path / "closed"), folder=project.folder)
    first = sorted(path.name for path in (project.folder / "labs" / "01-first").iterdir())[0]
    assert code == 3
    assert err in [said(str(tmp_path / "closed" / name)) for name in ("lab.md", "lab.en.md", "words.txt", first)]


def test_state_that_is_closed(project: Project, tmp_path: Path) -> None:
    """The same of the folder in which copies are remembered."""
    code, _, err = run("start", "01-first", folder=project.folder, XDG_STATE_HOME=str(tmp_path / "closed"))
    assert (code, err) == (3, said(str(tmp_path / "closed" / "workshop")))


def test_a_lab_that_is_closed(project: Project) -> None:
    """A document that `update` could not rewrite is told before its lab is run."""
    lab = project.folder / "labs" / "01-first"
    lab.chmod(0o555)
    code, out, err = run("update", "01-first", folder=project.folder)
    lab.chmod(0o755)
    assert (code, out, err) == (3, "", said(str(lab / "lab.md")))


@pytest.mark.needs_browser
def test_pdf_into_a_folder_that_is_closed(project: Project, tmp_path: Path) -> None:
    """The same of the folder that decks are printed into."""
    target = tmp_path / "closed" / "out"
    assert run("pdf", "1", "--to", str(target), folder=project.folder) == (3, "", said_whole(str(target)))


def test_a_project_that_is_closed(project: Project, tmp_path: Path) -> None:
    """A project that can only be read, as one on a stick, is built to another place all the same."""
    for folder in (project.folder, *(path for path in project.folder.rglob("*") if path.is_dir())):
        folder.chmod(0o555)
    assert run("build", str(tmp_path / "out"), folder=project.folder)[0] == 0
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Called from a folder that was deleted meanwhile, a command says so."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    assert main(["build", "out"]) == 3
    message, hint = WORDS["gone"]["en"]
    assert capsys.readouterr() == ("", f"{message}\n\nhint: {hint}\n")


REFUSALS = [
    (OSError(errno.EROFS, "Read-only file system", "/a"), "read-only", "/a"),
    (OSError(errno.ENOSPC, "No space left on device"), "full", None),
    (OSError(errno.EPERM, "Operation not permitted", "/a", None, "/b c"), "denied", "/b c"),
    (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/a/b"), "no-folder", "/a/b"),
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "/a"), "missing", "/a"),
    (OSError(errno.ELOOP, "Too many levels of symbolic links", "/a"), "other", "/a"),
    (shutil.Error([("/a", "/b", "[Errno 30] Read-only file system: '/b'"), ("c", "d", "e")]), "read-only", "/b"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("error", "kind", "path"), REFUSALS)
def test_kinds(error: OSError, kind: str, path: str | None, language: Language) -> None:
    """Each kind of refusal has words of its own in both languages, and the path that can be pasted."""
    refusal = explain_refusal(error, language)
    message, hint = WORDS[kind][language]
    quoted = "'/b c'" if path == "/b c" else path or "."
    assert refusal is not None
    assert refusal.message == message.format(reason=error.strerror)
    assert (refusal.where, refusal.hint) == (path, hint.format(path=quoted))


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file or directory", str(KIT / "deck" / "assets" / "deck.css")),
        OSError(errno.EBADF, "Bad file descriptor"),
        OSError("what is this"),
    ],
)
def test_mistakes_of_ours(error: OSError) -> None:
    """A file of the kit that is not there, and what no path explains, stay the kit's own."""
    assert explain_refusal(error, "en") is None
