"""Edits of the whole sample, of every kind: what an author does to pages, labs, tables, figures and settings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial

from tests.site.project import Project
from tests.site.test_executed import write_record
from tests.site.tracking import commit

Edit = Callable[[Project], object]
ONE, LAB, CONFIG = "docs/01-one.md", "labs/01-first/lab.md", "mkdocs.yml"
PROSE, ENGLISH = "一个容器只是一个进程。", "A container is only a process."
PAGE = "---\ntitle: {0}\n---\n\n# {0} {{#more}}\n"
CHAPTER = "---\ntitle: {0}\nminutes: 3\n---\n\n# {0} {{#three}}\n\n## {0} {{#part}}\n\n{0}\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'
DARK = "      accent: blue\n      toggle:\n        icon: material/weather-night\n        name: 深色"
BAR = "site_name: 浅谈云计算及 Kubernetes 容器部署"


def replace(name: str, old: str, new: str) -> Edit:
    """An edit of one place of the file *name*."""
    return lambda project: project.edit(name, old, new)


def both(name: str, old: Sequence[str], new: Sequence[str]) -> Edit:
    """An edit of the page *name* and of its translation."""
    return each(replace(f"{name}.md", old[0], new[0]), replace(f"{name}.en.md", old[-1], new[-1]))


def each(*edits: Edit) -> Edit:
    """All of *edits*, before anything is built."""
    return lambda project: [edit(project) for edit in edits]


def add(name: str, text: str) -> Edit:
    """A new file, or a file with another content."""
    return lambda project: project.write(name, text)


def remove(*names: str) -> Edit:
    """Files are deleted."""
    return each(*(partial(Project.remove, name=name) for name in names))


def add_page(name: str, text: str) -> Edit:
    """A new page and its translation."""
    return each(add(f"{name}.md", text.format("又一页")), add(f"{name}.en.md", text.format("One more")))


def add_override(project: Project) -> None:
    """A template of the project's own, which shows of each page how long another one is."""
    project.edit(CONFIG, "  name: material\n", "  name: material\n  custom_dir: docs/theme\n")
    lengths = "{% for file in pages %}{{ file.page.content|length }},{% endfor %}"
    block = f"{{% block content %}}{{{{ super() }}}}{lengths}{{% endblock %}}"
    project.write("docs/theme/main.html", f'{{% extends "base.html" %}}{block}\n')


def rename_lab(project: Project) -> None:
    """A lab has another number and name."""
    (project.folder / "labs/02-second").rename(project.folder / "labs/03-third")


def add_snippets(project: Project) -> None:
    """A page takes its text from a file of the project's."""
    option = f"pymdownx.snippets: {{base_path: [{project.folder}]}}"
    project.edit(CONFIG, "  - footnotes\n", f"  - footnotes\n  - {option}\n")
    project.edit(ONE, PROSE, '--8<-- "part.txt"')


def add_hook(project: Project) -> None:
    """A program of the author's adds a file's text to each page; MkDocs loads it once a process."""
    project.edit(CONFIG, "docs_dir: docs", "docs_dir: docs\nhooks: [hook.py]")
    text = f"open({str(project.folder / 'part.txt')!r}, encoding='utf-8').read()"
    project.write("hook.py", f"def on_page_markdown(markdown, **more):\n    return markdown + '\\n\\n' + {text}\n")


def look_elsewhere(project: Project) -> None:
    """A lab reads a file beside its own folder."""
    project.edit("labs/02-second/lab.md", "needs: none", "needs: docker")
    command = "(cd .. && docker compose -f more.yml config)"
    project.edit("labs/02-second/lab.md", "(cd . && ls words.txt)", command)


SHOW_CITY = each(replace(ONE, PROSE, "在 {$ city $}。"), replace("docs/01-one.en.md", ENGLISH, "In {$ city $}."))
MACROS = "def define_env(env):\n    env.variables['city'] = '{}'\n"

