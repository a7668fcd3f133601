"""A site has each lab and the whole kit to take away, and its pages say where, how large, and how to get to a lab."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html

from tests.site.project import PROJECT, Project, build
from tests.site.tracking import commit, git, read_tree, unpack, write
from workshop.lab import load_lab
from workshop.site.download_html import format_size
from workshop.site.kit import find_kit
from workshop.venue.copies import make_copy

HOME = "从[第一章](01-one.md#first)读起，再做[实验](labs/01-first.md)。"
ENGLISH = "Begin with [chapter one](01-one.md#first), then do [the lab](labs/01-first.md)."
CLUSTER = "---\ntitle: 集群\nminutes: 1\nneeds: kind\nimages: [kindest/node:v1.37.0]\ntools: [kubectl]\n---\n"
PLAIN = "---\ntitle: 二\nminutes: 1\nneeds: none\n---\n"
LAB = "\n# {} {{#lab}}\n\n```{{.console #cleanup}}\n{}```\n"


def track(project: Project) -> Project:
    """Put the project under version control, its site left out."""
    write(project.folder, {".gitignore": "site/\n"})
    commit(project.folder)
    return project


def add_lab(project: Project, name: str, front: str, commands: str) -> None:
    """Add a lab with that front matter and these commands."""
    project.write(f"labs/{name}/lab.md", front + LAB.format("题", commands))
    title = "---\ntitle: Two\n---\n"
    project.write(f"labs/{name}/lab.en.md", title + LAB.format("Two", ""))


def read_start(project: Project, page: str) -> str:
    """The line on the lab's *page* that tells how to get to its folder, as text."""
    text = (project.folder / "site" / page / "index.html").read_text(encoding="utf-8")
    [line] = re.findall('<p class="lab-start" data-search-exclude>(.*?)</p>', text)
    return re.sub("<[^>]+>", "", line)


def find_targets(site: Path, page: str) -> set[str]:
    """Where the links for downloading on *page* lead to, below the site."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    links = html.fromstring(text).iterfind(".//a[@download]")
    return {(site / page / str(link.get("href"))).resolve().relative_to(site.resolve()).as_posix() for link in links}


@pytest.mark.needs_git
def test_a_lab_is_what_start_copies(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A lab's archive unpacks to a folder of its name, which is the same as the copy that `workshop start` makes."""
    project.write("labs/01-first/bin/图.sh", "true\n")
    (project.folder / "labs/01-first/bin/图.sh").chmod(0o755)
    assert track(project).build() == []
    away = tmp_path_factory.mktemp("away")
    unpack((project.folder / "site/downloads/01-first.zip").read_bytes(), away)
    make_copy(load_lab(project.folder / "labs" / "01-first"), project.folder, away / "copy", None)
    assert [path.name for path in away.iterdir() if path.name != "copy"] == ["01-first"]
    assert read_tree(away / "01-first") == read_tree(away / "copy")
    assert read_tree(away / "copy")["bin/图.sh"] == (b"true\n", True)


@pytest.mark.needs_git
def test_what_kubectl_is_told_is_in_no_download(project: Project) -> None:
    """A `.kubeconfig`, which opens a cluster, is in no archive and no list, even where somebody has tracked it."""
    for name in (".kubeconfig", "labs/01-first/.kubeconfig", "labs/01-first/bin/.kubeconfig.lock"):
        project.write(name, "users: [{user: {token: secret}}]\n")
    assert track(project).build() == []
    for archive in (project.folder / "site/downloads").iterdir():
        with ZipFile(archive) as opened:
            assert [name for name in opened.namelist() if "kubeconfig" in name] == []
            lists = [opened.read(name).decode() for name in opened.namelist() if name.endswith("kit-files.txt")]
            assert "kubeconfig" not in "".join(lists)


