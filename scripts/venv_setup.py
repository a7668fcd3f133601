"""Make `.venv` what a hashed lock says, or find at once that it is so. Run by the system's Python, before all else.

    python3 scripts/venv_setup.py requirements.txt

Needs the standard library only. Two at once take turns. What `.venv` was made from is written into it last, so that
one that was interrupted is begun again from nothing. Packages come from folders of wheels where there are any, else
from the package index. Exit codes: 0 ready, 3 something is lacking, 130 interrupted.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from venv_paths import make_environment, make_movable
from venv_report import Progress, say, tell

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
MADE_FROM = VENV / "made-from.json"
LOG = PROJECT / ".workshop" / "setup.log"
COVERED = {"requirements-dev.txt": "requirements.txt"}
"""A lock → the smaller one of whose packages it has all, at the same versions."""

EXIT_LACKING = 3
OFFLINE = re.compile(
    r"connection (broken|refused|reset|aborted|timed out)|failed to connect|name resolution|unreachable", re.IGNORECASE
)
LACKING = re.compile(r"No matching distribution found for (\S+)")


class SetupError(Exception):
    """The one line that the person at this machine reads: that of *key*, with *package* and other values in it."""

    def __init__(self, key: str, *, package: str = "", **values: object) -> None:
        super().__init__(say(key, package=package, log=LOG.relative_to(PROJECT), **values))
        self.key = key
        self.package = package


def main(lock: str) -> int:
    """Make `.venv` fit for *lock*, a file name in the project; return the exit code."""
    wanted = read_digests(lock)
    if is_made(wanted):
        return 0
    try:
        with taking_turns() as turn:
            if not is_made(wanted):
                make(lock, turn)
    except SetupError as error:
        tell(str(error))
        return EXIT_LACKING
    except OSError as error:
        tell(say("unwritable", file=error.filename or PROJECT, reason=error.strerror or error))
        return EXIT_LACKING
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


def read_digests(*locks: str) -> dict[str, str]:
    """Return what a `.venv` for *locks* is made from: its project, and the SHA-256 of each and of pyproject.toml."""
    names = [*locks, "pyproject.toml"]
    digests = {name: hashlib.sha256((PROJECT / name).read_bytes()).hexdigest() for name in names}
    return {"project": str(PROJECT), **digests}


def is_made(wanted: dict[str, str]) -> bool:
    """Tell whether `.venv` was made to the end, from all that is *wanted*."""
    return wanted.items() <= read_made_from().items() and (VENV / "bin" / "python").exists()


def read_made_from() -> dict[str, str]:
    """Return what `.venv` says that it was made from; nothing where it was never finished."""
    try:
        made = json.loads(MADE_FROM.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def make(lock: str, turn: int) -> None:
    """Install *lock* and the project into `.venv`, begun anew unless it was finished once, in this same place."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupError("no-venv", package=f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if os.pathsep in str(VENV):
        raise SetupError("colon", folder=PROJECT)
    made = read_made_from()
    if made.get("project") != str(PROJECT) or not (VENV / "bin" / "python").exists():
        made = {}
    LOG.write_text("", encoding="utf-8")
    count = len(re.findall(r"^[^\s#-]", (PROJECT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    tell(say("again" if made else "begin", count=count))
    progress = Progress(count)
    if not made:
        progress.begin("python")
        shutil.rmtree(VENV, ignore_errors=True)
        run(find_base_python(), "-m", "venv", str(VENV), turn=turn)
    MADE_FROM.unlink(missing_ok=True)
    try:
        install(lock, turn, progress)
    except SetupError:
        progress.clear()
        if made:  # pip undoes what it could not finish, so what was there before still is.
            MADE_FROM.write_text(json.dumps(made), encoding="utf-8")
        raise
    make_movable(PROJECT, VENV)
    covered = [COVERED[lock]] if lock in COVERED else []
    MADE_FROM.write_text(json.dumps(read_digests(lock, *covered)), encoding="utf-8")
    progress.end()


def install(lock: str, turn: int, progress: Progress) -> None:
    """Let pip put *lock*, by its hashes, and the project itself into `.venv`."""
    pip = [str(VENV / "bin" / "python"), "-u", "-I", "-m", "pip", "--disable-pip-version-check", "--no-color"]
    pip += ["install", "--no-deps", "--no-input", "--progress-bar", "off"]
    get_packages([*pip, "--retries", "2", "--require-hashes", "--requirement", lock], turn, progress)
    progress.begin("kit")
    run(*pip, "--no-build-isolation", "--no-index", "--editable", ".", turn=turn)


def get_packages(pip: list[str], turn: int, progress: Progress) -> None:
    """Let *pip* install from the wheels that are here, or from the package index where there are none, or one lacks."""
    wheels = find_wheels()
    if not wheels and (bundle := os.environ.get("WORKSHOP_BUNDLE")):
        tell(say("no-wheels", folder=bundle))
    folder = ", ".join(map(str, wheels))
    links = [f"--find-links={place}" for place in wheels]
    lacking = ""
    if wheels:
        progress.begin("local", folder=folder)
        try:
            run(*pip, "--no-index", *links, turn=turn, watch=progress.watch)
            return
        except SetupError as error:
            if not error.package:
                raise
            lacking = error.package
            progress.note(say("lacking", folder=folder, package=lacking))
    progress.begin("fetch")
    try:
        run(*pip, *links, turn=turn, watch=progress.watch)
    except SetupError as error:
        if lacking and error.key == "no-network":
            raise SetupError("no-wheel", folder=folder, package=lacking) from None
        raise


def find_wheels() -> list[Path]:
    """Return the folders that hold wheels: in the bundle that WORKSHOP_BUNDLE names, else in or beside the project."""
    places = [folder / name for folder in (PROJECT, PROJECT.parent) for name in ("wheels", "bundle/wheels")]
    if bundle := os.environ.get("WORKSHOP_BUNDLE"):
        places = [Path(bundle, "wheels"), Path(bundle)]
    return [place for place in places if any(place.glob("*.whl"))]


def find_base_python() -> str:
    """Return the Python to make `.venv` with: never the one inside, even where that one runs this (activated)."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def run(*command: str, turn: int, watch: Callable[[str], object] = len) -> None:
    """Run *command* in the project; each line that it prints goes into the log, and to *watch*.

    The command holds the lock *turn* too: where this process is killed, the next one waits for what it left running.
    Raises SetupError with the reason where it fails.
    """
    with (
        LOG.open("a", encoding="utf-8", errors="backslashreplace") as log,
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env=make_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=[turn],
            encoding="utf-8",
            errors="backslashreplace",
        ) as process,
    ):
        print("$", *command, file=log)
        output = []
        for line in process.stdout or ():
            log.write(line)
            output.append(line)
            watch(line)
    if process.returncode != 0:
        raise explain(output)


def explain(output: list[str]) -> SetupError:
    """Return what to say of a command that failed, from the lines of its *output*."""
    text = "".join(output)
    if OFFLINE.search(text):
        return SetupError("no-network")
    said = [line for line in output if line.startswith("ERROR: ")] or output or ["?"]
    lacking = LACKING.search(said[-1])
    return SetupError("failed", reason=said[-1].removeprefix("ERROR: ").strip(), package=lacking[1] if lacking else "")


@contextmanager
def taking_turns() -> Iterator[int]:
    """Hold the project's set-up lock, and give its file descriptor; wait where another process has it."""
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "setup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(say("wait"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
