"""The media type of a file by its name, the same on every machine. Knows nothing of contents."""

from __future__ import annotations

from mimetypes import MimeTypes

_OWN = {
    ".cast": "application/json",
    ".js": "text/javascript",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".yaml": "text/plain",
    ".yml": "text/plain",
}
# Without files, so that /etc/mime.types of this machine has no say.
_TYPES = MimeTypes()
for _ending, _type in _OWN.items():
    _TYPES.add_type(_type, _ending)

_UNPACKED = "application/octet-stream"
_TEXT = {"application/json", "application/manifest+json", "application/xml", "image/svg+xml"}
_LOADED = ("image/", "font/", "audio/", "video/", "text/css", "text/javascript")


def media_type_of(name: str) -> str:
    """The media type of the file *name*, with the charset of texts; a packed file is that, not what is in it."""
    guessed, encoding = _TYPES.guess_type(name)
    if encoding:
        return "application/gzip" if encoding == "gzip" else _UNPACKED
    if guessed is None:
        return _UNPACKED
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") or guessed in _TEXT else guessed


def is_text(media_type: str) -> bool:
    """Whether a file of *media_type* is worth compressing."""
    return media_type.endswith("charset=utf-8")


def is_page(media_type: str) -> bool:
    """Whether a browser shows a file of *media_type* as a page."""
    return media_type.startswith("text/html")


def is_loaded(media_type: str) -> bool:
    """Whether pages load a file of *media_type* by themselves, so that a change of it changes how they look."""
    return media_type.startswith(_LOADED)
