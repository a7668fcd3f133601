"""What is typed and what is expected, read from a console fence."""

from __future__ import annotations

import pytest

from tests.lab.conftest import FindErrors, ReadLab


def console(*lines: str) -> str:
    """Return a console fence of *lines*; in a lab the first of them is line 8."""
    return "\n".join(["```{.console #a}", *lines, "```", ""])


def test_commands_and_their_outputs(read_lab: ReadLab) -> None:
    """`$ ` begins a command, other lines are its output, and each knows its line of the document."""
    commands = read_lab(console("$ echo a; echo", "a", "$ true", "$ seq 2", "1", "2")).consoles[0].commands
    assert [(command.text, command.line) for command in commands] == [("echo a; echo", 8), ("true", 10), ("seq 2", 11)]
    outputs = [[(line.text, line.line) for line in command.expected] for command in commands]
    assert outputs == [[("a", 9)], [], [("1", 12), ("2", 13)]]


def test_a_here_document_may_hold_prompts(read_lab: ReadLab) -> None:
    """After `> ` a line is typed as it stands, even one that begins with `$ ` or `> `; a bare `>` is an empty line."""
    body = console("$ cat <<'EOF'", "> $ not a command", "> > quoted", ">", ">   indented", "> EOF", "$ true")
    first, second = read_lab(body).consoles[0].commands
    assert first.text == "cat <<'EOF'\n$ not a command\n> quoted\n\n  indented\nEOF"
    assert (first.expected, second.text) == ((), "true")


def test_output_may_begin_with_an_angle(read_lab: ReadLab) -> None:
    """Once output has begun, `> ` is output, as `diff` prints it."""
    (command,) = read_lab(console("$ diff a b", "2c2", "< x", "> y")).consoles[0].commands
    assert (command.text, [line.text for line in command.expected]) == ("diff a b", ["2c2", "< x", "> y"])


def test_a_backslash_goes_on(read_lab: ReadLab) -> None:
    """A command may go over lines with backslashes; two of them at the end are one that is meant."""
    one, two = read_lab(console("$ echo a \\", ">   b", "$ echo a\\\\")).consoles[0].commands
    assert (one.text, two.text) == ("echo a \\\n  b", "echo a\\\\")


def test_blank_lines_around_output_do_not_count(read_lab: ReadLab) -> None:
    """Blank lines set commands apart; inside an output they are part of it."""
    body = console("  ", "$ true", "", "one", "", "two", "  ", "", "$ true", "", "$ true")
    commands = read_lab(body).consoles[0].commands
    assert [[(line.text, line.line) for line in command.expected] for command in commands] == [
        [("one", 11), ("", 12), ("two", 13)],
        [],
        [],
    ]


def test_an_empty_here_document(read_lab: ReadLab) -> None:
    """A here-document may end at once."""
    assert read_lab(console("$ cat <<EOF", "> EOF")).consoles[0].commands[0].text == "cat <<EOF\nEOF"


@pytest.mark.parametrize("word", ["EOF", "'EOF'", '"EOF"'])
def test_a_tabbed_here_document_ends_at_a_tabbed_word(read_lab: ReadLab, word: str) -> None:
    """`<<-` takes its end with tabs before it, however the word is quoted."""
    assert read_lab(console(f"$ cat <<-{word}", "> a", "> \tEOF")).consoles[0].commands[0].line == 8


def test_shifts_and_here_strings_are_no_here_documents(read_lab: ReadLab) -> None:
    """`1 << n`, `$((1<<n))` and `<<<` need no end."""
    body = console("$ n=3; echo $((1 << n)) $((1<<n))", "$ cat <<<EOF")
    assert len(read_lab(body).consoles[0].commands) == 2


@pytest.mark.parametrize("line", ["$", "$   ", "$\tx"])
def test_a_prompt_without_a_command(find_errors: FindErrors, line: str) -> None:
    """A prompt is a dollar and a blank, with a command behind it."""
    assert find_errors(console(line, "out")) == [
        "labs/01-try/lab.md:8: block `a`: a `$` without a command\n\nhint: commands start with `$ `"
    ]


@pytest.mark.parametrize("dots", ["⋯", "  ⋯ ⋯", "⋯⋯", "⋯\n\n⋯"])
def test_an_expectation_that_matches_anything(find_errors: FindErrors, dots: str) -> None:
    """An output of nothing but `⋯`, however it is written, would prove nothing."""
    assert find_errors(console("$ x", "", dots)) == [
        "labs/01-try/lab.md:10: block `a`: `⋯` alone would match any output\n\n"
        "hint: show at least one line of it, or no output at all"
    ]
