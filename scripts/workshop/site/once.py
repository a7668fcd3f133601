"""The site built once into a folder, for what is made from it. Knows nothing of terminals."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported.

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from workshop.errors import ContentError
from workshop.site.live import Complaints


def build_once(
    project: Path, folder: Path, options: Mapping[str, str | int], complain: Callable[[str, str], None]
) -> None:
    """Build the site of *project* strictly into *folder*, with *options* in the place of the plugin's own.

    *complain* gets level and message of all that MkDocs has to say. Raises ContentError where the build fails.
    """
    complaints = Complaints(complain)
    logging.getLogger("mkdocs").addHandler(complaints)
    try:
        config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(folder), strict=True)
        config.plugins["workshop"].config.update(options)
        build(config)
    except Abort as error:
        raise ContentError("the site was not built; what is wrong stands above") from error
    except ConfigurationError as error:
        raise ContentError(error.message, where="mkdocs.yml") from error
    finally:
        logging.getLogger("mkdocs").removeHandler(complaints)
