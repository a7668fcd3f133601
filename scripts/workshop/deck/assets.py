"""Join the files that every deck loads: ours, and reveal.js' own in the package that carries them."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from workshop.errors import RequirementError

ASSETS = Path(__file__).parent / "assets"
STYLESHEETS = ("reveal.css", "deck.css")
"""The sheets of a deck, in their order; the site's own come between them."""
SCRIPT = "deck.js"
_OUR_STYLESHEETS = ("deck.css", "text.css", "code.css", "controls.css", "speaker.css", "print.css")
_OUR_SCRIPTS = ("print.js", "stage.js", "deck.js", "speaker.js")
_PACKAGE = "sphinx-revealjs"


def deck_assets() -> dict[str, str]:
    """The files below `/decks/assets/`: name there, and content; few, as each is a request.

    Raises RequirementError where reveal.js is not installed.
    Source: the wheel of sphinx-revealjs ships reveal.js' dist folder; its themes are left out, as they import fonts.
    """
    reveal = {name: _find_in_package(f"revealjs/dist/{name}") for name in ("reset.css", "reveal.css", "reveal.js")}
    sheets = _join([ASSETS / name for name in _OUR_STYLESHEETS])
    scripts = _join([reveal["reveal.js"], *(ASSETS / name for name in _OUR_SCRIPTS)])
    return {"reveal.css": _join([reveal["reset.css"], reveal["reveal.css"]]), "deck.css": sheets, SCRIPT: scripts}


def _join(files: list[Path]) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


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
