"""A shop that counts its orders: kept in MySQL, and remembered by Redis for as long as nobody orders more."""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import cache
import database

SHOP = os.environ.get("SHOP", "nameless")
TABLE = "CREATE TABLE IF NOT EXISTS orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40)) CHARSET utf8mb4"


def query(statement: str) -> list[database.Row]:
    """The rows of *statement*, run in the shop's database."""
    password = Path("/run/secrets/db-password").read_text(encoding="utf-8").strip()
    return database.run(statement, "db", "shop", password)


def remember(*words: str) -> str | None:
    """What the cache answers; None where there is no cache, since the shop does without."""
    try:
        return cache.ask("cache", *words)
    except OSError:
        return None


def count_orders() -> tuple[str, str]:
    """How many orders there are, and who said so."""
    if count := remember("GET", "orders"):
        return count, "cache"
    count = query("SELECT COUNT(*) FROM orders")[0][0]
    remember("SET", "orders", count)
    return count, "database"


def order(item: str) -> None:
    """Keep an order, and have its number counted anew."""
    query(f"INSERT INTO orders (item) VALUES ({database.text(item)})")
    remember("DEL", "orders")


class Shop(BaseHTTPRequestHandler):
    """`GET /` tells the count, `POST /orders/ITEM` orders, `GET /health` tells whether the database answers."""

    def do_GET(self) -> None:
        """Answer what is asked."""
        if self.path == "/health":
            query("SELECT 1")
            self.answer(200, "ok")
        else:
            count, source = count_orders()
            self.answer(200, f"shop: {SHOP}\norders: {count}, says the {source}\nserved by: {socket.gethostname()}")

    def do_POST(self) -> None:
        """Take an order."""
        item = unquote(self.path.removeprefix("/orders/"))
        order(item)
        self.answer(201, f"ordered: {item}")

    def answer(self, status: int, text: str) -> None:
        """Send *text*, and write down that it was."""
        body = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Write visits down, and leave out those of the health check."""
        if self.path != "/health":
            print(self.command, unquote(self.path), values[1], flush=True)


if __name__ == "__main__":
    # Process number 1 is not ended by a signal that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    query(TABLE)
    ThreadingHTTPServer(("", 8000), Shop).serve_forever()
