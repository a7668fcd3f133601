"""`workshop pdf`: what it prints, and what it says where it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.site.project import Project, write_sample
from workshop.cli import main
from workshop.venue import browser, searchable


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The current folder, a project of one chapter with three slides."""
    sample = write_sample(tmp_path / "project")
    monkeypatch.chdir(sample.folder)
    return sample


def read_pages(file: str) -> list[str]:
    """The text of each page of the PDF *file*."""
    return [page.extract_text() for page in PdfReader(file).pages]


@pytest.mark.needs_browser
def test_slides_of_every_chapter(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A chapter is printed in both languages, a slide a page, with occasion and without notes; the files are named."""
    assert main(["pdf", "--speaker", "Mei Lin"]) == 0
    assert capsys.readouterr().out.splitlines() == ["pdf/01-one.zh.pdf", "pdf/01-one.en.pdf"]
    chinese, english = read_pages("pdf/01-one.zh.pdf"), read_pages("pdf/01-one.en.pdf")
    assert (len(chinese), len(english)) == (3, 3)
    assert "一个容器只是一个进程" in chinese[1].replace("\n", "")
    assert "Mei Lin" in english[0]
    assert "zhnoteword" not in "".join(chinese)


@pytest.mark.needs_browser
def test_handouts(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Handouts have the notes under the slides, on the paper that offices have, in the folder that is named."""
    assert main(["pdf", "1", "--notes", "--to", "out/here"]) == 0
    assert capsys.readouterr().out.splitlines() == ["out/here/01-one.zh.notes.pdf", "out/here/01-one.en.notes.pdf"]
    reader = PdfReader("out/here/01-one.zh.notes.pdf")
    assert "zhnoteword" in "".join(page.extract_text() for page in reader.pages)
    assert [round(side * 25.4 / 72) for side in reader.pages[0].mediabox[2:]] == [210, 297]


@pytest.mark.needs_browser
def test_the_whole_talk_with_links(project: Project) -> None:
    """The talk's first page leads to its chapters; links to pages are the published ones, or none where none are."""
    for name in ("01-one.md", "01-one.en.md"):
        project.edit(f"docs/{name}", '{$ figure("box") $}\n', "[home](index.md)\n")
    assert main(["pdf", "talk", "--to", "without"]) == 0
    config = project.folder / "mkdocs.yml"
    config.write_text(f"site_url: https://example.org/talk/\n{config.read_text()}")
    assert main(["pdf", "talk", "--to", "with"]) == 0
    found = {}
    for folder in ("without", "with"):
        links = [
            link.get_object() for page in PdfReader(f"{folder}/talk.en.pdf").pages for link in page.get("/Annots", [])
        ]
        found[folder] = [link.get("/Dest") or link["/A"]["/URI"] for link in links]
    assert found == {"without": ["/01-one"], "with": ["/01-one", "https://example.org/talk/en/"]}


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "no Chromium or Chrome was found\n\nhint: install one, as in: sudo apt-get install chromium\n"),
        (
            "zh",
            "没有找到 Chromium 或 Chrome\n\n提示：安装一个：sudo apt-get install chromium，或者从官方网站下载 Chrome\n",
        ),
    ],
)
def test_no_browser(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, message: str
) -> None:
    """Without a browser one line says so and what to install, with exit code 3; nothing is built or written."""
    monkeypatch.setattr(browser, "BROWSERS", ())
    assert main(["pdf", "--lang", lang]) == 3
    assert capsys.readouterr() == ("", message)
    assert not Path("pdf").exists()


def test_a_browser_that_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A browser that does not print is told with its last words, and with the file that is missing."""
    program = project.folder / "browser"
    program.write_text("#!/bin/sh\necho first >&2\necho no display >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(browser, "BROWSERS", (str(program),))
    assert main(["pdf", "1"]) == 1
    assert capsys.readouterr() == ("", "pdf/01-one.zh.pdf: the browser did not print: no display\n")
    assert not Path("pdf").exists()


@pytest.mark.parametrize(
    ("number", "reason", "lang", "said"),
    [
        (
            28,
            "No space left on device",
            "en",
            "cannot be written: No space left on device; what was there is as it was",
        ),
        (13, "Permission denied", "zh", "写不进去：Permission denied；原来的内容没有动"),
    ],
)
def test_a_browser_that_cannot_write(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    reason: str,
    lang: str,
    said: str,
) -> None:
    """A browser that could not write is not quoted, though it ends well and has left a file that is cut off."""
    program = project.folder / "browser"
    line = f"[1:2:1130/1.2:ERROR:headless_command_handler.cc:266] Failed to write file /x: {reason} ({number})"
    cut = 'for last; do case "$last" in --print-to-pdf=*) echo >"${last#*=}";; esac; done'
    program.write_text(f"#!/bin/sh\n{cut}\necho '{line}' >&2\n")
    program.chmod(0o755)
    monkeypatch.setattr(browser, "BROWSERS", (str(program),))
    assert main(["pdf", "1", "--lang", lang]) == 3
    out, err = capsys.readouterr()
    assert (out, err.partition("\n")[0]) == ("", f"pdf: {said}")
    assert not Path("pdf").exists()


def test_a_folder_that_cannot_be_replaced(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a folder cannot be written one line says so, before anything is built or printed."""
    project.write("docs/01-one.md", "broken")  # a build would tell
    monkeypatch.setattr(browser, "BROWSERS", ("false",))
    place = next(place for place in ("/proc", "/dev") if os.path.ismount(place))
    assert main(["pdf", "--to", place]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{place}: cannot be written: ")
    assert err.count("\n") == 3


def test_handouts_beside_slides(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was printed before stays beside what is printed now; with anything else there nothing is written."""
    program = project.folder / "browser"
    program.write_text('#!/bin/sh\nfor last; do case "$last" in --print-to-pdf=*) echo >"${last#*=}";; esac; done\n')
    program.chmod(0o755)
    monkeypatch.setattr(browser, "BROWSERS", (str(program),))
    monkeypatch.setattr(searchable, "make_searchable", lambda _: None)
    assert main(["pdf", "1"]) == main(["pdf", "1", "--notes"]) == 0
    names = [f"01-one.{tongue}{notes}.pdf" for tongue in ("en", "zh") for notes in (".notes", "")]
    assert sorted(path.name for path in Path("pdf").glob("*.pdf")) == names
    Path("pdf/01-one.en.pdf").write_text("with my marks")
    capsys.readouterr()
    assert main(["pdf", "1"]) == 2
    assert capsys.readouterr().err.startswith("pdf: holds what `workshop pdf` did not write, or what was changed")
    assert Path("pdf/01-one.en.pdf").read_text() == "with my marks"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["7"], "no chapter `7`\n\nhint: there are: 01-one\n"),
        (["talk", "--chapters", "7"], "no chapter `7`\n\nhint: there are: 01-one\n"),
        (["talk", "--minutes", "4"], "no chapter fits in 4 minutes; the shortest takes 5\n"),
    ],
)
def test_wrong_chapters(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """A chapter that is not there, and too little time, are told before anything is built, with exit code 2."""
    assert main(["pdf", *arguments]) == 2
    assert capsys.readouterr() == ("", message)


@pytest.mark.needs_browser
def test_no_short_cut(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no slide is marked for it there is no short cut to print."""
    assert main(["pdf", "short"]) == 2
    assert capsys.readouterr() == ("", "there is no deck `short`\n\nhint: no heading is marked .short\n")
