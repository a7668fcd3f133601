"""The macros of the pages: `lab_command`, `figure` and `labs_table`. The rules have checked their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.site.sources import LANGUAGES

if TYPE_CHECKING:
    from workshop.site.plugin import WorkshopPlugin

NEEDS = {
    "zh": {"none": "bash", "docker": "Docker", "kind": "Docker、kind、kubectl"},
    "en": {"none": "bash", "docker": "Docker", "kind": "Docker, kind, kubectl"},
}
HEADS = {"zh": "| 实验 | 分钟 | 需要 |", "en": "| Lab | Minutes | Needs |"}


def define_env(env: Any) -> None:
    """Give the macros to *env*, the macros plugin's environment."""
    plugin: WorkshopPlugin = env.conf.plugins["workshop"]

    def language() -> str:
        return "en" if env.page.file.src_uri.endswith(".en.md") else LANGUAGES[0]

    @env.macro
    def lab_command(lab: str, block: str) -> str:
        """A lab's console block, with its output."""
        return f'```{{.console #{block} lab="{lab}"}}\n```'

    @env.macro
    def figure(name: str) -> str:
        """A figure of docs/figures, in the page's language."""
        return plugin.figures.render(name, language())

    @env.macro
    def labs_table() -> str:
        """All labs, with the minutes they take and what they need."""
        rows = [HEADS[language()], "|---|---|---|"]
        for (lab_id, lab_language), lab in plugin.sources.labs.items():
            if lab_language == language():
                link = f"[{lab_id[:2]} {lab.front.title}]({lab_id}.md)"
                rows.append(f"| {link} | {lab.front.minutes} | {NEEDS[language()][lab.front.needs]} |")
        return "\n".join(rows)
