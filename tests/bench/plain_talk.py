"""Makes of a talk what plain MkDocs can build, with Material and the i18n plugin alone, from the same texts.

Labs become pages of docs; an English fence, which names its block alone, is filled with what the Chinese file says.
Macros and figures are not there: what would be in their place is text.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from workshop.lab import find_labs
from workshop.lab.fences import find_fences, split_lines

_OWN_PLUGINS = re.compile(r"^  (?:workshop|macros):.*\n(?:    .*\n)*", re.MULTILINE)
_STRICT = re.compile(r"^strict: true\n", re.MULTILINE)
_LABS = re.compile(r"^( +)- labs/index\.md.*\n", re.MULTILINE)


def write_plain(project: Path, folder: Path) -> None:
    """The plain twin of *project* in *folder*."""
    shutil.copytree(project / "docs", folder / "docs")
    labs = find_labs(project)
    for lab in labs:
        original = (lab / "lab.md").read_text(encoding="utf-8")
        translation = (lab / "lab.en.md").read_text(encoding="utf-8")
        _write_lab(folder, f"{lab.name}.md", original)
        _write_lab(folder, f"{lab.name}.en.md", _fill(translation, original))
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for pattern in (_OWN_PLUGINS, _STRICT):
        config, _ = pattern.subn("", config)
    listed = [f"labs/{lab.name}.md" for lab in labs]
    config, count = _LABS.subn(
        lambda found: "".join(f"{found[1]}- {name}\n" for name in ("labs/index.md", *listed)), config
    )
    if count != 1:
        raise SystemExit("mkdocs.yml lists no labs/index.md")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def _write_lab(folder: Path, name: str, text: str) -> None:
    file = folder / "docs" / "labs" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _fill(translation: str, original: str) -> str:
    """*translation* with each fence as *original* has it."""
    theirs = split_lines(original)
    by_id = {fence.id: theirs[fence.first_line - 1 : fence.last_line] for fence in find_fences(original, "", [])}
    lines, filled, at = split_lines(translation), list[str](), 0
    for fence in find_fences(translation, "", []):
        filled += lines[at : fence.first_line - 1]
        filled += by_id.get(fence.id, lines[fence.first_line - 1 : fence.last_line])
        at = fence.last_line
    return "\n".join(filled + lines[at:])
