"""What every request must be before it is looked at, and what every response carries. Knows nothing of builds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from unicodedata import category

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop.room.answers import send_whole
from workshop.room.hosts import is_ours, is_well_formed
from workshop.room.words import REFUSED_HOST

ALLOWED = ("GET", "HEAD")
VERSIONS = ("1.0", "1.1")

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Only who may frame a page and what a page may post to: what authors put on pages is theirs.
    "content-security-policy": "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_LOG = logging.getLogger(__name__)
_BROKEN = "Internal Server Error\n"
_TEXT = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}


class Guard:
    """Lets only GET and HEAD of plain paths, asked of a name of this machine, through to *app*.

    *names* gives the machine's names, each time anew, as a laptop may get another one.
    """

    def __init__(self, app: ASGIApp, names: Callable[[], frozenset[str]]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is refused, hand on the rest; responses get their security headers here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        is_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if _has_body(scope):
                    # What follows is not read: it may be long, or never come.
                    headers["connection"] = "close"
            await send(message)

        if refusal := self._find_refusal(scope):
            status, headers, text = refusal
            await send_whole(send_guarded, status, _TEXT | headers | _length(text), text.encode())
            return
        try:
            await self.app(scope, receive, send_guarded)
        except Exception as error:
            _LOG.error("%s: %s: %s", scope["path"], type(error).__name__, error)
            if is_begun:
                raise
            await send_whole(send_guarded, 500, _TEXT | _length(_BROKEN), _BROKEN.encode())

    def _find_refusal(self, scope: Scope) -> tuple[int, dict[str, str], str] | None:
        """Status, headers and text of the answer to what is refused."""
        hosts = [value.decode("latin-1").strip() for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not is_well_formed(hosts[0]):
            return 400, {}, "Bad Request: one Host is wanted\n"
        if not is_ours(hosts[0], (scope.get("server") or ("",))[0], self.names()):
            return 421, {}, REFUSED_HOST.format(host=hosts[0])
        if scope["http_version"] not in VERSIONS:
            return 505, {}, "HTTP Version Not Supported\n"
        if scope["method"] not in ALLOWED:
            return 405, {"allow": ", ".join(ALLOWED)}, "Method Not Allowed\n"
        if not is_plain(scope["path"]):
            return 400, {}, "Bad Request: no such path can be\n"
        return None


def is_plain(path: str) -> bool:
    """Whether *path*, decoded, can be an address here: absolute, without control characters, `\\` or steps up."""
    return (
        path.startswith("/")
        and not any(category(letter) == "Cc" for letter in path)
        and "\\" not in path
        and "\ufffd" not in path  # what was no UTF-8
        and ".." not in path.split("/")
    )


def _has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _length(text: str) -> dict[str, str]:
    return {"content-length": str(len(text.encode()))}
