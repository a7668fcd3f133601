"""Things that a lab may leave behind or take away, and what two looks at a machine say of that. Looks at nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Thing:
    """One thing that may be left behind; `key` tells it from a namesake made later.

    `origin` is what it was made from, such as a container's image, where that is known.
    """

    kind: str
    name: str
    key: str
    origin: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Change:
    """What became of a *thing* between two looks, told by `what`."""

    thing: Thing
    what: str
    is_new: bool = False

    def __str__(self) -> str:
        return f"{self.thing} {self.what}"


def find_changes(before: frozenset[Thing], after: frozenset[Thing]) -> list[Change]:
    """What is otherwise after a lab than before it: things left behind, then things taken away that were there."""
    left = [Change(thing, "was left behind", is_new=True) for thing in sorted(after - before, key=str)]
    taken = [Change(thing, "was there before the lab and is gone") for thing in sorted(before - after, key=str)]
    return left + taken


def find_leaks(before: frozenset[Thing], after: frozenset[Thing]) -> list[str]:
    """What a lab changed for good between two looks: things left behind, then things taken away that were there."""
    return format_changes(find_changes(before, after))


def format_changes(changes: Iterable[Change]) -> list[str]:
    """A line a change."""
    return [str(change) for change in changes]
