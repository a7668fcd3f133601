"""Which clusters the kit has made is remembered, each by its nodes."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.venue.clusters import MadeClusters


def test_a_cluster_is_known_by_its_nodes(tmp_path: Path) -> None:
    """One of the same name with other nodes is another, and what is gone is forgotten."""
    file = tmp_path / "state" / "clusters.json"
    made = MadeClusters(file)
    assert not made.has("workshop", ["1"])
    made.remember("workshop", ["2", "1"])
    made.remember("other", ["3"])
    assert MadeClusters(file).has("workshop", ["1", "2"])
    assert not made.has("workshop", ["1"])
    made.forget("workshop")
    made.forget("nobody")
    assert (made.has("workshop", ["1", "2"]), made.has("other", ["3"])) == (False, True)
    assert [path.name for path in file.parent.iterdir()] == ["clusters.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "clusters": {"workshop": []}}'])
def test_a_file_of_something_else(text: str, tmp_path: Path) -> None:
    """What cannot be read tells of no cluster, and is written anew."""
    file = tmp_path / "clusters.json"
    file.write_text(text, encoding="utf-8")
    made = MadeClusters(file)
    assert not made.has("workshop", [])
    made.remember("workshop", [])
    assert made.has("workshop", [])