EDITS: dict[str, Sequence[Edit]] = {
    "nothing": [each()],
    "prose": [replace(ONE, PROSE, "一个容器不过是一个进程。")],
    "prose, and back": [replace(ONE, PROSE, "是围墙。"), replace(ONE, "是围墙。", PROSE)],
    "translation": [replace("docs/01-one.en.md", ENGLISH, "A wall is no process.")],
    "heading's text": [replace(ONE, "## 第二节", "## 第二小节")],
    "new heading": [
        both("docs/01-one", [PROSE, ENGLISH], ["容器。\n\n## 新 {#new}\n\n文字。", "It.\n\n## New {#new}"])
    ],
    "lost heading": [both("docs/02-two", ["## 表 {#table}", "## A table {#table}"], ["", ""])],
    "an id that others link to": [
        each(
            both("docs/01-one", ["{#second}"], ["{#next}"]),
            both("docs/02-two", ["01-one.md#second"], ["01-one.md#next"]),
        )
    ],
    "an id that others still link to": [both("docs/01-one", ["{#second}"], ["{#next}"])],
    "title": [both("docs/01-one", ["title: 第一章", "title: Chapter one"], ["title: 开头", "title: A beginning"])],
    "minutes": [both("docs/01-one", ["minutes: 5"], ["minutes: 6"])],
    "short cut": [both("docs/02-two", ["short: 2"], ["short: 3"])],
    "no chapter any more": [both("docs/01-one", ["minutes: 5\n"], [""])],
    "description": [replace(ONE, "minutes: 5", "minutes: 5\ndescription: 容器")],
    "a page that no navigation has": [add_page("docs/more", PAGE), replace(ONE, PROSE, "文字。")],
    "chapter": [
        each(add_page("docs/03-three", CHAPTER), replace(CONFIG, "  - 02-two.md\n", "  - 02-two.md\n  - 03-three.md\n"))
    ],
    "lost chapter": [
        each(remove("docs/02-two.md", "docs/02-two.en.md", "docs/facts.yml"), replace(CONFIG, "  - 02-two.md\n", ""))
    ],
    "lost translation": [remove("docs/01-one.en.md"), add("docs/01-one.en.md", "# One\n")],
    "lost lab": [remove("labs/02-second/lab.md", "labs/02-second/lab.en.md", "labs/02-second/words.txt")],
    "renamed lab": [rename_lab],
    "lab's command": [replace(LAB, "$ cat <<END", "$ cat - <<END")],
    "lab's output": [replace(LAB, "hello\nwords: 3\n", "hello\nwords: 4\n")],
    "lab's check": [replace(LAB, 'test -n "$BASH"', 'test -n "$BASH" && true')],
    "lab's hint": [replace("labs/01-first/lab.en.md", "again", "once more")],
    "lab's file": [add("labs/01-first/words.txt", "another word\n")],
    "lab's front matter": [replace(LAB, "minutes: 3", "minutes: 4")],
    "lab's title": [replace(LAB, "title: 第一个实验", "title: 头一个实验")],
    "file that a lab looks for elsewhere": [look_elsewhere, add("labs/more.yml", "a: 1\n"), remove("labs/more.yml")],
    "row of the record": [lambda project: write_record(project, {"measured": {"greet": {"words": "5"}}, "seconds": 9})],
    "lost record": [remove("labs/record/01-first.json")],
    "new term": [
        replace(
            "docs/glossary.yml",
            "walls:",
            "process: {term: {zh: 进程, en: process}, definition: {zh: 在跑的程序。, en: What runs.}, see: []}\nwalls:",
        )
    ],
    "changed term": [replace("docs/glossary.yml", "带围墙的进程。", "隔开的进程。")],
    "a second name": [replace("docs/glossary.yml", "  see: [01", "  avoid: {zh: [进程], en: [process]}\n  see: [01")],
    "source": [replace("docs/sources.yml", "year: 2020", "year: 2019")],
    "fact": [replace("docs/facts.yml", "source: whale-2020", "source: seal-2021")],
    "drawing": [replace("docs/figures/box.svg", 'width="400"', 'width="410"')],
    "label": [replace("docs/figures/box.yml", "process & more", "a process")],
    "chart": [replace("docs/charts/growth.yml", "value: 4, label: 4%", "value: 5, label: 5%")],
    "cell of a table": [replace("docs/02-two.md", "| 1 | 2", "| 1 | 3")],
    "name of the site": [replace(CONFIG, BAR, "site_name: 另一场")],
    "colours": [replace(CONFIG, f"primary: white\n{DARK}", f"primary: teal\n{DARK}")],
    "navigation": [replace(CONFIG, "  - 首页: index.md\n", "  - 起点: index.md\n")],
    "order": [replace(CONFIG, "  - glossary.md\n  - sources.md\n", "  - sources.md\n  - glossary.md\n")],
    "a variable": [SHOW_CITY, replace(CONFIG, "city: 杭州", "city: 广州")],
    "Markdown's options": [replace(CONFIG, "permalink: true", "permalink: false")],
    "an extension": [replace(CONFIG, "  - footnotes\n", "")],
    "repository": [
        replace(
            CONFIG,
            "docs_dir: docs",
            "docs_dir: docs\nrepo_url: https://example.org/you/talk\nedit_uri: edit/main/docs/",
        )
    ],
    "macro's argument": [both("docs/02-two", ['"seal-2021"'], ['"whale-2020"'])],
    "a macro that leads nowhere": [
        replace(ONE, 'figure("box")', 'figure("ball")'),
        replace(ONE, 'figure("ball")', 'figure("box")'),
    ],
    "a block, broken and mended": [
        replace(LAB, "```{.console #later", "```{.console #latter"),
        replace(ONE, PROSE, "文字。"),
        replace(LAB, "```{.console #latter", "```{.console #later"),
    ],
    "a macro in a comment": [
        replace(ONE, '{$ figure("box") $}', '<!--\n\n{$ figure("box") $}\n\n-->'),
        replace("docs/01-one.en.md", ENGLISH, "It."),
    ],
    "unreadable text": [
        lambda project: (project.folder / ONE).write_bytes("中文".encode("gb18030")),
        add(ONE, "---\ntitle: 一\n---\n\n# 一 {#one}\n"),
    ],
    "no macros": [replace(ONE, "minutes: 5", "minutes: 5\nrender_macros: false")],
    "a translated picture": [
        each(
            both("docs/01-one", [PROSE, ENGLISH], ["![x](assets/x.svg)", "![x](assets/x.svg)"]),
            add("docs/assets/x.svg", PICTURE),
        ),
        add("docs/assets/x.en.svg", PICTURE),
    ],
    "style sheet": [add("docs/assets/figures.css", ":root { --fig-ink: #222; }\n")],
    "script": [
        each(
            add("docs/assets/more.js", "1;\n"),
            replace(CONFIG, "extra_css:\n", "extra_javascript: [assets/more.js]\nextra_css:\n"),
        )
    ],
    "a template of the project's own": [
        add_override,
        replace(ONE, PROSE, "文字。"),
        replace("docs/theme/main.html", ",", ";"),
    ],
    "a snippet": [each(add_snippets, add("part.txt", "甲。\n")), add("part.txt", "乙。\n")],
    "a hook": [each(add_hook, add("part.txt", "甲。\n")), add("part.txt", "乙。\n")],
    "macros of the author's": [
        each(SHOW_CITY, add("main.py", MACROS.format("甲"))),
        add("main.py", MACROS.format("另一座城")),
    ],
    "a link that MkDocs warns of": [
        replace(ONE, PROSE, "[x](<no such.md>)"),
        replace("docs/02-two.md", "| 1 | 2", "| 1 | 3"),
        replace(ONE, "[x](<no such.md>)", PROSE),
    ],
    "an anchor that MkDocs warns of": [
        replace("docs/02-two.md", "| 1 |", "| [1](01-one.md#fn:1) |"),
        replace("docs/index.md", "# 样例", "# 例子"),
    ],
    "commit": [lambda project: commit(project.folder)],
    "a tracked file": [add("README.md", "# More than a sample\n")],
    "a file that is tracked from now on": [each(add("more.txt", "a\n"), lambda project: commit(project.folder))],
    "no repository": [lambda project: shutil.rmtree(project.folder / ".git")],
}
