"""What a lab's author wrote is no token, and no kind counts where it cannot occur."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.same import HEX, OTHER_HEX
from workshop.lab import load_lab
from workshop.lab.compare import Comparison

CLEANUP = "```{.console #cleanup}\n$ true\n```\n"


def passes(folder: Path, command: str, shown: str, printed: str, *, needs: str = "kind", options: str = "") -> bool:
    """Whether a lab of this one command, which shows *shown*, takes *printed* for right."""
    return explain(folder, command, shown, printed, needs=needs, options=options) is None


def explain(
    folder: Path, command: str, shown: str, printed: str, *, needs: str = "kind", options: str = ""
) -> str | None:
    """What such a lab has against *printed*, None where it takes that for right."""
    head = f"---\ntitle: 试\nminutes: 5\nneeds: {needs}\n---\n\n"
    aim = '```{.console #aim}\n$ export KUBECONFIG="$PWD/.kubeconfig"\n```\n' if needs == "kind" else ""
    block = f"{aim}```{{.console #say {options}}}\n$ {command}\n{shown}\n```\n"
    (folder / "lab.md").write_text(head + block + CLEANUP, encoding="utf-8")
    console = load_lab(folder).consoles[-2]
    difference = Comparison(load_lab(folder)).find_difference(console, console.commands[0], printed.split("\n"))
    return difference.token if difference else None


@pytest.mark.parametrize(
    ("command", "shown", "printed"),
    [
        ("docker run -p 50051:50051 x", "0.0.0.0:50051->50051/tcp", "0.0.0.0:50052->50051/tcp"),
        ("docker network create --subnet 10.10.0.0/24 x", '"Subnet": "10.10.0.0/24"', '"Subnet": "10.11.0.0/24"'),
        ("docker run --ip 172.30.0.5 x", "172.30.0.5", "172.30.0.6"),
        ("docker run --name web-http2 x", "web-http2", "web-grpc2"),
        ("docker service create --name mysql8server x", "mysql8server", "redis7worker"),
        ("docker tag x y:2026-01-01", "2026-01-01", "2026-02-01"),
        (
            "echo 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "1" * 8 + "-1111" * 3 + "-" + "2" * 12,
        ),
        ("sha256sum app.tar", HEX, OTHER_HEX),
        ("sha256sum app.tar | cut -c1-12", HEX[:12], OTHER_HEX[:12]),
        ("docker run x sha256sum app.tar", f"{HEX}  app.tar", f"{OTHER_HEX}  app.tar"),
        ("cat app.sum", f"{HEX}  dist/app.tar", f"{OTHER_HEX}  dist/app.tar"),
    ],
)
def test_the_authors_own_is_exact(folder: Path, command: str, shown: str, printed: str) -> None:
    """A port, subnet, name, date or id that the lab itself writes is right alone, and so is a checksum."""
    assert passes(folder, command, shown, shown)
    assert not passes(folder, command, shown, printed)


@pytest.mark.parametrize(
    ("command", "shown", "printed"),
    [
        ("echo at 127.0.0.1:45001", "at 127.0.0.1:45000", "at 127.0.0.1:45001"),
        ("docker run --ip 172.30.0.5 x", "has 172.30.0.6 now", "has 172.30.0.5 now"),
        ("docker network create --subnet 10.10.0.0/24 x", '"Subnet": "10.11.0.0/24"', '"Subnet": "10.10.0.0/24"'),
        ("docker run --mac-address 02:42:ac:11:00:02 x", "02:42:ac:11:00:03", "02:42:ac:11:00:02"),
        ("docker run --name web-http2 x", "web-grpc2", "web-http2"),
        ("docker service create --name mysql8server x", "redis7worker", "mysql8server"),
        ("docker tag x y:2026-01-01", "y 2026-02-01", "y 2026-01-01"),
        (f"docker pull x@sha256:{HEX}", f"sha256:{OTHER_HEX}", f"sha256:{HEX}"),
        (f"docker start {HEX[:12]}", OTHER_HEX[:12], HEX[:12]),
        ("docker run --ip 172.30.0.5 x", "⋯ has 172.30.0.6", "web has 172.30.0.5"),
    ],
)
def test_the_authors_own_stands_for_no_token(folder: Path, command: str, shown: str, printed: str) -> None:
    """What the lab writes, and the run prints, is not what the page shows for another value of its kind."""
    assert not passes(folder, command, shown, printed)
    kinds = "port address mac suffix swarm-id time digest id"
    assert passes(folder, command, shown, printed, options=f'vary="{kinds}"')


def test_the_author_is_told_of_his_own(folder: Path) -> None:
    """The message says that the value printed is the lab's own, since any other would have done."""
    assert explain(folder, "echo at 10.20.30.41 up", "at 10.20.30.40 up", "at 10.20.30.41 up") == (
        "expected ⟨address⟩, got 10.20.30.41 (the author wrote `10.20.30.41`, and the page shows another value)"
    )


