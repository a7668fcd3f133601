"""The stream of events, as it goes over the wire."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import pytest

from tests.room.conftest import write_page
from tests.room.serving import Served, read_all, serving
from workshop.room import events

REQUEST = "{} /.workshop/events?page={} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: {}\r\n\r\n"


class Stream:
    """An open stream for the page at *path*."""

    def __init__(self, served: Served, path: str, language: str = "zh", method: str = "GET") -> None:
        self.connection = served.connect()
        self.connection.sendall(REQUEST.format(method, quote(quote(path)), language).encode())
        self.lines = self.read()

    def read(self) -> Iterator[str]:
        """The lines that come."""
        with self.connection.makefile(encoding="utf-8", newline="\r\n") as text:
            for line in text:
                yield from line.split("\n")

    def hear(self) -> tuple[str, list[str]]:
        """The next event: the version that is served, and what is wrong."""
        event = json.loads(next(line for line in self.lines if line.startswith("data: ")).removeprefix("data: "))
        return event["version"], event["problems"]


def version_of(served: Served, path: str) -> str:
    """The version that the page at *path* says of itself."""
    return served.ask(path).body.decode().partition('data-version="')[2].partition('"')[0]


def test_events(own: Served, site: Path) -> None:
    """A page is told its own version first, then what is served at its address after each build, and what is wrong."""
    stream = Stream(own, "/云 计算/")
    first = version_of(own, f"/{quote('云 计算')}/")
    assert stream.hear() == (first, [])
    own.tell("docs/a.md:1: wrong", "another")
    assert stream.hear() == (first, ["docs/a.md:1: wrong", "another"])
    write_page(site, "云 计算/", "另一页")
    own.publish(site)
    second = version_of(own, f"/{quote('云 计算')}/")
    assert second != first
    assert stream.hear() == (second, [])
    stream.connection.close()


@pytest.mark.parametrize("path", ["/nowhere/", "/en/nowhere/", "", "/\x00", "//", "/../"])
def test_events_of_no_page(served: Served, path: str) -> None:
    """A missing page's version is that of the page that is shown in its place; nonsense harms nobody."""
    stream = Stream(served, path, "en")
    version, problems = stream.hear()
    assert (len(version), problems) == (16, [])
    if "nowhere" in path:
        assert version == version_of(served, "/en/nowhere")
    stream.connection.close()


def test_head_of_events(served: Served) -> None:
    """HEAD has headers and an end."""
    with served.connect() as connection:
        connection.sendall(
            REQUEST.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").format("HEAD", "/", "zh").encode()
        )
        answer = read_all(connection).decode()
    assert answer.startswith("HTTP/1.1 200 ")
    assert "\r\ncontent-type: text/event-stream\r\n" in answer
    assert answer.endswith("\r\n\r\n")


def test_silence_is_broken(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment goes out when there is nothing to tell, so that nothing between takes the line for dead."""
    monkeypatch.setattr(events, "PING_S", 0.1)
    stream = Stream(served, "/")
    stream.hear()
    assert next(line for line in stream.lines if line.startswith(":")) == ":"
    stream.connection.close()


def test_the_end_of_the_server(site: Path, tmp_path: Path) -> None:
    """Open streams do not hold up the end of the server, and end whole."""
    start = monotonic()
    with serving(site, tmp_path / "seals") as served:
        stream = Stream(served, "/")
        stream.hear()
    assert monotonic() - start < 1.5
    rest = [line.strip() for line in stream.lines]
    assert [line for line in rest if line] == ["0"]


def test_who_is_gone_is_forgotten(own: Served) -> None:
    """A reader who leaves frees what his stream took."""
    streams = [Stream(own, "/") for _ in range(20)]
    for stream in streams:
        stream.hear()
        stream.connection.shutdown(socket.SHUT_RDWR)
        stream.connection.close()
    deadline = monotonic() + 5
    while own.server.server_state.tasks:
        assert monotonic() < deadline
        assert own.ask("/").status == 200
