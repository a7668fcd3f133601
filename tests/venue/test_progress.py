"""How far somebody is in a lab: each step holds, failed, held before, or is still to come."""

from __future__ import annotations

import pytest

from tests.venue.conftest import WriteLab
from workshop.lab import Lab
from workshop.lab.removal import ThingKey
from workshop.venue.progress import Progress, Verdict

BODY = """\
```{.console #run}
$ docker run -d --name web nginx:1
```
```{.check #runs after="run" title="跑了" hint="看"}
false
```
```{.console #look}
$ docker logs web
```
```{.console #again}
$ docker run -d --name web-2 nginx:1
$ docker volume create data
```
```{.check #runs-again after="again" title="又跑了" hint="看"}
false
```
```{.console #stop}
$ docker stop web
```
```{.check #stopped after="stop" title="停了" hint="看"}
false
```
```{.console #cleanup}
$ docker rm -f web web-2
```
```{.check #gone after="cleanup" title="没了" hint="看"}
false
```
"""
IDS = ("runs", "runs-again", "stopped", "gone")
MARKS: dict[str, Verdict] = {
    "+": "holds",
    "x": "fails",
    "b": "before",
    "l": "later",
    "n": "next",
    ".": "waits",
}


@pytest.fixture
def lab(write_lab: WriteLab) -> Lab:
    """A lab with three steps that are checked, and one that is not."""
    return write_lab("01-a", "docker", "images: ['nginx:1']\n", BODY, "")


CASES = [
    # what holds now, the last that was seen in turn, what is new: what is said, and what is seen by now
    ("----", None, [], "n..l", None),
    ("---+", None, [], "n..+", None),  # nothing was made yet
    ("+---", None, [], "+n.l", "runs"),
    ("++--", "runs", [], "++nl", "runs-again"),
    ("+++-", None, [], "+++l", "stopped"),
    ("-+--", None, [], "x+.l", None),  # a later one holds
    ("--+-", "runs-again", [], "bb+l", "stopped"),
    ("-++-", "runs", [], "b++l", "stopped"),
    ("----", "runs", [], "x..l", "runs"),  # it held, and nothing came after it
    ("+---", "runs-again", [], "+x.l", "runs-again"),
    ("----", "stopped", [], "bbxl", "stopped"),
    ("---+", "stopped", [], "bbb+", None),  # tidied up
    ("---+", "gone", [], "bbb+", None),
    ("+--+", "stopped", [], "+bx+", "gone"),  # the cleanup's check alone does not end it
    ("----", None, [("container", "web", "1")], "x..l", None),
    ("+---", "runs", [("container", "web", "1")], "+n.l", "runs"),  # the step before made it
    ("+---", "runs", [("container", "web-2", "2")], "+x.l", "runs"),
    ("+---", "runs", [("volume", "data", "data")], "+x.l", "runs"),
    ("----", None, [("image", "nginx:1", "3")], "n..l", None),  # pulled, for whatever lab
    ("----", None, [("container", "webs", "1"), ("container", "my-web", "1")], "n..l", None),
]


@pytest.mark.parametrize(("now", "done", "new", "said", "seen"), CASES)
def test_verdicts(lab: Lab, now: str, done: str | None, new: list[ThingKey], said: str, seen: str | None) -> None:
    """Red is what was tried: it held and nothing came after, a later one holds, or what it makes is new."""
    progress = Progress(lab, {id_: mark == "+" for id_, mark in zip(IDS, now, strict=True)}, done, new)
    assert list(progress.judge().values()) == [MARKS[mark] for mark in said]
    assert progress.find_done() == seen