@pytest.mark.needs_git
def test_the_kit_builds_itself(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The kit unpacked elsewhere builds a site with the same downloads, byte for byte, in both languages' pages."""
    assert track(project).build() == []
    away = tmp_path_factory.mktemp("away")
    unpack((project.folder / "site/downloads/workshop.zip").read_bytes(), away)
    assert build(away / "workshop") == []
    for folder in ("downloads", "labs/01-first", "en/labs/01-first"):
        assert read_tree(away / "workshop/site" / folder) == read_tree(project.folder / "site" / folder)
    assert sorted(read_tree(away / "workshop/site/downloads")) == ["01-first.zip", "workshop.zip"]


@pytest.mark.needs_git
def test_start_with_and_without_the_kit(project: Project) -> None:
    """A lab's page tells both ways in its language, with the size, and a lab of the shared cluster how to make that."""
    aim = '$ export KUBECONFIG="$PWD/.kubeconfig"\n$ kubectl config current-context\nkind-workshop\n'
    add_lab(project, "22-two", CLUSTER, f"{aim}$ kubectl get nodes\n")
    project.write("labs/cluster.yaml", "kind: Cluster\nnodes: [{image: kindest/node:v1.37.0}]\n")
    assert track(project).build() == []
    assert read_start(project, "labs/01-first") == (
        "进入实验目录：有工具包，就在它的目录里运行 .venv/bin/workshop start 01；"
        "没有，就下载 01-first.zip（1 KB），解压后进入 01-first。"
    )
    assert read_start(project, "en/labs/22-two") == (
        "To get the lab folder, run .venv/bin/workshop start 22 in the kit's, if you have it. "
        "If you don't, download 22-two.zip (1 KB), "
        "unpack it and go to 22-two. Without the kit, connect to the cluster in the lab folder, too: download "
        "cluster.yaml to it and run kind create cluster --config cluster.yaml --kubeconfig .kubeconfig, or, if you "
        "have created the cluster before, just kind export kubeconfig --name workshop --kubeconfig .kubeconfig."
    )
    site = project.folder / "site"
    for page in ("labs/22-two", "en/labs/22-two"):
        assert find_targets(site, page) == {"downloads/22-two.zip", "labs/cluster.yaml"}
    assert (site / "labs/cluster.yaml").read_bytes() == (project.folder / "labs/cluster.yaml").read_bytes()


@pytest.mark.needs_git
def test_a_lab_about_the_kit(project: Project) -> None:
    """A lab that works on its own project sends its reader to the whole kit."""
    add_lab(
        project, "02-two", CLUSTER.replace("kind", "none", 1).split("images")[0] + "---\n", "$ ls $WORKSHOP_PROJECT\n"
    )
    assert track(project).build() == []
    start = read_start(project, "en/labs/02-two")
    assert re.fullmatch(
        r"To get the lab folder, run \.venv/bin/workshop start 02 in the kit's\. "
        r"This lab works on the whole kit, workshop\.zip \(\d+ KB\); "
        r"its own files are in 02-two\.zip \(1 KB\)\.",
        start,
    )


@pytest.mark.needs_git
def test_what_is_not_tracked(project: Project) -> None:
    """A lab whose document is not tracked has a page and no download, and a page that asks for one says so."""
    track(project)
    add_lab(project, "02-two", PLAIN, "$ true\n")
    project.write("labs/02-two/words.txt", "w")
    git(project.folder, "add", "labs/02-two/words.txt")
    for name, text in (("index.md", HOME), ("index.en.md", ENGLISH)):
        project.edit(f"docs/{name}", text, '{$ download("02-two") $} {$ download("workshop") $}\n\n{$ downloads() $}')
    assert project.build() == []
    assert read_start(project, "labs/02-two") == "进入实验目录：在工具包的目录里运行 .venv/bin/workshop start 02。"
    assert find_targets(project.folder / "site", "") == {"downloads/workshop.zip", "downloads/01-first.zip"}
    page = re.sub("<[^>]+>", "", (project.folder / "site/en/index.html").read_text(encoding="utf-8"))
    assert "02-two.zip (not included in this copy of the site)" in page
    assert sorted(read_tree(project.folder / "site/downloads")) == ["01-first.zip", "workshop.zip"]


def test_no_repository(project: Project) -> None:
    """A project that nothing tells the files of has no downloads, and its pages say so."""
    for name, text in (("index.md", HOME), ("index.en.md", ENGLISH)):
        project.edit(f"docs/{name}", text, '{$ download("workshop") $}\n\n{$ downloads() $}')
    assert project.build() == []
    assert not (project.folder / "site/downloads").exists()
    page = (project.folder / "site/index.html").read_text(encoding="utf-8")
    assert "<code>workshop.zip</code>（这份网站没有附带）" in page
    assert "<p>这份网站没有附带下载的文件。</p>" in page
    assert (
        read_start(project, "en/labs/01-first")
        == "To get the lab folder, run .venv/bin/workshop start 01 in the kit's."
    )


MACROS = {
    '{$ download("02-two") $}': "no lab `02-two`\n\nhint: labs: 01-first; the whole kit is `workshop`",
    "{$ download() $}": "`download` takes a lab, or `workshop` for all of it, in quotes",
    "{$ download(title) $}": "`download` takes a lab, or `workshop` for all of it, in quotes",
    '{$ downloads("01-first") $}': "`downloads` takes no arguments, in quotes",
    "x {$ downloads() $}": "`downloads` shows a block: it stands alone on its line",
}


@pytest.mark.parametrize("source", MACROS)
def test_a_wrong_macro(project: Project, source: str) -> None:
    """A download that cannot be, or is asked for wrongly, is an error with its line."""
    project.edit("docs/index.md", HOME, source)
    assert project.build() == [f"docs/index.md:7: {MACROS[source]}"]


@pytest.mark.needs_git
def test_what_no_archive_holds(project: Project) -> None:
    """What is tracked and cannot be in a download fails the build by name."""
    (project.folder / "docs" / "x.txt").symlink_to("/etc/hostname")
    hint = "hint: put the file itself here, or link to a file of the project"
    message = f"docs/x.txt: is a link, but not to a file that is tracked\n\n{hint}"
    assert track(project).build() == [message]


def test_search_knows_no_downloads(real_site: Path) -> None:
    """What is said of downloads on every lab's page is not found on every lab's page."""
    index = json.loads((real_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    labs = [entry["text"] for entry in index["docs"] if re.search("labs/[0-9]", entry["location"])]
    assert len(labs) > 60
    assert [text for text in labs if ".zip" in text or "workshop start 2" in text] == []


@pytest.mark.parametrize(
    ("size", "told"),
    [(1, "1 KB"), (1499, "1 KB"), (1500, "2 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (15_650_000, "15.7 MB")],
)
def test_size(size: int, told: str) -> None:
    """Sizes are told as people read them, never as nothing."""
    assert format_size(size) == told


def test_every_download_of_the_talk(real_site: Path, tmp_path: Path) -> None:
    """Each lab of this project, and all of it, is there, linked on its page, at home and for attendees."""
    kit = find_kit(PROJECT, [])
    assert kit
    labs = sorted(name.split("/")[1] for name in kit.files if re.fullmatch(r"labs/\d\d-[^/]+/lab\.md", name))
    assert len(labs) >= 30
    archives = {f"downloads/{name}.zip" for name in ("workshop", *labs)}
    assert {f"downloads/{path.name}" for path in (real_site / "downloads").iterdir()} == archives
    for prefix in ("", "en/"):
        assert "downloads/workshop.zip" in find_targets(real_site, prefix)
        assert find_targets(real_site, f"{prefix}attendees") == archives
        for lab in labs:
            assert f"downloads/{lab}.zip" in find_targets(real_site, f"{prefix}labs/{lab}")
    unpack((real_site / "downloads" / "workshop.zip").read_bytes(), tmp_path)
    for name in ("serve", "test"):
        assert shutil.which(name, path=str(tmp_path / "workshop" / "scripts"))
    for lab in labs:
        unpack((real_site / "downloads" / f"{lab}.zip").read_bytes(), tmp_path)
        own = {name.removeprefix(f"labs/{lab}/") for name in kit.files if name.startswith(f"labs/{lab}/")}
        assert set(read_tree(tmp_path / lab)) == own
        assert read_tree(tmp_path / lab) == read_tree(tmp_path / "workshop" / "labs" / lab)
