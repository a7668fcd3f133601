"""What earlier builds of this process have made, so that the next one makes only what is made from something else.

A result is found by what makes it and by all that it is made from. Text, numbers and paths count by value, any other
object by being the very same one: what is read from a file that did not change is the same object in each build. So
what is remembered may depend on nothing but its arguments, and nobody changes these or what it returned.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path, PosixPath, WindowsPath
from typing import ParamSpec, TypeVar, cast

_PLAIN = frozenset((str, bytes, int, float, bool, type(None), PosixPath, WindowsPath))
Result = TypeVar("Result")
Sources = ParamSpec("Sources")


class Memory:
    """Results of the last build that succeeded, and of the one that goes on.

    A build that fails may have stopped before it used them, so that what it made is forgotten in their place.
    `made` is how many results the build that goes on, or the last one, had to make. One that *keeps* nothing is for
    a single build.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        self.keeps = keeps
        self.made = 0
        self._kept: dict[Hashable, object] = {}
        self._used: dict[Hashable, object] = {}

    def recall(self, make: Callable[Sources, Result], *sources: Sources.args, **named: Sources.kwargs) -> Result:
        """What *make* makes of *sources*. What it raises is not remembered."""
        if not self.keeps:
            return make(*sources, **named)
        key = (make, *map(_key, sources), *((name, _key(source)) for name, source in named.items()))
        if (found := self.find(key)) is None:
            found = self.keep(key, (make(*sources, **named),))
        return cast("Result", found[0])

    def recall_read(self, files: Iterable[Path], make: Callable[Sources, Result], *sources: Sources.args) -> Result:  # type: ignore[valid-type]
        """The same of what *make* also reads from *files* and from folders among them, and from nowhere else.

        What is written while it reads is not remembered.
        """
        if not self.keeps:
            return make(*sources)  # type: ignore[call-arg]
        several = tuple(files)
        read = look_into(several)
        key = (make, read, *map(_key, sources))
        if (found := self.find(key)) is None:
            found = (make(*sources),)  # type: ignore[call-arg]
            if read == look_into(several):
                self.keep(key, found)
        return cast("Result", found[0])

    def same(self, place: Hashable, value: Result) -> Result:
        """*value*, or the object that stood at *place* in the last build where that is equal."""
        key = (Memory.same, place)
        found = self.find(key)
        if found is None or found[0] != value:
            found = self.keep(key, (value,))
        return cast("Result", found[0])

    def find(self, key: Hashable) -> tuple[object, ...] | None:
        """What was kept as *key*, None where nothing was."""
        found = self._used.get(key) or self._kept.get(key)
        if found:
            self._used[key] = found
        return cast("tuple[object, ...] | None", found)

    def keep(self, key: Hashable, results: tuple[object, ...]) -> tuple[object, ...]:
        """Keep *results*, one at least, as *key*; returns them."""
        self.made += 1
        if self.keeps:
            self._used[key] = results
        return results

    def begin_build(self) -> None:
        """A build begins."""
        self.made = 0

    def end_build(self, *, is_good: bool) -> None:
        """A build has ended: what a good one did not use is forgotten, and what a failed one made."""
        if is_good:
            self._kept = self._used
        self._used = {}


class _Same:
    """An object as a part of a key, equal to itself alone, and there for as long as the key is."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __hash__(self) -> int:
        return id(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._value is other._value


def _key(value: object) -> Hashable:
    """*value* as a part of a key. Its type counts, since 1 equals 1.0 and True."""
    if type(value) is tuple:
        return (tuple, *map(_key, value))
    return (type(value), value) if type(value) in _PLAIN else _Same(value)


def look_into(paths: Iterable[Path]) -> tuple[Hashable, ...]:
    """All that can be read at and below *paths*, by names and content; what is no plain file equals nothing."""
    return tuple(_look_at(os.fspath(path)) for path in paths)


def _look_at(path: str) -> Hashable:
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISDIR(mode):
            return path, tuple(_look_at(os.path.join(path, name)) for name in sorted(os.listdir(path)))
        if stat.S_ISREG(mode):
            with open(path, "rb") as file:
                return path, hashlib.sha256(file.read()).digest()
    except FileNotFoundError:
        return path, None
    except OSError:
        pass
    return path, _Same(object())