@pytest.mark.parametrize(
    ("command", "shown", "printed"),
    [
        ("docker run --stop-timeout 5s x", "Up 5s", "Up 7s"),
        ("docker run -e AT=12:30 x", "12:30", "12:31"),
        ("docker run -p 18080:80 x", "0.0.0.0:32768->80/tcp", "0.0.0.0:32769->80/tcp"),
        ("docker run --ip 172.30.0.55 x", "172.30.0.5", "172.30.0.6"),
    ],
)
def test_ages_times_and_parts_of_words_are_not(folder: Path, command: str, shown: str, printed: str) -> None:
    """An age or a time of day that a command also has may vary, and so may a token that is a part of a longer word."""
    assert passes(folder, command, shown, printed)


def test_files_and_front_matter_are_the_authors(folder: Path) -> None:
    """What stands in a file of the lab is compared exactly; what stands in its documents alone is not."""
    (folder / "rows.csv").write_text("2026-01-01,rent,500\n", encoding="utf-8")
    (folder / "lab.en.md").write_text("2026-03-01\n", encoding="utf-8")
    assert not passes(folder, "cat rows.csv", "2026-01-01 rent", "2026-01-02 rent")
    assert passes(folder, "cat rows.csv", "2026-03-01 rent", "2026-03-02 rent")


@pytest.mark.parametrize(
    ("needs", "command", "shown", "printed"),
    [
        ("docker", "docker ps", "web-http2", "web-grpc2"),
        ("docker", "docker ps", "web-9cf49b6d6-5bh2r", "web-9cf49b6d6-n6fcq"),
        ("docker", "docker ps", "mysql8server", "redis7worker"),
        ("kind", "docker service ls; cat names", "a mysql8server", "a redis7worker"),
        ("none", "cat ids", "18398dc6363b", "e91d09306f59"),
    ],
)
def test_kinds_have_their_places(folder: Path, needs: str, command: str, shown: str, printed: str) -> None:
    """Without a cluster there are no suffixes, without a swarm or an engine none of their ids."""
    assert not passes(folder, command, shown, printed, needs=needs)


@pytest.mark.parametrize(
    ("needs", "command", "shown", "printed"),
    [
        ("kind", "cat pods", "web-9cf49b6d6-5bh2r", "web-7b8f6c5d4-n6fcq"),
        ("docker", "docker service ls", "2d0avzak87s0 web", "zphkdbikpxnx web"),
        ("docker", "docker service create x", "drbsmebvf8mh1ilrpuqgo949q", "efe7vypbpvy5gaax9avp0whrrk"[:25]),
        ("docker", "docker run -d x", HEX, OTHER_HEX),
    ],
)
def test_and_count_there(folder: Path, needs: str, command: str, shown: str, printed: str) -> None:
    """Where its program is used, a kind is a kind."""
    assert passes(folder, command, shown, printed, needs=needs)


def test_only_the_labs_own_folder_is_anywhere(folder: Path) -> None:
    """Where the lab's folder is kept differs from run to run; where another one's is would be a wrong result."""
    assert passes(folder, "pwd", "/home/you/01-try", "/tmp/x/01-try")
    assert not passes(folder, "pwd", "/home/you/02-try", "/tmp/x/02-try")


def test_what_is_asked_for_varies_all_the_same(folder: Path) -> None:
    """`vary` overrules what the author wrote, for the kind and the lines that it names."""
    ask = 'vary="port@first"'
    both = "first 0.0.0.0:50051->1/tcp\nthen 0.0.0.0:50051->1/tcp"
    assert passes(folder, "echo 50051", both, both.replace("50051", "50052", 1), options=ask)
    assert not passes(folder, "echo 50051", both, both.replace("50051", "50052"), options=ask)


def test_lines_in_any_order(folder: Path) -> None:
    """With `order="any"` the lines are the same, each once, in whatever order; a missing one is told."""
    ask = 'order="any"'
    assert passes(folder, "say", "b 5s\na\nb 9s", "a\nb 1s\nb 2s", options=ask)
    assert not passes(folder, "say", "b\na\nb", "a\nb\na", options=ask)
    assert not passes(folder, "say", "b\na", "a\nb\nc", options=ask)
    assert passes(folder, "say", "b\n⋯\na", "a\nb\nc", options=ask)
    assert not passes(folder, "say", "b 5s\na", "a\nb 1s")
