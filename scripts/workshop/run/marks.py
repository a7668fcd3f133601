"""Finds where a command's output ends in the bytes of a terminal. Pure: bytes in, places out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.run.screen import find_cursor_line

_FULL_SCREEN = re.compile(rb"\x1b\[\?(?:1049|1047|47)h")
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
# Longer than any mark that could be cut by the end of a read.
_OVERLAP = 64
# No prompt is longer, nor the text that lets go.
_LONGEST = 4096


# What bash says of a line with a `!` that it cannot replace; it then asks again without having taken a command.
# Source: bash's bashhist.c and lib/readline/histexpand.c, hist_error.
_UNREPLACED = re.compile(
    rb": (?:event not found|bad word specifier|substitution failed|unrecognized history modifier|"
    rb"no previous substitution)\r\n\Z"
)


@dataclass(frozen=True)
class Mark:
    """An output ends before `end` and the next one begins at `rest`.

    The shell's prompt tells an exit code, and how many commands and lines it has read, this one included.
    `is_open` is where it asks for the rest of a command, `is_gone` where its next prompt could not be told,
    `is_other` where a program shows another prompt than the one that it should.
    """

    end: int
    rest: int
    exit_code: int | None = None
    count: bytes = b""
    is_full_screen: bool = False
    is_open: bool = False
    is_other: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class ShellPrompt:
    """The prompts of the lab's own shell, told by its nonce, after what had the number `count` there.

    Finds a program that takes the whole screen, too.
    """

    nonce: str
    count: bytes = b""

    @property
    def setup(self) -> str:
        """The line that makes bash show them. It holds the nonce in two halves: its echo could be taken for a prompt.

        A key that is pressed is not drawn. Before each prompt bash looks whether it still is one that can be seen,
        and neither `set -x` nor a trap shows anything of that.
        """
        half = len(self.nonce) // 2
        nonce = f"{self.nonce[:half]}''{self.nonce[half:]}"
        return (
            f"stty -echoctl; PS1=$'\\x1e'{nonce}':$?:\\#:\\!'$'\\x1e'; PS2=$'\\x1e'{nonce}':+'$'\\x1e'; "
            f"PROMPT_COMMAND='{self._look}'; history -c\n"
        )

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """A prompt, with the exit code and the number of commands and lines as groups."""
        return re.compile(rb"\x1e%s:(?:(\d+):(\d+:\d+)|(\+)|(!))\x1e" % self.nonce.encode())

    def find(self, buffer: bytearray, seen: int) -> Mark | None:
        """The first such place in *buffer*; its first *seen* bytes hold none."""
        start = max(0, seen - _OVERLAP)
        if screen := _FULL_SCREEN.search(buffer, start):
            return Mark(screen.start(), len(buffer), is_full_screen=True)
        for prompt in self.pattern.finditer(buffer, start):
            place = (prompt.start(), prompt.end())
            if prompt[3] or prompt[4]:
                return Mark(*place, is_open=bool(prompt[3]), is_gone=bool(prompt[4]))
            # A key that is pressed at a prompt shows it again, with the same count.
            if prompt[2] != self.count:
                return Mark(*place, int(prompt[1]), prompt[2])
            if _UNREPLACED.search(buffer, max(0, place[0] - _OVERLAP), place[0]):
                return Mark(*place, 1, prompt[2])
        return None

    def remove(self, raw: bytes) -> bytes:
        """*raw* without prompts that were shown again, and without what `set -v` shows of the look before each."""
        if self.nonce.encode() not in raw:
            return raw
        return self.pattern.sub(b"", raw.replace(f"{self._look}\r\n".encode(), b""))

    @property
    def _look(self) -> str:
        show = f'printf "\\036%s:!\\036" {self.nonce} >/dev/tty'
        is_edited, is_ours = "*:vi:*|*:emacs:*", f"*{self.nonce}*{self.nonce}*"
        cases = f"{is_edited}) {show};; {is_ours}) [ -t 3 ] || {show};; *) {show};;"
        return f'{{ case "${{PS1-}}${{PS2-}}:$SHELLOPTS:" in {cases} esac; }} 3>&2 >/dev/null 2>&1'


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
        # Of a line without an end only so much is looked at again as could hold the text.
        start = max(buffer.rfind(b"\n", 0, seen) + 1, seen - _LONGEST)
        for line in bytes(buffer[start:]).splitlines(keepends=True):
            start += len(line)
            is_whole = line.endswith(b"\n") or self.may_be_cut
            if is_whole and self.text in _ESCAPES.sub(b"", line).decode("utf-8", "replace"):
                return Mark(start, start)
        return None


@dataclass(frozen=True)
class ProgramPrompt:
    """A line that holds the prompt of a program and nothing more, with the cursor after it, or the shell's prompt.

    In its place the program may show an *other* one.
    """

    shell: ShellPrompt
    prompt: str
    other: str | None = None

    def find(self, buffer: bytearray, seen: int) -> Mark | None:
        """Such a line at the end of *buffer*, or the first place where the shell's prompt stands."""
        if mark := self.shell.find(buffer, seen):
            return mark
        start = buffer.rfind(b"\n") + 1
        line = find_cursor_line(bytes(buffer[start:])) if len(buffer) - start <= _LONGEST else None
        if line == self.prompt.rstrip():
            return Mark(start, len(buffer))
        if line is not None and self.other is not None and line == self.other.rstrip():
            return Mark(start, len(buffer), is_other=True)
        return None
