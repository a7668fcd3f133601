"""The site built once into a folder, for what is made from it. Knows nothing of terminals."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported.

from mkdocs.commands.build import build

from workshop.site.complaints import telling
from workshop.site.configuration import read_config


def build_once(
    project: Path, folder: Path, options: Mapping[str, str | int], complain: Callable[[str, str], None]
) -> None:
    """Build the site of *project* strictly into *folder*, with *options* in the place of the plugin's own.

    *complain* gets level and message of all that MkDocs has to say. Raises ContentError where the build fails.
    """
    with telling(complain):
        config = read_config(project, site_dir=str(folder), strict=True)
        config.plugins["workshop"].config.update(options)
        build(config)
