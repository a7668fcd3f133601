"""`workshop serve` as a person meets it: a real process, a real server, a small project."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pexpect
import pytest

from workshop.cli.address import find_free_port
from workshop.cli.welcome import write_welcome
from workshop.venue.serving import find_address

WORKSHOP = str(Path(sys.executable).parent / "workshop")
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


def heed_interrupts() -> None:
    """Let Ctrl+C end what is started, as it does what a person starts at a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def server(project: Path, port: int) -> Iterator[pexpect.spawn[str]]:
    """`workshop serve` on a terminal, of the sample project at the free port."""
    environ = {**os.environ, "TERM": "dumb"}
    child = pexpect.spawn(
        WORKSHOP,
        ["serve", "--port", str(port)],
        cwd=str(project),
        env=environ,
        timeout=30,
        encoding="utf-8",
        # Tests that a script runs in the background ignore Ctrl+C, and would hand that on.
        preexec_fn=heed_interrupts,
    )
    child.setecho(False)
    yield child
    child.close(force=True)


def fetch(port: int, path: str) -> str:
    """Return what the server answers at *path*."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def write_until_seen(server: pexpect.spawn[str], file: Path, text: str, line: str) -> None:
    """Put *text* into *file* until the server prints *line*: one made before it first looked at all files is lost."""
    for _ in range(10):
        file.write_text(text, encoding="utf-8")
        if server.expect_exact([line, pexpect.TIMEOUT], timeout=5) == 0:
            return
    raise AssertionError(f"not printed after ten changes: {line}")


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


def test_live_reload(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """A page that is changed is built again; a warning on it is shown with its file, and the page all the same."""
    page = project / "docs" / "00-opening.md"
    good = page.read_text(encoding="utf-8")
    server.expect_exact("Press Ctrl+C to stop.")
    write_until_seen(server, page, good + BROKEN, COMPLAINT)
    server.expect_exact("built again")
    assert "nowhere.md" in fetch(port, "/talk/00-opening/")


def test_live_reload_survives_an_error(server: pexpect.spawn[str], port: int, project: Path) -> None:
    """A mistake that stops the build is shown, the last good site is still served, and the next once it is mended."""
    page, config = project / "docs" / "00-opening.md", project / "mkdocs.yml"
    good = config.read_text(encoding="utf-8")
    server.expect_exact("Press Ctrl+C to stop.")
    complaint = "error: Config value 'plugins': The \"nowhere\" plugin is not installed"
    write_until_seen(server, config, good.replace("[]", "[nowhere]"), complaint)
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
