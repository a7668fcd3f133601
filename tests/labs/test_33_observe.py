"""The programs of lab 33: the shop that tells what it does, and the collector that copies what it told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import RemoteDisconnected
from http.server import HTTPServer
from pathlib import Path
from types import ModuleType
from urllib.request import Request, urlopen

import pytest

from tests.labs.programs import load_program

APP = Path(__file__).parents[2] / "labs" / "33-observe" / "app"
TIME = "2026-11-25T15:00:00.123456789Z"


@contextmanager
def open_shop(shop: ModuleType) -> Iterator[str]:
    """The shop at a port of its own; gives its address."""
    with HTTPServer(("127.0.0.1", 0), shop.Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def ask(url: str, **headers: str) -> str:
    """What is answered."""
    with urlopen(Request(url, headers=headers), timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/split/90/3", (200, "30")),
        ("/split/100/3", (200, "33")),
        ("/split/90", (404, "ask for /split/BILL/FRIENDS")),
        ("/split/ninety/3", (404, "ask for /split/BILL/FRIENDS")),
    ],
)
def test_split(path: str, expected: tuple[int, str]) -> None:
    """A bill is split in whole parts, and what is no bill is not found."""
    assert load_program(APP / "shop.py").split(path) == expected


def test_order_is_logged_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """An order leaves one line with its number and one count; questions about the shop leave neither."""
    with open_shop(load_program(APP / "shop.py")) as url:
        assert ask(f"{url}/metrics") == "# TYPE shop_orders_total counter\n"
        assert ask(f"{url}/split/90/3", **{"X-Request-Id": "noon-7"}) == "30\n"
        assert ask(f"{url}/health") == "well\n"
        assert ask(f"{url}/metrics") == '# TYPE shop_orders_total counter\nshop_orders_total{status="200"} 1\n'
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert logged == [{"level": "info", "id": "noon-7", "path": "/split/90/3", "status": 200}]


def test_order_without_a_number_gets_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Two orders that bring no number are told apart all the same."""
    with open_shop(load_program(APP / "shop.py")) as url:
        ask(f"{url}/split/90/3")
        ask(f"{url}/split/90/3")
    numbers = {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}
    assert len(numbers) == 2
    assert all(numbers)


def test_zero_friends_end_the_shop(tmp_path: Path) -> None:
    """It ends with code 1 and no answer, and its last line names the order and the error."""
    program = "import shop; s = shop.HTTPServer(('127.0.0.1', 0), shop.Handler); print(s.server_port, flush=True); "
    program += "s.serve_forever()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(APP)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            with pytest.raises(RemoteDisconnected):
                ask(f"http://127.0.0.1:{port}/split/90/0", **{"X-Request-Id": "zero"})
            said, _ = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 1
    last = json.loads(said)
    assert last == {"level": "fatal", "id": "zero", "path": "/split/90/0", "error": "ZeroDivisionError"}


def write_log(folder: Path, pod: str, text: str, *, container: str = "shop") -> None:
    """Add *text* to the log of a Pod, where kubelet would have put it."""
    path = folder / f"default_{pod}_0b5c4f0e" / container / "0.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(text)


def test_collector_prints_each_line_once(tmp_path: Path) -> None:
    """Each line of the shop's Pods comes once, with the Pod before it; a new Pod and what is added later come too."""
    collector = load_program(APP / "collector.py")
    done: dict[Path, int] = {}
    write_log(tmp_path, "shop-a", f"{TIME} stdout F one\n{TIME} stderr F two\n")
    assert list(collector.collect(tmp_path, done)) == ["shop-a one", "shop-a two"]
    assert list(collector.collect(tmp_path, done)) == []
    write_log(tmp_path, "shop-a", f"{TIME} stdout F three\n")
    write_log(tmp_path, "shop-b", f"{TIME} stdout F four\n")
    assert list(collector.collect(tmp_path, done)) == ["shop-a three", "shop-b four"]


def test_collector_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    """A line of which only half is there comes once it is whole."""
    collector = load_program(APP / "collector.py")
    done: dict[Path, int] = {}
    write_log(tmp_path, "shop-a", f"{TIME} stdout F noo")
    assert list(collector.collect(tmp_path, done)) == []
    write_log(tmp_path, "shop-a", "n-7\n")
    assert list(collector.collect(tmp_path, done)) == ["shop-a noon-7"]


def test_collector_leaves_others_alone(tmp_path: Path) -> None:
    """Neither its own log nor another container's is collected."""
    write_log(tmp_path, "collector-a", f"{TIME} stdout F shop-a one\n", container="collector")
    write_log(tmp_path, "shop-a", f"{TIME} stdout F look\n", container="look")
    assert list(load_program(APP / "collector.py").collect(tmp_path, {})) == []
