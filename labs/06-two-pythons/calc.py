"""An old service that does sums: GET /?sum=6*7 answers 42. It was written for the Python of its day."""

import ast
import operator
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


def work_out(node):
    """The value of a sum that has been parsed; ValueError if it is more than a sum."""
    if isinstance(node, ast.Num):
        return node.n
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)](work_out(node.left), work_out(node.right))
    raise ValueError("only sums of numbers")


def answer(path):
    """The value of the sum in *path*, and the Python that found it."""
    text = parse_qs(urlsplit(path).query).get("sum", ["0"])[0]
    value = work_out(ast.parse(text, mode="eval").body)
    return f"{value} (Python {sys.version_info[0]}.{sys.version_info[1]})\n"


class Handler(BaseHTTPRequestHandler):
    """Sends the answer."""

    def do_GET(self):
        """Answer one request."""
        text = answer(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    HTTPServer(("", 8000), Handler).serve_forever()
