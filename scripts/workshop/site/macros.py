"""The macros of pages, as mkdocs-macros-plugin loads them. What they do is said page by page, in `rendering`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workshop.site.calls import ARGUMENTS

if TYPE_CHECKING:
    from workshop.site.plugin import WorkshopPlugin


def define_env(env: Any) -> None:
    """Give *env* the macros of `ARGUMENTS`. Source: mkdocs_macros/plugin.py, `_load_module` and `macro`."""
    for name in ARGUMENTS:
        env.macro(_make_macro(env.conf.plugins["workshop"], name), name)


def _make_macro(plugin: WorkshopPlugin, name: str) -> Callable[..., str]:
    """A macro that asks the page which is rendered when it is called."""

    def macro(*arguments: str) -> str:
        return plugin.rendering.call(name, *arguments)

    return macro
