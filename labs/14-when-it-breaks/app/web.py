"""Serves one page, made anew for each visitor; where that fails, the log says why."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer


def serve(name: str, page: Callable[[], str], host: str = "0.0.0.0", port: int = 8000) -> None:
    """Serve until the process ends. *name* begins each line of the log."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                status, text = 200, page()
            except OSError as error:
                status, text = 500, "sorry"
                print(f"{name}: {error}")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(f"{text}\n".encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet about visitors, so that the log tells of trouble alone."""

    print(f"{name}: listening on {host}, port {port}")
    HTTPServer((host, port), Handler).serve_forever()
