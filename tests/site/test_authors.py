"""What the authors' page tells, in both languages, is what the code accepts: keys, options, kinds of token, macros."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.project import PROJECT
from workshop.cli.app import COMMANDS
from workshop.lab import filters, load_lab, reading
from workshop.lab.blocks import OPTIONS
from workshop.lab.compare import Comparison
from workshop.lab.model import FrontMatter
from workshop.lab.output import ALWAYS, ON_REQUEST, Tokens
from workshop.run.execution import Execution
from workshop.run.judge import judge
from workshop.run.report import format_failure
from workshop.site.calls import ARGUMENTS

PAGES = ("authors.md", "authors.en.md")
REQUIRED = {"是", "yes"}
ALWAYS_WORDS = {"总是", "always"}
HEAD = "CONTAINER ID   NAMES     STATUS"
EXITS = f"""\
---
title: 退出
minutes: 1
needs: docker
images: ["busybox:1.37"]
---
```{{.console #run}}
$ docker ps -a -f name=exits
{HEAD}
1f0d3c2b4a59   exits     Exited (0) 2 seconds ago
```
```{{.console #cleanup}}
$ docker rm exits
```
"""


def read_section(page: str, section: str) -> str:
    """The text below the heading with the id *section*, up to the next heading."""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    found = re.search(rf"^#+ .*\{{#{section}\}}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no section {section}"
    return found[1]


def read_rows(page: str, section: str) -> list[list[str]]:
    """The cells of the rows of the table in that section, without its head."""
    lines = [line for line in read_section(page, section).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def read_codes(text: str) -> list[str]:
    """The inline codes of *text*, in order."""
    return re.findall("`([^`]+)`", text)


@pytest.mark.parametrize("page", PAGES)
def test_front_matter(page: str) -> None:
    """Each key of a lab's head is told once, in the model's order, with whether it is required."""
    told = [(read_codes(key)[0], required in REQUIRED) for key, required, _ in read_rows(page, "front-matter")]
    assert told == [(name, field.is_required()) for name, field in FrontMatter.model_fields.items()]


@pytest.mark.parametrize("page", PAGES)
def test_options(page: str) -> None:
    """Each option of each fence is told once, with a value, and none that is not there."""
    told = [(read_codes(fence)[0], read_codes(option)[0]) for fence, option, _ in read_rows(page, "options")]
    assert all(re.fullmatch(r'[a-z]+="[^"]+"', option) for _, option in told)
    names = [(fence, option.partition("=")[0]) for fence, option in told]
    assert sorted(names) == sorted((fence, option) for fence, options in OPTIONS.items() for option in options)


@pytest.mark.parametrize("page", PAGES)
def test_kinds(page: str) -> None:
    """Each kind of token is told once, in the list's order, and on request exactly where it counts only then."""
    rows = read_rows(page, "kinds")
    assert [read_codes(kind)[0] for kind, *_ in rows] == [*ALWAYS, *ON_REQUEST]
    for kind, _, _, when in rows:
        asked = when not in ALWAYS_WORDS
        assert asked == (read_codes(kind)[0] in ON_REQUEST)
        assert not asked or when == f'`vary="{read_codes(kind)[0]}"`'


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_kinds(page: str) -> None:
    """Each example holds a token of its kind and of no other, and on request is none where nobody asks."""
    for cell, _, examples, _ in read_rows(page, "kinds"):
        kind = read_codes(cell)[0]
        assert read_codes(examples)
        for example in read_codes(examples):
            vary = frozenset({kind}) & frozenset(ON_REQUEST)
            assert {part.kind for part in Tokens(vary).split(example)} - {None} == {kind}
            assert not vary or kind not in {part.kind for part in Tokens().split(example)}


@pytest.mark.parametrize("page", PAGES)
def test_retry(page: str) -> None:
    """What may be retried is told whole: each word of the allow-list, and each filter behind a pipe."""
    section = read_section(page, "retry")
    told = {word for code in read_codes(section) for word in re.findall(r"[a-z][a-z-]+", code)}
    pattern = reading._READER.pattern.replace("(?x)", "").replace("\\S", "").replace("(?:", "")
    listed = set(re.findall(r"[a-z][a-z-]+", pattern)) | set(filters._FILTERS)
    assert listed - told == set()
    assert {"docker", "get", "rollout", "no-stream", "uniq"} <= listed


@pytest.mark.parametrize("page", PAGES)
def test_retry_accepts_what_is_told(page: str) -> None:
    """Each command that the table tells without a condition is accepted by the rule, and filters behind a pipe."""
    *programs, (_, piped) = read_rows(page, "retry")
    for program, commands in programs[:3]:
        for command in read_codes(re.split("[;；]|，加了|, `stats`", commands)[0]):
            assert reading.only_reads(f"{read_codes(program)[0]} {command}")
    for word in read_codes(piped):
        assert reading.only_reads(f"docker ps | {word}")


@pytest.mark.parametrize("page", PAGES)
def test_mismatch(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mismatch that the page shows is what the runner says of such a lab and such an output."""
    folder = tmp_path / "labs" / "01-exits"
    folder.mkdir(parents=True)
    (folder / "lab.md").write_text(EXITS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = (HEAD, "d42dac2d0040   exits     Exited (3) Less than a second ago")
    lab = load_lab(folder)
    failure = judge(lab.consoles[0], 0, Execution(printed, 0, 0.1), Comparison(lab))
    assert failure
    assert f"```text\n{format_failure(failure)}\n```\n" in read_section(page, "mismatch")


@pytest.mark.parametrize("page", PAGES)
def test_macros_and_commands(page: str) -> None:
    """Every macro is told with as many arguments as it takes, and every command that is told is there."""
    calls = [re.fullmatch(r"\{\$ (\w+)\((.*)\) \$\}", read_codes(row[0])[0]) for row in read_rows(page, "macros")]
    told = {call[1]: len(re.findall('"[^"]+"', call[2])) for call in calls if call}
    assert set(told) == set(ARGUMENTS)
    for name, count in ARGUMENTS.items():
        assert told[name] == count if count is not None else told[name] > 1
    commands = [read_codes(row[0])[0].split() for row in read_rows(page, "commands")]
    assert {words[1] for words in commands if words[0] == "workshop"} == {"run", "update", "record"}
    assert {"run", "update", "record"} <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_source_of_a_block(page: str, real_site: Path) -> None:
    """The page shows a block of a lab as it stands in the lab's document."""
    source = (PROJECT / "labs" / "01-first-container" / "lab.md").read_text(encoding="utf-8")
    wanted = re.search(r"^```\{\.console #cleanup\}\n.*?^```$", source, re.MULTILINE | re.DOTALL)
    folder = real_site / ("en/authors" if ".en." in page else "authors")
    shown = re.sub("<[^>]+>", "", (folder / "index.html").read_text(encoding="utf-8"))
    assert wanted
    assert wanted[0] in shown
