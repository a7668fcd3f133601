"""The programs of lab 25: the website's work for each request, which its sums are about, and those who visit."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from urllib.request import urlopen

import pytest

from tests.labs.programs import load_program

LAB = Path(__file__).parents[2] / "labs" / "25-scale"


@pytest.fixture
def server() -> ModuleType:
    """The website."""
    return load_program(LAB / "server.py")


@pytest.fixture
def address(server: ModuleType) -> Iterator[str]:
    """Where the website answers on this machine during a test."""
    with server.Server(("127.0.0.1", 0), server.Worker) as website:
        thread = threading.Thread(target=website.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{website.server_address[1]}/"
        website.shutdown()
        thread.join()


def test_each_request_costs_20_milliseconds_of_processor_time(address: str) -> None:
    """Five requests take at least 100 milliseconds of this process's time, and each is answered."""
    before = time.process_time()
    answers = [urlopen(address, timeout=30).read() for _ in range(5)]
    assert answers == [b"done\n"] * 5
    assert time.process_time() - before >= 0.1


def test_a_hundred_visitors_may_queue(server: ModuleType) -> None:
    """The lab's sixteen visitors find a place in the queue however slow it is, many times over."""
    assert server.Server.request_queue_size >= 100


def test_sixteen_visit_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty visits are made, sixteen together and never more, and the answers of a second are counted."""
    visit = load_program(LAB / "visit.py")
    together, number = threading.Barrier(16), itertools.count()
    threads: list[int] = []

    def stay(address: str) -> None:
        assert address == "http://web/"
        threads.append(threading.get_ident())
        if next(number) < 16:  # These go on once all are here, each in a thread of its own.
            together.wait(timeout=30)

    monkeypatch.setattr(visit, "visit", stay)
    monkeypatch.setattr(visit, "time", SimpleNamespace(monotonic=iter([100.0, 104.0]).__next__))
    assert visit.visit_often("http://web/", 40) == 10.0
    assert len(threads) == 40
    assert len(set(threads)) == 16


def test_a_visit_waits_for_its_answer(address: str) -> None:
    """The website's own answer is read whole."""
    assert load_program(LAB / "visit.py").visit(address) == b"done\n"
