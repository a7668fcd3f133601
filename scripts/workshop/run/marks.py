"""Finds where a command's output ends in the bytes of a terminal. Pure: bytes in, places out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.run.screen import find_cursor_line

_FULL_SCREEN = re.compile(rb"\x1b\[\?(?:1049|1047|47)h")
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
# Longer than any mark that could be cut by the end of a read.
_OVERLAP = 64


@dataclass(frozen=True)
class Mark:
    """An output ends before `end` and the next one begins at `rest`.

    The shell's prompt tells an exit code, and how many commands it has read, this one included.
    """

    end: int
    rest: int
    exit_code: int | None = None
    count: int = 0
    is_full_screen: bool = False


@dataclass(frozen=True)
class ShellPrompt:
    """The prompt of the lab's own shell after more than `count` commands, told by its nonce.

    Finds a program that takes the whole screen, too.
    """

    nonce: str
    count: int = 0

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """The prompt, with the exit code and the count of commands as groups."""
        return re.compile(rb"\x1e%s:(\d+):(\d+)\x1e" % self.nonce.encode())

    def find(self, buffer: bytearray, seen: int) -> Mark | None:
        """The first such place in *buffer*; its first *seen* bytes hold none."""
        start = max(0, seen - _OVERLAP)
        if screen := _FULL_SCREEN.search(buffer, start):
            return Mark(screen.start(), len(buffer), is_full_screen=True)
        # A key that is pressed at a prompt shows it again, with the same count.
        for prompt in self.pattern.finditer(buffer, start):
            if int(prompt[2]) > self.count:
                return Mark(prompt.start(), prompt.end(), int(prompt[1]), int(prompt[2]))
        return None

    def remove(self, raw: bytes) -> bytes:
        """*raw* without prompts that were shown again."""
        return self.pattern.sub(b"", raw) if self.nonce.encode() in raw else raw


@dataclass(frozen=True)
class ReadyText:
    """The end of the first line that holds a text, or the shell's prompt where that comes instead.

    `may_be_cut` takes a line for whole that does not end yet.
    """

    shell: ShellPrompt
    text: str
    may_be_cut: bool = False

    def find(self, buffer: bytearray, seen: int) -> Mark | None:
        """The first such place in *buffer*."""
        if mark := self.shell.find(buffer, seen):
            return mark
        start = buffer.rfind(b"\n", 0, seen) + 1
        for line in bytes(buffer[start:]).splitlines(keepends=True):
            start += len(line)
            is_whole = line.endswith(b"\n") or self.may_be_cut
            if is_whole and self.text in _ESCAPES.sub(b"", line).decode("utf-8", "replace"):
                return Mark(start, start)
        return None


@dataclass(frozen=True)
class ProgramPrompt:
    """A line that holds the prompt of a program and nothing more, with the cursor after it, or the shell's prompt."""

    shell: ShellPrompt
    prompt: str

    def find(self, buffer: bytearray, seen: int) -> Mark | None:
        """Such a line at the end of *buffer*, or the first place where the shell's prompt stands."""
        if mark := self.shell.find(buffer, seen):
            return mark
        start = buffer.rfind(b"\n") + 1
        if find_cursor_line(bytes(buffer[start:])) == self.prompt.rstrip():
            return Mark(start, len(buffer))
        return None
