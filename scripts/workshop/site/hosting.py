"""Where the site is published: what search engines and chats read of it. Knows addresses, and writes no page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from workshop.site.card import CARD, SIZE, draw_card
from workshop.site.words import DEFAULT_LANGUAGE

LOCALES = {"zh": "zh_CN", "en": "en_US"}
"""What Open Graph calls a language; another one goes by its code."""

LANGUAGE_SCRIPT = "assets/language.js"
"""Where the site has the script that keeps the place on a page when its language is changed."""

_OF_THE_THEME = re.compile(r'\s*<link rel="(?:canonical"|alternate"[^>]*\shreflang=)[^>]*>')


@dataclass(frozen=True)
class Told:
    """What is told of a page beside its addresses."""

    title: str
    description: str
    site_name: str


def public_address(config: MkDocsConfig) -> str:
    """Where the site is published, with a slash at the end; "" where nobody has said it.

    The plugin's option counts whatever it names; a `site_url` on this machine is that of a server here.
    """
    plugin = config.plugins.get("workshop")
    if plugin is not None and plugin.config.get("url"):
        return f"{str(plugin.config['url']).rstrip('/')}/"
    address = config.site_url or ""
    host = urlsplit(address).hostname or ""
    try:
        is_here = ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        is_here = host == "localhost"
    return "" if is_here else address


def head_links(addresses: Mapping[str, str], language: str, told: Told, public: str) -> str:
    """The lines of a head that name the page at *addresses*, by language, below the site published at *public*.

    "" where *public* is. Source: ogp.me, and Google's "Localized versions of your pages".
    """
    if not public:
        return ""
    urls = {each: urljoin(public, address) for each, address in addresses.items()}
    default = urls.get(DEFAULT_LANGUAGE, urls[language])
    lines = [f'<link rel="canonical" href="{escape(urls[language])}">']
    lines += [f'<link rel="alternate" hreflang="{each}" href="{escape(url)}">' for each, url in urls.items()]
    lines.append(f'<link rel="alternate" hreflang="x-default" href="{escape(default)}">')
    properties = {
        "og:type": "website",
        "og:title": told.title,
        "og:description": told.description,
        "og:site_name": told.site_name,
        "og:url": urls[language],
        "og:locale": LOCALES.get(language, language),
        "og:image": urljoin(public, CARD),
        "og:image:type": "image/png",
        "og:image:width": str(SIZE[0]),
        "og:image:height": str(SIZE[1]),
        "og:image:alt": told.site_name,
    }
    lines += [f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items() if text]
    others = [each for each in urls if each != language]
    lines += [f'<meta property="og:locale:alternate" content="{LOCALES.get(each, each)}">' for each in others]
    return "\n".join(lines)


def draw_link_card(config: MkDocsConfig) -> bytes | None:
    """The picture beside links to the site: its title in each language, the default one first; None without an address.

    Source: static-i18n's config.py: a language says `site_name` where it is not that of the configuration.
    """
    if not (public := public_address(config)):
        return None
    languages = config.plugins["i18n"].config.languages if "i18n" in config.plugins else []
    titles = [config.site_name, *(str(each.site_name) for each in languages if each.site_name)]
    favicon = config.theme.get("favicon")
    logo = Path(config.docs_dir, str(favicon)) if favicon else None
    return draw_card(list(dict.fromkeys(titles)), public.partition("://")[2].rstrip("/"), logo)


def put_into_head(html: str, lines: str) -> str:
    """*html*, a page of the theme, with *lines* at the end of its head in the place of what the theme says of these."""
    head, end, rest = html.partition("</head>")
    return "".join([_OF_THE_THEME.sub("", head), lines, "\n" if lines else "", end, rest])


def language_script() -> str:
    """The script at `LANGUAGE_SCRIPT`."""
    return (Path(__file__).parent / "assets" / "language.js").read_text(encoding="utf-8")


def write_sitemap(pages: Iterable[Mapping[str, str]], public: str) -> str:
    """The sitemap of *pages*, each its addresses by language, below *public*; "" where that is.

    Source: sitemaps.org.
    """
    if not public:
        return ""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    lines.append(f"<urlset {names}>")
    for addresses in pages:
        urls = {each: escape(urljoin(public, address)) for each, address in addresses.items()}
        named = urls | ({"x-default": urls[DEFAULT_LANGUAGE]} if DEFAULT_LANGUAGE in urls else {})
        others = "".join(f'<xhtml:link rel="alternate" hreflang="{each}" href="{url}"/>' for each, url in named.items())
        lines += [f"<url><loc>{url}</loc>{others}</url>" for url in urls.values()]
    return "\n".join([*lines, "</urlset>", ""])


def set_menu(config: MkDocsConfig, addresses: Mapping[str, str]) -> None:
    """Let the theme's menu of languages lead to *addresses*.

    Source: static-i18n's reconfigure.py; the theme finds the attribute before the key of the same name.
    """
    if menu := config.extra.get("alternate"):
        links = [entry | {"link": addresses[entry["lang"]]} for entry in menu if entry["lang"] in addresses]
        config.extra.alternate = links  # type: ignore[attr-defined]
