"""Find the files that every deck loads: ours, and reveal.js' own in the package that carries them."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from workshop.errors import RequirementError

ASSETS = Path(__file__).parent / "assets"
STYLESHEETS = ("deck.css", "text.css", "code.css", "controls.css", "speaker.css", "print.css")
_SCRIPTS = ("deck.js", "stage.js", "speaker.js", "print.js")
_REVEAL = ("reveal.js", "reveal.css", "reset.css")
_PACKAGE = "sphinx-revealjs"


def deck_assets() -> dict[str, Path]:
    """The files below `/decks/assets/`: name there, and the file to copy.

    Raises RequirementError where reveal.js is not installed.
    Source: the wheel of sphinx-revealjs ships reveal.js' dist folder; its themes are left out, as they import fonts.
    """
    found = {name: ASSETS / name for name in (*STYLESHEETS, *_SCRIPTS)}
    return found | {name: _find_in_package(f"revealjs/dist/{name}") for name in _REVEAL}


def _find_in_package(ending: str) -> Path:
    hint = "run `./scripts/serve` once: it installs what the lock names"
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        message = f"reveal.js is missing: the package {_PACKAGE} is not installed"
        raise RequirementError(message, hint=hint) from None
    paths = (Path(str(file.locate())) for file in files if file.as_posix().endswith(ending))
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise RequirementError(f"reveal.js is missing: {_PACKAGE} holds no {ending}", hint=hint)
    return path
