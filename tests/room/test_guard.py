"""What is refused before anything is looked up: foreign names, other methods, paths that no file can have."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.room.serving import Served
from workshop.room.hosts import get_names, is_ours

METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"]


@pytest.mark.parametrize("method", METHODS)
def test_other_methods(served: Served, method: str) -> None:
    """Anything but GET and HEAD is refused, and told what is allowed."""
    answer = served.ask("/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert b"<h1" not in answer.body


@pytest.mark.parametrize("length", [b"Content-Length: 5\r\n\r\nhello", b"Content-Length: 99999999\r\n\r\nhel"])
def test_a_body_is_not_waited_for(served: Served, length: bytes) -> None:
    """A request with a body is answered at once, though the body never ends, and the connection is closed."""
    answer = served.ask_raw(b"POST / HTTP/1.1\r\nHost: localhost\r\n" + length)
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert b"\r\nconnection: close\r\n" in answer


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/a%00.html",
        "/%0d%0aSet-Cookie:x",
        "/..%5c..%5cetc",
        "/%ff%fe",
        "/x%7f",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/en/../index.html",
    ],
)
def test_hostile_paths(served: Served, path: str) -> None:
    """What no address of a site can be is refused, however it is written; never is it our fault (500)."""
    answer = served.ask_raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "//etc/passwd",
        "/./index.html",
        "/index.html/",
        "/%2f",
        "/" + "a" * 9000,
        "/?..",
        "/en//",
        "/%25%30%30",
    ],
)
def test_odd_paths(served: Served, path: str) -> None:
    """What could be an address and is none is not found, or is the page that it names; nothing outside is."""
    assert served.ask(path).status == (200 if path == "/?.." else 404)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_malformed_requests(served: Served, request_: bytes) -> None:
    """What is not HTTP, or names no host or two, is a bad request."""
    assert served.ask_raw(request_)[:13] == b"HTTP/1.1 400 "
    assert served.ask("/").status == 200


def test_other_versions(served: Served) -> None:
    """A version of HTTP that is not spoken here is told so; the old one without a version's manners is spoken."""
    request = "GET / HTTP/{}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answers = [served.ask_raw(request.format(version).encode())[:13] for version in ("1.0", "1.1", "2.0", "9.9")]
    assert answers == [b"HTTP/1.1 200 ", b"HTTP/1.1 200 ", b"HTTP/1.1 505 ", b"HTTP/1.1 505 "]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8000", "127.9.9.9", "localhost."])
def test_own_names(served: Served, host: str) -> None:
    """This machine's names are answered, whatever port is said, as it is another one behind a tunnel."""
    assert served.ask("/", headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "8.8.8.8", "169.254.169.254", "127.0.0.1.nip.io"],
)
def test_foreign_names(served: Served, host: str) -> None:
    """A name that somebody else made lead here gets nothing of the site, nor of its events."""
    for path in ("/", "/.workshop/events", "/nowhere"):
        answer = served.ask(path, headers={"Host": host})
        assert (answer.status, host.encode() in answer.body, b"<h1" in answer.body) == (421, True, False)


@pytest.mark.parametrize("host", ["", "a b", "user@localhost", "localhost:port", "[::1", "localhost/x"])
def test_a_host_that_is_no_name(served: Served, host: str) -> None:
    """What can be no name of anything is a bad request."""
    answer = served.ask_raw(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer[:13] == b"HTTP/1.1 400 "


@pytest.mark.parametrize(
    ("host", "local", "ours"),
    [
        ("192.168.1.5:8000", "192.168.1.5", True),
        ("192.168.1.5:8000", "::ffff:192.168.1.5", True),
        ("[2001:db8::5]", "2001:db8::5", True),
        ("[2001:DB8:0::5]:80", "2001:db8::5", True),
        ("[::1]:8000", "::1", True),
        ("192.168.1.6", "192.168.1.5", False),
        ("127.0.0.1", "192.168.1.5", False),
        ("laptop.local", "192.168.1.5", True),
        ("other.local", "192.168.1.5", False),
    ],
)
def test_names_in_a_network(host: str, local: str, *, ours: bool) -> None:
    """In a network the address counts under which a reader came in, in any notation, and the machine's names."""
    assert is_ours(host, local, frozenset({"laptop", "laptop.local"})) is ours


def test_this_machine_knows_its_name() -> None:
    """The host name is one of them, and that with .local, which devices in the room find it by."""
    name = socket.gethostname().lower()
    assert {name, f"{name.partition('.')[0]}.local"} <= get_names()


@pytest.mark.parametrize(
    ("path", "method"), [("/", "GET"), ("/nowhere", "GET"), ("/", "POST"), ("/%00", "GET"), ("/en", "GET")]
)
def test_security_headers(served: Served, path: str, method: str) -> None:
    """Every answer says how far it may be trusted, a refusal too; nothing tells what serves it."""
    headers = served.ask(path, method).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


def test_links_out_of_the_site(own: Served, site: Path, tmp_path: Path) -> None:
    """A link in the built folder that leads out of it is not followed."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (site / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (site / "up").symlink_to(tmp_path)
    own.publish(site)
    assert [own.ask(path).status for path in ("/secret.txt", "/up/secret.txt", "/look.css")] == [404, 404, 200]
