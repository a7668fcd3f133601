"""What can go wrong, by who must act on it. Knows nothing of terminals or colours."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CHINESE = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")


class WorkshopError(Exception):
    """Something a person must act on: *message*, at *where* (`path:line` or a path), with *hint*, what to do next.

    `str()` gives one line, `where: message`, and the hint on a line of its own after an empty one, which begins with
    `hint_word`.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    @property
    def hint_word(self) -> str:
        """What a hint begins with, in the language of the error: most are English, attendees' are in their own."""
        # What is quoted, as a heading or an example, may be in the other language.
        said = (_QUOTED.sub("", text) for text in (self.message, self.hint or ""))
        return "提示：" if all(map(_CHINESE.search, said)) else "hint: "

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}\n\n{self.hint_word}{self.hint}" if self.hint else line


class ContentError(WorkshopError):
    """The author's to mend: a page, a lab or a figure that is not what it should be."""


class ContentErrors(WorkshopError):
    """Several content errors at once, because all are reported, not only the first."""

    def __init__(self, errors: list[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class UsageError(WorkshopError):
    """The caller's to mend: an argument or option that cannot be."""

    exit_code = 2


class RequirementError(WorkshopError):
    """The machine lacks something: an engine, an image, a port, a program."""

    exit_code = 3


class TerminalError(WorkshopError):
    """The shell that runs a lab's commands ended, or could not be driven; `output` holds the lines that it showed."""

    def __init__(self, message: str, *, hint: str | None = None, output: Iterable[str] = ()) -> None:
        super().__init__(message, hint=hint)
        self.output = tuple(output)
