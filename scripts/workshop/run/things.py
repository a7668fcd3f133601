"""Things that a lab may leave behind or take away, and what two looks at a machine say of that. Looks at nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """One thing that may be left behind; `key` tells it from a namesake made later."""

    kind: str
    name: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def find_leaks(before: frozenset[Thing], after: frozenset[Thing]) -> list[str]:
    """What a lab changed for good between two looks: things left behind, then things taken away that were there."""
    left = [f"{thing} was left behind" for thing in sorted(after - before, key=str)]
    taken = [f"{thing} was there before the lab and is gone" for thing in sorted(before - after, key=str)]
    return left + taken
