"""The system's Chromium: where it is, and what it prints. Knows nothing of decks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
"""Programs that take Chromium's options, the first one found is used."""
PATIENCE_S = 300

_UNWRITTEN = re.compile(r"Failed to write file .*: (?P<reason>.*) \((?P<number>\d+)\)$", re.MULTILINE)
"""What it says where the system would not let it write; it ends with exit code 0, and the file may be there, cut off.

Source: Chromium 156, components/headless/command_handler/headless_command_handler.cc.
"""


class BrowserError(Exception):
    """The browser did not print; the text is its own last words."""


def find_browser() -> str | None:
    """The path of the system's Chromium or a browser made from it, None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def print_pdf(browser: str, url: str, file: Path) -> None:
    """Print the page at *url* into *file*, on the paper that its style sheet asks for.

    Raises BrowserError, and OSError where it could not write.
    Source: Chromium's headless mode prints once the page has loaded; `@page` decides on size and margins.
    """
    with tempfile.TemporaryDirectory(prefix="workshop-browser-", ignore_cleanup_errors=True) as profile:
        options = [
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-extensions",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={file.resolve()}",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium's sandbox refuses to work for root.
            options.append("--no-sandbox")
        try:
            done = subprocess.run(
                [browser, *options, url],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=PATIENCE_S,
            )
        except subprocess.TimeoutExpired as error:
            raise BrowserError(f"no end after {PATIENCE_S} s") from error
        except OSError as error:
            raise BrowserError(error.strerror or str(error)) from error
    if unwritten := _UNWRITTEN.search(done.stderr):
        raise OSError(int(unwritten["number"]), unwritten["reason"], str(file))
    if done.returncode or not file.is_file():
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise BrowserError(said[-1] if said else f"exit code {done.returncode}")
