"""Labs in another order, the same one for the same seed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from workshop.run.order import shuffle_labs

LABS = [f"{number:02}-lab" for number in range(1, 9)]
LAB = (
    "---\ntitle: 试\nminutes: 1\nneeds: none\n---\n\n```{.console #step}\n$ true\n```\n"
    "```{.console #cleanup}\n$ true\n```\n"
)


def run_pytest(folder: Path, *arguments: str, ci: bool = False) -> str:
    """What pytest with our plugin alone prints in *folder*, which has four labs and a test of another sort."""
    for lab in LABS[:4]:
        (folder / "labs" / lab).mkdir(parents=True)
        (folder / "labs" / lab / "lab.md").write_text(LAB, encoding="utf-8")
    (folder / "test_other.py").write_text("def test_one(): assert True\ndef test_two(): assert True\n")
    (folder / "pytest.ini").touch()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", "-p", "workshop.run.pytest_plugin", "-p", "no:cacheprovider", "-v"]
    command += ["labs/01-lab", "test_other.py", *(f"labs/{lab}" for lab in LABS[1:4]), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


def find_items(out: str) -> list[str]:
    """The items in the order that they ran in, `01::step` or `::test_one`."""
    return [
        "".join(found) for found in re.findall(r"^(?:labs/(\d\d)-lab/lab.md|test_other.py)(::\S+) PASSED", out, re.M)
    ]


def blocks(*labs: str) -> list[str]:
    """The items of whole *labs*."""
    return [f"{lab[:2]}::{block}" for lab in labs for block in ("step", "cleanup")]


def test_a_seed_is_an_order() -> None:
    """A seed gives the same order of the same labs, however they are listed; another seed gives another."""
    assert shuffle_labs(LABS, 7) == shuffle_labs([*reversed(LABS), LABS[0]], 7)
    assert sorted(shuffle_labs(LABS, 7)) == LABS
    assert len({tuple(shuffle_labs(LABS, seed)) for seed in range(20)}) == 20


def test_tests_shuffle_whole_labs(tmp_path: Path) -> None:
    """`pytest labs --random-order SEED` runs labs in that seed's order, blocks in the page's, other tests in place."""
    wanted = shuffle_labs(LABS[:4], 3)
    assert wanted != LABS[:4]
    out = run_pytest(tmp_path, "--random-order", "3")
    assert find_items(out) == [*blocks(wanted[0]), "::test_one", "::test_two", *blocks(*wanted[1:])]
    assert "labs: in random order, the same again with --random-order 3\n" in out


def test_order_of_numbers(tmp_path: Path) -> None:
    """Without a seed labs run in the order of their numbers, and no order is told."""
    out = run_pytest(tmp_path)
    assert find_items(out) == [*blocks(LABS[0]), "::test_one", "::test_two", *blocks(*LABS[1:4])]
    assert "random" not in out


def test_ci_draws_a_seed_and_prints_it(tmp_path: Path) -> None:
    """In CI labs run in an order drawn anew, and the seed that is printed is the one of that order."""
    out = run_pytest(tmp_path, ci=True)
    seed = re.search(r"--random-order (\d+)\n", out)
    assert seed
    wanted = shuffle_labs(LABS[:4], int(seed[1]))
    assert find_items(out) == [*blocks(wanted[0]), "::test_one", "::test_two", *blocks(*wanted[1:])]


def test_no_labs_no_order(tmp_path: Path) -> None:
    """Where no lab is run, no order is told, in CI either."""
    assert "--random-order" not in run_pytest(tmp_path, "-k", "test_one", ci=True)
