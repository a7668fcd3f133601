"""A kit is what git tracks, as it is in the working tree; unpacked from its archive it is the same without git."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.tracking import commit, git, unpack, write
from workshop.errors import ContentError
from workshop.site.downloads import make_downloads
from workshop.site.kit import LIST, Kit, find_kit

pytestmark = pytest.mark.needs_git

FILES = {
    "mkdocs.yml": "",
    "run.sh": "true\n",
    "docs/图 一.md": "图\n",
    "docs/全角　空格.md": "空\n",
    "docs/-\"quoted\" 'name'.md": "q\n",
    "labs/01-one/lab.md": "one\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is committed, with an ignored file and one that is not tracked."""
    folder = tmp_path / "我的 课"
    write(folder, {**FILES, ".gitignore": "secret*\n"}, programs=("run.sh",))
    commit(folder)
    write(folder, {"docs/new.md": "new", "secret.txt": "s", "labs/01-one/secret-password": "s"})
    return folder


def get_kit(root: Path) -> Kit:
    """The kit in *root*, in which nothing is wrong."""
    errors: list[ContentError] = []
    kit = find_kit(root, errors)
    assert errors == []
    assert kit
    return kit


def find_problems(root: Path) -> list[str]:
    """What is wrong with the kit in *root*, each in a line without its hint."""
    errors: list[ContentError] = []
    find_kit(root, errors)
    return [f"{error.where}: {error.message}" for error in errors]


def test_what_is_tracked(project: Path) -> None:
    """Every tracked file is in the kit, whatever its name, with its content and mode, and no other file."""
    kit = get_kit(project)
    assert {name: file.content.decode() for name, file in kit.files.items()} == {**FILES, ".gitignore": "secret*\n"}
    assert [name for name, file in kit.files.items() if file.is_executable] == ["run.sh"]
    assert kit.time.isoformat() == "2026-11-22T20:07:54+00:00"


def test_a_project_behind_a_link(project: Path, tmp_path: Path) -> None:
    """A project whose folder is reached through a link is the same project."""
    (tmp_path / "link").symlink_to(project)
    assert get_kit(tmp_path / "link") == get_kit(project)


def test_the_working_tree_counts(project: Path) -> None:
    """A file that was changed is in the kit as it is now, one that is staged is in, one that was deleted is not."""
    write(project, {"run.sh": "false\n"})
    (project / "labs" / "01-one" / "lab.md").unlink()
    git(project, "add", "docs/new.md")
    kit = get_kit(project)
    assert kit.files["run.sh"].content == b"false\n"
    assert kit.files["docs/new.md"].content == b"new"
    assert "labs/01-one/lab.md" not in kit.files


def test_modes_are_gits(project: Path) -> None:
    """A disk that gives all files the same mode changes no kit."""
    for mode in (0o777, 0o600):
        for name in ("run.sh", "mkdocs.yml"):
            (project / name).chmod(mode)
        assert [name for name, file in get_kit(project).files.items() if file.is_executable] == ["run.sh"]


def test_nothing_committed_yet(tmp_path: Path) -> None:
    """A repository without a commit has a kit of what is staged."""
    write(tmp_path, FILES)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "mkdocs.yml")
    assert list(get_kit(tmp_path).files) == ["mkdocs.yml"]


def test_a_folder_of_a_repository(tmp_path: Path) -> None:
    """A project may be a folder of a larger repository; its files are those below it."""
    write(tmp_path, {"other/a": "a", **{f"talk/{name}": text for name, text in FILES.items()}})
    commit(tmp_path)
    assert list(get_kit(tmp_path / "talk").files) == sorted(FILES)


def test_no_kit(tmp_path: Path, project: Path) -> None:
    """Without a repository of its own a project has no kit, and one that lies in another's ignores that."""
    write(tmp_path / "plain", FILES)
    assert find_kit(tmp_path / "plain", []) is None
    write(project / "secret-copy", FILES)
    assert find_kit(project / "secret-copy", []) is None


