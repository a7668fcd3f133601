"""A new service that greets: GET /?name=Ada. Its template strings are new in Python 3.14."""

import html
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from string.templatelib import Interpolation
from urllib.parse import parse_qs, urlsplit


def render(template):
    """The text of *template*, with all that was filled in escaped, so that nobody can slip in HTML."""
    parts = (html.escape(str(part.value)) if isinstance(part, Interpolation) else part for part in template)
    return "".join(parts)


def answer(path):
    """A greeting for the name in *path*, and the Python that wrote it."""
    name = parse_qs(urlsplit(path).query).get("name", ["you"])[0]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return render(t"Hello, {name}! (Python {version})\n")


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
