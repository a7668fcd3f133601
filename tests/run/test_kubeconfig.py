"""kubectl reaches the lab's cluster or none, whatever the person's own configuration says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.lab.conftest import AIM
from tests.programs import make_programs
from tests.run.conftest import CLEANUP, MakeLab
from workshop.run.kubeconfig import CLOSED, find_current_context, lab_environment, prepare_kubeconfig, read_kubeconfig

REACHED = """\
apiVersion: v1
kind: Config
clusters: [{{name: {name}, cluster: {{server: "https://127.0.0.1:{port}", certificate-authority-data: {data}}}}}]
contexts: [{{name: {name}, context: {{cluster: {name}, user: {name}{more}}}}}]
current-context: {name}
users: [{{name: {name}, user: {{token: t}}}}]
"""
FACTS: dict[str, object] = {"name": "kind-workshop", "port": 4000, "data": "Y2E=", "more": ""}
TOLD = REACHED.format(**FACTS)


def read(environment: dict[str, str]) -> str:
    """The file that *environment* names."""
    return Path(environment["KUBECONFIG"]).read_text(encoding="utf-8")


def test_the_clusters_own(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a copy it is what kind tells, in a file that is gone afterwards; labs without a cluster get none."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", "# of workshop\n")
    with lab_environment(make_lab(CLEANUP, "kind")) as environment:
        assert read(environment) == "# of workshop\n"
    assert not Path(environment["KUBECONFIG"]).exists()
    with lab_environment(make_lab(CLEANUP, "docker")) as environment:
        assert read(environment) == CLOSED
    assert programs.calls == ["kind get kubeconfig --name workshop"]


def test_the_copys_own(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy it is the file there, for nobody else to read, which stays; a lab without a cluster puts none there."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", TOLD)
    with lab_environment(make_lab(CLEANUP, "kind"), tmp_path) as environment:
        assert environment == {"KUBECONFIG": str(tmp_path / ".kubeconfig")}
    assert read(environment) == TOLD
    assert (tmp_path / ".kubeconfig").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [".kubeconfig", "bin", "labs"]
    (tmp_path / ".kubeconfig").unlink()
    with lab_environment(make_lab(CLEANUP, "docker"), tmp_path) as environment:
        assert read(environment) == CLOSED
    assert not (tmp_path / ".kubeconfig").exists()


CHANGED: dict[str, tuple[dict[str, object], bool]] = {
    "a namespace was chosen": ({"more": ", namespace: shop"}, True),
    "made anew at another port": ({"port": 4001}, False),
    "made anew with another certificate": ({"data": "WA=="}, False),
    "another's context": ({"name": "prod", "port": 1, "data": "WA=="}, False),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_is_there_already(change: str, tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that leads to the lab's cluster stays as it is; one that leads elsewhere is put right."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", TOLD)
    facts, stays = CHANGED[change]
    (tmp_path / ".kubeconfig").write_text(REACHED.format(**FACTS | facts), encoding="utf-8")
    prepare_kubeconfig(make_lab(CLEANUP, "kind"), tmp_path)
    assert (tmp_path / ".kubeconfig").read_text(encoding="utf-8") == REACHED.format(**FACTS | facts if stays else FACTS)


def test_a_lab_that_makes_another(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a lab in the shared cluster makes one of its own and goes there, the file goes on to lead there."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind", last="exit 1")
    programs.answer("kind get kubeconfig --name workshop", TOLD)
    other = REACHED.format(**FACTS | {"name": "kind-other", "port": 4001, "data": "WA=="})
    programs.answer("kind get kubeconfig --name other", other)
    lab = make_lab(AIM + "```{.console #make}\n$ kind create cluster --name other\n```\n" + CLEANUP, "kind")
    prepare_kubeconfig(lab, tmp_path)
    assert (tmp_path / ".kubeconfig").read_text(encoding="utf-8") == TOLD
    (tmp_path / ".kubeconfig").write_text(f"# by kind\n{other}", encoding="utf-8")
    prepare_kubeconfig(lab, tmp_path)
    assert (tmp_path / ".kubeconfig").read_text(encoding="utf-8") == f"# by kind\n{other}"


@pytest.mark.parametrize(("name", "stays"), [("kind-workshop", True), ("prod", False)])
def test_a_cluster_that_does_not_tell(
    name: str, stays: bool, tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where kind says nothing, as of a cluster that is stopped, what leads there stays, and all else is closed."""
    make_programs(tmp_path / "bin", monkeypatch).make("kind", last="exit 1")
    text = REACHED.format(**FACTS | {"name": name})
    (tmp_path / ".kubeconfig").write_text(text, encoding="utf-8")
    prepare_kubeconfig(make_lab(CLEANUP, "kind"), tmp_path)
    assert (tmp_path / ".kubeconfig").read_text(encoding="utf-8") == (text if stays else CLOSED)


def test_a_link_to_the_persons_own(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link in the place of the file is replaced, so that nothing is ever written where it leads."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", TOLD)
    (tmp_path / "config").write_text(f"# mine\n{TOLD}", encoding="utf-8")
    (tmp_path / ".kubeconfig").symlink_to(tmp_path / "config")
    prepare_kubeconfig(make_lab(CLEANUP, "kind"), tmp_path)
    assert not (tmp_path / ".kubeconfig").is_symlink()
    assert (tmp_path / "config").read_text(encoding="utf-8") == f"# mine\n{TOLD}"


@pytest.mark.parametrize("last", ["exit 1", "exit 0", ""])
def test_no_cluster(last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where kind knows no such cluster, says nothing, or is not there, there is nothing to reach."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    if last:
        programs.make("kind", last=last)
    else:
        monkeypatch.setenv("PATH", str(programs.folder))
    assert read_kubeconfig("workshop") is None


@pytest.mark.needs_kind
def test_closed(tmp_path: Path) -> None:
    """With nothing to reach, kubectl asks no one: neither the person's cluster nor a proxy at its usual port."""
    path = tmp_path / "kubeconfig"
    path.write_text(CLOSED, encoding="utf-8")
    done = subprocess.run(
        ["kubectl", "get", "pods"],
        env=os.environ | {"KUBECONFIG": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "The connection to the server 127.0.0.1:1 was refused" in done.stderr


def test_the_persons_context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file that sets a context counts; without any, or with a broken one, there is none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_current_context({}) is None
    usual = tmp_path / ".kube" / "config"
    usual.parent.mkdir()
    usual.write_text("current-context: prod\n", encoding="utf-8")
    assert find_current_context({}) == ("prod", usual)
    texts = ("a: [", "current-context: ''\n", "current-context: second\n", "current-context: third\n")
    files = [tmp_path / str(number) for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    named = os.pathsep.join(["", str(tmp_path / "none"), *map(str, files)])
    assert find_current_context({"KUBECONFIG": named}) == ("second", files[2])
    assert find_current_context({"KUBECONFIG": str(tmp_path / "none")}) is None
