"""What holds of every lab, told from its documents alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab import find_labs, load_lab, load_translation

FOLDERS = find_labs(Path(__file__).parents[2])


def test_there_are_labs() -> None:
    """The labs that the talk sends its readers to are there."""
    assert {"01-first-container", "20-kind-cluster"} <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_both_languages_share_their_blocks(folder: Path) -> None:
    """The English document presents the Chinese one's blocks, with titles and hints of its own."""
    lab = load_lab(folder)
    translation = load_translation(lab)
    assert [block.id for block in translation.blocks] == [block.id for block in lab.blocks]
    assert [check.script for check in translation.checks] == [check.script for check in lab.checks]
    assert all(theirs.title != ours.title for theirs, ours in zip(translation.checks, lab.checks, strict=True))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_labs_name_the_image_of_their_cluster(folder: Path) -> None:
    """A lab in the shared cluster lists the image of its nodes, so that a bundle holds it."""
    front = load_lab(folder).front
    config = (folder.parent / "cluster.yaml").read_text(encoding="utf-8")
    image = next(line.split()[1] for line in config.splitlines() if line.strip().startswith("image:"))
    assert not front.shares_cluster or image in front.images


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_every_lab_is_checked_and_run_whole(folder: Path) -> None:
    """A lab has two checks or more, and leaves no command out."""
    lab = load_lab(folder)
    assert len(lab.checks) >= 2
    assert [block.id for block in lab.consoles if block.skip] == []
