"""Make `.venv` what a hashed lock says, or find at once that it is so. Run by the system's Python, before all else.

    python3 scripts/venv_setup.py requirements.txt

Needs the standard library only. Two at once take turns. What `.venv` was made from is written into it last, so that
one that was interrupted is begun again from nothing. Exit codes: 0 ready, 3 something is lacking, 130 interrupted.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.cli.language import get_language

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

WORDS = {
    "no-venv": {
        "zh": "这个 Python 缺少 venv 模块；请先安装：sudo apt-get install {package}",
        "en": "this Python lacks its venv module; install it first: sudo apt-get install {package}",
    },
    "no-network": {
        "zh": "无法下载软件包；请连接网络，或用 PIP_INDEX_URL 指定镜像，再运行一次（全部输出见 {log}）",
        "en": "no network: connect, or name a mirror in PIP_INDEX_URL, and run this again (pip's output: {log})",
    },
    "failed": {
        "zh": "安装没有完成：{reason}（全部输出见 {log}）",
        "en": "the set-up failed: {reason} (all of its output: {log})",
    },
    "wait": {"zh": "另一个安装正在进行，等它完成……", "en": "another set-up is under way; waiting for it …"},
    "begin": {
        "zh": "正在安装到 .venv，约需一分钟，只有这一次……",
        "en": "setting up .venv: about a minute, this once …",
    },
}


class SetupError(Exception):
    """The one line that the person at this machine reads."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(key, **values))


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
        print(error, file=sys.stderr)
        return EXIT_LACKING
    except OSError as error:
        print(say("failed", reason=error, log=LOG), file=sys.stderr)
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
    tell("begin")
    made = read_made_from()
    LOG.write_text("", encoding="utf-8")
    if made.get("project") != str(PROJECT) or not (VENV / "bin" / "python").exists():
        made = {}
        shutil.rmtree(VENV, ignore_errors=True)
        run(find_base_python(), "-m", "venv", str(VENV), turn=turn)
    MADE_FROM.unlink(missing_ok=True)
    try:
        install(lock, turn)
    except SetupError:
        if made:  # pip undoes what it could not finish, so what was there before still is.
            MADE_FROM.write_text(json.dumps(made), encoding="utf-8")
        raise
    covered = [COVERED[lock]] if lock in COVERED else []
    MADE_FROM.write_text(json.dumps(read_digests(lock, *covered)), encoding="utf-8")


def install(lock: str, turn: int) -> None:
    """Let pip put *lock*, by its hashes, and the project itself into `.venv`."""
    pip = [
        str(VENV / "bin" / "python"),
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-deps",
    ]
    run(*pip, "--retries", "2", "--require-hashes", "--requirement", lock, turn=turn)
    run(*pip, "--no-build-isolation", "--no-index", "--editable", ".", turn=turn)


def find_base_python() -> str:
    """Return the Python to make `.venv` with: never the one inside, even where that one runs this (activated)."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def run(*command: str, turn: int) -> None:
    """Run *command* in the project, its output in the log. Raises SetupError with the reason where it fails.

    The command holds the lock *turn* too: where this process is killed, the next one waits for what it left running.
    """
    environment = {**os.environ, "PIP_USER": "0", "LC_ALL": "C"}  # PIP_USER=1 cannot be had inside a venv.
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, pass_fds=[turn]
    )
    output = done.stdout + done.stderr
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{output}")
    if done.returncode == 0:
        return
    if OFFLINE.search(output):
        raise SetupError("no-network", log=LOG.relative_to(PROJECT))
    said = [line for line in output.splitlines() if line.startswith("ERROR: ")] or output.splitlines() or ["?"]
    raise SetupError("failed", reason=said[-1].removeprefix("ERROR: ").strip(), log=LOG.relative_to(PROJECT))


@contextmanager
def taking_turns() -> Iterator[int]:
    """Hold the project's set-up lock, and give its file descriptor; wait where another process has it."""
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "setup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("wait")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def say(key: str, **values: object) -> str:
    """Return the sentence of *key* in the language of this machine's locale."""
    return WORDS[key][get_language(os.environ)].format(**values)


def tell(key: str) -> None:
    """Say on a terminal what takes so long; what reads the output by program is spared it."""
    if sys.stderr.isatty():
        print(say(key), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
