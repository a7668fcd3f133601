"""The website of lab 25 does for each request the work that the lab's sums are about."""

from __future__ import annotations

import importlib.util
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.request import urlopen

import pytest

SERVER = Path(__file__).parents[2] / "labs" / "25-scale" / "server.py"


@pytest.fixture
def server() -> ModuleType:
    """The website's module, imported as it is in the lab."""
    spec = importlib.util.spec_from_file_location("scale_server", SERVER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
