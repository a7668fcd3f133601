"""What MkDocs and its plugins say while they build, passed on to whoever builds. Knows nothing of terminals."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mkdocs.exceptions import Abort, ConfigurationError

from workshop.errors import ContentError

KIT = "workshop.site"
_LOGGERS = ("mkdocs", KIT)
_LINE = re.compile(r'mkdocs\.yml", line (\d+)')


@contextmanager
def telling(complain: Callable[[str, str], None]) -> Iterator[None]:
    """Tell *complain* level and message of all that MkDocs has to say. Raises ContentError where it gives up.

    What the kit itself reminds an author of, and no build fails of, has the level `note`.
    """
    complaints = _Complaints(complain)
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(complaints)
    try:
        yield
    except Abort as error:
        raise ContentError("the site was not built; what is wrong stands above") from error
    except ConfigurationError as error:
        line = _LINE.search(str(error.message))
        raise ContentError(error.message, where=f"mkdocs.yml:{line[1]}" if line else "mkdocs.yml") from error
    finally:
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(complaints)


class _Complaints(logging.Handler):
    """Passes on what is logged at warning level or above."""

    def __init__(self, listener: Callable[[str, str], None]) -> None:
        super().__init__(logging.WARNING)
        self.listener = listener

    def emit(self, record: logging.LogRecord) -> None:
        """Pass *record* on."""
        level = "note" if record.name.startswith(KIT) else record.levelname.lower()
        self.listener(level, record.getMessage())
