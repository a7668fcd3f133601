"""The sample with all that a site can have: chapters that link each other, tables, a chart, sources, downloads."""

from __future__ import annotations

from pathlib import Path

from tests.site.project import NAV, Project, write_sample
from tests.site.test_executed import write_record
from tests.site.tracking import commit, write

PAGES = ["02-two.md", "glossary.md", "sources.md", "taking.md"]
SOURCES = """\
whale-2020:
  who: {zh: 鲸, en: Whale}
  title: {zh: 数字, en: Numbers}
  year: 2020
  url: https://example.org/2020
seal-2021: {who: Seal, title: {zh: 更多数字, en: More numbers}, year: 2021}
"""
FACTS = "- {figures: {zh: [15%], en: [15%]}, pages: [02-two], source: whale-2020}\n"
TERMS = """\
container:
  term: {zh: 容器, en: container}
  forms: {zh: [容器], en: [container, containers]}
  definition: {zh: 带围墙的进程。, en: A process with walls.}
  see: [01-one.md#first, labs/01-first.md]
walls: {term: {zh: 围墙, en: wall}, definition: {zh: 隔开邻居。, en: It keeps neighbours apart.}, see: []}
"""
CHART = """\
caption: {zh: 一年比一年多。, en: More each year.}
points:
  - {at: "2020", value: 3, label: 3%}
  - {at: "2021", value: 4, label: 4%}
sources: [whale-2020]
"""
TWO = """\
---
title: {}
minutes: 7
short: 2
---

# {} {{#two}}

{}{{$ cite("whale-2020") $}}

## {} {{#again .short}}

{{$ chart("growth") $}}

{{$ source("whale-2020", "seal-2021") $}}

{} {{$ measured("01-first", "words") $}} / {{$ download("01-first") $}}

{{$ lab_source("01-first", "greet") $}}

## {} {{#table}}

| a | b |
|---|---|
| 1 | 2[^note] |

[^note]: {}

<div class="slide-only" markdown>

{{$ figure("box") $}}

</div>
"""
ZH = TWO.format("第二章", "第二章", "占了 15%，见[上一章](01-one.md#second)。", "再来", "一共有", "表", "`wall`")
EN = TWO.format(
    "Chapter two",
    "Chapter two",
    "It is 15%, see [the chapter before](01-one.md#second).",
    "Once more",
    "There are",
    "A table",
    "A wall in a footnote.",
)
SHORT = "---\ntitle: {0}\n---\n\n# {0} {{#{1}}}\n\n{2}\n"
TAKING = '{$ downloads() $}\n\n{$ proven() $}\n\n{$ proven_table() $}\n\n{$ download("workshop") $}'
LAB = """\
---
title: {}
minutes: 2
needs: none
---

# {} {{#second-lab}}

{}

```{{.console #list}}
$ (cd . && ls words.txt)
words.txt
```

```{{.console #cleanup}}
$ true
```
"""


def write_whole(folder: Path) -> Project:
    """The whole sample in *folder*, under version control."""
    project = write_sample(folder)
    listed = "".join(f"  - {page}\n" for page in PAGES)
    project.edit("mkdocs.yml", NAV, NAV.replace("  - 实验:\n", f"{listed}  - 实验:\n"))
    project.edit("mkdocs.yml", "extra:\n", "extra:\n  city: 杭州\n")
    write(folder, {".gitignore": "site/\n", "docs/sources.yml": SOURCES, "docs/facts.yml": FACTS})
    write(folder, {"docs/glossary.yml": TERMS, "docs/charts/growth.yml": CHART, "README.md": "# Sample\n"})
    write(folder, {"docs/02-two.md": ZH, "docs/02-two.en.md": EN, "docs/assets/workshop.css": "a { color: red; }\n"})
    for ending, titles in ((".md", ("术语", "出处", "下载")), (".en.md", ("Terms", "Sources", "Downloads"))):
        bodies = "{$ glossary_list() $}", "{$ sources_list() $}", TAKING
        for page, title, body in zip(PAGES[1:], titles, bodies, strict=True):
            name = page.removesuffix(".md")
            project.write(f"docs/{name}{ending}", SHORT.format(title, name, body))
    project.write("labs/02-second/lab.md", LAB.format("第二个实验", "第二个实验", "先看容器。"))
    english = LAB.format("The second lab", "The second lab", "Look at the container first.")
    english = english.replace("minutes: 2\nneeds: none\n", "").replace("$ (cd . && ls words.txt)\nwords.txt\n", "")
    english = english.replace("$ true\n", "")
    project.write("labs/02-second/lab.en.md", english)
    project.write("labs/02-second/words.txt", "a\n")
    project.edit("labs/01-first/lab.md", "$ echo hello\nhello\n", "$ echo hello && echo words: 3\nhello\nwords: 3\n")
    write_record(project, {"measured": {"greet": {"words": "3"}}})
    commit(folder)
    return project
