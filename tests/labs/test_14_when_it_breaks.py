"""The programs of lab 14 are ill in the way that the lab says, and in no other."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

APP = Path(__file__).parents[2] / "labs" / "14-when-it-breaks" / "app"
# Any free port, told in the log by the server itself.
SERVE = """
import http.server, web
def page():
    if pages: raise OSError(pages.pop())
    return "noodles"
pages = ["no flour"]
server = http.server.HTTPServer
def bound(address, handler):
    made = server(address, handler)
    print(made.server_port)
    return made
web.HTTPServer = bound
web.serve("shop", page, host="127.0.0.1", port=0)
"""


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server whose first page fails, and the port that it is on."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-u", "-c", SERVE]
    with subprocess.Popen(command, cwd=APP, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "shop: listening on 127.0.0.1, port 0\n"
        try:
            yield server, int(server.stdout.readline())
        finally:
            server.terminate()


def test_what_goes_wrong_is_a_500_and_in_the_log() -> None:
    """A page that fails is told to the visitor as a 500 and to the log with its reason; the next one is served."""
    with serving() as (server, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (500, b"sorry\n")
        assert server.stdout is not None
        assert server.stdout.readline() == "shop: no flour\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=10) as page:
            assert page.read() == b"noodles\n"


def test_the_till_says_what_it_lacks() -> None:
    """Without its variable, or with its name misspelt, the till leaves at once with exit code 1 and says why."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TILL_CURENCY": "CNY"}
    environment.pop("TILL_CURRENCY", None)
    command = [sys.executable, "till.py"]
    till = subprocess.run(command, cwd=APP, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert (till.returncode, till.stderr) == (1, "till: TILL_CURRENCY is not set\n")