def test_another_repository_in_the_environment(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells its hooks of the repository that they are in is not taken for this one."""
    write(tmp_path / "other", {"mkdocs.yml": "", "other": ""})
    commit(tmp_path / "other")
    expected = get_kit(project)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    assert get_kit(project) == expected


def test_git_that_does_not_answer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository that git cannot read gives no kit, unless the project has its list."""
    listed = get_kit(project).write_list()
    shutil.rmtree(project / ".git" / "objects")
    assert find_kit(project, []) is None
    write(project, {LIST: listed})
    assert list(get_kit(project).files) == sorted([*FILES, ".gitignore"])
    monkeypatch.setenv("PATH", "")
    assert list(get_kit(project).files) == sorted([*FILES, ".gitignore"])


def link_to_file(project: Path) -> None:
    """A link to a tracked program in another folder."""
    (project / "docs" / "link.sh").symlink_to("../run.sh")


def link_to_link(project: Path) -> None:
    """A link to a link to it."""
    (project / "docs" / "other.sh").symlink_to("../run.sh")
    (project / "docs" / "link.sh").symlink_to("other.sh")


@pytest.mark.parametrize("make", [link_to_file, link_to_link])
def test_a_link_to_a_tracked_file(project: Path, make: Callable[[Path], None]) -> None:
    """A link to a tracked file counts as that file, and in the archive it is one."""
    make(project)
    git(project, "add", "docs/*.sh")
    kit = get_kit(project)
    assert (kit.files["docs/link.sh"].content, kit.files["docs/link.sh"].is_executable) == (b"true\n", True)


@pytest.mark.parametrize("target", ["../secret.txt", "../docs", "nowhere", "/etc/hostname", "../../outside", "link.md"])
def test_a_link_to_anything_else(project: Path, target: str) -> None:
    """A link to what is not tracked, to a folder, out of the project, to itself or nowhere is refused by name."""
    (project.parent / "outside").touch()
    (project / "docs" / "link.md").symlink_to(target)
    git(project, "add", "docs/link.md")
    assert find_problems(project) == ["docs/link.md: is a link, but not to a file that is tracked"]


def test_a_folder_that_became_a_link(project: Path) -> None:
    """A tracked file that is now reached through a link to somewhere else is refused, or counts where it is tracked."""
    shutil.move(project / "labs" / "01-one", project.parent / "01-one")
    (project / "labs" / "01-one").symlink_to(project.parent / "01-one")
    assert find_problems(project) == ["labs/01-one/lab.md: is a link, but not to a file that is tracked"]
    (project / "labs" / "01-one").unlink()
    write(project, {"labs/02-two/lab.md": "two\n"})
    git(project, "add", "labs/02-two")
    (project / "labs" / "01-one").symlink_to("02-two")
    assert get_kit(project).files["labs/01-one/lab.md"].content == b"two\n"


def test_what_is_no_file_any_more(project: Path) -> None:
    """A folder or a pipe in a tracked file's place is left out like a file that was deleted."""
    for name in ("run.sh", "labs/01-one/lab.md"):
        (project / name).unlink()
    (project / "run.sh").mkdir()
    os.mkfifo(project / "labs" / "01-one" / "lab.md")
    assert {"run.sh", "labs/01-one/lab.md"} & set(get_kit(project).files) == set()


def test_a_submodule(project: Path, tmp_path: Path) -> None:
    """The files of a submodule that is checked out belong to the kit; one that is not is refused."""
    write(tmp_path / "theme", {"a.css": "a", "b.sh": "b"}, programs=("b.sh",))
    commit(tmp_path / "theme")
    git(
        project, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(tmp_path / "theme"), "docs/主题"
    )
    write(project, {"docs/主题/untracked": "u"})
    files = get_kit(project).files
    assert (files["docs/主题/a.css"].content, files["docs/主题/b.sh"].is_executable) == (b"a", True)
    assert "docs/主题/untracked" not in files
    git(project, "submodule", "deinit", "--force", "--quiet", "docs/主题")
    assert find_problems(project) == ["docs/主题: is a submodule that is not checked out"]


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "a\tb", "a\x7f"])
def test_names_that_no_archive_holds(project: Path, name: str) -> None:
    """A name that an archive cannot hold everywhere is refused, and told so that it can be read."""
    write(project, {f"docs/{name}": ""})
    git(project, "add", "docs")
    assert find_problems(project) == [f"{ascii(f'docs/{name}')[1:-1]}: no archive holds this name everywhere"]


