"""Answers every request after a fixed piece of work: 20 milliseconds of processor time."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORK_S = 0.02


class Worker(BaseHTTPRequestHandler):
    """Does one piece of work for each request, and says so."""

    def do_GET(self):
        """Count the time that this thread spent on a processor, not the time that passed."""
        done = time.thread_time() + WORK_S
        while time.thread_time() < done:
            pass
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"done\n")

    def log_message(self, *args):
        """Write no log."""


class Server(ThreadingHTTPServer):
    """Lets visitors queue: with the standard library's 5 places many would be turned away."""

    request_queue_size = 128


if __name__ == "__main__":
    Server(("", 80), Worker).serve_forever()
