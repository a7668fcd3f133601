"""What must hold of the sources before the site is built; everything that does not is found, with file and line.

MkDocs and its macros plugin name no lines, and the latter writes errors into pages: so their mistakes are found here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from workshop.errors import ContentError
from workshop.lab.blocks import KINDS, SHELLS
from workshop.lab.fences import find_fences
from workshop.site.figures import Figures
from workshop.site.sources import LANGUAGES, PageSource, Sources

_LINK = re.compile(r"(?<!\\)\[(?:[^\]\\]|\\.)*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_KIT = ("./scripts/", "workshop ")
_PROGRAMS = frozenset({"docker", "docker-compose", "kubectl", "kind", "curl", "helm", "crictl", "etcdctl", "podman"})


@dataclass(frozen=True)
class Rules:
    """The rules with all they need to know. `known` are the names that macros may use."""

    sources: Sources
    figures: Figures
    docs: Path
    jinja: Environment
    known: Collection[str]

    def find_errors(self) -> list[ContentError]:
        """Everything that is wrong, by file and line."""
        errors = [*self.sources.errors, *self.figures.find_errors()]
        for page in self.sources.pages.values():
            errors += self._missing_translation(page)
            errors += self._headings(page)
            errors += self._macros(page)
            errors += self._links(page)
            errors += self._commands(page)
        return sorted(errors, key=_by_place)

    def _missing_translation(self, page: PageSource) -> Iterator[ContentError]:
        for language in LANGUAGES:
            if self.sources.translate(page, language) is None and page.lab is None:
                suffix = "" if language == LANGUAGES[0] else f".{language}"
                missing = posixpath.join(posixpath.dirname(page.path), f"{Path(page.name).stem}{suffix}.md")
                yield ContentError(
                    f"the page has no translation `{language}`", where=f"{page.path}:1", hint=f"write {missing}"
                )

    def _headings(self, page: PageSource) -> Iterator[ContentError]:
        for heading in page.headings:
            if heading.id is None:
                yield ContentError(
                    f"heading `{heading.text}` has no id",
                    where=f"{page.path}:{heading.line}",
                    hint="give it one that all languages share: ## 标题 {#some-id}",
                )
        first = self.sources.translate(page, LANGUAGES[0])
        if first is None or page.language == LANGUAGES[0]:
            return
        ids, wanted = [each.id for each in page.headings], [each.id for each in first.headings]
        if ids != wanted and None not in ids and None not in wanted:
            at = next(
                (n for n, (a, b) in enumerate(zip(ids, wanted, strict=False)) if a != b), min(len(ids), len(wanted))
            )
            got = f"`{ids[at]}`" if at < len(ids) else "no more headings"
            expected = f"`{wanted[at]}`" if at < len(wanted) else "no more headings"
            line = page.headings[min(at, len(ids) - 1)].line if ids else 1
            yield ContentError(
                f"headings differ from {first.path}: expected {expected}, got {got}", where=f"{page.path}:{line}"
            )

    def _macros(self, page: PageSource) -> Iterator[ContentError]:
        try:
            tree = self.jinja.parse(page.text)
        except TemplateSyntaxError as error:
            yield ContentError(f"macro: {error.message}", where=f"{page.path}:{error.lineno}")
            return
        local = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in self.known and name.name not in local:
                yield ContentError(f"unknown variable or macro `{name.name}`", where=f"{page.path}:{name.lineno}")
        for call in tree.find_all(nodes.Call):
            arguments = [each.value for each in call.args if isinstance(each, nodes.Const)]
            if isinstance(call.node, nodes.Name) and len(arguments) == len(call.args):
                yield from self._call(call.node.name, arguments, f"{page.path}:{call.lineno}")

    def _call(self, macro: str, arguments: list[object], where: str) -> Iterator[ContentError]:
        if macro == "figure" and (len(arguments) != 1 or arguments[0] not in self.figures.names):
            yield ContentError(f"no figure `{', '.join(map(str, arguments))}` in docs/figures", where=where)
        if macro == "lab_command":
            if len(arguments) != 2:
                yield ContentError("lab_command takes a lab's id and a block's id", where=where)
                return
            lab = self.sources.labs.get((str(arguments[0]), LANGUAGES[0]))
            ids = [block.id for block in lab.consoles] if lab else []
            if lab is None:
                known = ", ".join(sorted({lab_id for lab_id, _ in self.sources.labs})) or "none"
                yield ContentError(f"no lab `{arguments[0]}`", where=where, hint=f"labs here: {known}")
            elif arguments[1] not in ids:
                message = f"lab `{lab.id}` has no console block `{arguments[1]}`"
                yield ContentError(message, where=where, hint=f"it has {', '.join(ids)}")

    def _links(self, page: PageSource) -> Iterator[ContentError]:
        for number, line in page.prose:
            for match in _LINK.finditer(re.sub(r"`[^`]*`", "", line)):
                if problem := self._broken(page, match["target"]):
                    yield ContentError(f"broken link `{match['target']}`: {problem}", where=f"{page.path}:{number}")

    def _broken(self, page: PageSource, target: str) -> str | None:
        if re.match(r"[a-z][a-z0-9+.-]*:|//|\{", target):
            return None
        path, _, anchor = target.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)) if path else page.name
        found = [each for each in self.sources.pages.values() if each.name == name]
        if not found:
            return (
                None if not name.endswith(".md") and (self.docs / name).is_file() else "there is no such page or file"
            )
        there = next((each for each in found if each.language == page.language), found[0])
        if anchor and anchor not in {heading.id for heading in there.headings}:
            return f"{there.path} has no heading with that id"
        return None

    def _commands(self, page: PageSource) -> Iterator[ContentError]:
        if page.lab is None:
            for fence in find_fences(page.text, page.path, errors := []):
                if fence.classes and fence.classes[0] in SHELLS | set(KINDS):
                    yield ContentError(
                        "commands that no lab runs",
                        where=f"{page.path}:{fence.first_line}",
                        hint='show a lab\'s own: {$ lab_command("LAB", "BLOCK") $}',
                    )
            yield from errors
        for number, code in page.inline_code:
            words = code.split()
            if len(words) > 1 and words[0] in self._programs and not code.startswith(_KIT) and not self._is_run(words):
                yield ContentError(f"no lab runs the command `{code}`", where=f"{page.path}:{number}")

    @property
    def _programs(self) -> frozenset[str]:
        return _PROGRAMS | {words[0] for words in self._run_commands if words and words[0].isalpha()}

    @property
    def _run_commands(self) -> list[list[str]]:
        labs = [lab for (_, language), lab in self.sources.labs.items() if language == LANGUAGES[0]]
        return [command.text.split() for lab in labs for block in lab.consoles for command in block.commands]

    def _is_run(self, words: list[str]) -> bool:
        length = len(words)
        return any(
            command[at : at + length] == words
            for command in self._run_commands
            for at in range(len(command) - length + 1)
        )


def _by_place(error: ContentError) -> tuple[str, int]:
    path, _, line = (error.where or "").rpartition(":")
    return (path, int(line)) if line.isdigit() else (error.where or "", 0)
