"""What the benchmark of builds measures is a talk, and its plain twin has the same texts."""

from __future__ import annotations

from pathlib import Path

from tests.bench.large_talk import write_talk
from tests.bench.plain_talk import write_plain
from tests.site.project import build


def test_a_made_talk_is_built_strictly(tmp_path: Path) -> None:
    """A talk that was made keeps all rules, and has a deck a chapter and a page a lab in both languages."""
    write_talk(tmp_path / "talk", chapters=3, labs=2)
    site = tmp_path / "site"
    assert build(tmp_path / "talk", site) == []
    for prefix in ("", "en/"):
        decks = sorted(path.name for path in (site / prefix / "decks").iterdir() if (path / "index.html").is_file())
        assert decks == ["000-chapter", "001-chapter", "002-chapter", "talk"]
        pages = sorted(path.parent.name for path in (site / prefix / "labs").glob("*/index.html"))
        assert pages == ["00-lab", "01-lab"]


def test_a_plain_twin_has_the_texts_of_both_languages(tmp_path: Path) -> None:
    """In the plain twin, an English lab has the Chinese one's commands, and no plugin of the kit is used."""
    write_talk(tmp_path / "talk", chapters=2, labs=1)
    write_plain(tmp_path / "talk", tmp_path / "plain")
    labs = tmp_path / "plain" / "docs" / "labs"
    chinese, english = ((labs / f"00-lab{ending}").read_text(encoding="utf-8") for ending in (".md", ".en.md"))
    assert chinese.count("\n$ echo ") == english.count("\n$ echo ") == 7
    assert english.startswith('---\ntitle: "First')
    config = (tmp_path / "plain" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "workshop:" not in config
    assert "macros:" not in config
    assert "- labs/00-lab.md\n" in config
