"""Reads a project's `mkdocs.yml` for whoever builds its site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported, on every start.

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from workshop.lab.source import read_source


def read_config(project: Path, **settings: Any) -> MkDocsConfig:
    """The configuration of *project*, with these *settings*. Raises UnreadableError where the file is no text."""
    file = project / "mkdocs.yml"
    read_source(file, file.name)
    return load_config(config_file=str(file), **settings)
