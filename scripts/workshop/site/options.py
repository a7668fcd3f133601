"""What `mkdocs.yml`, or whoever builds, tells the plugin. The project's layout is fixed."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type

from workshop.site.occasion import Said, in_language


class WorkshopConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs gives it no types
    """Who speaks, where and when, for title slides, and what the talk's deck has.

    `chapters` names chapters as `choose_chapters` reads them, `minutes` is the time there is; all of them by default.
    `url` is where the site is published, if that is not MkDocs' `site_url`. With `unlisted` a page that `nav` does not
    list is told and built, as while it is served; otherwise it is refused.
    """

    speaker = Said()
    event = Said()
    date = Said()
    chapters = Type((str, int), default="")
    minutes = Optional(Type(int))
    url = Optional(Type(str))
    unlisted = Type(bool, default=False)

    def occasion(self, language: str) -> tuple[str, ...]:
        """What is told of the occasion, a line each."""
        lines = (in_language(told, language) for told in (self.speaker, self.event, self.date))
        return tuple(line for line in lines if line)
