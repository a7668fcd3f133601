"""An hour of a talk in fast motion: the deck is projected while colleagues save, well and badly."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pexpect
import pytest
from playwright.sync_api import BrowserContext, Page, Request, Response, expect

from tests.browser.probe import open_deck
from tests.cli.serving import started, write
from tests.site.project import Project, write_sample
from workshop.cli.address import find_free_port

pytestmark = pytest.mark.needs_browser

GOOD, BAD = "built again", "not built; the last good build is still served"
HERE = "[workshopDeck.state().slide, workshopDeck.state().fragment, Reveal.isPaused(), document.body.dataset.marked]"
STEPS = "\n## Docker {#third}\n" + "".join(f"\n{word}.\n{{ .fragment }}\n" for word in ("Build", "Ship", "Run"))
DRAFTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
Save = tuple[str, Callable[[str], str]]


def broken_saves() -> list[tuple[Save, str]]:
    """What a colleague may save that is wrong, a file and its edit, and what the error begins with."""
    return [
        (("docs/01-one.md", lambda text: text.replace("minutes: 5", "minutes: many")), "docs/01-one.md:3: "),
        (("docs/index.md", lambda text: text + "\n## 没有名字\n"), "docs/index.md:11: "),
        (
            ("docs/01-one.en.md", lambda text: text + '\n{$ lab_command("01-first", "nothing") $}\n'),
            "docs/01-one.en.md:",
        ),
        (
            ("labs/01-first/lab.md", lambda text: text.replace("minutes: 3", "minutes: none")),
            "labs/01-first/lab.md:3: ",
        ),
        (("mkdocs.yml", lambda text: text + "nav: [\n"), "mkdocs.yml:"),
    ]


@contextmanager
def asking(url: str) -> Iterator[list[str]]:
    """Ask for *url* all the time; gives what came instead of the page, and how long it took where that was long."""
    wrong: list[str] = []
    over = Event()

    def ask() -> None:
        while not over.wait(0.02):
            start = monotonic()
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    if b"deck-state" not in answer.read():
                        wrong.append("another page")
            except (OSError, urllib.error.HTTPError) as error:
                wrong.append(str(error))
            if monotonic() - start > 2:
                wrong.append(f"{monotonic() - start:.1f} s")

    thread = Thread(target=ask)
    thread.start()
    try:
        yield wrong
    finally:
        over.set()
        thread.join()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The sample with a slide of three steps, and the files that the real configuration names."""
    project = write_sample(tmp_path / "project")
    project.write("docs/assets/workshop.css", "")
    project.write("docs/assets/helm.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in ("01-one.md", "01-one.en.md"):
        file = project.folder / "docs" / name
        file.write_text(file.read_text(encoding="utf-8") + STEPS, encoding="utf-8")
    return project


@pytest.fixture
def server(project: Project) -> Iterator[tuple[pexpect.spawn[str], str]]:
    """The project's server, ready, and its address."""
    port = find_free_port("127.0.0.1", 18000)
    with started(project.folder, "--port", str(port)) as server:
        server.expect_exact("Press Ctrl+C to stop.", timeout=60)
        yield server, f"http://127.0.0.1:{port}"


def watch(context: BrowserContext) -> list[str]:
    """Collect what goes wrong on any page of *context*: requests that fail, and errors of scripts.

    That a page which is loaded again drops its own requests is none of that, nor is the theme's `sitemap.xml`.
    """
    wrong: list[str] = []

    def hear(answer: Response) -> None:
        if answer.status >= 400 and not answer.url.endswith("/sitemap.xml"):
            wrong.append(f"{answer.url}: {answer.status}")

    def fail(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"{request.url}: {request.failure}")

    context.on("response", hear)
    context.on("requestfailed", fail)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    return wrong


def begin_talk(page: Page, url: str) -> Page:
    """Project the deck at *url*, black on the second step of its last slide, and start the speaker's timer."""
    open_deck(page, f"{url}/decks/01-one/#/third/1")
    page.evaluate("document.body.dataset.marked = 'yes'")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    expect(speaker.locator(".place")).to_have_text("4/4")
    speaker.locator(".start").click()
    page.keyboard.press("b")
    page.wait_for_function("Reveal.isPaused()")
    return speaker


def test_an_hour(context: BrowserContext, page: Page, project: Project, server: tuple[pexpect.spawn[str], str]) -> None:
    """Twenty saves, five of them broken, fail no request and leave slide, step, black screen and timer as they are."""
    terminal, url = server
    wrong = watch(context)
    context.clock.install()
    speaker = begin_talk(page, url)
    reader = context.new_page()
    reader.goto(f"{url}/")
    bad = broken_saves()
    with asking(f"{url}/decks/01-one/") as refused:
        for number in range(20):
            if number % 4 == 3:
                save_badly(terminal, project, reader, *bad[number // 4])
            else:
                save_well(terminal, project, reader, number)
            context.clock.fast_forward(180_000)
            assert page.evaluate(HERE) == ["third", 1, True, "yes"]
            expect(speaker.locator(".step")).to_have_text("步骤 2/3")
    expect(speaker.locator(".elapsed")).to_have_text(re.compile(r"6[0-2]:\d\d"))
    expect(speaker.locator(".stale")).to_be_visible()
    assert (wrong, refused) == ([], [])


def save_well(terminal: pexpect.spawn[str], project: Project, reader: Page, number: int) -> None:
    """Save the home page, which its reader sees at once, or the deck's own page, rightly."""
    draft, name = f"草稿{DRAFTS[number]}。", "docs/01-one.md" if number % 2 else "docs/index.md"
    file = project.folder / name
    text = file.read_text(encoding="utf-8").partition("\n草稿")[0]
    write(terminal, file, f"{text}\n{draft}\n", GOOD)
    if name == "docs/index.md":
        expect(reader.get_by_text(draft)).to_be_visible()


def save_badly(terminal: pexpect.spawn[str], project: Project, reader: Page, save: Save, place: str) -> None:
    """Save something wrong: the reader's page says where. Then mend it, and that is gone."""
    name, edit = save
    file = project.folder / name
    good = file.read_text(encoding="utf-8")
    assert edit(good) != good
    reader.evaluate("document.body.dataset.marked = 'yes'")
    write(terminal, file, edit(good), BAD)
    reader.wait_for_selector(".workshop-problems", state="attached")
    bar = str(reader.evaluate("document.querySelector('.workshop-problems').shadowRoot.querySelector('pre').innerText"))
    assert any(line.startswith(place) for line in bar.splitlines()), bar
    write(terminal, file, good, GOOD)
    reader.wait_for_selector(".workshop-problems", state="detached")
    assert reader.evaluate("document.body.dataset.marked") == "yes"
