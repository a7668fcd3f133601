"""The theme's files, listed without those that MkDocs leaves out anyway: Material comes with 14,000 icons."""

from __future__ import annotations

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class ListedTheme(Theme):
    """The theme *theme*, as MkDocs asks it for its files.

    Source: mkdocs/structure/files.py (1.6.1), `add_files_from_theme`: names with a part that begins with a dot are out.
    """

    def __init__(self, theme: Theme) -> None:
        vars(self).update(vars(theme))
        self.plain = theme

    def get_env(self) -> Environment:
        """The environment of the theme's templates."""
        env = super().get_env()
        env.loader = _Listed(self.dirs)
        return env


class _Listed(FileSystemLoader):
    """Templates in folders, listed without those whose names begin with a dot; any can be loaded."""

    def list_templates(self) -> list[str]:
        """The names of all, in order. Source: jinja2/loaders.py (3.1.6), which does it so."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                place = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(name if place == "." else f"{place}/{name}" for name in files if not name.startswith("."))
        return sorted(found)
