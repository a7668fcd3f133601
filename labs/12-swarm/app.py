"""Tells which Python serves, in which container, and whether it was given the secret."""

import os
import platform
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

SECRET = Path("/run/secrets/swarm-password")


class Answer(BaseHTTPRequestHandler):
    """Every page says the same."""

    def do_GET(self) -> None:
        """Say it."""
        version = ".".join(platform.python_version_tuple()[:2])
        secret = f"a secret of {len(SECRET.read_bytes())} bytes" if SECRET.exists() else "no secret"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"python {version}, {secret}, served by {socket.gethostname()}\n".encode())


if __name__ == "__main__":
    # Process number 1 is not ended by a signal that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    if os.environ.get("BROKEN"):
        sys.exit("broken on purpose")
    HTTPServer(("", 8000), Answer).serve_forever()
