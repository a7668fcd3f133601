"""Compares what the commands of one lab printed with what its page shows: each output by itself, and all together."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from workshop.lab.likeness import Token
from workshop.lab.match import Difference, Matched, match_lines
from workshop.lab.model import Command, ConsoleBlock, Lab
from workshop.lab.output import Tokens
from workshop.lab.relations import Relations
from workshop.lab.written import find_written


class Comparison:
    """What was found in one run of *lab* so far; outputs are told in the order of the run."""

    def __init__(self, lab: Lab) -> None:
        self._written = find_written(lab)
        # What an older engine printed was recorded from another run than the page's own.
        self._relations = {is_variant: Relations() for is_variant in (False, True)}

    def find_difference(self, block: ConsoleBlock, command: Command, output: Sequence[str]) -> Difference | None:
        """Where the *output* of *command* of *block* is not what the page shows; None where it is, which is kept."""
        matched = self.match(block, command, output)
        if isinstance(matched, Difference):
            return matched
        return self._relations[is_variant(block, command)].add(matched, any_of=block.picks_any)

    def match(self, block: ConsoleBlock, command: Command, output: Sequence[str]) -> list[Matched] | Difference:
        """The lines shown with those printed, or the first difference, whatever was printed before."""
        return match_lines(command.expected, output, self.get_tokens(block, command), any_order=block.any_order)

    def get_tokens(self, block: ConsoleBlock, command: Command) -> Tokens:
        """What tells the tokens of what *command* of *block* prints."""
        return Tokens(block.vary, self._written, command.text)

    def find_known(self, block: ConsoleBlock, command: Command) -> dict[Token, Token | None]:
        """The names of the page before *command*, each with the run's where only one can be meant."""
        return self._relations[is_variant(block, command)].find_known()

    def copy(self) -> Comparison:
        """What was found so far, to go on from without a trace here."""
        other = copy(self)
        other._relations = {key: relations.copy() for key, relations in self._relations.items()}
        return other


def is_variant(block: ConsoleBlock, command: Command) -> bool:
    """Whether the output of *command* stands below its *block*, as an older engine's."""
    return bool(command.expected) and command.expected[0].line > block.last_line
