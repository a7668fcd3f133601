"""Where a project is served is found while it is, and notes that a server left behind lead nobody astray."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from workshop.venue.serving import SERVING, find_address, note_address

NOTE = "import sys; from pathlib import Path; from workshop.venue.serving import note_address; "
NOTE += "note_address(Path(sys.argv[1]), sys.argv[2]); print(flush=True); sys.stdin.read()"
Serve = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def port() -> Iterator[int]:
    """A port that answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts a process that notes an address of the test's folder, and runs until it is ended."""
    processes = []

    def start(url: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", NOTE, str(tmp_path), url]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout
        assert process.stdout.readline() == "\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_while_it_runs(tmp_path: Path, serve: Serve, port: int) -> None:
    """An address is found from the moment it is noted until its process has ended; then the note goes."""
    assert find_address(tmp_path) is None
    server = serve(f"http://127.0.0.1:{port}/")
    assert find_address(tmp_path) == f"http://127.0.0.1:{port}/"
    assert find_address(tmp_path / "elsewhere") is None
    server.kill()
    server.communicate()
    assert find_address(tmp_path) is None
    assert list((tmp_path / SERVING).iterdir()) == []


def test_a_server_that_was_killed_and_not_waited_for(tmp_path: Path, serve: Serve, port: int) -> None:
    """A process that has ended and whose parent has not asked counts as ended."""
    server = serve(f"http://127.0.0.1:{port}/")
    server.kill()
    os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)
    assert find_address(tmp_path) is None


def test_the_last_one_counts(tmp_path: Path, serve: Serve, port: int) -> None:
    """Of two servers the later one is found, and where its port does not answer the earlier one."""
    first = serve(f"http://127.0.0.1:{port}/first/")
    second = serve(f"http://127.0.0.1:{port}/second/")
    for process, age in ((first, 2), (second, 1)):
        change(tmp_path, process.pid, started=psutil.Process(process.pid).create_time() - age)
    assert find_address(tmp_path) == f"http://127.0.0.1:{port}/second/"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        silent = listener.getsockname()[1]
    change(tmp_path, second.pid, url=f"http://127.0.0.1:{silent}/second/")
    assert find_address(tmp_path) == f"http://127.0.0.1:{port}/first/"
    assert len(list((tmp_path / SERVING).iterdir())) == 2


def change(project: Path, pid: int, **values: object) -> None:
    """Put *values* into the note of the process *pid*."""
    file = project / SERVING / f"{pid}.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_a_number_given_to_another_process(tmp_path: Path, port: int) -> None:
    """A note of a process that began at another time is not this one's, even with its number."""
    note_address(tmp_path, f"http://127.0.0.1:{port}/")
    change(tmp_path, os.getpid(), started=psutil.Process().create_time() - 3600)
    assert find_address(tmp_path) is None
    assert list((tmp_path / SERVING).iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": 1}', "\ud800".encode("utf-8", "surrogatepass")])
def test_a_broken_note(tmp_path: Path, text: str | bytes) -> None:
    """What is no note is deleted, and is no reason not to start a lab."""
    (tmp_path / SERVING).mkdir(parents=True)
    (tmp_path / SERVING / "1.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert find_address(tmp_path) is None
    assert list((tmp_path / SERVING).iterdir()) == []


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://0.0.0.0:{}/talk/", "http://127.0.0.1:{}/talk/"),
        ("http://localhost:{}/", "http://localhost:{}/"),
    ],
)
def test_an_address_that_this_machine_can_open(tmp_path: Path, port: int, url: str, found: str) -> None:
    """A server that listens everywhere is reached here by loopback."""
    note_address(tmp_path, url.format(port))
    assert find_address(tmp_path) == found.format(port)


def test_everywhere_in_ipv6(tmp_path: Path) -> None:
    """The same is noted of IPv6, whose address stands in brackets; not every machine has it to try."""
    note_address(tmp_path, "http://[::]:8123/talk/")
    note = json.loads((tmp_path / SERVING / f"{os.getpid()}.json").read_text(encoding="utf-8"))
    assert note["url"] == "http://[::1]:8123/talk/"


def test_a_project_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no note can be written, serving goes on without, and so does it with an address that is none."""
    (tmp_path / ".workshop").touch()
    note_address(tmp_path, "http://127.0.0.1:8000/")
    assert find_address(tmp_path) is None
    (tmp_path / ".workshop").unlink()
    note_address(tmp_path, "http://[::1/")
    assert find_address(tmp_path) is None
