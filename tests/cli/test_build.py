"""`workshop build`: the site in a folder, and no other folder emptied."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from tests.site.project import Project, write_sample
from workshop.cli import main
from workshop.cli.language import Language
from workshop.cli.public_url import NONE, WRONG, check_url


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The current folder, a project of one chapter."""
    sample = write_sample(tmp_path / "project")
    monkeypatch.chdir(sample.folder)
    return sample


def test_the_folder_has_the_site(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages and decks are there in both languages, the same anew after a change, and standard output is the page."""
    for text in ("一", "一二"):
        project.edit("docs/index.md", "\n# ", f"\n{text}。\n\n# ")
        assert main(["build", "out"]) == 0
        assert capsys.readouterr() == ("out/index.html\n", f"{NONE['en']}\n")
        assert f"<p>{text}。</p>" in Path("out/index.html").read_text(encoding="utf-8")
    for name in ("01-one", "en/01-one", "decks/01-one", "en/decks/01-one"):
        assert (Path("out") / name / "index.html").is_file()


def test_the_nearest_project_is_built(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy of the sources it is the copy's site, and the folder counts from where the command was given."""
    (tmp_path / "project" / "docs" / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "project" / "docs" / "inner")
    assert main(["build", "../../../out"]) == 0
    assert (tmp_path / "out" / "index.html").is_file()


FOREIGN = "{}: holds what `workshop build` did not write, or what was changed since, and was left alone: {}\n\nhint: "
AWAY = "choose an empty folder; or move these away first, or delete them yourself\n"


def test_another_folder_is_left_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What the command did not write is not emptied, and told by name; a file is no folder."""
    before = sorted(project.folder.rglob("*"))
    assert main(["build", "docs/assets"]) == 2
    names = ", ".join(sorted(path.name for path in (project.folder / "docs/assets").iterdir()))
    assert capsys.readouterr() == ("", FOREIGN.format("docs/assets", names) + AWAY)
    assert main(["build", "mkdocs.yml"]) == 2
    message = "mkdocs.yml: is no folder, and was left alone\n\nhint: choose another name\n"
    assert capsys.readouterr() == ("", message)
    assert sorted(project.folder.rglob("*")) == before


def test_a_folder_that_looks_like_a_site(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A thesis beside the search index of some other site is named and stays."""
    thesis = Path("mine/thesis.docx")
    Path("mine/search").mkdir(parents=True)
    Path("mine/search/search_index.json").write_text("{}")
    thesis.write_text("years of work")
    assert main(["build", "mine"]) == 2
    assert capsys.readouterr().err == FOREIGN.format("mine", "search, thesis.docx") + AWAY
    assert thesis.read_text() == "years of work"


def test_what_was_put_into_the_site(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of the person's in a site that was built here keeps it from being built again, in either language."""
    assert main(["build", "out"]) == 0
    for number in range(7):
        Path(f"out/mine-{number}").touch()
    capsys.readouterr()
    assert main(["build", "out", "--lang", "zh"]) == 2
    names = "、".join(f"mine-{number}" for number in range(5))
    assert capsys.readouterr().err == (
        f"out: 目录里有不是 `workshop build` 写的，或者后来改过的东西，没有动它：{names} 等 7 个\n\n"
        "提示：换一个空目录；或者先把它们移走，不要的就自己删掉\n"
    )
    assert Path("out/mine-6").exists()


def test_a_failure_keeps_the_last_site(project: Project) -> None:
    """While a build goes on, is interrupted or fails, the site that was there stays as it was."""
    assert main(["build", "out"]) == 0
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    project.remove("docs/01-one.en.md")
    assert main(["build", "out"]) == 1
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == before
    assert not list(project.folder.glob(".out.*"))


def test_where_nothing_can_be_written(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A place that cannot be written is told with the system's words, and is no bug of the kit."""
    Path("file").touch()
    assert main(["build", "file/out"]) == 3
    message, hint = capsys.readouterr().err.split("\n\n")
    assert message == "file/out: cannot be written: Not a directory; what was there is as it was"
    assert hint.startswith("hint: the folder and the one around it must be writable")


def test_a_wrong_page_ends_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A page without its other language is told with its place, and nothing is written."""
    project.remove("docs/01-one.en.md")
    assert main(["build", "out"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "docs/01-one.md" in err
    assert not Path("out").exists()


@pytest.mark.parametrize("command", [["build", "out"], ["build", "out", "--minutes", "5"], ["save-deck", "out"]])
@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/01-one.md"])
def test_a_file_in_gbk(command: list[str], name: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A page or the configuration in another encoding is named, with the line and what to do, whatever is made."""
    file = project.folder / name
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert main(command) == 1
    out, err = capsys.readouterr()
    line = 2 if name != "mkdocs.yml" else 1
    hint = f"hint: save it as UTF-8; it looks like GBK: iconv -f GB18030 -t UTF-8 {name} > {name}.new"
    assert (out, err.count(f"{name}:{line}: is not UTF-8\n\n{hint}\n"), "bug" in err) == ("", 1, False)


def test_a_configuration_with_a_byte_order_mark(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte-order mark at the head of the configuration or a page changes nothing."""
    for name in ("mkdocs.yml", "docs/01-one.md", "docs/01-one.en.md"):
        (project.folder / name).write_bytes(b"\xef\xbb\xbf" + (project.folder / name).read_bytes())
    assert main(["build", "out", "--minutes", "5"]) == 0
    assert capsys.readouterr() == ("out/index.html\n", f"{NONE['en']}\n")
    assert (Path("out") / "decks" / "01-one" / "index.html").is_file()


HEAD = re.compile(r"<link rel=.(?:canonical|alternate)[^>]*>|<meta property=.og:[^>]*>")


def read_head(page: str) -> dict[str, str]:
    """What the head of a built *page* tells of its addresses: relation, language or property → address or text."""
    html = (Path("out") / page / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    found = {}
    for line in HEAD.findall(html):
        told = dict(re.findall(r'(\w+)="([^"]*)"', line))
        name = told.get("property") or told.get("hreflang") or told["rel"]
        found[name] = told.get("content") or told["href"]
    return found


@pytest.mark.parametrize(
    "url", ["https://example.org/talk/", "https://example.org/talk", "http://127.0.0.1:8000/talk/"]
)
def test_published(url: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With --url pages and decks tell their addresses and the site's card, and the pages are in the sitemap."""
    assert main(["build", "out", "--url", url]) == 0
    assert capsys.readouterr() == ("out/index.html\n", "")
    root = f"{url.rstrip('/')}/"
    size = struct.unpack(">II", Path("out/assets/link-card.png").read_bytes()[16:24])
    pages = {"": "", "01-one": "01-one/", "labs/01-first": "labs/01-first/", "decks/01-one": "decks/01-one/"}
    for name, address in pages.items():
        chinese, english = f"{root}{address}", f"{root}en/{address}"
        for page, own, locale in ((name, chinese, "zh_CN"), (f"en/{name}", english, "en_US")):
            head = read_head(page)
            assert (head["canonical"], head["og:url"], head["og:locale"]) == (own, own, locale)
            assert (head["zh"], head["en"], head["x-default"]) == (chinese, english, chinese)
            assert head["og:title"]
            assert (head["og:image"], head["og:image:type"]) == (f"{root}assets/link-card.png", "image/png")
            assert head["og:image:alt"] == head["og:site_name"] != ""
            assert (int(head["og:image:width"]), int(head["og:image:height"])) == size
    places = re.findall("<loc>(.*?)</loc>", (Path("out") / "sitemap.xml").read_text(encoding="utf-8"))
    addresses = ["", "01-one/", "labs/", "labs/01-first/"]
    assert sorted(places) == sorted(f"{root}{language}{address}" for language in ("", "en/") for address in addresses)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_not_published(lang: Language, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --url nothing of it is told, anywhere, and a line says so in the language of whoever builds."""
    assert main(["build", "out", "--lang", lang]) == 0
    assert capsys.readouterr() == ("out/index.html\n", f"{NONE[lang]}\n")
    pages = [file.parent.relative_to("out").as_posix() for file in Path("out").rglob("index.html")]
    assert len(pages) > 10
    assert [page for page in pages if read_head(page)] == []
    assert not Path("out/sitemap.xml").exists()
    assert not Path("out/assets/link-card.png").exists()
    assert "None" not in "".join(file.read_text(encoding="utf-8") for file in Path("out").rglob("*.xml"))


def test_published_by_the_configuration(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A `site_url` in mkdocs.yml counts like --url, which comes before it."""
    project.edit("mkdocs.yml", "docs_dir: docs\n", "docs_dir: docs\nsite_url: https://a.example/\n")
    for options, address in (([], "https://a.example/"), (["--url", "https://b.example/x"], "https://b.example/x/")):
        assert main(["build", "out", *options]) == 0
        assert capsys.readouterr() == ("out/index.html\n", "")
        assert read_head("01-one")["canonical"] == f"{address}01-one/"


NO_ADDRESSES = [
    "example.org",
    "ftp://example.org/",
    "https://",
    "https://a/?b",
    "https://a/#b",
    "https://a:x/",
    "/a",
    "",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_no_address(url: str, lang: Language, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no whole address is refused before anything is built."""
    assert main(["build", "out", "--url", url, "--lang", lang]) == 2
    message, hint = WRONG[lang]
    word = "提示：" if lang == "zh" else "hint: "
    assert capsys.readouterr() == ("", f"{message.format(url=url)}\n\n{word}{hint}\n")
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://例子.cn/课 程", "https://xn--fsqu00a.cn/%E8%AF%BE%20%E7%A8%8B/"),
        ("https://a.example:8443/x%20y/", "https://a.example:8443/x%20y/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_addresses_as_they_are_typed(typed: str, address: str) -> None:
    """A host or a path in Chinese is written as addresses are."""
    assert check_url(typed, "en") == address
