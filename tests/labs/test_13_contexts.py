"""The door of lab 13 carries all that is said, both ways, and lets each side finish by itself."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.labs.programs import load_program

DOOR = Path(__file__).parents[2] / "labs" / "13-contexts" / "door.py"
TIMEOUT_S = 20.0
Talk = Callable[[socket.socket], None]


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Run *server* in a thread until the end of the block."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def open_door(folder: Path, talk: Talk) -> Iterator[tuple[str, int]]:
    """The address of a door to an engine that says *talk* on each connection."""

    class Engine(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            talk(self.request)

    class Engines(socketserver.ThreadingUnixStreamServer):
        daemon_threads = True

    module = load_program(DOOR)
    module.ENGINE = str(folder / "engine.sock")  # type: ignore[attr-defined]
    with ExitStack() as stack:
        stack.enter_context(serving(Engines(module.ENGINE, Engine)))
        door = module.Door(("127.0.0.1", 0), module.Visit)
        stack.enter_context(serving(door))
        yield door.server_address


def read_all(connection: socket.socket) -> bytes:
    """All that the other side says until it has finished."""
    said = b""
    while chunk := connection.recv(65536):
        said += chunk
    return said


def say(address: tuple[str, int], text: bytes) -> bytes:
    """The answer to *text*, with the end of it said first, as `docker run -i` does at the end of its input."""
    with socket.create_connection(address, timeout=TIMEOUT_S) as client:
        client.sendall(text)
        client.shutdown(socket.SHUT_WR)
        return read_all(client)


def answer_at_the_end(engine: socket.socket) -> None:
    """Listen until the other side has finished, and only then answer."""
    engine.sendall(read_all(engine).upper())


def test_the_end_of_one_side_leaves_the_other_open(tmp_path: Path) -> None:
    """The engine learns that the input has ended, and its answer still gets through."""
    with open_door(tmp_path, answer_at_the_end) as address:
        assert say(address, b"from here to there") == b"FROM HERE TO THERE"


def test_an_engine_may_finish_first(tmp_path: Path) -> None:
    """The client hears that the engine has finished, while it has not finished itself."""
    with (
        open_door(tmp_path, lambda engine: engine.sendall(b"bye")) as address,
        socket.create_connection(address, timeout=TIMEOUT_S) as client,
    ):
        assert read_all(client) == b"bye"


def test_many_at_once(tmp_path: Path) -> None:
    """Eight visitors with a megabyte each get each their own back."""
    texts = [bytes([letter]) * 1_000_000 for letter in b"ABCDEFGH"]
    with open_door(tmp_path, answer_at_the_end) as address, ThreadPoolExecutor(len(texts)) as visitors:
        assert list(visitors.map(lambda text: say(address, text), texts)) == texts


def test_a_visitor_who_leaves_is_not_spoken_to_for_ever(tmp_path: Path) -> None:
    """The engine is told when the client has gone in the middle of a long answer."""
    told = threading.Event()

    def talk_on(engine: socket.socket) -> None:
        try:
            while True:
                engine.sendall(b"x" * 65536)
        except OSError:
            told.set()

    with open_door(tmp_path, talk_on) as address:
        with socket.create_connection(address, timeout=TIMEOUT_S) as client:
            assert client.recv(1) == b"x"
        assert told.wait(TIMEOUT_S)


def test_a_visitor_who_is_cut_off_is_not_listened_to_for_ever(tmp_path: Path) -> None:
    """The engine is told when the client's connection breaks while it waits for more."""
    told = threading.Event()

    def listen(engine: socket.socket) -> None:
        engine.sendall(b"?")
        read_all(engine)
        told.set()

    with open_door(tmp_path, listen) as address:
        with socket.create_connection(address, timeout=TIMEOUT_S) as client:
            assert client.recv(1) == b"?"
            # Lingering for no time makes closing a reset. Source: socket(7), SO_LINGER.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert told.wait(TIMEOUT_S)


def test_without_an_engine_the_door_stays_open(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A visitor is turned away while no engine is there, and the door goes on to take others."""
    module = load_program(DOOR)
    module.ENGINE = str(tmp_path / "nobody.sock")  # type: ignore[attr-defined]
    door = module.Door(("127.0.0.1", 0), module.Visit)
    with serving(door):
        assert [say(door.server_address, b""), say(door.server_address, b"")] == [b"", b""]
    assert "FileNotFoundError" in capfd.readouterr().err
