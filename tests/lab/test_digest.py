"""What of a lab counts as what was executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import CLEANUP, HEAD, ReadLab
from workshop.lab.digest import digest_lab
from workshop.lab.texts import read_files

BODY = (
    "# 题 {#t}\n\n话。\n\n"
    '```{.console #a timeout="9s"}\n$ echo 1\n1\n```\n'
    '```{.console #a engine="28"}\n2\n```\n'
    '```{.check #c after="a" title="题" hint="看"}\ntrue\n```\n'
    '```{.file #f path="x" lines="1-1"}\n```\n'
)
SAME = {
    "prose": ("话。", "另一句话。\n\n又一句。"),
    "heading": ("# 题 {#t}", "# 别的 {#t}"),
    "title of a check": ('title="题"', 'title="别的"'),
    "hint": ('hint="看"', 'hint="再看"'),
    "title": ("title: 试", "title: 再试"),
    "minutes": ("minutes: 5", "minutes: 6"),
}
OTHER = {
    "command": ("$ echo 1", "$ echo 2"),
    "output": ("\n1\n```", "\n2 \n1\n```"),
    "timeout": ('timeout="9s"', 'timeout="8s"'),
    "vary": ('timeout="9s"', 'timeout="9s" vary="size"'),
    "output of another engine": ("\n2\n```", "\n3\n```"),
    "check": ("\ntrue\n", "\ntest 1\n"),
    "id": ("#f ", "#g "),
    "needs": ("needs: none", "needs: docker"),
    "cleanup": ("$ true", "$ :"),
}


@pytest.fixture
def text(folder: Path) -> str:
    """The document of a lab of every kind of block, whose file is there."""
    (folder / "x").write_text("x\n", encoding="utf-8")
    return HEAD + BODY + CLEANUP


def digest(read_lab: ReadLab, text: str) -> str:
    """The digest of the lab with that document."""
    return digest_lab(read_lab(text, head="", cleanup=""))


@pytest.mark.parametrize("what", SAME)
def test_words_may_change(read_lab: ReadLab, text: str, what: str) -> None:
    """Prose, titles and hints are no part of what was executed."""
    old, new = SAME[what]
    assert old in text
    assert digest(read_lab, text.replace(old, new)) == digest(read_lab, text)


@pytest.mark.parametrize("what", OTHER)
def test_what_runs_may_not(read_lab: ReadLab, text: str, what: str) -> None:
    """Whatever is typed, compared, checked or needed is."""
    old, new = OTHER[what]
    assert old in text
    assert digest(read_lab, text.replace(old, new)) != digest(read_lab, text)


def test_files_count_with_their_names(read_lab: ReadLab, folder: Path, text: str) -> None:
    """The lab's other files count, but for translations and what Python leaves behind."""
    digests = [digest(read_lab, text)]
    for name, content in (("lab.en.md", "a"), ("__pycache__/a.pyc", "a"), ("a", "x"), ("a", "y")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
        digests.append(digest(read_lab, text))
    (folder / "a").rename(folder / "b")
    digests.append(digest(read_lab, text))
    assert digests[0] == digests[1] == digests[2]
    assert len(set(digests)) == 4


def test_what_kubectl_is_told_does_not_count(read_lab: ReadLab, folder: Path, text: str) -> None:
    """Who worked in the lab's own folder has left there how to reach a cluster, which is no part of the lab."""
    before = digest(read_lab, text)
    for name in (".kubeconfig", ".kubeconfig.lock"):
        (folder / name).write_text("current-context: prod\n", encoding="utf-8")
    assert digest(read_lab, text) == before
    assert sorted(read_files(folder)) == ["x"]


def test_the_shared_cluster_counts(read_lab: ReadLab, folder: Path, text: str) -> None:
    """A lab in the cluster that all share was executed in that one; to others its configuration is nothing."""
    kind = text.replace("needs: none", "needs: kind")
    (folder.parent / "cluster.yaml").write_text("nodes: 1\n", encoding="utf-8")
    before = [digest(read_lab, kind), digest(read_lab, text)]
    (folder.parent / "cluster.yaml").write_text("nodes: 3\n", encoding="utf-8")
    assert digest(read_lab, kind) != before[0]
    assert digest(read_lab, text) == before[1]
