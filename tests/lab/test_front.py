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


KNOWN = "hint: known are title, minutes, needs, images, tools, cluster, ports, absent"
NO_FRONT = "1: no front matter\n\nhint: begin with --- title: … ---, a key a line"


@pytest.mark.parametrize(
    ("head", "errors"),
    [
        ("", [NO_FRONT]),
        ("title: 试\n", [NO_FRONT]),
        ("\n" + HEAD, [NO_FRONT]),
        ("---\ntitle: 试\n", [NO_FRONT]),
        ("---\n---\n", [f"1: front matter: no `{key}`" for key in ("title", "minutes", "needs")]),
        ("---\n- title\n---\n", ["2: front matter is no list of keys and values"]),
        ("---\ntitle: [试\nminutes: 5\n---\n", ["3: front matter is not YAML: expected ',' or ']', but got ':'"]),
        (
            "---\ntitle: 试\n\tminutes: 5\n---\n",
            ["3: front matter is not YAML: found character '\\t' that cannot start any token"],
        ),
        (
            "---\ntitle: 试\x01\n---\n",
            [
                "1: front matter is not YAML: unacceptable character #x0001: special characters are not allowed "
                'in "<unicode string>", position 9'
            ],
        ),
        ("---\ntitle: 2026-13-45\n---\n", ["1: front matter is not YAML: month must be in 1..12"]),
        (
            HEAD.replace("5", '"5"').replace("none", "cluster"),
            [
                "3: front matter: `minutes`: Input should be a valid integer",
                "4: front matter: `needs`: Input should be 'none', 'docker' or 'kind'",
            ],
        ),
        (HEAD.replace("试", "12"), ["2: front matter: `title`: Input should be a valid string"]),
        (HEAD.replace("5", "0"), ["3: front matter: `minutes`: Input should be greater than or equal to 1"]),
        (HEAD.replace("5", "5\nminutes: 6"), ["4: front matter: `minutes` is given twice"]),
        (HEAD.replace("5", "5\nimage: a"), [f"4: front matter: unknown key `image`\n\n{KNOWN}"]),
        (
            HEAD.replace("5", "5\nports:\n  - 80\n  - 70000"),
            ["6: front matter: `ports`: Input should be less than or equal to 65535"],
        ),
        (HEAD.replace("5", "5\nimages: nginx"), ["4: front matter: `images`: Input should be a valid list"]),
        (HEAD.replace("5", "5\ncluster: kind.yaml"), ["4: front matter: `cluster`: no file `kind.yaml`"]),
    ],
)
def test_faults(find_errors: FindErrors, head: str, errors: list[str]) -> None:
    """Every fault is told at its line, and a lab whose blocks are right has no other."""
    assert find_errors(STEP, head=head) == [f"labs/01-try/lab.md:{error}" for error in errors]


def test_a_byte_order_mark_is_no_text(folder: Path, read_lab: ReadLab) -> None:
    """A document that an editor began with a BOM and ended lines with CRLF is read like any other."""
    plain = read_lab(STEP)
    (folder / "lab.md").write_bytes(b"\xef\xbb\xbf" + (folder / "lab.md").read_bytes().replace(b"\n", b"\r\n"))
    assert load_lab(folder) == plain


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (None, "labs/01-try/lab.md: there is no such document\n\nhint: write labs/01-try/lab.md"),
        (b"---\ntitle: \xd6\xd0\n---\n", "labs/01-try/lab.md:2: is not UTF-8"),
    ],
)
def test_documents_that_cannot_be_read(folder: Path, content: bytes | None, error: str) -> None:
    """A document that is missing, or saved in another encoding, is one clear error."""
    if content is not None:
        (folder / "lab.md").write_bytes(content)
    with pytest.raises(ContentErrors) as caught:
        load_lab(folder)
    assert str(caught.value) == error
