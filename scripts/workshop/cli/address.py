"""Whether an address of this machine can be listened at, and what to say where it cannot."""

from __future__ import annotations

import errno
import ipaddress
import socket

from workshop.cli.language import Language
from workshop.errors import RequirementError, UsageError, WorkshopError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000

TAKEN = {
    "zh": "{host} 的端口 {port} 已被占用，可以改用空闲端口：./scripts/serve {options}",
    "en": "port {port} on {host} is taken; a free one: ./scripts/serve {options}",
}
REFUSED = {
    "zh": "无法使用 {host} 的端口 {port}：{reason}",
    "en": "port {port} on {host} cannot be used: {reason}",
}


def check_address(host: str, port: int, language: Language) -> None:
    """Return where *port* on *host* is free to listen at.

    Raises UsageError where *host* is not an address, RequirementError where the machine does not give the port.
    """
    if host != "localhost":
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise UsageError(f"--host takes `localhost` or an IP address of this machine, got `{host}`") from None
    try:
        _listen(host, port)
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
            return _listen(host, port)
        except OSError:
            continue
    return DEFAULT_PORT


def _listen(host: str, port: int) -> int:
    """Listen at *port* on *host* for a moment, as the server will, and return the port's number.

    Source: `http.server.HTTPServer.allow_reuse_address` is on, so that ports just left count as free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1)
        return int(listener.getsockname()[1])
