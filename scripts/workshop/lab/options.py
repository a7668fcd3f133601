"""Takes the words of a call apart into options with their values and the other words. Knows no program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def split_options(
    words: Iterable[str], flags: frozenset[str], *, stops: bool = False
) -> tuple[list[tuple[str, str]], list[str]]:
    """Options with their values ("" for *flags*), and the other words; *stops* at the first of these."""
    options: list[tuple[str, str]] = []
    others: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--" or not word.startswith("-") or word == "-":
            others += [word] if word != "--" else []
            if stops or word == "--":
                return options, others + left
        elif word.startswith("--"):
            name, equals, value = word.partition("=")
            options.append((name, value if equals or name in flags or not left else left.pop(0)))
        else:
            options += _split_short(word, flags, left)
    return options, others


def _split_short(word: str, flags: frozenset[str], left: list[str]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(word)):
        name = f"-{word[at]}"
        if name not in flags:
            value = word[at + 1 :].removeprefix("=")
            yield name, value if value or not left else left.pop(0)
            return
        yield name, ""


def get_values(options: Iterable[tuple[str, str]], *names: str) -> list[str]:
    """The values of the options *names*, in order."""
    return [value for name, value in options if name in names]


def find_given(words: Sequence[str], *names: str) -> list[str]:
    """The values of the options *names*, where the other options of a program are not known one by one."""
    values = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name in names:
            values.append(value if equals else following)
        elif word[:2] in names and not word.startswith("--"):
            values.append(word[2:])
    return values
