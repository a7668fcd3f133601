"""The server and the process that builds for it: what is swapped, what is told, and who outlives whom."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

import psutil
import pytest

from tests.room.conftest import write_page
from tests.room.serving import Served
from workshop.errors import WorkshopError
from workshop.room import child
from workshop.room.server import LiveRoom, Serving

BUILDER = Path(__file__).parent / "fake_builder.py"
Told = tuple[str, object]


@dataclass
class Running:
    """A server in a thread, its builder at the other end of *pipe*, and what it told."""

    room: LiveRoom
    pipe: Path
    port: int
    told: Queue[Told] = field(default_factory=Queue)
    raised: list[BaseException] = field(default_factory=list)
    folder: Path = Path()

    def do(self, line: str) -> None:
        """Have the builder obey *line*."""
        with self.pipe.open("w", encoding="utf-8") as lines:
            lines.write(f"{line}\n")

    def hear(self) -> Told:
        """The next thing that is told."""
        return self.told.get(timeout=20)

    def hear_order(self) -> tuple[int, bool]:
        """The process id of the builder that was started, and whether it is to build strictly."""
        kind, text = self.hear()
        assert kind == "order"
        pid, strict, url, folder = str(text).split()
        self.folder = Path(folder)
        assert url == f"http://127.0.0.1:{self.port}"
        return int(pid), strict == "True"

    def ask(self, path: str) -> tuple[int, str]:
        """Status and text at *path*."""
        answer = Served.ask(self, path)  # type: ignore[arg-type]  # it needs the port alone
        return answer.status, answer.body.decode()

    def run(self) -> None:
        """Run the server, and keep what it raises."""
        try:
            self.room.run()
        except BaseException as error:
            self.raised.append(error)


@dataclass
class Notes:
    """Puts down what is told."""

    told: Queue[Told]

    def serving(self, mount: str) -> None:
        """The first build is served."""
        self.told.put(("serving", mount))

    def rebuilt(self, added: Sequence[str]) -> None:
        """A later one is."""
        self.told.put(("rebuilt", list(added)))

    def failed(self, problems: Sequence[str]) -> None:
        """A later one is not."""
        self.told.put(("failed", list(problems)))

    def complained(self, level: str, message: str) -> None:
        """The builder says something."""
        self.told.put((level, message))

    def restarted(self, code: int) -> None:
        """It is another one."""
        self.told.put(("restarted", code))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A server whose builder waits for its first line."""
    pipe, told = tmp_path / "pipe", Queue[Told]()
    os.mkfifo(pipe)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    command = [sys.executable, str(BUILDER), str(pipe)]
    room = LiveRoom(Serving(listening, f"http://127.0.0.1:{port}", command), Notes(told))
    running = Running(room, pipe, port, told)
    thread = Thread(target=running.run)
    thread.start()
    yield running
    room.stop()
    thread.join(10)
    assert not thread.is_alive()
    listening.close()


def wait_for(holds: Callable[[], bool], seconds: float = 5) -> None:
    """Return when *holds* does; fail where it does not in time."""
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline


def test_builds_are_swapped(running: Running, site: Path) -> None:
    """The first build is served below its path, a later one at once, and pages that are new in it are told."""
    assert running.hear_order()[1] is True
    running.do(f"build {site}")
    assert running.hear() == ("serving", "/talk/")
    assert running.ask("/talk/en/")[0] == 200
    write_page(site, "en/", "Second", lang="en")
    write_page(site, "08-more/", "更多")
    write_page(site, "en/08-more/", "More", lang="en")
    running.do(f"build {site}")
    assert running.hear() == ("rebuilt", ["/talk/08-more/", "/talk/en/08-more/"])
    assert "Second" in running.ask("/talk/en/")[1]


def test_a_failed_build_changes_nothing(running: Running, site: Path) -> None:
    """What failed is told with its reason; the last good build is served, through any number of failures."""
    running.hear_order()
    running.do(f"build {site}")
    running.hear()
    for number in range(3):
        running.do(f"fail docs/a.md:{number}: wrong")
        assert running.hear() == ("failed", [f"docs/a.md:{number}: wrong"])
        assert running.ask("/talk/en/")[0] == 200


def test_the_first_build_must_be_good(running: Running) -> None:
    """Where the first one fails there is nothing to serve, and the server ends."""
    pid, _ = running.hear_order()
    running.do("fail docs/a.md:1: wrong")
    wait_for(lambda: bool(running.raised), 10)
    assert str(running.raised[0]) == "the site was not built; what is wrong stands above"
    assert not psutil.pid_exists(pid)


def test_a_builder_that_dies_at_once(running: Running) -> None:
    """A builder that ends before it has built anything ends the server, with its exit code."""
    running.hear_order()
    running.do("die 3")
    wait_for(lambda: bool(running.raised), 10)
    assert isinstance(running.raised[0], WorkshopError)
    assert str(running.raised[0]) == "the process that builds the site ended with 3 before it had built it"


def test_a_builder_that_dies_later(running: Running, site: Path) -> None:
    """A builder that is killed is started again, which is told, builds less strictly, and misses nobody meanwhile."""
    pid, _ = running.hear_order()
    running.do(f"build {site}")
    running.hear()
    os.kill(pid, signal.SIGKILL)
    assert running.hear() == ("restarted", -signal.SIGKILL)
    assert running.ask("/talk/en/")[0] == 200
    second, strict = running.hear_order()
    assert (second != pid, strict) == (True, False)
    write_page(site, "en/", "Second", lang="en")
    running.do(f"build {site}")
    assert running.hear() == ("rebuilt", [])
    assert "Second" in running.ask("/talk/en/")[1]


def test_a_builder_that_says_what_it_should_not(running: Running, site: Path) -> None:
    """What is no message is passed on as a warning, and ends nothing."""
    running.hear_order()
    running.do(f"build {site}")
    running.hear()
    running.do('say {"kind": "Nonsense"}')
    assert running.hear() == ("warning", '{"kind": "Nonsense"}')
    running.do(f"build {site}")
    assert running.hear() == ("rebuilt", [])


def test_nobody_is_left(running: Running, site: Path) -> None:
    """Stopped, the server takes its builder along and its builds; a second stop does no harm."""
    pid, _ = running.hear_order()
    running.do(f"build {site}")
    running.hear()
    assert running.folder.is_dir()
    running.room.stop()
    running.room.stop()
    wait_for(lambda: not psutil.pid_exists(pid))
    with pytest.raises(ConnectionError):
        wait_for(lambda: running.ask("/")[0] == 0)
    wait_for(lambda: not running.folder.exists())


def test_a_deaf_builder_is_killed(running: Running, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that does not heed the end of its input is ended by force."""
    monkeypatch.setattr(child, "_END_S", 0.2)
    pid, _ = running.hear_order()
    running.do("deaf")
    running.do(f"build {site}")
    running.hear()
    running.room.stop()
    wait_for(lambda: not psutil.pid_exists(pid))


def test_it_pauses_between_deaths(running: Running, site: Path) -> None:
    """One that dies again and again is not started without a pause."""
    pid, _ = running.hear_order()
    running.do(f"build {site}")
    running.hear()
    running.pipe.unlink()  # From now on each dies when it looks for its pipe, having said who it is.
    os.kill(pid, signal.SIGKILL)
    deadline, deaths = monotonic() + 3, 0
    while monotonic() < deadline:
        try:
            deaths += running.told.get(timeout=0.2)[0] == "restarted"
        except Empty:
            assert running.ask("/talk/en/")[0] == 200
    assert 2 <= deaths <= 4
