"""Tells how many primes there are below a number of thousands: GET /below/1000 answers 168."""

import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STEP = 1000


def answer(path: str, counts: list[int], *, is_sick: bool = False) -> tuple[int, str]:
    """The HTTP status and the text for a request of *path*."""
    if path == "/health":
        return (503, "sick") if is_sick else (200, "well")
    number = path.removeprefix("/below/")
    if number.isdecimal() and int(number) % STEP == 0 and int(number) // STEP < len(counts):
        return 200, str(counts[int(number) // STEP])
    return 404, f"ask for /below/ and thousands, up to {(len(counts) - 1) * STEP}"


class Handler(BaseHTTPRequestHandler):
    """Sends the answer."""

    def do_GET(self) -> None:
        """Answer one request."""
        status, text = answer(self.path, COUNTS, is_sick=Path("/tmp/sick").exists())
        self.send_response(status)
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


if __name__ == "__main__":
    COUNTS = json.loads(Path("counts.json").read_text())
    # As process number 1 it would not hear `docker stop` otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    ThreadingHTTPServer(("", 8000), Handler).serve_forever()
