"""What every terminal does: the one that labs run in, and the one that unit tests put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.run.fake_terminal import INTERRUPT, FakeTerminal
from workshop.errors import TerminalError
from workshop.run import terminal as terminals
from workshop.run.execution import Execution, Terminal
from workshop.run.terminal import PtyTerminal

WAIT = "tail -f /dev/null"
ASK = 'while read -rep \'say> \' line; do echo "got $line"; [ "$line" = bye ] && break; done; (exit 5)'
Make = Callable[[dict[str, Execution | TerminalError]], Terminal]


@dataclass(frozen=True)
class Step:
    """A line that is typed, how, and what must come of it; whether something then runs in the foreground."""

    typed: str
    lines: tuple[str, ...] = ()
    exit_code: int | None = 0
    ready: str | None = None
    prompt: str | None = None
    timeout_s: float = 20.0
    timed_out: bool = False
    error: str = ""

    @property
    def answer(self) -> Execution | TerminalError:
        """What comes of it; no claim is made of seconds."""
        if self.error:
            return TerminalError(self.error, output=list(self.lines))
        return Execution(self.lines, self.exit_code, 0.0, self.timed_out)

    def take(self, terminal: Terminal) -> Execution:
        """Type it into *terminal*."""
        if self.typed == INTERRUPT:
            return terminal.interrupt(timeout_s=self.timeout_s)
        if self.prompt and terminal.is_running:
            return terminal.type(self.typed, prompt=self.prompt, timeout_s=self.timeout_s)
        return terminal.run(self.typed, timeout_s=self.timeout_s, ready=self.ready, prompt=self.prompt)


AFTER = Step("echo on", ("on",))
CONTRACT = {
    "lines and exit code": [Step("printf 'a\\n\\n b\\n'; (exit 3)", ("a", "", " b"), 3), AFTER],
    "silence": [Step("true"), AFTER],
    "what lasts": [Step("cd /; x=5; f() { echo $x; }"), Step("f; pwd", ("5", "/"))],
    "several lines": [Step("cat <<E\none\ntwo\nE", ("one", "two"))],
    "no end": [Step(f"echo a; {WAIT}", ("a",), 130, timeout_s=0.5, timed_out=True), AFTER],
    "no end at all": [
        Step(
            f"trap '' INT; echo a; {WAIT}",
            ("a",),
            timeout_s=0.5,
            error="the command did not end within 0.5 s, nor when interrupted",
        )
    ],
    "let go": [
        Step(f"echo a; echo it is up; {WAIT}", ("a", "it is up"), None, ready="is up"),
        Step(INTERRUPT, (), 130),
        AFTER,
    ],
    "ended before it was let go": [Step("echo a; (exit 4)", ("a",), 4, ready="is up"), AFTER],
    "not let go": [
        Step(
            f"echo a; {WAIT}",
            ("a",),
            ready="is up",
            timeout_s=0.5,
            error="the command did not print `is up` within 0.5 s",
        )
    ],
    "a program": [
        Step(ASK, (), None, prompt="say> "),
        Step("one", ("got one",), None, prompt="say> "),
        Step("bye", ("got bye",), 5, prompt="say> "),
        AFTER,
    ],
    "a program that ended": [Step("echo a", ("a",), prompt="say> "), AFTER],
    "a program without a prompt": [
        Step(
            f"echo a; {WAIT}",
            ("a",),
            prompt="say> ",
            timeout_s=0.5,
            error="the program neither ended nor showed its prompt `say> ` within 0.5 s",
        )
    ],
    "a line without an answer": [
        Step(f"read -rep 'say> '; {WAIT}", (), None, prompt="say> "),
        Step(
            "one",
            prompt="say> ",
            timeout_s=0.5,
            error="the program neither ended nor showed its prompt `say> ` within 0.5 s",
        ),
    ],
    "deaf to the key": [
        Step(f"trap '' INT; echo it is up; {WAIT}", ("it is up",), None, ready="is up"),
        Step(INTERRUPT, timeout_s=0.5, error="the command did not end within 0.5 s after `^C`"),
    ],
    "the whole screen": [
        Step(
            "echo a; printf '\\033[?1049h'; read",
            ("a",),
            error="the command takes the whole screen, which leaves nothing that a page could show",
        )
    ],
    "the shell ends": [
        Step("echo a; exit 7", ("a",), error="the shell ended"),
        replace(AFTER, lines=(), error="the shell ended"),
    ],
}


@pytest.fixture(params=["real", "fake"])
def make(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes the one terminal or the other; a real one that is interrupted in vain is soon given up."""
    monkeypatch.setattr(terminals, "INTERRUPT_S", 1.0)
    (tmp_path / "lab").mkdir()
    made: list[Terminal] = []

    def make_terminal(transcript: dict[str, Execution | TerminalError]) -> Terminal:
        made.append(PtyTerminal(tmp_path / "lab") if request.param == "real" else FakeTerminal(transcript))
        return made[-1]

    yield make_terminal
    for terminal in made:
        terminal.close()


@pytest.mark.parametrize("name", CONTRACT)
def test_what_comes_of_what_is_typed(make: Make, name: str) -> None:
    """Lines, exit codes, what goes on running, and what ends a terminal are as the contract has them."""
    steps = CONTRACT[name]
    terminal = make({step.typed: step.answer for step in steps})
    for step in steps:
        if step.error:
            with pytest.raises(TerminalError) as raised:
                step.take(terminal)
            assert (raised.value.message, tuple(raised.value.output)) == (step.error, step.lines)
            assert not terminal.is_running
        else:
            assert replace(step.take(terminal), seconds=0.0) == step.answer
            assert terminal.is_running is (step.exit_code is None)


def test_seconds_are_those_of_the_command(make: Make) -> None:
    """Seconds are no less than none, and no more than the command was given."""
    execution = make({"true": Execution((), 0, 0.1)}).run("true", timeout_s=20)
    assert 0 < execution.seconds < 20


def test_use_after_the_end(make: Make) -> None:
    """A terminal that was closed, once or twice, runs nothing and takes no key."""
    terminal = make({"true": Execution((), 0, 0.0), INTERRUPT: Execution((), 130, 0.0)})
    terminal.close()
    terminal.close()
    assert not terminal.is_running
    for step in (Step("true"), Step("true", ready="up"), Step("true", prompt="> "), Step(INTERRUPT)):
        with pytest.raises(TerminalError, match="the shell ended"):
            step.take(terminal)


def test_a_fake_knows_only_its_transcript() -> None:
    """What a transcript does not tell is never made up."""
    with pytest.raises(AssertionError, match="the transcript does not tell what comes of `false`"):
        FakeTerminal({"true": Execution((), 0, 0.0)}).run("false", timeout_s=1)
