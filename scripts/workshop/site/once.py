"""The site built once into a folder, for what is made from it. Knows nothing of terminals."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported.

from mkdocs.commands.build import build

from workshop.site.complaints import telling
from workshop.site.configuration import read_config
from workshop.site.hosting import public_address


def build_once(
    project: Path, folder: Path, options: Mapping[str, str | int], complain: Callable[[str, str], None]
) -> str:
    """Build the site of *project* strictly into *folder*, with *options* in the place of the plugin's own.

    Of them `url` is where the site is published, for MkDocs too.
    *complain* gets level and message of all that MkDocs has to say. Returns where the site is published, "" where
    nobody has said it. Raises ContentError where the build fails.
    """
    with telling(complain):
        address = {"site_url": options["url"]} if "url" in options else {}
        config = read_config(project, site_dir=str(folder), strict=True, **address)
        config.plugins["workshop"].config.update(options)
        build(config)
        return public_address(config)