def test_a_name_that_is_not_utf8(project: Path) -> None:
    """A name in another encoding is refused, not guessed."""
    with open(os.fsencode(project) + b"/docs/\xb8\xf6.md", "w", encoding="utf-8"):
        git(project, "add", "docs")
    assert find_problems(project) == ["docs/\\udcb8\\udcf6.md: no archive holds this name everywhere"]


def test_a_file_that_cannot_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that this person may not read is told by name."""
    real_open = open

    def refuse(path: bytes, mode: str) -> object:
        if path.endswith(b"run.sh"):
            raise PermissionError(13, "Permission denied")
        return real_open(path, mode)

    monkeypatch.setattr("builtins.open", refuse)
    assert find_problems(project) == ["run.sh: cannot be read: Permission denied"]


def test_without_git_from_its_own_archive(project: Path, tmp_path: Path) -> None:
    """A kit unpacked from its archive makes the same archives again, with junk in it, without modes, and under git."""
    (project / "docs" / "link.sh").symlink_to("../run.sh")
    git(project, "add", "docs/link.sh")
    made = make_downloads(get_kit(project))
    unpack(made["workshop"].content, tmp_path / "away")
    again = tmp_path / "away" / "workshop"
    write(again, {"junk": "", "labs/01-one/__pycache__/x.pyc": ""})
    for file in again.rglob("*"):
        file.chmod(0o777)
    assert make_downloads(get_kit(again)) == made
    unpack(made["workshop"].content, tmp_path / "away")
    commit(again)
    git(again, "rm", "--cached", "--quiet", "junk", "labs/01-one/__pycache__/x.pyc")
    assert make_downloads(get_kit(again)) == made


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", f"{LIST}:2: the second line is no time"),
        ("#\n2026-11-22\n", f"{LIST}:2: the second line is no time"),
        ("#\n2026-11-22T20:07:54\n100644 mkdocs.yml\nmkdocs.yml\n", f"{LIST}:4: is no mode and name"),
        ("#\n2026-11-22T20:07:54\n100644 ../outside\n", "../outside: is outside the project"),
        ("#\n2026-11-22T20:07:54\n100644 /etc/hostname\n", "/etc/hostname: is outside the project"),
        ("#\n2026-11-22T20:07:54\n120000 run.sh\n", f"{LIST}:3: is no mode and name"),
    ],
)
def test_a_list_that_is_none(tmp_path: Path, text: str, problem: str) -> None:
    """What is wrong with a list is told by its line, and it never leads out of the project."""
    write(tmp_path / "project", {**FILES, LIST: text, "../outside": "x"})
    assert find_problems(tmp_path / "project") == [problem]


def test_a_list_in_another_encoding(tmp_path: Path) -> None:
    """A list that somebody saved in another encoding is told as such; one with other line ends is read."""
    write(tmp_path, FILES)
    (tmp_path / LIST).write_bytes("# 文件\n".encode("gbk"))
    assert find_problems(tmp_path) == [f"{LIST}: is not UTF-8"]
    (tmp_path / LIST).write_bytes(b"#\r\n2026-11-22T20:07:54\r\n100755 run.sh\r\n")
    assert get_kit(tmp_path).files["run.sh"].is_executable


def test_the_order_of_a_list(project: Path, tmp_path: Path) -> None:
    """A list in another order is the same list."""
    kit = get_kit(project)
    mark, time, *entries = kit.write_list().splitlines()
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    write(tmp_path / "copy", {LIST: "\n".join([mark, time, *reversed(entries)])})
    assert get_kit(tmp_path / "copy").write_list() == kit.write_list()
