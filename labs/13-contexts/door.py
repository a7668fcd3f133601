"""A door to the Docker Engine: what comes in at TCP port 2375 goes on to the engine's socket, and its answers go back.

Whoever gets to this door is root on the engine's machine: open it on 127.0.0.1 only, and shut it after use.
"""

import contextlib
import socket
import socketserver
import threading

ENGINE = "/var/run/docker.sock"
PORT = 2375


def carry(source: socket.socket, target: socket.socket) -> None:
    """Pass on what *source* says. When it has finished, tell *target* so, which may still have much to say itself."""
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Visit(socketserver.BaseRequestHandler):
    """One connection, carried both ways at once."""

    def handle(self) -> None:
        """Carry until both sides have finished."""
        with socket.socket(socket.AF_UNIX) as engine:
            engine.connect(ENGINE)
            answers = threading.Thread(target=carry, args=(engine, self.request))
            answers.start()
            carry(self.request, engine)
            answers.join()


class Door(socketserver.ThreadingTCPServer):
    """Takes any number of connections at a time."""

    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Door(("", PORT), Visit) as door:
        print("The door is open", flush=True)
        door.serve_forever()
