"""What the server and the process that builds say to each other: one JSON object a line. Starts nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Order:
    """What the builder is told first: the folder for its builds, the address that they are served at, without a path.

    A *strict* first build fails on warnings too.
    """

    folder: str
    url: str
    strict: bool


@dataclass(frozen=True)
class Built:
    """A build is good: its sealed *folder*, and the path that the site is to be served below, which ends in `/`."""

    folder: str
    mount: str


@dataclass(frozen=True)
class Failed:
    """A build is not good. Each of *problems* is a text that begins with its place, where it has one."""

    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Complained:
    """MkDocs or a plugin has something to say to the author; *level* is `warning` or above."""

    level: str
    message: str


Message = Order | Built | Failed | Complained
_KINDS: dict[str, type[Order] | type[Built] | type[Failed] | type[Complained]] = {
    kind.__name__: kind for kind in (Order, Built, Failed, Complained)
}


def encode(message: Message) -> str:
    """*message* as a line, without its end."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)})


def decode(line: str) -> Message:
    """The message in *line*. Raises ValueError where it is none."""
    try:
        row = json.loads(line)
        return _KINDS[row.pop("kind")](**row)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a message: {line!r}") from error
