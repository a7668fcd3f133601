"""What attendees type is right in zsh too, which takes a bracket without quotes for a pattern of file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab import find_labs, load_lab
from workshop.lab.model import Typed

PROJECT = Path(__file__).resolve().parents[2]


def find_bare_brackets(text: str) -> list[str]:
    """The words of *text*, up to a here-document, with an opening bracket that no quote holds, but for `[` and `[[`."""
    words, word, quote, is_bare = [], "", "", False
    for letter in f"{text.partition('<<')[0]} ":
        if quote:
            quote = "" if letter == quote else quote
            word += letter
        elif letter in "'\"":
            quote, word = letter, word + letter
        elif letter in " \t\n;|&()":
            words += [word] if is_bare and word not in {"[", "[["} else []
            word, is_bare = "", False
        else:
            word, is_bare = word + letter, is_bare or letter == "["
    return words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kubectl get x -o custom-columns=A:.b[0].c | sort", ["custom-columns=A:.b[0].c"]),
        ("kubectl get x -o custom-columns='A:.b[0].c'", []),
        ('x "$(a[0])" y', []),
        ("if [ -f before ]; then [[ a = b ]]; fi", []),
        ("cat > x <<END\ncommand: [tail]\nEND", []),
        ("echo 'a'[1] b", ["'a'[1]"]),
    ],
)
def test_finding(text: str, words: list[str]) -> None:
    """A bracket within quotes or a document, and the command of that name, are none."""
    assert find_bare_brackets(text) == words


@pytest.mark.parametrize("folder", find_labs(PROJECT), ids=lambda folder: folder.name)
def test_every_lab(folder: Path) -> None:
    """No command of a lab has a bracket without quotes."""
    commands = [command for block in load_lab(folder).consoles for command in block.commands]
    typed = [command.text for command in commands if command.typed is Typed.SHELL]
    assert [word for text in typed for word in find_bare_brackets(text)] == []
