"""Which of the kit's two languages the person at this machine reads. Needs the standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]


def get_language(environ: Mapping[str, str]) -> Language:
    """Return `zh` where the locale for messages is Chinese, `en` otherwise.

    WORKSHOP_LANG decides where it names a language, as it does in the copy of a lab that was started with `--lang`;
    then the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty.
    Source: POSIX.1-2017, Base Definitions, 8.2 Internationalization Variables.
    """
    chosen = environ.get("WORKSHOP_LANG")
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "zh" if locale.lower().startswith("zh") else "en"
