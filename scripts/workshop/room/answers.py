"""A file of a sealed build as a response: compressed or not, whole, a range of it, or only that nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import Message, Scope, Send

from workshop.room.builds import Build
from workshop.room.requests import UnsatisfiableError, accepts_gzip, find_range, has_tag
from workshop.room.sealed import PACKED, PLAIN, Entry

CHUNK_BYTES = 256 * 1024

RawHeaders = dict[str, str]


async def send_entry(build: Build, entry: Entry, scope: Scope, send: Send) -> None:
    """Answer the GET or HEAD of *scope* with *entry* of *build*."""
    asked = Headers(scope=scope)
    ranged = "range" in asked and scope["method"] == "GET"
    # A range is one of the file as it is: parts of a packed one are of no use to anyone.
    packed = bool(entry.packed_bytes) and not ranged and accepts_gzip(asked.get("accept-encoding", ""))
    size = entry.packed_bytes if packed else entry.size_bytes
    headers = _describe(entry, packed=packed)
    if (known := asked.get("if-none-match")) and has_tag(known, headers["etag"]):
        await send_whole(send, 304, {key: headers[key] for key in headers if key not in _OF_CONTENT})
        return
    if ranged and asked.get("if-range", headers["etag"]) == headers["etag"]:
        try:
            part = find_range(asked["range"], size)
        except UnsatisfiableError:
            await send_whole(send, 416, {"content-range": f"bytes */{size}", "content-length": "0"})
            return
    else:
        part = None
    first, last = part or (0, size - 1)
    headers["content-length"] = str(last - first + 1)
    if part:
        headers["content-range"] = f"bytes {first}-{last}/{size}"
    file = build.folder / (PACKED if packed else PLAIN) / entry.path
    start = {"type": "http.response.start", "status": 206 if part else 200, "headers": _encoded(headers)}
    if scope["method"] == "GET":
        await _send_file(file, (first, last), send, start)
    else:
        await send(start)
        await send({"type": "http.response.body", "body": b""})


async def send_whole(send: Send, status: int, headers: RawHeaders, body: bytes = b"") -> None:
    """Send a response with all of its *body* at once."""
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    await send({"type": "http.response.body", "body": body})


_OF_CONTENT = {"content-type", "content-encoding", "accept-ranges"}


def _describe(entry: Entry, *, packed: bool) -> RawHeaders:
    """The headers of *entry*; the two forms of a file have tags of their own, as their bytes differ."""
    headers = {
        "content-type": entry.media_type,
        "etag": f'"{entry.digest}-gzip"' if packed else f'"{entry.digest}"',
        "cache-control": "no-cache",
        "accept-ranges": "bytes",
    }
    if entry.packed_bytes:
        headers["vary"] = "accept-encoding"
    if packed:
        headers["content-encoding"] = "gzip"
    return headers


async def _send_file(file: Path, part: tuple[int, int], send: Send, start: Message) -> None:
    """Send *start*, then the bytes *part*, first and last, of *file*.

    They are read on the spot: what was written just now is in memory, and a thread costs more than that.
    """
    descriptor = os.open(file, os.O_RDONLY)
    try:
        await send(start)
        at, end = part[0], part[1] + 1
        while True:
            chunk = os.pread(descriptor, min(CHUNK_BYTES, end - at), at)
            at += len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": at < end})
            if at >= end:
                break
            if not chunk:
                raise EOFError(f"{file} is shorter than when it was sealed")
    finally:
        os.close(descriptor)


def _encoded(headers: RawHeaders) -> list[tuple[bytes, bytes]]:
    return [(key.encode(), value.encode("latin-1")) for key, value in headers.items()]
