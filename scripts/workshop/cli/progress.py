"""Shows how far a long transfer is: a bar on a terminal, elsewhere a line a step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from workshop.cli.terminal import Terminal


class Transfer:
    """Tells on standard error what is transferred and how much of it is done; used as a context."""

    def __init__(self, terminal: Terminal) -> None:
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._terminal = terminal
        self._bars = Progress(*columns, console=terminal.err, transient=True, disable=not terminal.err.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Transfer:
        """Begin to show."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        self._bars.stop()

    def update(self, what: str, done: int, total: int | None) -> None:
        """Show that *done* bytes of *total* (None where nobody knows) of *what* are transferred."""
        if what not in self._tasks:
            for task in self._tasks.values():
                self._bars.update(task, visible=False)
            self._tasks[what] = self._bars.add_task(what, total=total)
            if not self._terminal.err.is_terminal:
                self._terminal.note(what)
        self._bars.update(self._tasks[what], completed=done)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Show nothing meanwhile, so that somebody can be asked."""
        self._bars.stop()
        try:
            yield
        finally:
            self._bars.start()
