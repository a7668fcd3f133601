"""The shop of lab 11 counts, remembers and forgets rightly, and speaks to Redis and MySQL as these expect it."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

WEB = Path(__file__).parents[2] / "labs" / "11-compose" / "web"
NAMES = ("app", "cache", "database")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The website's modules by name, imported as they are in its image and forgotten afterwards."""
    monkeypatch.syspath_prepend(str(WEB))
    yield {name: __import__(name) for name in NAMES}
    for name in NAMES:
        sys.modules.pop(name)


def serve_once(answer: bytes) -> tuple[int, list[bytes]]:
    """A port of this machine where whoever comes first gets *answer*, and what that one says, once it is there."""
    listener, heard = socket.create_server(("127.0.0.1", 0)), list[bytes]()

    def serve() -> None:
        with listener, listener.accept()[0] as connection:
            heard.append(connection.recv(1000))
            connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1], heard


@pytest.mark.parametrize(
    ("answer", "told"), [(b"+OK\r\n", "OK"), (b":1\r\n", "1"), (b"$3\r\n\xe8\x8c\xb6\r\n", "茶"), (b"$-1\r\n", None)]
)
def test_redis_answers(web: dict[str, ModuleType], answer: bytes, told: str | None) -> None:
    """Each kind of answer is read as what it means, and the words are sent with their lengths in bytes."""
    port, heard = serve_once(answer)
    assert web["cache"].ask("127.0.0.1", "SET", "茶", port=port) == told
    assert heard == [b"*2\r\n$3\r\nSET\r\n$3\r\n\xe8\x8c\xb6\r\n"]


def test_redis_refuses(web: dict[str, ModuleType]) -> None:
    """An error of Redis is one for the caller."""
    port, _ = serve_once(b"-ERR unknown command\r\n")
    with pytest.raises(OSError, match="ERR unknown command"):
        web["cache"].ask("127.0.0.1", "NONSENSE", port=port)


def test_nonce_of_a_greeting(web: dict[str, ModuleType]) -> None:
    """The random bytes are found in both halves, whatever the version's length."""
    first, second = b"12345678", b"abcdefghijkl"
    middle = bytes(1 + 2 + 1 + 2 + 2 + 1 + 10)
    greeting = b"\x0a9.7.4\0" + bytes(4) + first + middle + second + b"\0caching_sha2_password\0"
    assert web["database"].find_nonce(greeting) == first + second


def test_rows(web: dict[str, ModuleType]) -> None:
    """Values of a row are told by the lengths before them."""
    assert web["database"].read_row(b"\x03tea\x00\x012") == ("tea", "", "2")


def test_text_cannot_break_out(web: dict[str, ModuleType]) -> None:
    """What is ordered never stands in a statement as it was typed."""
    assert "'" not in web["database"].text("'); DROP TABLE orders; --")
    assert web["database"].text("茶") == "_utf8mb4 0xe88cb6"


def test_count_is_remembered_until_an_order(web: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first count comes from the database, the next from the cache, and after an order the database is asked."""
    orders, kept = list[str](), dict[str, str]()

    def query(statement: str) -> list[tuple[str, ...]]:
        if statement.startswith("INSERT"):
            orders.append(statement)
        return [(str(len(orders)),)]

    def ask(_host: str, verb: str, key: str, *value: str) -> str | None:
        if verb == "SET":
            kept[key] = value[0]
        return kept.pop(key, None) if verb == "DEL" else kept.get(key)

    monkeypatch.setattr(web["app"], "query", query)
    monkeypatch.setattr(web["cache"], "ask", ask)
    count = web["app"].count_orders
    assert [count(), count()] == [("0", "database"), ("0", "cache")]
    web["app"].order("tea")
    assert [count(), count()] == [("1", "database"), ("1", "cache")]


def test_shop_does_without_a_cache(web: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache does not answer, the database does, every time."""

    def ask(*_words: str) -> str:
        raise TimeoutError

    monkeypatch.setattr(web["app"], "query", lambda _: [("7",)])
    monkeypatch.setattr(web["cache"], "ask", ask)
    assert [web["app"].count_orders() for _ in range(2)] == [("7", "database")] * 2
