"""The macros of pages, as mkdocs-macros-plugin loads them. What they do is said page by page, in `rendering`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.site.plugin import WorkshopPlugin


def define_env(env: Any) -> None:
    """Give *env* the macros of `workshop.site.calls.ARGUMENTS`. Source: mkdocs_macros/plugin.py, `_load_module`."""
    plugin: WorkshopPlugin = env.conf.plugins["workshop"]

    @env.macro  # type: ignore[untyped-decorator]
    def lab_command(lab: str, block: str) -> str:
        """A lab's console block."""
        return plugin.rendering.lab_command(lab, block)

    @env.macro  # type: ignore[untyped-decorator]
    def lab_source(lab: str, block: str) -> str:
        """A lab's block as its author wrote it."""
        return plugin.rendering.lab_source(lab, block)

    @env.macro  # type: ignore[untyped-decorator]
    def figure(name: str) -> str:
        """A figure of docs/figures, in the page's language."""
        return plugin.rendering.figure(name)

    @env.macro  # type: ignore[untyped-decorator]
    def chart(name: str) -> str:
        """A chart of docs/charts, in the page's language."""
        return plugin.rendering.chart(name)

    @env.macro  # type: ignore[untyped-decorator]
    def source(*keys: str) -> str:
        """The line that names sources of docs/sources.yml."""
        return plugin.rendering.source(*keys)

    @env.macro  # type: ignore[untyped-decorator]
    def cite(key: str) -> str:
        """A source of docs/sources.yml within a sentence."""
        return plugin.rendering.cite(key)

    @env.macro  # type: ignore[untyped-decorator]
    def measured(lab: str, name: str) -> str:
        """A number that a lab's last run measured."""
        return plugin.rendering.measured(lab, name)

    @env.macro  # type: ignore[untyped-decorator]
    def sources_list() -> str:
        """All sources, with where they are used."""
        return plugin.rendering.sources_list()

    @env.macro  # type: ignore[untyped-decorator]
    def glossary_list() -> str:
        """All terms of docs/glossary.yml."""
        return plugin.rendering.glossary_list()

    @env.macro  # type: ignore[untyped-decorator]
    def labs_table() -> str:
        """All labs, with what they take."""
        return plugin.rendering.labs_table()
