"""The address at which a site is published, as a person types it, and what to say where none is given."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from workshop.cli.language import Language
from workshop.errors import UsageError

WRONG = {
    "zh": ("--url 要一个完整的网址，不是 `{url}`", "例如 --url https://example.org/talk/"),
    "en": ("--url takes a whole address, not `{url}`", "as in --url https://example.org/talk/"),
}
NONE = {
    "zh": "没有给出公开的网址：网页里没有规范网址、语言标注、站点地图和分享预览。要公开发布，就加上 --url https://…",
    "en": "no public address: pages have no canonical link, hreflang, sitemap or link preview. "
    "To publish the site, add --url https://…",
}


def check_url(url: str, language: Language) -> str:
    """Return *url* with a slash at the end and only characters that an address may have.

    Raises UsageError where it is no address of a site: another scheme, no host, a query.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # idna's errors too
        host = port = ""
    extra = parts.query or parts.fragment or parts.username if host else ""
    if not host or extra or parts.scheme not in ("http", "https"):
        message, hint = WRONG[language]
        raise UsageError(message.format(url=url), hint=hint)
    host = f"[{host}]" if ":" in host else host
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, f"{host}{port}", f"{path}/", "", ""))
