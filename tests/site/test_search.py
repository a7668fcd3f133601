"""Chinese words are listed wherever they stand in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

from workshop.site.search import FIELD, add_places, list_places


def test_every_place_is_the_beginning_of_an_entry() -> None:
    """Each character but a sentence's last begins an entry of up to four, within one run of Chinese."""
    assert set(list_places("容器是一个进程。<code>ps</code>").split()) == {
        "容器是一",
        "器是一个",
        "是一个进",
        "一个进程",
        "个进程",
        "进程",
    }
    assert list_places("Docker and 舵 alone") == ""


def test_index_is_extended_once(tmp_path: Path) -> None:
    """The field is added to each section and to those that are searched, and adding it again changes nothing."""
    file = tmp_path / "search" / "search_index.json"
    file.parent.mkdir()
    docs = [{"location": "a/", "title": "鲸", "text": "<p>容器</p>"}]
    file.write_text(json.dumps({"config": {"fields": {"text": {"boost": 1.0}}}, "docs": docs}), encoding="utf-8")
    add_places(tmp_path)
    once = file.read_text(encoding="utf-8")
    index = json.loads(once)
    assert (set(index["config"]["fields"]), index["docs"]) == ({"text", FIELD}, [{**docs[0], FIELD: "容器"}])
    add_places(tmp_path)
    assert file.read_text(encoding="utf-8") == once
