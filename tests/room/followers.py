"""A room full of readers: connections that ask again and again, and how long each answer took."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
PATIENCE_S = 10.0


@dataclass
class Account:
    """Seconds that each answer took, and what went wrong in place of one."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def p95_s(self) -> float:
        """What 95 of 100 answers took at most."""
        return sorted(self.seconds)[len(self.seconds) * 95 // 100]


def follow(port: int, paths: Sequence[str], *, followers: int, seconds: float) -> Account:
    """Have so many *followers* ask for *paths* at *port*, each one after the other, for so many *seconds*."""
    account = Account()

    async def run() -> None:
        end = monotonic() + seconds
        await asyncio.gather(*(_follow(port, paths, number, end, account) for number in range(followers)))

    asyncio.run(run())
    return account


async def _follow(port: int, paths: Sequence[str], number: int, end: float, account: Account) -> None:
    """One follower, who begins with another path than his neighbour."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while monotonic() < end:
            number += 1
            start = monotonic()
            async with asyncio.timeout(PATIENCE_S):
                status = await _ask(reader, writer, paths[number % len(paths)])
            account.seconds.append(monotonic() - start)
            if status != b"200":
                account.failures.append(status.decode())
        writer.close()
    except (OSError, EOFError, TimeoutError) as error:
        account.failures.append(f"{type(error).__name__}: {error}")


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> bytes:
    """Ask for *path*, read all of the answer, and return its status."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
    writer.write(request.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    assert length
    await reader.readexactly(int(length[1]))
    return head[9:12]
