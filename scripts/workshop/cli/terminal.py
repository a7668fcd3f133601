"""The one object that prints: results to standard output, everything else to standard error."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workshop.errors import ContentErrors, WorkshopError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Terminal:
    """What a command prints with. Colours only on a terminal, never under NO_COLOR; lines are not wrapped."""

    @cached_property
    def out(self) -> Console:
        """Where results go."""
        return self._console(stderr=False)

    @cached_property
    def err(self) -> Console:
        """Where progress, notes and errors go."""
        return self._console(stderr=True)

    def result(self, text: str) -> None:
        """Print *text*, what the command was asked for, to standard output."""
        self.out.print(text)

    def note(self, text: str, *, style: str = "") -> None:
        """Print *text*, what is good to know meanwhile, to standard error."""
        self.err.print(text, style=style)

    def error(self, error: WorkshopError) -> None:
        """Print *error* to standard error, each one where there are several: place, what is wrong, what to do next."""
        for single in error.errors if isinstance(error, ContentErrors) else [error]:
            self.err.print(_describe(single))

    def bug(self, error: Exception) -> None:
        """Print in one line that *error* is the kit's own fault, and how to learn more."""
        what = " ".join(f"{type(error).__name__}: {error}".split())
        self.err.print(f"this is a bug of the workshop kit: {what} (run again with --debug to see where)", style="red")

    def _console(self, *, stderr: bool) -> Console:
        from rich.console import Console

        return Console(stderr=stderr, soft_wrap=True, markup=False, highlight=False, emoji=False)


def _describe(error: WorkshopError) -> Text:
    """Lay *error* out as `where: message`, and the hint after an empty line: the same words as `str(error)`."""
    from rich.text import Text

    text = Text.assemble((error.where, "bold"), ": ") if error.where else Text()
    text.append(error.message, "red")
    if error.hint:
        word = error.hint_word
        text.append("\n\n").append(word.rstrip(), "cyan").append(f"{word[len(word.rstrip()) :]}{error.hint}")
    return text
