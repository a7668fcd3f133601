"""The archives that readers download are enough to do a lab: unpacked elsewhere, their labs run as they do here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.tracking import unpack
from workshop.lab import find_labs, load_lab
from workshop.site.downloads import KIT, make_downloads
from workshop.site.kit import find_kit

PROJECT = Path(__file__).parents[2]
WORKSHOP = str(Path(sys.executable).parent / "workshop")
LABS = [load_lab(folder) for folder in find_labs(PROJECT) if folder.name[:2] in {"01", "05"}]
IMAGES = sorted({image for lab in LABS for image in lab.front.images})
LIMIT_S = 1800
"""Another run may have the machine, and is waited for."""


@pytest.mark.needs_docker(*IMAGES)
def test_labs_run_from_their_archives(tmp_path: Path) -> None:
    """Labs 01 and 05, unpacked from their downloads, pass whole: each command, each output, each check, no leak."""
    downloads = make_downloads(find_kit(PROJECT, []))
    for name in (KIT, *(lab.id for lab in LABS)):
        unpack(downloads[name].content, tmp_path)
    done = subprocess.run(
        [WORKSHOP, "run", *(str(tmp_path / lab.id) for lab in LABS)],
        cwd=tmp_path / KIT,  # the record of the runs is the unpacked kit's
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    commands = sum(len(block.commands) for lab in LABS for block in lab.consoles)
    assert commands > 20
    account = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert f"commands run {commands} of {commands}, 0 skipped" in account
    assert [line.split()[0] for line in account[-2:]] == [lab.id for lab in LABS]
