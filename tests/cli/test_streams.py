"""What is printed arrives in any encoding: a sign that it lacks is replaced, and nothing ends for it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.project import write_sample
from workshop.cli.streams import accept_all

WORKSHOP = str(Path(sys.executable).parent / "workshop")


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "✓ ✗ · … 课 é".encode()),
        ("gbk", "√ × · … 课 é".encode("gbk")),
        ("gb18030", "✓ ✗ · … 课 é".encode("gb18030")),
        ("ascii", b"v x - ... ? e"),
        ("latin-1", "v × · ... ? é".encode("latin-1")),
        ("cp1252", "v x · … ? é".encode("cp1252")),
        ("cp437", "v x · ... ? é".encode("cp437")),
    ],
)
def test_signs(encoding: str, written: bytes) -> None:
    """A sign is written where the encoding has it, else one like it, else a question mark."""
    target = io.BytesIO()
    stream = io.TextIOWrapper(target, encoding=encoding)
    accept_all(stream)
    stream.write("✓ ✗ · … 课 é")
    stream.flush()
    assert target.getvalue() == written


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_names_that_are_no_text(encoding: str) -> None:
    """The name of a file that no encoding can read is written with the bytes that it has."""
    target = io.BytesIO()
    stream = io.TextIOWrapper(target, encoding=encoding)
    accept_all(stream)
    stream.write(os.fsdecode(b"a\xff\xfe.md"))
    stream.flush()
    assert target.getvalue() == b"a\xff\xfe.md"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252", "gbk:strict"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_command(encoding: str, language: str, tmp_path: Path) -> None:
    """A command that prints ticks and Chinese ends as it would in UTF-8, with the same lines."""
    project = write_sample(tmp_path)
    printed = []
    for name in ("utf-8", encoding):
        command = [WORKSHOP, "start", "01-first", "--fresh", "--lang", language]
        environ = {**os.environ, "PYTHONIOENCODING": name}
        done = subprocess.run(command, cwd=project.folder, env=environ, capture_output=True, check=True)
        assert done.stderr == b""
        printed.append(done.stdout.count(b"\n"))
    assert "✓" in subprocess.run([*command], cwd=project.folder, capture_output=True, text=True, check=True).stdout
    assert printed[0] == printed[1]
