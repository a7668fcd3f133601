"""Splits the bill of a noodle shop, so that it can be observed: GET /split/90/3 answers 30."""

import json
import signal
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

orders: Counter[int] = Counter()
"""How many orders ended with which HTTP status, since this process began."""


def log(**fields: object) -> None:
    """Print one event as one line of JSON, at once: whoever collects the output does the rest."""
    print(json.dumps(fields), flush=True)


def split(path: str) -> tuple[int, str]:
    """The HTTP status and the text for an order at *path*. Nobody thought of a bill for zero friends."""
    match path.strip("/").split("/"):
        case ["split", total, friends] if total.isdecimal() and friends.isdecimal():
            return 200, str(int(total) // int(friends))
    return 404, "ask for /split/BILL/FRIENDS"


def metrics() -> str:
    """The counts in the text format of Prometheus."""
    lines = [f'shop_orders_total{{status="{status}"}} {count}' for status, count in sorted(orders.items())]
    return "\n".join(["# TYPE shop_orders_total counter", *lines])


class Handler(BaseHTTPRequestHandler):
    """Answers orders, and those who ask how it is."""

    def do_GET(self) -> None:
        """Answer one request; of an order, leave a line in the log and a count in the metrics."""
        if self.path == "/health":
            return self.answer(200, "well")
        if self.path == "/metrics":
            return self.answer(200, metrics())
        order = self.headers.get("X-Request-Id") or uuid4().hex
        try:
            status, text = split(self.path)
        except Exception as error:
            log(level="fatal", id=order, path=self.path, error=type(error).__name__)
            sys.exit(1)
        orders[status] += 1
        log(level="info", id=order, path=self.path, status=status)
        return self.answer(status, text)

    def answer(self, status: int, text: str) -> None:
        """Send it."""
        self.send_response(status)
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())

    def log_message(self, *_: object) -> None:
        """Leave out the server's own lines: it is `log` that tells of orders."""


if __name__ == "__main__":
    # Process number 1 is not ended by a signal that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    server = HTTPServer(("", 8000), Handler)
    log(level="info", event="open")
    server.serve_forever()
