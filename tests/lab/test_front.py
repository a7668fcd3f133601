"""The front matter of a lab: what it says, and each fault at the line of its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import HEAD, FindErrors, ReadLab
from workshop.errors import ContentErrors
from workshop.lab import load_lab

STEP = "```{.console #a}\n$ true\n```\n"
FULL = """---
title: 持久化 # 注
minutes: 15
needs: kind
images: [nginx:1.30, "redis:8.0"]
tools:
  - curl
cluster: cluster.yaml
ports: [8081]
absent: [nginx:0]
---
"""


def test_all_keys(read_lab: ReadLab, folder: Path) -> None:
    """Every key is read; those that may be left out are empty then."""
    (folder / "cluster.yaml").touch()
    used = STEP.replace("true", "docker run -p 8081:80 nginx:1.30 && docker pull redis:8.0; curl nginx:0")
    front = read_lab(used, head=FULL.replace("---", "--- \t")).front
    assert (front.title, front.minutes, front.needs, front.cluster) == ("持久化", 15, "kind", "cluster.yaml")
    assert (front.images, front.tools, front.ports) == (["nginx:1.30", "redis:8.0"], ["curl"], [8081])
    assert front.absent == ["nginx:0"]
    front = read_lab(STEP).front
    assert (front.images, front.tools, front.cluster, front.ports, front.absent) == ([], [], None, [], [])


@pytest.mark.parametrize("head", ["", "title: 试\n", "\n" + HEAD, "---\ntitle: 试\n"])
def test_no_front_matter(find_errors: FindErrors, head: str) -> None:
    """A head that is not there, begins late or never ends is none."""
    assert find_errors(STEP, head=head) == [
        "labs/01-try/lab.md:1: no front matter\n\nhint: begin with --- title: … ---, a key a line"
    ]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\n{title: 试, minutes: 5, needs: kind, cluster: x.yaml}\n---\n\n", 2),
        ("---\n{title: 试, minutes: 5,\n needs: kind, 'cluster' : x.yaml}\n---\n\n", 3),
        (f"{HEAD[:-5].replace('none', 'kind')}'cluster': x.yaml\n---\n\n", 5),
    ],
)
def test_keys_in_braces_and_quotes(find_errors: FindErrors, head: str, line: int) -> None:
    """A key is found at its line however YAML writes it."""
    assert find_errors(STEP, head=head) == [f"labs/01-try/lab.md:{line}: front matter: `cluster`: no file `x.yaml`"]


def test_a_byte_order_mark_is_no_text(folder: Path, read_lab: ReadLab) -> None:
    """A document that an editor began with a BOM and ended lines with CRLF is read like any other."""
    plain = read_lab(STEP)
    (folder / "lab.md").write_bytes(b"\xef\xbb\xbf" + (folder / "lab.md").read_bytes().replace(b"\n", b"\r\n"))
    assert load_lab(folder) == plain


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (None, "labs/01-try/lab.md: there is no such document\n\nhint: write labs/01-try/lab.md"),
        (
            b"---\ntitle: \xd6\xd0\n---\n",
            "labs/01-try/lab.md:2: is not UTF-8\n\nhint: save it as UTF-8; it looks like GBK: "
            "iconv -f GB18030 -t UTF-8 labs/01-try/lab.md > labs/01-try/lab.md.new",
        ),
    ],
)
def test_documents_that_cannot_be_read(folder: Path, content: bytes | None, error: str) -> None:
    """A document that is missing, or saved in another encoding, is one clear error."""
    if content is not None:
        (folder / "lab.md").write_bytes(content)
    with pytest.raises(ContentErrors) as caught:
        load_lab(folder)
    assert str(caught.value) == error
