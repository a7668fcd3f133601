"""What a reader gets for a file: compressed or not, again or not at all, in parts."""

from __future__ import annotations

import gzip
import http.client
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.room.serving import Served

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_compressed_for_who_takes_that(served: Served, site: Path) -> None:
    """The packed page is smaller, unpacks to the plain one, and that is the file with the script added."""
    packed, plain = served.ask("/", headers=GZIP), served.ask("/")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body) / 5
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert {answer.headers["vary"] for answer in (packed, plain)} == {"accept-encoding"}
    before, _, after = (site / "index.html").read_bytes().rpartition(b"</body>")
    assert plain.body.startswith(before)
    assert plain.body.endswith(b"</body>" + after)


@pytest.mark.parametrize("header", ["identity", "gzip;q=0", "br", "", "deflate, gzip;q=0.000"])
def test_no_compression_unasked(served: Served, header: str) -> None:
    """Who refuses gzip, or does not name it, gets the page as it is."""
    assert "content-encoding" not in served.ask("/", headers={"Accept-Encoding": header}).headers


def test_what_is_not_text_is_not_compressed(served: Served) -> None:
    """Bytes of another kind are sent as they are, with the type that their name tells."""
    answer = served.ask("/numbers.bin", headers=GZIP)
    assert answer.body == bytes(range(256)) * 40
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/look.css", "text/css; charset=utf-8"),
        ("/empty.txt", "text/plain; charset=utf-8"),
    ],
)
def test_types(served: Served, path: str, media_type: str) -> None:
    """Texts come with their charset."""
    assert served.ask(path).headers["content-type"] == media_type


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_nothing_is_sent_again(served: Served, headers: dict[str, str]) -> None:
    """A tag that was given comes back as 304 without a body, alone, among others, weak, or as a star."""
    tag = served.ask("/", headers=headers).headers["etag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = served.ask("/", headers={**headers, "If-None-Match": known})
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
    assert served.ask("/", headers={**headers, "If-None-Match": '"other"'}).status == 200


def test_the_two_forms_have_tags_of_their_own(served: Served) -> None:
    """The tag of the packed page is not taken for that of the plain one, whose bytes differ."""
    packed = served.ask("/", headers=GZIP).headers["etag"]
    assert served.ask("/", headers={"If-None-Match": packed}).status == 200


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=10-", 10, 10239), ("bytes=-7", 10233, 10239), ("bytes=10000-99999", 10000, 10239)],
)
def test_parts(served: Served, asked: str, *, first: int, last: int) -> None:
    """A range is answered with its bytes and where they stand."""
    answer = served.ask("/numbers.bin", headers={"Range": asked})
    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/10240"
    assert answer.body == (bytes(range(256)) * 40)[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=9-1", "bytes=", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "nonsense"])
def test_a_range_that_counts_for_nothing(served: Served, asked: str) -> None:
    """Other units, several ranges and what is malformed get the whole file."""
    answer = served.ask("/numbers.bin", headers={"Range": asked})
    assert (answer.status, len(answer.body)) == (200, 10240)


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_beyond_the_end(served: Served, asked: str) -> None:
    """A range of which nothing is there is refused, with the size."""
    answer = served.ask("/numbers.bin", headers={"Range": asked})
    assert (answer.status, answer.headers["content-range"], answer.body) == (416, "bytes */10240", b"")


def test_a_range_of_what_it_was(served: Served) -> None:
    """With another tag the whole file comes in place of a part; a part of a text is one of its plain form."""
    tag = served.ask("/numbers.bin").headers["etag"]
    part = {"Range": "bytes=0-0"}
    assert served.ask("/numbers.bin", headers={**part, "If-Range": tag}).status == 206
    assert served.ask("/numbers.bin", headers={**part, "If-Range": '"older"'}).status == 200
    answer = served.ask("/", headers={**GZIP, **part})
    assert (answer.status, answer.body) == (206, b"<")


@pytest.mark.parametrize("path", ["/", "/numbers.bin", "/empty.txt", "/nowhere"])
def test_head(served: Served, path: str) -> None:
    """HEAD says what GET says, and sends nothing else, so that the next answer on the connection is whole."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    seen = []
    for method in ("HEAD", "GET", "GET"):
        connection.request(method, path)
        answer = connection.getresponse()
        told = {name: value for name, value in answer.getheaders() if name != "date"}
        seen.append((answer.status, told, answer.read()))
    connection.close()
    assert seen[0][2] == b""
    assert seen[0][:2] == seen[1][:2]
    assert seen[1] == seen[2]
    assert (
        b"HTTP"
        not in served.ask_raw(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())[9:]
    )


def test_a_folder_without_its_slash(served: Served) -> None:
    """Leads to the address with one, query and Chinese name kept; a foreign host cannot be named that way."""
    answer = served.ask(f"/{quote('云 计算')}?q=%E4%BA%91")
    assert (answer.status, answer.headers["location"]) == (302, f"/{quote('云 计算')}/?q=%E4%BA%91")
    assert served.ask(answer.headers["location"]).status == 200
    assert served.ask("//en").status == 404


def test_a_connection_is_kept(served: Served) -> None:
    """Many requests go over one connection, refused ones too."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.connect()
    socket = connection.sock
    for path, status in (("/", 200), ("/nowhere", 404), ("/look.css", 200)):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, connection.sock) == (status, socket)
    connection.close()
