"""Server-Sent Events: tells each open page what is served at its address now, and what is wrong with the last build.

A page that is told another version than its own knows that there is a new one; nothing here knows what it does then.
Source: HTML standard, 9.2 Server-sent events.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qs, unquote

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

PING_S = 15.0
"""A silent connection is dropped by what lies between, and a reader who is gone shows only when written to."""
_HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]


class Wire:
    """What open pages are told. *version_at* gives the version of what is served at a path, for an Accept-Language."""

    def __init__(self, version_at: Callable[[str, str], str]) -> None:
        self._version_at = version_at
        self._problems: tuple[str, ...] = ()
        self._changed = asyncio.Event()
        self._closed = False

    def tell(self, problems: tuple[str, ...] = ()) -> None:
        """Tell all pages that something was built, or what is wrong with what was not."""
        self._problems = problems
        self._wake()

    def close(self) -> None:
        """End all streams, and those that are still to come."""
        self._closed = True
        self._wake()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for events of the page in its query, until either side ends it."""
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        if scope["method"] == "GET":
            tasks = [asyncio.ensure_future(part) for part in (self._talk(scope, send), _leave(receive))]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "http.response.body", "body": b""})

    async def _talk(self, scope: Scope, send: Send) -> None:
        path = unquote(parse_qs(scope["query_string"].decode("latin-1")).get("page", ["/"])[0])
        accepted = Headers(scope=scope).get("accept-language", "")
        told = ""
        while not self._closed:
            changed = self._changed
            now = json.dumps({"version": self._version_at(path, accepted), "problems": self._problems})
            text = ":\n\n" if now == told else f"retry: 1000\ndata: {now}\n\n"
            told = now
            await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_S):
                    await changed.wait()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


async def _leave(receive: Receive) -> None:
    """Return when the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
