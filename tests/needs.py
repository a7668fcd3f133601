"""What a test needs of the machine beyond Python, and what to say where it is not there.

A test is marked `needs_browser`, `needs_git`, `needs_index`, `needs_docker("nginx:1.30", …)` with the images that it
needs, or `needs_kind`. Where that is missing it is skipped by name here, and fails with `CI=true`: nothing is left out
there without a word.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping

from workshop.venue import browser

MARKERS = {
    "needs_browser": "needs_browser: drives the system's Chromium",
    "needs_git": "needs_git: makes repositories with git",
    "needs_index": "needs_index: lets pip download from its package index",
    "needs_docker": "needs_docker(*images): needs a Docker Engine that answers, and these images in it",
    "needs_kind": "needs_kind(*images): needs kind and kubectl beside a Docker Engine, and these images in it",
}


@functools.cache
def find_browser() -> str | None:
    """Return the path of the system's Chromium or Chrome, None where there is none."""
    return browser.find_browser()


def find_lack_of_browser() -> str | None:
    """Return what is missing for a browser test, None where nothing is."""
    return None if find_browser() else "no Chromium or Chrome was found"


def find_lack_of_git() -> str | None:
    """Return what is missing for a test with repositories, None where nothing is."""
    return None if shutil.which("git") else "the program git was not found"


@functools.cache
def find_lack_of_index() -> str | None:
    """Return what is missing for a test that lets pip download something, None where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "--retries", "0", "download", "--no-deps", "--dest", folder, "idna")
        return None if _succeeds(*pip) else "no package index answers"


@functools.cache
def find_lack_of_docker(*images: str) -> str | None:
    """Return what is missing for a test with Docker and *images*, None where nothing is."""
    if not shutil.which("docker"):
        return "the program docker was not found"
    if not _succeeds("docker", "info"):
        return "no Docker Engine answers"
    missing = [image for image in images if not _succeeds("docker", "image", "inspect", image)]
    return f"images missing: {' '.join(missing)}" if missing else None


def find_lack_of_kind(*images: str) -> str | None:
    """Return what is missing for a test with kind clusters and *images*, None where nothing is."""
    for program in ("kind", "kubectl"):
        if not shutil.which(program):
            return f"the program {program} was not found"
    return find_lack_of_docker(*images)


FINDERS: Mapping[str, Callable[..., str | None]] = {
    "needs_browser": find_lack_of_browser,
    "needs_git": find_lack_of_git,
    "needs_index": find_lack_of_index,
    "needs_docker": find_lack_of_docker,
    "needs_kind": find_lack_of_kind,
}


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False
