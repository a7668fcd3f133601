"""A build's configuration in one text, by which what was made with it is found again, and whether that may be.

Settings are those that `mkdocs.yml` and the plugins have put together; they are read once MkDocs has made the
navigation, when no plugin changes them any more but for what `set_menu` does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Set
from datetime import date
from enum import Enum
from pathlib import Path, PurePath
from typing import Any

from babel.core import Locale
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme
from pathspec import PathSpec

THEME = "material"
PLUGINS = frozenset(("workshop", "macros", "search", "material/search", "i18n"))
MODULE = "workshop.site.macros"
"""The macros of ours; those of a module of the author's may give another reply each time."""
EXTENSIONS = re.compile(
    r"(?:markdown\.extensions\.)?(?:abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|md_in_html|meta"
    r"|nl2br|sane_lists|smarty|tables|toc|wikilinks)|pymdownx\.(?!snippets$|b64$)\w+"
)
"""Extensions that make HTML of nothing but a page's text and their own options: two of pymdownx read files."""

_SPOKEN = (str, bytes, int, float, bool, type(None), date, PurePath, re.Pattern, Enum, Locale, PathSpec)
"""What tells all of itself in its `repr()`."""


class UnknownSettingError(Exception):
    """A setting that cannot be told from another one."""


def are_foreseen(config: MkDocsConfig) -> bool:
    """Whether nobody else's program takes part in the build, which might look at anything.

    Hooks count as plugins, by their file's name. Source: mkdocs/config/config_options.py (1.6.1), `Hooks`.
    """
    macros = config.plugins.get("macros")
    return (
        config.theme.name == THEME
        and set(config.plugins) <= PLUGINS
        and (macros is None or _are_ours(macros.config, Path(config.config_file_path).parent))
        and all(EXTENSIONS.fullmatch(name) for name in config.markdown_extensions)
    )


def _are_ours(options: Mapping[str, Any], root: Path) -> bool:
    """Whether the macros plugin with these *options* knows our macros alone, and no file of the project in *root*."""
    module = root / str(options["module_name"])
    is_alone = list(options["modules"]) == [MODULE] and not module.exists() and not module.with_suffix(".py").exists()
    return is_alone and not any(options[key] for key in ("include_yaml", "include_dir", "j2_extensions"))


def describe(value: object) -> str:
    """*value* as a text that no other value has. Raises UnknownSettingError."""
    if isinstance(value, _SPOKEN):
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, Mapping):
        theme = ""
        if isinstance(value, Theme):
            theme = describe([value.name, value.custom_dir, value.dirs, value.static_templates])
        return f"{theme}{{{','.join(f'{describe(key)}={describe(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple, Set)):
        inner = map(describe, value)
        return f"{type(value).__name__}[{','.join(sorted(inner) if isinstance(value, Set) else inner)}]"
    if isinstance(value, (BasePlugin, functools.partial)):
        parts = value.config if isinstance(value, BasePlugin) else [value.func, value.args, value.keywords]
        return f"{type(value).__qualname__}{describe(parts)}"
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    raise UnknownSettingError(type(value).__qualname__)
