"""`workshop serve` as a person meets it: a real process, a real server, a small project."""

from __future__ import annotations

import shutil
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from time import monotonic

import pexpect
import psutil
import pytest

from tests.cli.serving import WORKSHOP, started, write
from tests.site.project import write_sample
from workshop.cli.address import find_free_port
from workshop.cli.welcome import write_reachable, write_welcome
from workshop.room.interfaces import find_reachable
from workshop.venue.serving import find_address

SAMPLE = Path(__file__).parent.parent / "samples" / "serve"
BROKEN = "\n[x](nowhere.md)\n"
COMPLAINT = "warning: Doc file '00-opening.md' contains a link 'nowhere.md', but the target is not found"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the sample project."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "project"))


@pytest.fixture
def port() -> int:
    """A free port."""
    return find_free_port("127.0.0.1", 18000)


@pytest.fixture
def server(project: Path, port: int) -> Iterator[pexpect.spawn[str]]:
    """`workshop serve` on a terminal, of the sample project at the free port."""
    with started(project, "--port", str(port)) as child:
        yield child


def find_builder(server: pexpect.spawn[str]) -> psutil.Process:
    """The process that builds for *server*."""
    (builder,) = psutil.Process(server.pid).children()
    return builder


def fetch(port: int, path: str) -> str:
    """Return what the server answers at *path*."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def test_serve_and_stop(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """The addresses that are printed answer, nothing else is printed, and Ctrl+C ends it all with exit code 0.

    As long as it serves, the address is known to those who start a lab.
    """
    server.expect_exact("Press Ctrl+C to stop.\r\n")
    welcome = write_welcome(SAMPLE, f"http://127.0.0.1:{port}/talk/", "en")
    assert (server.before or "").splitlines() == welcome.splitlines()[:-1]
    assert "<h1" in fetch(port, "/talk/00-opening/")
    assert find_address(project) == f"http://127.0.0.1:{port}/talk/"
    server.sendintr()
    server.expect(pexpect.EOF)
    assert (server.before, server.wait()) == ("", 0)
    assert find_address(project) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_outlives_it(server: pexpect.spawn[str], number: signal.Signals) -> None:
    """Whatever ends it ends the process that builds too, with exit code 0."""
    server.expect_exact("Press Ctrl+C to stop.")
    builder = find_builder(server)
    server.kill(number)
    server.expect(pexpect.EOF)
    assert (server.wait(), builder.is_running()) == (0, False)


def test_a_builder_that_hears_nothing(server: pexpect.spawn[str]) -> None:
    """A process that builds and cannot be told to end is ended by force."""
    server.expect_exact("Press Ctrl+C to stop.")
    builder = find_builder(server)
    builder.suspend()
    server.sendintr()
    server.expect(pexpect.EOF)
    assert (server.wait(), builder.is_running()) == (0, False)


def test_stopped_before_anything_is_built(project: Path, port: int) -> None:
    """Ctrl+C during the first build ends all as well, without a word."""
    with started(project, "--port", str(port)) as server:
        wait_for_children(server)
        builder = find_builder(server)
        server.sendintr()
        server.expect(pexpect.EOF)
        psutil.wait_procs([builder], timeout=10)
        assert (str(server.before).strip(), server.wait(), builder.is_running()) == ("", 0, False)


def wait_for_children(server: pexpect.spawn[str]) -> None:
    """Wait until *server* has started another process."""
    deadline = monotonic() + 20
    while not psutil.Process(server.pid).children():
        assert monotonic() < deadline


def test_the_builder_goes_when_the_server_is_killed(server: pexpect.spawn[str]) -> None:
    """A server that is killed by force leaves no process behind."""
    server.expect_exact("Press Ctrl+C to stop.")
    builder = find_builder(server)
    server.kill(signal.SIGKILL)
    assert psutil.wait_procs([builder], timeout=10)[1] == []


def test_a_dead_builder_is_replaced(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """Where the process that builds is killed another takes its place, which is told, and sees the next change."""
    server.expect_exact("Press Ctrl+C to stop.")
    find_builder(server).kill()
    server.expect_exact("the process that builds the site ended unexpectedly (-9) and was started again")
    assert "开场" in fetch(port, "/talk/00-opening/")
    server.expect_exact("built again")
    write(server, project / "docs" / "00-opening.md", "# 开讲", "built again")
    assert "开讲" in fetch(port, "/talk/00-opening/")


def test_no_request_waits_for_a_build(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """While a build takes for ever, pages come at once, and what is missing is missing at once."""
    server.expect_exact("Press Ctrl+C to stop.")
    builder = find_builder(server)
    builder.suspend()
    (project / "docs" / "00-opening.md").write_text("# 开讲", encoding="utf-8")
    start = monotonic()
    for _ in range(20):
        assert "开场" in fetch(port, "/talk/00-opening/")
        with pytest.raises(urllib.error.HTTPError):
            fetch(port, "/talk/nowhere/")
    assert monotonic() - start < 5
    builder.resume()
    server.expect_exact("built again")
    assert "开讲" in fetch(port, "/talk/00-opening/")


def test_new_pages_are_told(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """A page that is added while the site is served is there, and its address is printed."""
    server.expect_exact("Press Ctrl+C to stop.")
    write(server, project / "docs" / "01-more.md", "# 更多", "built again")
    server.expect_exact(f"New pages\r\n  http://127.0.0.1:{port}/talk/01-more/\r\n")
    assert "更多" in fetch(port, "/talk/01-more/")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_all_addresses(project: Path, host: str) -> None:
    """Listening everywhere, it says that the room can reach it, and at which addresses, each of which answers."""
    port = find_free_port(host, 18000)
    with started(project, "--host", host, "--port", str(port)) as server:
        server.expect_exact("Press Ctrl+C to stop.")
        reachable = find_reachable(host)
        told = write_reachable(reachable, port, "/talk/", "en")
        welcome = write_welcome(SAMPLE, f"http://127.0.0.1:{port}/talk/", "en")
        assert (server.before or "").splitlines() == [*told.splitlines(), *welcome.splitlines()[:-1]]
        for address in ("127.0.0.1", *(str(each.address) for each in reachable if each.address.version == 4)):
            with urllib.request.urlopen(f"http://{address}:{port}/talk/", timeout=10) as answer:
                assert answer.status == 200


def test_live_reload(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """A page that is changed is built again; a warning on it is shown with its file, and the page all the same."""
    page = project / "docs" / "00-opening.md"
    good = page.read_text(encoding="utf-8")
    server.expect_exact("Press Ctrl+C to stop.")
    write(server, page, good + BROKEN, COMPLAINT)
    server.expect_exact("built again")
    assert "nowhere.md" in fetch(port, "/talk/00-opening/")


def test_live_reload_survives_an_error(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """A mistake that stops the build is shown, the last good site is still served, and the next once it is mended."""
    page, config = project / "docs" / "00-opening.md", project / "mkdocs.yml"
    good = config.read_text(encoding="utf-8")
    server.expect_exact("Press Ctrl+C to stop.")
    complaint = "error: Config value 'plugins': The \"nowhere\" plugin is not installed"
    write(server, config, good.replace("[]", "[nowhere]"), complaint)
    server.expect_exact("\r\nnot built; the last good build is still served\r\n")
    with pytest.raises(urllib.error.HTTPError):
        fetch(port, "/talk/nowhere/")
    assert "开场" in fetch(port, "/talk/00-opening/")
    page.write_text("# 开讲", encoding="utf-8")
    config.write_text(good, encoding="utf-8")
    server.expect_exact("built again")
    assert (server.before or "").strip() == ""
    assert "开讲" in fetch(port, "/talk/00-opening/")


def test_first_build_is_strict(project: Path, port: int) -> None:
    """A broken link stops the first build: which one, then one line, and no traceback."""
    with (project / "docs" / "00-opening.md").open("a", encoding="utf-8") as page:
        page.write(BROKEN)
    done = run(
        [WORKSHOP, "serve", "--port", str(port)], cwd=project, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{COMPLAINT} among documentation files.\nthe site was not built; what is wrong stands above\n"
    )


def test_taken_port(project: Path) -> None:
    """A taken port is told in one line, before anything is built, with exit code 3."""
    (project / "mkdocs.yml").write_text("plugins: [nowhere]\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        free = find_free_port("127.0.0.1", port + 1)
        done = run(
            [WORKSHOP, "serve", "--port", str(port)],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    line = f"port {port} on 127.0.0.1 is taken; a free one: ./scripts/serve --port {free}\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", line)


def test_broken_configuration(project: Path, port: int) -> None:
    """A configuration that MkDocs refuses is told with its reason, not as a bug of ours."""
    (project / "mkdocs.yml").write_text("site_name: Sample\nplugins: [nowhere]\n", encoding="utf-8")
    done = run(
        [WORKSHOP, "serve", "--port", str(port)], cwd=project, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr == (
        "error: Config value 'plugins': The \"nowhere\" plugin is not installed\n"
        "the site was not built; what is wrong stands above\n"
    )


def test_a_new_chapter_and_a_new_lab(tmp_path: Path, port: int) -> None:
    """A chapter that is added is there with its deck, and so is a lab, in both languages, and told with its address."""
    project = write_sample(tmp_path / "project")
    with started(project.folder, "--port", str(port)) as server:
        server.expect_exact("Press Ctrl+C to stop.", timeout=60)
        front = "---\ntitle: {}\nminutes: 4\n---\n\n# {} {{#two}}\n\n## Docker {{#docker}}\n"
        project.write("docs/02-two.en.md", front.format("Two", "Two"))
        project.write("docs/02-two.md", front.format("第二章", "第二章"))
        server.expect_exact("built again")
        expect_pages(server, port, ["02-two/", "decks/02-two/", "en/02-two/", "en/decks/02-two/"])
        shutil.copytree(project.folder / "labs" / "01-first", project.folder / "labs" / "02-second")
        server.expect_exact("built again")
        expect_pages(server, port, ["en/labs/02-second/", "labs/02-second/"])


def expect_pages(server: pexpect.spawn[str], port: int, paths: list[str]) -> None:
    """Wait until *server* prints the addresses of *paths* as new, and see that each is there."""
    server.expect_exact("".join(["New pages\r\n", *(f"  http://127.0.0.1:{port}/{path}\r\n" for path in paths)]))
    for path in paths:
        assert "<h1" in fetch(port, f"/{path}")
