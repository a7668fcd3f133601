"""Things that a lab may leave behind or take away, and what two looks at a machine say of that. Looks at nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_LEFT, _TAKEN = "was left behind", "was there before the lab and is gone"
# Kinds of which one of the same name may be another one.
_MOVED = frozenset(("image", "node image"))
State = tuple[tuple[str, str], ...]
"""How a thing is set: values by name. One that begins with `#` is a digest, which says nothing to people."""


@dataclass(frozen=True)
class Thing:
    """One thing that may be left behind; `key` tells it from a namesake made later.

    `origin` is what it was made from, such as a container's image, and `state` how it is set, where these are known.
    `cluster` is the kind cluster that it is in.
    """

    kind: str
    name: str
    key: str
    origin: str = field(default="", compare=False)
    state: State = field(default=(), compare=False)
    cluster: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Change:
    """What became of a *thing* between two looks, told by `what`: it came, it went, or it is set otherwise."""

    thing: Thing
    what: str
    is_new: bool = False
    is_change: bool = False

    def __str__(self) -> str:
        return f"{self.thing} {self.what}"


def find_changes(before: frozenset[Thing], after: frozenset[Thing]) -> list[Change]:
    """What is otherwise after a lab than before it: what was left behind, taken away, and set otherwise.

    Of a cluster that came or went as a whole nothing more is told than that.
    """
    whole = {thing.name for thing in before ^ after if thing.kind == "cluster"}
    before, after = (frozenset(each for each in things if each.cluster not in whole) for things in (before, after))
    left = {(thing.kind, thing.name): thing for thing in after - before}
    taken = {(thing.kind, thing.name): thing for thing in before - after}
    # A tag, say, that now names another image.
    moved = [thing for kind, thing in left.items() if kind[0] in _MOVED and kind in taken]
    changes = [Change(thing, "is another one than before the lab", is_change=True) for thing in moved]
    changes += [Change(thing, _LEFT, is_new=True) for thing in after - before if thing not in moved]
    names = {(thing.kind, thing.name) for thing in moved}
    changes += [Change(thing, _TAKEN) for thing in before - after if (thing.kind, thing.name) not in names]
    states = {thing: thing.state for thing in after}
    for thing in before:
        then, later = thing.state, states.get(thing, ())
        if then and later and then != later:
            changes.append(Change(thing, f"was changed: {_compare(dict(then), dict(later))}", is_change=True))
    order = {_LEFT: 0, _TAKEN: 1}
    return sorted(changes, key=lambda change: (order.get(change.what, 2), str(change)))


def find_leaks(before: frozenset[Thing], after: frozenset[Thing]) -> list[str]:
    """What came and went between two looks: things left behind, then things taken away that were there."""
    return format_changes(change for change in find_changes(before, after) if not change.is_change)


def format_changes(changes: Iterable[Change]) -> list[str]:
    """A line a change."""
    return [str(change) for change in changes]


def _compare(then: dict[str, str], now: dict[str, str]) -> str:
    """What is set otherwise, each with both values where these say something."""
    parts = []
    for name in sorted(then.keys() | now.keys()):
        pair = [values.get(name, "nothing") for values in (then, now)]
        if pair[0] != pair[1]:
            parts.append(name if any(value.startswith("#") for value in pair) else f"{name}: {pair[0]}, now {pair[1]}")
    return "; ".join(parts)
