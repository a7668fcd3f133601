"""Without a network the set-up takes packages from a folder of wheels, by the same hashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts.conftest import BEGUN, DONE, FETCHED, SampleProject, write_wheel

PLACES = ["project/wheels", "wheels", "project/bundle/wheels", "bundle/wheels"]


def local(folder: Path) -> str:
    """What is said when packages come from *folder*."""
    return f"[2/4] getting packages from {folder}\n"


@pytest.mark.parametrize("place", PLACES)
def test_wheels_beside_the_kit(sample: SampleProject, no_index: str, place: str) -> None:
    """Wheels in the project or beside it, or in a bundle there, are all that a first start needs."""
    wheels = sample.folder.parent / place
    sample.lock_by_name(wheels, "one")
    said = f"{BEGUN}{local(wheels)}{DONE}"
    assert sample.run("serve", PIP_INDEX_URL=no_index) == (0, "one serve\n", said)


@pytest.mark.parametrize(("place", "named"), [("stick/wheels", "stick"), ("stick", "stick")])
def test_wheels_of_a_named_bundle(
    sample: SampleProject, no_index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, named: str
) -> None:
    """WORKSHOP_BUNDLE names the bundle, or the folder of wheels, and may be relative to where one calls from."""
    sample.lock_by_name(tmp_path / place, "one")
    monkeypatch.chdir(tmp_path)
    said = f"{BEGUN}{local(tmp_path / place)}{DONE}"
    assert sample.run("serve", PIP_INDEX_URL=no_index, WORKSHOP_BUNDLE=named) == (0, "one serve\n", said)


def test_hashes_hold(sample: SampleProject) -> None:
    """A wheel of the right name that is not the lock's is refused, and nothing else is tried."""
    wheels = sample.folder / "wheels"
    sample.lock_by_name(wheels, "one")
    write_wheel(wheels, "two")
    code, out, err = sample.run("serve")
    steps, _, line = err.partition(local(wheels))
    assert (code, out, steps, line.count("\n")) == (3, "", BEGUN, 1)
    assert line.startswith("the set-up failed: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "C",
            "{wheels} has no locked==3 for this machine\n"
            "[2/4] downloading packages\n"
            "{wheels} has no locked==3 for this machine, and there is no network: connect, and run this again "
            "(pip's output: .workshop/setup.log)\n",
        ),
        (
            "zh_CN.UTF-8",
            "{wheels} 里没有适合这台机器的 locked==3\n"
            "[2/4] 下载软件包\n"
            "{wheels} 里没有适合这台机器的 locked==3，也无法下载；请连接网络，再运行一次"
            "（全部输出见 .workshop/setup.log）\n",
        ),
    ],
)
def test_a_wheel_is_missing(sample: SampleProject, no_index: str, lang: str, lines: str) -> None:
    """Where a wheel is missing the package index is asked; where that is not there either, both are told."""
    wheels = sample.folder / "wheels"
    sample.lock_by_name(sample.folder / "elsewhere", "one")
    wheels.mkdir()
    write_wheel(wheels, "seven-7")
    code, out, err = sample.run("serve", PIP_INDEX_URL=no_index, LC_ALL="", LANG=lang)
    assert (code, out) == (3, "")
    assert err.endswith(lines.format(wheels=wheels))


def test_a_wheel_is_missing_with_a_network(sample: SampleProject) -> None:
    """Where a wheel is missing and an index has it, the set-up goes on with that."""
    wheels, index = sample.folder / "wheels", sample.folder / "index" / "locked"
    sample.lock_by_name(index, "one")
    wheels.mkdir()
    write_wheel(wheels, "seven-7")
    (index / "index.html").write_text('<a href="locked-3-py3-none-any.whl">locked-3-py3-none-any.whl</a>', "utf-8")
    said = f"{BEGUN}{local(wheels)}{wheels} has no locked==3 for this machine\n{FETCHED}{DONE}"
    assert sample.run("serve", PIP_INDEX_URL=index.parent.as_uri()) == (0, "one serve\n", said)


def test_a_bundle_without_wheels(sample: SampleProject, tmp_path: Path) -> None:
    """A bundle that is named and has no wheels is told, and the set-up goes on."""
    (tmp_path / "stick").mkdir()
    told = f"{tmp_path / 'stick'} has neither wheels/ nor wheels; asking the package index\n"
    said = f"{BEGUN}{told}{FETCHED}{DONE}"
    assert sample.run("serve", WORKSHOP_BUNDLE=str(tmp_path / "stick")) == (0, "one serve\n", said)
