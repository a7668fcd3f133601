"""Lab documents, written where a test needs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.errors import ContentErrors
from workshop.lab import Lab, load_lab, load_translation

# Six lines with the blank one, so that a body begins in line 7.
HEAD = "---\ntitle: 试\nminutes: 5\nneeds: none\n---\n\n"
CLEANUP = "```{.console #cleanup}\n$ true\n```\n"
# The first block of a lab with a cluster, of three lines, and of one in the shared cluster, of five.
EXPORTS = '```{.console #aim}\n$ export KUBECONFIG="$PWD/.kubeconfig"\n```\n'
AIM = """\
```{.console #aim}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
```
"""
EN_HEAD = "---\ntitle: Try\n---\n\n"

ReadLab = Callable[..., Lab]
FindErrors = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a lab, without its document; its name is the last part of every `where`."""
    made = tmp_path / "labs" / "01-try"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def read_lab(folder: Path) -> ReadLab:
    """Write a lab of *body*, with a head before it and a cleanup after it unless these are given, and load it."""

    def read(body: str, *, head: str = HEAD, cleanup: str = CLEANUP) -> Lab:
        (folder / "lab.md").write_text(head + body + cleanup, encoding="utf-8")
        return load_lab(folder)

    return read


@pytest.fixture
def find_errors(read_lab: ReadLab) -> FindErrors:
    """Load a lab like `read_lab` and return what was found wrong, each as a person sees it."""

    def find(body: str, **parts: str) -> list[str]:
        with pytest.raises(ContentErrors) as caught:
            read_lab(body, **parts)
        return [str(error) for error in caught.value.errors]

    return find


@pytest.fixture
def read_translation(folder: Path) -> ReadLab:
    """Write the English document of a loaded lab and load that."""

    def read(lab: Lab, body: str, *, head: str = EN_HEAD) -> Lab:
        (folder / "lab.en.md").write_text(head + body, encoding="utf-8")
        return load_translation(lab)

    return read
