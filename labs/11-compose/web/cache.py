"""Just enough of Redis' protocol, RESP, for commands that answer with one line or one value."""

import socket


def ask(host: str, *words: str, port: int = 6379) -> str | None:
    """What Redis answers to the command of these *words*; None where it has no such key."""
    with socket.create_connection((host, port), timeout=2) as connection, connection.makefile("rb") as answer:
        parts = [f"${len(word.encode())}\r\n{word}\r\n" for word in words]
        connection.sendall(f"*{len(words)}\r\n{''.join(parts)}".encode())
        kind, rest = (line := answer.readline().decode().strip())[:1], line[1:]
        if kind == "$":
            return None if rest == "-1" else answer.read(int(rest)).decode()
        if kind in ("+", ":"):
            return rest
        raise OSError(f"redis: {line}")
