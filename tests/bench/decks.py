"""Measures a chapter's deck beside the same chapter made by Marp and by Slidev, without figures.

    python -m tests.bench.decks 01-what-docker-is --runs 5

Needs Chromium, and node with npm, which fetches both into a folder that is removed afterwards (`--node DIR` keeps it
there and uses what it holds). Per tool: slides, what a browser fetches until all is quiet, each file compressed by
gzip, how often it asks other hosts, the median time to the first picture with an empty cache, and the time of a build.
Our build is that of the whole site, every page, lab and deck in both languages, as there is no other.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Response, Route, sync_playwright

from tests.browser.conftest import _ARGUMENTS
from tests.browser.serving import served
from tests.needs import find_browser
from workshop.lab import get_lab

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("@marp-team/marp-cli", "@slidev/cli", "@slidev/theme-default")
_COMMAND = re.compile(r'\{\$ lab_command\("([^"]+)", "([^"]+)"\) \$\}')
_DROPPED = re.compile(r"^(\{\$ .*|</?div.*|\{ .*\})$")
_ATTRIBUTES = re.compile(r"\s*\{[#.: ][^{}]*\}$")


@dataclass(frozen=True)
class Built:
    """A deck in a folder, at an address below it, and the seconds that its build took."""

    tool: str
    folder: Path
    address: str
    seconds: float


def plain_slides(chapter: str) -> str:
    """The slides of *chapter* as plain Markdown with `---` between them: what all three tools understand."""
    lines = (PROJECT / "docs" / f"{chapter}.md").read_text(encoding="utf-8").splitlines()
    body = lines[lines.index("---", 1) + 1 :]
    return "\n".join(_plain_lines(body)).strip() + "\n"


def _plain_lines(lines: list[str]) -> Iterator[str]:
    depth, is_note = 0, False
    for line in lines:
        depth += line.startswith("<div") and (depth > 0 or "page-only" in line)
        is_note = line.startswith("??? notes") or (is_note and (not line or line.startswith("    ")))
        if not depth and not is_note:
            if found := _COMMAND.fullmatch(line):
                yield from _code(*found.groups())
            elif not _DROPPED.match(line):
                yield from ["---", ""] if line.startswith("## ") else []
                yield _ATTRIBUTES.sub("", line)
        depth -= line.startswith("</div>") and depth > 0


def _code(lab: str, block: str) -> Iterator[str]:
    yield "```console"
    for command in next(each for each in get_lab(PROJECT, lab).consoles if each.id == block).commands:
        yield f"$ {command.text}"
        yield from (expectation.text for expectation in command.expected)
    yield "```"


def build_ours(chapter: str, folder: Path) -> Built:
    """The site, and the chapter's deck in it, with its figures taken out afterwards."""
    start = time.perf_counter()
    _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)], PROJECT)
    seconds = time.perf_counter() - start
    deck = folder / "decks" / chapter / "index.html"
    html = re.sub(r"<figure.*?</figure>", "", deck.read_text(encoding="utf-8"), flags=re.DOTALL)
    deck.write_text(html, encoding="utf-8")
    return Built("ours", folder, f"/decks/{chapter}/", seconds)


def build_marp(slides: str, node: Path, folder: Path) -> Built:
    """One HTML document by Marp."""
    folder.mkdir()
    (folder / "deck.md").write_text(f"---\nmarp: true\n---\n{slides}", encoding="utf-8")
    start = time.perf_counter()
    _run([str(node / "node_modules/.bin/marp"), "--no-stdin", "deck.md", "-o", "index.html"], folder)
    return Built("Marp", folder, "/", time.perf_counter() - start)


def build_slidev(slides: str, node: Path, folder: Path) -> Built:
    """A single-page application by Slidev, which looks for its theme beside the slides."""
    source = node / "slides.md"
    source.write_text(f"---\ntheme: default\n---\n\n{slides}", encoding="utf-8")
    start = time.perf_counter()
    _run([str(node / "node_modules/.bin/slidev"), "build", str(source), "--out", str(folder)], node)
    return Built("Slidev", folder, "/", time.perf_counter() - start)


@dataclass(frozen=True)
class Visit:
    """What one look at a deck with an empty cache took."""

    first_ms: float
    bytes: int
    requests: int
    foreign: int


def visit(browser: Browser, host: str, address: str) -> Visit:
    """Open the deck at *address* and wait until nothing is asked for any more; other hosts are not reached."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    answers: list[Response] = []
    foreign: list[str] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    def refuse(route: Route) -> None:
        foreign.append(route.request.url)
        route.abort()

    page.on("response", note)
    context.route(lambda url: not url.startswith((host, "data:", "blob:")), refuse)
    page.goto(host + address, wait_until="networkidle")
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    own = [answer for answer in answers if answer.url.startswith(host) and answer.ok]
    weight = sum(len(gzip.compress(answer.body())) for answer in own)
    context.close()
    return Visit(first, weight, len(own), len(foreign))


def measure(browser: Browser, built: Built, runs: int) -> str:
    """A line of the table: what the deck *built* weighs, asks for and how soon it is seen."""
    with served(built.folder) as host:
        visits = [visit(browser, host, built.address) for _ in range(runs)]
    last, first = visits[-1], statistics.median(visit.first_ms for visit in visits)
    return (
        f"| {built.tool} | {last.bytes / 1000:.0f} KB | {last.requests} | {last.foreign} | {first:.0f} ms"
        f" | {built.seconds:.1f} s |"
    )


def _run(command: list[str], folder: Path) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PUPPETEER_SKIP_DOWNLOAD": "1", "CI": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def main() -> int:
    """Build the chapter three times, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapter")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--node", type=Path, help="a folder for npm's packages that stays")
    arguments = parser.parse_args()
    chromium, npm = find_browser(), shutil.which("npm")
    if not chromium or not npm:
        raise SystemExit("Chromium and npm are needed")
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        node = arguments.node or folder / "node"
        if not (node / "node_modules").is_dir():
            node.mkdir(parents=True, exist_ok=True)
            _run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(node), *PACKAGES], node)
        slides = plain_slides(arguments.chapter)
        decks = [
            build_ours(arguments.chapter, folder / "ours"),
            build_marp(slides, node, folder / "marp"),
            build_slidev(slides, node, folder / "slidev"),
        ]
        print(f"{arguments.chapter}, {slides.count('---') + 1} slides, {arguments.runs} runs")
        print("| tool | gzip | requests | to other hosts | first picture | build |\n|---|---|---|---|---|---|")
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        for built in decks:
            print(measure(browser, built, arguments.runs))
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
