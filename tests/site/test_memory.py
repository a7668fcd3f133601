"""What is remembered from build to build is found by all that it was made from, and only for as long as it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.site.memory import Memory

Pair = tuple[object, object]


class Counted:
    """Makes a new object each time; the number of times is `count`."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *sources: object) -> object:
        """Make one."""
        self.count += 1
        return object()


def build(memory: Memory, work: Callable[[], object], *, is_good: bool = True) -> object:
    """A build that does *work*."""
    memory.begin_build()
    result = work()
    memory.end_build(is_good=is_good)
    return result


THING, OTHER = object(), object()
LIST: list[object] = []
SAME: dict[str, Pair] = {
    "text": ("".join(["a", "b"]), "".join(["a", "b"])),
    "bytes": (bytes([1, 2]), bytes([1, 2])),
    "paths": (Path("a/b"), Path("a") / "b"),
    "tuples": (("a", 1, THING), ("a", 1, THING)),
    "the object itself": (LIST, LIST),
}
DIFFERENT: dict[str, Pair] = {
    "text": ("a", "b"),
    "text and bytes": ("a", b"a"),
    "numbers of two kinds": (1, 1.0),
    "a number and a truth": (1, True),
    "lists that are equal": (LIST, []),
    "tuples of other objects": ((THING,), (OTHER,)),
    "a tuple and what is in it": (("a",), "a"),
}


@pytest.mark.parametrize("name", SAME)
def test_found(name: str) -> None:
    """What is made from the same things is made once."""
    memory, make = Memory(), Counted()
    one, other = (build(memory, lambda source=source: memory.recall(make, source)) for source in SAME[name])  # type: ignore[misc]
    assert one is other
    assert make.count == 1


@pytest.mark.parametrize("name", DIFFERENT)
def test_not_found(name: str) -> None:
    """What is made from other things is made anew, within a build and in the next one."""
    memory, make = Memory(), Counted()
    one, other = DIFFERENT[name]
    assert memory.recall(make, one) is not memory.recall(make, other)
    memory.end_build(is_good=True)
    assert memory.recall(make, one) is not memory.recall(make, other)
    assert make.count == 2


def test_who_makes_it_counts() -> None:
    """Two that make something of the same are two."""
    memory = Memory()
    assert memory.recall(Counted(), "a") is not memory.recall(Counted(), "a")


def test_nothing_can_be_what_was_made() -> None:
    """None is a result like others."""
    memory, calls = Memory(), list[str]()
    assert [memory.recall(calls.append, "a") for _ in range(2)] == [None, None]
    assert calls == ["a"]


def test_what_a_build_does_not_use_is_forgotten() -> None:
    """Memory holds what the last good build used, and no more; an object is held for as long."""
    memory, make = Memory(), Counted()
    build(memory, lambda: memory.recall(make, "a"))
    build(memory, lambda: memory.recall(make, "b"))
    build(memory, lambda: memory.recall(make, "a"))
    assert make.count == 3
    assert memory.made == 1


def test_a_failed_build() -> None:
    """It forgets nothing that the last good one used, and what it made itself is not kept."""
    memory, make = Memory(), Counted()
    kept = build(memory, lambda: memory.recall(make, "a"))
    build(memory, lambda: memory.recall(make, "b"), is_good=False)
    assert build(memory, lambda: memory.recall(make, "a")) is kept
    build(memory, lambda: memory.recall(make, "b"))
    assert make.count == 3


def test_memory_of_a_single_build(folder: Path) -> None:
    """Where nothing is to be kept, all is made each time, and what is given is taken."""
    memory, make, given = Memory(keeps=False), Counted(), [1]
    made = [memory.recall(make, "a"), memory.recall(make, "a"), memory.recall_read([folder], make)]
    assert len(set(map(id, made))) == make.count == 3
    assert memory.same("a", given) is given
    assert memory.same("a", [1]) is not given


def test_an_error_is_made_again() -> None:
    """What fails is tried again."""
    memory, tries = Memory(), list[str]()

    def fail(name: str) -> None:
        tries.append(name)
        raise ValueError(name)

    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            memory.recall(fail, "a")
    assert tries == ["a", "a"]


def test_same() -> None:
    """An equal value of the last build stands for the new one; another takes its place."""
    memory = Memory()
    first, equal, other = [1], [1], [2]
    assert build(memory, lambda: memory.same("a", first)) is first
    assert build(memory, lambda: memory.same("a", equal)) is first
    assert build(memory, lambda: memory.same("b", equal)) is equal
    assert build(memory, lambda: memory.same("a", other)) is other


def put_folder(folder: Path) -> None:
    """A folder of the file's name, in its place."""
    (folder / "a.txt").unlink()
    (folder / "a.txt").mkdir()


def put_link(folder: Path) -> None:
    """A link to the file, which is elsewhere now."""
    (folder / "a.txt").rename(folder.parent / "x")
    (folder / "a.txt").symlink_to(folder.parent / "x")


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda folder: (folder / "a.txt").write_text("c"),
    "a new file": lambda folder: (folder / "b.txt").write_text("a"),
    "a new folder": lambda folder: (folder / "b").mkdir(),
    "deleted": lambda folder: (folder / "a.txt").unlink(),
    "renamed": lambda folder: (folder / "a.txt").rename(folder / "b.txt"),
    "deep": lambda folder: (folder / "deep" / "er" / "c.txt").write_text("c"),
    "a folder in its place": put_folder,
    "a link in its place": put_link,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, and another one deeper."""
    (tmp_path / "lab" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "lab" / "a.txt").write_text("a")
    return tmp_path / "lab"


@pytest.mark.parametrize("name", CHANGES)
def test_changed_files(folder: Path, name: str) -> None:
    """What is made from files is made anew when one of them is another one, whatever its time."""
    memory, make = Memory(), Counted()
    for _ in range(2):
        memory.recall_read([folder], make, "a")
    assert make.count == 1
    CHANGES[name](folder)
    memory.recall_read([folder], make, "a")
    assert make.count == 2


def test_a_file_that_is_not_there(folder: Path) -> None:
    """A file counts too where it is not there yet."""
    memory, make = Memory(), Counted()
    missing = folder.parent / "b.txt"
    for _ in range(2):
        memory.recall_read([missing], make)
    missing.write_text("")
    memory.recall_read([missing], make)
    assert make.count == 2


def test_links_are_read_each_time(folder: Path) -> None:
    """What a link leads to may be anywhere, so that nothing made of it is remembered."""
    memory, make = Memory(), Counted()
    (folder / "b").symlink_to("a.txt")
    for _ in range(3):
        memory.recall_read([folder], make)
    assert make.count == 3


def test_what_is_written_while_it_is_read(folder: Path) -> None:
    """What was made while a file changed is used once: nobody knows which of both it was made of."""
    memory, texts = Memory(), list[str]()

    def read(file: Path) -> str:
        texts.append(file.read_text())
        file.write_text("b")
        return texts[-1]

    file = folder / "a.txt"
    assert memory.recall_read([file], read, file) == "a"
    file.write_text("a")
    assert memory.recall_read([file], read, file) == "a"
    assert texts == ["a", "a"]
    assert memory.recall_read([file], read, file) == "b"
    assert memory.recall_read([file], read, file) == "b"
    assert texts == ["a", "a", "b"]
