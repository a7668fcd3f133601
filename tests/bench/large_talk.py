"""Makes a talk of any size to measure builds with: chapters with decks, labs, figures and a glossary, in two languages.

Its texts say nothing, but weigh what real ones weigh: a chapter has as many slides, notes, lists, tables, commands of
labs, figures and terms as one of this project's, and a lab about as many blocks.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
SECTIONS, STEPS = 11, 7
FIGURES = ("layers", "architecture", "scheduler")
MARK = "`code`"


@dataclass(frozen=True)
class Words:
    """What a page in *language* says: each sentence, by its number, names two of *terms*."""

    language: str
    terms: tuple[str, ...]

    @property
    def ending(self) -> str:
        """What the name of a source in this language ends in."""
        return ".md" if self.language == "zh" else f".{self.language}.md"

    def title(self, number: int) -> str:
        """A few words."""
        one, other = (self.terms[at % len(self.terms)] for at in (number, number * 7 + 3))
        return f"先看《{one}》，再看《{other}》" if self.language == "zh" else f"First {one}, then {other}"

    def say(self, number: int) -> str:
        """A sentence."""
        if self.language == "zh":
            return f"{self.title(number)}：前一样说清了要什么，后一样说清了怎么得到它，{MARK} 留到最后。"
        return f"{self.title(number)}: the former says what is wanted, the latter how to get it, {MARK} comes last."


def write_talk(folder: Path, chapters: int, labs: int) -> None:
    """A project of *chapters* and *labs*, 100 at most, in *folder*, configured as this one is."""
    glossary = yaml.load((PROJECT / "docs" / "glossary.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for term in glossary.values():
        term["see"] = []
    names = [f"{number:03d}-chapter" for number in range(chapters)]
    lab_names = [f"{number:02d}-lab" for number in range(labs)]
    _write_shared(folder, names, json.dumps(glossary, ensure_ascii=False, indent=1))
    for language in ("zh", "en"):
        words = Words(language, tuple(term["term"][language] for term in glossary.values()))
        links = "\n".join(f"- [{words.title(at)}]({name}.md)" for at, name in enumerate(names[:20]))
        pages = {"index": links, "labs/index": "{$ labs_table() $}", "glossary": "{$ glossary_list() $}"}
        for at, (name, body) in enumerate(pages.items()):
            text = _front(words.title(at)) + f"\n# {words.title(at)} {{#page}}\n\n{body}\n"
            _write(folder / "docs" / f"{name}{words.ending}", text)
        for at, name in enumerate(names):
            _write(folder / "docs" / f"{name}{words.ending}", _chapter(at, names, lab_names, words))
        for at, name in enumerate(lab_names):
            _write(folder / "labs" / name / f"lab{words.ending}", _lab(at, words))


def _write_shared(folder: Path, names: list[str], glossary: str) -> None:
    """What both languages share: configuration, style sheets, figures and glossary."""
    listed = "".join(f"      - {name}.md\n" for name in names)
    nav = f"nav:\n  - 首页: index.md\n  - 演讲:\n{listed}  - 实验:\n      - labs/index.md\n  - glossary.md\n\n"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text, count = re.subn(r"^nav:\n(?:[ \t].*\n|\n)+", lambda _: nav, text, flags=re.MULTILINE)
    if count != 1:
        raise SystemExit("mkdocs.yml has no nav")
    _write(folder / "mkdocs.yml", text)
    _write(folder / "docs" / "glossary.yml", glossary)
    shutil.copytree(PROJECT / "docs" / "assets", folder / "docs" / "assets")
    (folder / "docs" / "figures").mkdir()
    for file in (PROJECT / "docs" / "figures").iterdir():
        if file.stem in FIGURES:
            shutil.copy(file, folder / "docs" / "figures")


def _front(title: str, *more: str) -> str:
    return "\n".join(["---", f"title: {json.dumps(title, ensure_ascii=False)}", *more, "---", ""])


def _chapter(at: int, names: list[str], labs: list[str], words: Words) -> str:
    sections = "\n\n".join(_section(at * SECTIONS + number, number, names, labs, words) for number in range(SECTIONS))
    return _front(words.title(at), "minutes: 5") + f"\n# {words.title(at)} {{#chapter}}\n\n{sections}\n"


def _section(first: int, number: int, names: list[str], labs: list[str], words: Words) -> str:
    said = [words.say(first + step * 5) for step in range(9)]
    parts = [
        f"## {words.title(first)} {{#section-{number}}}",
        "\n".join(said[:3]),
        "\n".join(f"- {sentence}" for sentence in said[3:5]),
        f"[{words.title(first + 1)}]({names[first % len(names)]}.md#section-{number})",
        f'<div class="page-only" markdown>\n\n{said[5]}\n\n> {said[6]}\n\n</div>',
        f'??? notes "{words.title(first + 2)}"\n    - **{words.title(first + 3)}** {said[7]}\n    - {said[8]}',
    ]
    if number % 3 == 0:
        rows = [f"| {said[row]} | {said[row + 1]} |" for row in range(0, 6, 2)]
        parts.append("\n".join([rows[0], "|---|---|", *rows[1:]]))
    if number == 1:
        parts.append(f'{{$ figure("{FIGURES[first % len(FIGURES)]}") $}}')
    if labs and number % 4 == 2:
        parts.append(f'{{$ lab_command("{labs[first % len(labs)]}", "step-{number % STEPS}") $}}')
    return "\n\n".join(parts)


def _lab(at: int, words: Words) -> str:
    chinese = words.language == "zh"
    front = ["minutes: 5", "needs: none"] if chinese else []
    steps = [_step(at * STEPS + number, number, words) for number in range(STEPS)]
    cleanup = "```{.console #cleanup}\n" + ("$ rm -f out-*.txt\n" if chinese else "") + "```"
    parts = [f"# {words.title(at)} {{#lab}}", *steps, f"## {words.title(at + 1)} {{#leave}}", cleanup]
    return _front(words.title(at), *front) + "\n" + "\n\n".join(parts) + "\n"


def _step(first: int, number: int, words: Words) -> str:
    """A section of a lab with what is typed and a check; the translation leaves both to the Chinese file."""
    after = f'after="step-{number}" ' if words.language == "zh" else ""
    check = f'{after}title="{words.title(first)}" hint="{words.say(first + 1)}"'
    typed = (
        f"$ echo '{first}' | sed -e 's/1/x/' > out-{number}.txt\n$ for i in 1 2 3; do\n>   echo \"line $i\"\n> done\n"
    )
    typed += "line 1\nline 2\nline 3\n"
    script = f"grep -q x out-{number}.txt\n"
    if words.language != "zh":
        typed = script = ""
    return "\n\n".join(
        [
            f"## {words.title(first)} {{#part-{number}}}",
            "\n".join(words.say(first + more * 3) for more in range(4)),
            f"```{{.console #step-{number}}}\n{typed}```",
            "\n".join(f"- {words.say(first + more * 11)}" for more in range(3)),
            f"```{{.check #check-{number} {check}}}\n{script}```",
        ]
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
