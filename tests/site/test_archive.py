"""An archive tells of its files what it is given, and nothing of the machine that it was written on."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.site.tracking import commit, git, read_tree, unpack, write
from workshop.site.archive import write_archive
from workshop.site.kit import KitFile

TIME = datetime(2026, 11, 22, 20, 7, 54, tzinfo=UTC)
FILES = {"b": KitFile(b"bb", False), "a/b.sh": KitFile(b"#!/bin/sh\n", True), "a/图": KitFile(b"", False)}
DIGEST = (
    "import hashlib, sys; from pathlib import Path; from workshop.site.kit import find_kit; "
    "from workshop.site.downloads import make_downloads; kit = find_kit(Path(sys.argv[1]), []); "
    "print([(name, hashlib.sha256(each.content).hexdigest()) for name, each in make_downloads(kit).items()])"
)


def test_what_it_holds(tmp_path: Path) -> None:
    """Each file is there in one folder with its content and mode, in the order of names, all of one age."""
    archive = write_archive("kit", FILES, TIME)
    unpack(archive, tmp_path)
    assert read_tree(tmp_path / "kit") == {
        name: (file.content, file.is_executable) for name, file in sorted(FILES.items())
    }
    with ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == ["kit/a/b.sh", "kit/a/图", "kit/b"]
        assert {entry.date_time for entry in opened.infolist()} == {(2026, 11, 22, 20, 7, 54)}
        assert [oct(entry.external_attr >> 16) for entry in opened.infolist()] == ["0o100755", "0o100644", "0o100644"]


def test_order_of_what_is_given() -> None:
    """Files given in another order make the same archive."""
    assert write_archive("kit", FILES, TIME) == write_archive("kit", dict(reversed(FILES.items())), TIME)


@pytest.mark.parametrize(("year", "told"), [(1970, (1980, 1, 1, 0, 0, 0)), (2200, (2107, 12, 31, 0, 0, 0))])
def test_times_that_no_archive_tells(year: int, told: tuple[int, ...]) -> None:
    """A commit from before or after what an archive's clock can tell is told as near as it can."""
    archive = write_archive("kit", FILES, TIME.replace(year=year))
    with ZipFile(io.BytesIO(archive)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {told}


@pytest.mark.needs_git
def test_the_same_on_any_machine(tmp_path: Path) -> None:
    """Checkouts of a commit give the same bytes: umask, times, time zone, locale and hash seed change nothing."""
    files = {"mkdocs.yml": "x" * 999, "docs/图.md": "图", "labs/01-a/lab.md": "a"}
    write(tmp_path / "one", files, programs=("docs/图.md",))
    commit(tmp_path / "one")
    seen = []
    for number, (mask, locale) in enumerate([(0o022, "C.UTF-8"), (0o077, "C"), (0o002, "zh_CN.GBK"), (0o777, "POSIX")]):
        copy = tmp_path / f"copy{number}"
        git(tmp_path, "clone", "--quiet", str(tmp_path / "one"), str(copy))
        for path in (copy / name for name in files):
            os.utime(path, (number * 10**8, number * 10**8))
            path.chmod((0o777 if os.access(path, os.X_OK) else 0o666) & ~mask | 0o400)
        environment = os.environ | {"LC_ALL": locale, "TZ": f"UTC{number * 5 - 9:+}", "PYTHONHASHSEED": str(number)}
        if locale != "C.UTF-8":  # Else Python takes UTF-8 for file names whatever the locale says.
            environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        command = [sys.executable, "-c", f"import os; os.umask({mask}); {DIGEST}", str(copy)]
        seen.append(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    assert "'01-a'" in seen[0]
    assert len(set(seen)) == 1
