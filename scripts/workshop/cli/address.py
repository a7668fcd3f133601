"""Listens at an address of this machine, or says why that cannot be."""

from __future__ import annotations

import errno
import ipaddress
import socket

from workshop.cli.language import Language
from workshop.errors import RequirementError, UsageError, WorkshopError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
EVERY_ADDRESS = "::"
BACKLOG = 2048
"""How many may wait to be let in: a whole room opens a page at once."""

TAKEN = {
    "zh": "{host} 的端口 {port} 已被占用，可以改用空闲端口：./scripts/serve {options}",
    "en": "port {port} on {host} is taken; a free one: ./scripts/serve {options}",
}
REFUSED = {
    "zh": "无法使用 {host} 的端口 {port}：{reason}",
    "en": "port {port} on {host} cannot be used: {reason}",
}


def hold_address(host: str, port: int, language: Language) -> socket.socket:
    """Listen at *port* on *host*, so that nobody else takes it; who connects waits for the first answer.

    At `::`, addresses of version 4 are listened at too.
    Raises UsageError where *host* is not an address, RequirementError where the machine does not give the port.
    """
    if host != "localhost":
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise UsageError(f"--host takes `localhost` or an IP address of this machine, got `{host}`") from None
    try:
        return _listen(host, port)
    except OSError as error:
        raise explain_refusal(error, host, port, language) from error


def explain_refusal(error: OSError, host: str, port: int, language: Language) -> WorkshopError:
    """Turn *error*, met when listening at *port* on *host*, into one line, with a free port where this one is taken."""
    if error.errno != errno.EADDRINUSE:
        return RequirementError(REFUSED[language].format(host=host, port=port, reason=error.strerror))
    options = f"--port {find_free_port(host, port + 1)}"
    if host != DEFAULT_HOST:
        options = f"--host {host} {options}"
    return RequirementError(TAKEN[language].format(host=host, port=port, options=options))


def find_free_port(host: str, first: int) -> int:
    """Return the first free port of *host* from *first* on; after a hundred tries, one that the system picks."""
    for port in (*range(first, min(first + 100, 65536)), 0):
        try:
            with _listen(host, port) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    return DEFAULT_PORT


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens at *port* on *host*; a port just left counts as free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, host != EVERY_ADDRESS)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
