"""The process that builds, kept running: started with the server, started again where it dies, ended with it.

Knows the command that it was given and what that says, not what it does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from workshop.room.messages import Built, Complained, Failed, Message, Order, decode, encode

_LINE_BYTES = 1 << 24
_END_S = 3.0
_LONGEST_PAUSE_S = 30.0


@dataclass(frozen=True)
class Died:
    """The process ended by itself, with this exit code, or minus the number of the signal that ended it."""

    code: int


class Child:
    """The process of *command*. It gets *order* on its standard input, and is to end where that is closed."""

    def __init__(self, command: Sequence[str], order: Order) -> None:
        self.command = command
        self.order = order
        self._process: asyncio.subprocess.Process | None = None
        self._ending = asyncio.Event()

    async def messages(self) -> AsyncIterator[Message | Died]:
        """What it says until `end` is called. After each death it is started again: at once, then after a pause.

        The pause is 1 s after the second death without a build between, and twice as long after each more.
        Only the first process builds strictly. Raises OSError where it cannot be started.
        """
        order, pause_s = self.order, 0.0
        while not self._ending.is_set():
            process = await self._start(order)
            async for message in _read(process):
                if isinstance(message, Built | Failed):
                    pause_s = 0.0
                yield message
            code = await process.wait()
            if self._ending.is_set():
                return
            yield Died(code)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._ending.wait()
            order = replace(order, strict=False)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 2 or 1.0)

    async def end(self) -> None:
        """End the process: by closing its input, and by force where it does not heed that within 3 s."""
        self._ending.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        if process.stdin:
            process.stdin.close()
        try:
            async with asyncio.timeout(_END_S):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _start(self, order: Order) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        # In a session of its own, so that Ctrl+C at the terminal is the server's alone to act on.
        self._process = process = await asyncio.create_subprocess_exec(
            *self.command, stdin=pipe, stdout=pipe, start_new_session=True, limit=_LINE_BYTES
        )
        assert process.stdin
        process.stdin.write(f"{encode(order)}\n".encode())
        with suppress(ConnectionError):  # It died at once, which its exit code tells.
            await process.stdin.drain()
        return process


async def _read(process: asyncio.subprocess.Process) -> AsyncIterator[Message]:
    assert process.stdout
    while line := await process.stdout.readline():
        text = line.decode(errors="replace")
        try:
            yield decode(text)
        except ValueError:
            yield Complained("warning", text.rstrip())
