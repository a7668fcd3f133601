"""What pages say of downloads: a link with its size, all in a table, and how to get to a lab's folder. HTML out.

*downloads* are those of `make_downloads`; *address_of* gives the address of one of theirs as seen from the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from workshop.lab import Lab
from workshop.lab.model import KUBECONFIG, SHARED_CLUSTER
from workshop.lab.naming import shorten
from workshop.site.downloads import CLUSTER, KIT, Download
from workshop.site.typography import hold_code

Downloads = Mapping[str, Download]
AddressOf = Callable[[str], str]

PROJECT = "WORKSHOP_PROJECT"
"""A lab whose commands name this variable works on the kit itself."""

WORDS = {
    "zh": {
        "size": "（{}）",
        "absent": "{}（这份网站没有附带）",
        "kit": "整套工具包：网站、幻灯片、全部实验和运行它们的程序",
        "lab": "实验 {}：{}",
        "file": "下载",
        "what": "内容",
        "bytes": "大小",
        "none": "这份网站没有附带下载的文件。",
        "start": "进入实验目录：有工具包，就在它的目录里运行 {start}；没有，就下载 {lab}，解压后进入 {folder}。",
        "kit-only": "进入实验目录：在工具包的目录里运行 {start}。",
        "cluster": "没有工具包，集群也在实验目录里建：把 {file} 下载到这里，运行 {create}；"
        "已经建过，就只运行 {export}。",
        "project": "进入实验目录：在工具包的目录里运行 {start}。"
        "这个实验要用到整套工具包 {kit}；它自己的文件也可以单独下载：{lab}。",
        "join": "",
    },
    "en": {
        "size": " ({})",
        "absent": "{} (not included in this copy of the site)",
        "kit": "the whole kit: site, decks, all labs, and what runs them",
        "lab": "Lab {}: {}",
        "file": "Download",
        "what": "What it holds",
        "bytes": "Size",
        "none": "This copy of the site comes without downloads.",
        "start": "To get the lab folder, run {start} in the kit's, if you have it. "
        "If you don't, download {lab}, unpack it and go to {folder}.",
        "kit-only": "To get the lab folder, run {start} in the kit's.",
        "cluster": "Without the kit, connect to the cluster in the lab folder, too: download {file} to it and run"
        " {create}, or, if you have created the cluster before, just {export}.",
        "project": "To get the lab folder, run {start} in the kit's. This lab works on the whole kit, {kit};"
        " its own files are in {lab}.",
        "join": " ",
    },
}


def format_size(size_bytes: int) -> str:
    """*size_bytes* in kilobytes, or in megabytes from a thousand of those on; 1 KB is 1000 bytes."""
    kilobytes = max(1, round(size_bytes / 1000))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size_bytes / 1_000_000:.1f} MB"


def download_link(downloads: Downloads, name: str, language: str, address_of: AddressOf) -> str:
    """The link to the download *name* with its size, or its file's name where the site has none."""
    words = WORDS[language]
    if name not in downloads:
        return words["absent"].format(f"<code>{escape(name)}.zip</code>")
    return _link(downloads[name], address_of) + words["size"].format(_size(downloads[name]))


def downloads_table(downloads: Downloads, labs: Mapping[str, Lab], language: str, address_of: AddressOf) -> str:
    """The whole kit and each of *labs* that can be downloaded, a row each."""
    words = WORDS[language]
    if not downloads:
        return f"<p>{words['none']}</p>"
    held = {KIT: words["kit"]}
    held |= {lab.id: words["lab"].format(lab.id[:2], escape(lab.front.title)) for lab in labs.values()}
    rows = "".join(
        f"<tr><td>{_link(downloads[name], address_of)}</td><td>{what}</td><td>{_size(downloads[name])}</td></tr>"
        for name, what in held.items()
        if name in downloads
    )
    head = "".join(f"<th>{words[name]}</th>" for name in ("file", "what", "bytes"))
    return f'<table class="downloads"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def lab_start(lab: Lab, ids: Iterable[str], downloads: Downloads, address_of: AddressOf) -> str:
    """The line that tells how to get to the folder of *lab*, one of *ids*: with the kit, and with its archive alone."""
    words = WORDS[lab.language]
    start = _code(f".venv/bin/workshop start {shorten(list(ids), lab.id)}")
    if lab.id not in downloads:
        return _line([words["kit-only"].format(start=start)], lab.language)

    def link(name: str) -> str:
        return download_link(downloads, name, lab.language, address_of)

    if any(PROJECT in command.text for block in lab.consoles for command in block.commands):
        return _line([words["project"].format(start=start, kit=link(KIT), lab=link(lab.id))], lab.language)
    sentences = [words["start"].format(start=start, lab=link(lab.id), folder=_code(lab.id))]
    if lab.front.shares_cluster and CLUSTER in downloads:
        file = downloads[CLUSTER]
        # `--kubeconfig` keeps kind away from the reader's own, whose current context it would change.
        create = _code(f"kind create cluster --config {file.name} --kubeconfig {KUBECONFIG}")
        export = _code(f"kind export kubeconfig --name {SHARED_CLUSTER} --kubeconfig {KUBECONFIG}")
        sentences.append(words["cluster"].format(file=_link(file, address_of), create=create, export=export))
    return _line(sentences, lab.language)


def _line(sentences: Iterable[str], language: str) -> str:
    return f'<p class="lab-start" data-search-exclude>{WORDS[language]["join"].join(sentences)}</p>'


def _link(download: Download, address_of: AddressOf) -> str:
    return f'<a class="download" href="{escape(address_of(download.address))}" download>{escape(download.name)}</a>'


def _size(download: Download) -> str:
    return f'<span class="held">{format_size(len(download.content))}</span>'


def _code(text: str) -> str:
    return hold_code(f"<code>{escape(text)}</code>")
