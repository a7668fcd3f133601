"""The ASGI application: the last good build at its addresses, and what its pages ask of the server beside that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from workshop.room.answers import send_entry, send_whole
from workshop.room.builds import Build, Builds
from workshop.room.events import Wire
from workshop.room.guard import Guard
from workshop.room.hosts import get_names
from workshop.room.missing import find_language, missing_version, write_missing
from workshop.room.sealed import SCRIPT_URL
from workshop.room.words import BAR

EVENTS_URL = "/.workshop/events"
_SCRIPT = Path(__file__).parent / "assets" / "live.js"


class Room:
    """What is served: *builds* below the path *mount*, which begins and ends with `/`."""

    def __init__(self, builds: Builds, mount: str = "/") -> None:
        self.builds = builds
        self.mount = mount
        self.wire = Wire(self._version_at)

    def make_app(self, names: Callable[[], frozenset[str]] = get_names) -> Starlette:
        """The application; *names* are those of this machine that a request may ask for."""
        routes = [
            Route(SCRIPT_URL, _Text(_write_script(), "text/javascript; charset=utf-8")),
            Route(EVENTS_URL, self.wire),
            Mount("/", _Site(self)),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Guard, names=names)])

    def home(self, build: Build, language: str) -> str:
        """The address of the home page of *build* in *language*, else of the site's."""
        own = f"{language}/"
        return self.mount + own if build.find(own) else self.mount

    def _version_at(self, path: str, accept_language: str) -> str:
        name = path.removeprefix(self.mount) if path.startswith(self.mount) else "/"
        entry = self.builds.current.find(name)
        return entry.version if entry else missing_version(find_language(name, accept_language))


class _Site:
    """Answers with files of the build that is current when the request comes, to its end."""

    def __init__(self, room: Room) -> None:
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, mount = scope["path"], self.room.mount
        with self.room.builds.reading() as build:
            name = path.removeprefix(mount) if path.startswith(mount) else "/"
            entry = build.find(name)
            if entry:
                await send_entry(build, entry, scope, send)
            elif build.is_folder(name):
                await _redirect(f"{path}/", scope, send)
            elif path == "/" or f"{path}/" == mount:
                await _redirect(mount, scope, send)
            else:
                await self._send_missing(build, name, scope, send)

    async def _send_missing(self, build: Build, name: str, scope: Scope, send: Send) -> None:
        language = find_language(name, Headers(scope=scope).get("accept-language", ""))
        page = _Text(write_missing(self.room.home(build, language), language), "text/html; charset=utf-8", 404)
        page.headers["vary"] = "accept-language"
        await page.answer(scope, send)


class _Text:
    """A short text, made beforehand."""

    def __init__(self, content: bytes, media_type: str, status: int = 200) -> None:
        self.content, self.status = content, status
        length = str(len(content))
        self.headers = {"content-type": media_type, "content-length": length, "cache-control": "no-cache"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(scope, send)

    async def answer(self, scope: Scope, send: Send) -> None:
        await send_whole(send, self.status, self.headers, self.content if scope["method"] == "GET" else b"")


def _write_script() -> bytes:
    settings = f"const words = {json.dumps(BAR, ensure_ascii=False)}, eventsUrl = {json.dumps(EVENTS_URL)};\n"
    return (settings + _SCRIPT.read_text(encoding="utf-8")).encode()


async def _redirect(path: str, scope: Scope, send: Send) -> None:
    """Send the reader to *path*, which is one of ours, with the query that he came with."""
    query = scope["query_string"].decode("latin-1")
    location = quote(path) + (f"?{query}" if query else "")
    await send_whole(send, 302, {"location": location, "content-length": "0", "cache-control": "no-cache"})
