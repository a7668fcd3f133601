"""Two runs of one person on one engine take turns, and nobody is in another person's way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from workshop.errors import RequirementError
from workshop.run import lock
from workshop.run.lock import find_lock, hold_machine

WAIT = """
import sys
from pathlib import Path
from workshop.run import lock
lock.BASE = Path(sys.argv[1])
with lock.hold_machine("second", lambda line: print(line, flush=True)):
    print("mine", flush=True)
"""
NOBODY = 65534
is_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that locks lie in, instead of the machine's."""
    monkeypatch.setattr(lock, "BASE", tmp_path)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    return tmp_path


def start_second(base: Path, **environ: str) -> subprocess.Popen[str]:
    """Start another run that wants the machine, in this environment with *environ*."""
    command = [sys.executable, "-c", WAIT, str(base)]
    return subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("environ", [{}, {"TMPDIR": "{}/other", "HOME": "{}", "XDG_STATE_HOME": "{}/state"}])
def test_second_run_waits_and_says_for_what(base: Path, environ: dict[str, str]) -> None:
    """A second run, wherever its temporary files and its home are, tells what the first one does, and waits for it."""
    with hold_machine("first", print):
        second = start_second(base, **{name: value.format(base) for name, value in environ.items()})
        assert second.stdout is not None
        told = second.stdout.readline()
    rest, _ = second.communicate(timeout=10)
    assert told.startswith("waiting for another run on this machine: first (process ")
    assert (rest, second.returncode) == ("mine\n", 0)


def test_who_waits_is_served_in_turn(tmp_path: Path) -> None:
    """Whoever has come first is next, also before the one who has just had the machine and wants it again."""
    path = tmp_path / "machine.lock"
    order: list[str] = []
    waiting = {name: threading.Event() for name in ("second", "third")}

    def take(name: str) -> None:
        with hold_machine(name, lambda _: waiting[name].set(), path):
            order.append(name)

    threads = [threading.Thread(target=take, args=(name,)) for name in waiting]
    with hold_machine("first", print, path):
        for thread, told in zip(threads, waiting.values(), strict=True):
            thread.start()
            assert told.wait(10)
    with hold_machine("first again", print, path):
        order.append("first again")
    for thread in threads:
        thread.join(10)
    assert order == ["second", "third", "first again"]
    assert list((tmp_path / "machine.queue").iterdir()) == []


def test_who_died_while_waiting(base: Path) -> None:
    """A ticket whose holder is gone keeps nobody waiting, and goes."""
    with hold_machine("first", print):
        second = start_second(base)
        assert second.stdout is not None
        second.stdout.readline()
        second.kill()
        second.communicate()
    with hold_machine("third", lambda _: pytest.fail("waits for a dead one")):
        queue = next(base.glob("workshop-*/*.queue"))
        assert list(queue.iterdir()) == []


def test_another_engine_is_not_waited_for(base: Path) -> None:
    """A run on another engine starts at once."""
    with hold_machine("first", print):
        second = start_second(base, DOCKER_HOST="tcp://elsewhere:2375")
        assert second.communicate(timeout=10)[0] == "mine\n"


def test_locks_lie_where_only_their_person_can_write(base: Path) -> None:
    """The folder of locks is closed to others, and there is a lock for each engine."""
    locks = [find_lock(address, base) for address in ("unix:///a", "unix:///b", "unix:///a")]
    assert locks[0] == locks[2] != locks[1]
    assert locks[0].parent.stat().st_mode & 0o777 == 0o700


@is_root
@pytest.mark.parametrize("mode", [0o700, 0o777])
def test_another_users_folder(base: Path, mode: int) -> None:
    """A folder of locks that is another's is told in a line, with the command that helps."""
    folder = base / f"workshop-{os.getuid()}"
    folder.mkdir()
    folder.chmod(mode)
    os.chown(folder, NOBODY, NOBODY)
    with pytest.raises(RequirementError) as caught, hold_machine("first", print):
        raise AssertionError("held")
    assert str(caught.value) == f"{folder}: belongs to another user\n\nhint: sudo rm -r {folder}"


def test_another_users_lock(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that may not be opened is told in a line, with the command that helps."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    file = base / "labs.lock"
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(RequirementError) as caught, hold_machine("first", print, file):
        raise AssertionError("held")
    hint = f"it is another user's: sudo rm {file}"
    assert str(caught.value) == f"{file}: the lock of labs cannot be opened\n\nhint: {hint}"


def test_the_place_of_locks_is_the_machines(tmp_path: Path) -> None:
    """Shells with other folders for temporary files, homes or states mean the same lock."""
    code = "from workshop.run import lock; print(lock.find_lock('unix:///a', lock.BASE))"
    places = set()
    for name in ("one", "two"):
        folder = str(tmp_path / name)
        environ = {**os.environ, "TMPDIR": folder, "HOME": folder, "XDG_STATE_HOME": folder, "XDG_RUNTIME_DIR": folder}
        (tmp_path / name).mkdir()
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
        places.add(done.stdout)
    assert len(places) == 1
