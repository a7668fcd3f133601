"""What the set-up of `.venv` says to the person at this machine, and how far it is. Standard library only.

Knows what pip prints, and nothing of how `.venv` is made.
"""

from __future__ import annotations

import os
import re
import sys
import time

from workshop.cli.language import get_language

STEPS = {"python": 1, "local": 2, "fetch": 2, "install": 3, "kit": 4}
"""The steps by the key of what is said of them, and their places; packages are fetched from a folder or from afar."""

INSTALLING = "Installing collected packages"
PACKAGE = re.compile(r"(?:Collecting|Processing|Ignoring|Requirement already satisfied:) (?:\./)?([\w.-]+)")
"""What pip prints of each package of a lock."""

LINES_APART = 10
"""How many packages there are to a line, where lines cannot be written over."""

WORDS = {
    "python": {"zh": "创建 Python 环境", "en": "making a Python environment"},
    "local": {"zh": "从 {folder} 取软件包", "en": "getting packages from {folder}"},
    "fetch": {"zh": "下载软件包", "en": "downloading packages"},
    "install": {"zh": "安装软件包", "en": "installing the packages"},
    "kit": {"zh": "安装本项目", "en": "installing this project"},
    "begin": {
        "zh": "首次启动：把 {count} 个软件包装进 .venv，约一分钟，只有这一次",
        "en": "first start: putting {count} packages into .venv; about a minute, only this once",
    },
    "again": {
        "zh": "软件包清单有变化，更新 .venv（{count} 个软件包）",
        "en": "the list of packages has changed: updating .venv ({count} packages)",
    },
    "ready": {"zh": "安装完成，用时 {seconds} 秒", "en": "ready after {seconds} s"},
    "wait": {"zh": "另一个安装正在进行，等它完成……", "en": "another set-up is under way; waiting for it …"},
    "no-wheels": {
        "zh": "{folder} 里没有 wheels 目录，也没有软件包，改从网络下载",
        "en": "{folder} has neither wheels/ nor wheels; asking the package index",
    },
    "lacking": {
        "zh": "{folder} 里没有适合这台机器的 {package}",
        "en": "{folder} has no {package} for this machine",
    },
    "no-wheel": {
        "zh": "{folder} 里没有适合这台机器的 {package}，也无法下载；请连接网络，再运行一次（全部输出见 {log}）",
        "en": "{folder} has no {package} for this machine, and there is no network: "
        "connect, and run this again (pip's output: {log})",
    },
    "no-venv": {
        "zh": "这个 Python 缺少 venv 模块；请先安装：sudo apt-get install {package}",
        "en": "this Python lacks its venv module; install it first: sudo apt-get install {package}",
    },
    "colon": {
        "zh": "{folder}：路径里有冒号，Python 环境无法建在这里；请把文件夹改名或移走，再运行一次",
        "en": "{folder}: Python makes no environment in a path with a colon; "
        "rename or move the folder, and run this again",
    },
    "no-network": {
        "zh": "无法下载软件包；请连接网络，或用 PIP_INDEX_URL 指定镜像，再运行一次（全部输出见 {log}）",
        "en": "no network: connect, or name a mirror in PIP_INDEX_URL, and run this again (pip's output: {log})",
    },
    "unwritable": {
        "zh": "{file}：无法写入（{reason}）；请把整个文件夹复制到自己能写的地方，再运行一次",
        "en": "{file}: cannot be written ({reason}); copy the whole folder to where you may write, and run this again",
    },
    "failed": {
        "zh": "安装没有完成：{reason}（全部输出见 {log}）",
        "en": "the set-up failed: {reason} (all of its output: {log})",
    },
}


class Progress:
    """Tells on standard error which step is under way, and how many of *count* packages are done.

    On a terminal the count is written in place, elsewhere it is told every ten packages.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0
        self._start = time.monotonic()
        self._in_place = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def begin(self, key: str, **values: object) -> None:
        """Say that the step *key* begins."""
        self.note(f"[{STEPS[key]}/{max(STEPS.values())}] {say(key, **values)}")
        self._done = 0

    def watch(self, line: str) -> None:
        """Take note of a *line* that pip prints: a package more, or the beginning of the next step."""
        if line.startswith(INSTALLING):
            self.begin("install")
        elif package := PACKAGE.match(line):
            self._done += 1
            told = f"      {self._done}/{self._count}"
            if self._in_place:
                tell(f"\r\033[K{told} {package[1]}", end="")
            elif self._done % LINES_APART == 0:
                tell(told)

    def end(self) -> None:
        """Say that all is done, and in what time."""
        self.note(say("ready", seconds=round(time.monotonic() - self._start)))

    def note(self, line: str) -> None:
        """Print *line*, in the place of the count."""
        self.clear()
        tell(line)

    def clear(self) -> None:
        """Take the count away, where it stands in place."""
        if self._in_place and self._done:
            tell("\r\033[K", end="")


def say(key: str, **values: object) -> str:
    """Return the sentence of *key* in the language of this machine's locale."""
    return WORDS[key][get_language(os.environ)].format(**values)


def tell(line: str, end: str = "\n") -> None:
    """Print *line* to standard error at once, with `?` for what its encoding lacks."""
    encoding = sys.stderr.encoding or "ascii"
    print(line.encode(encoding, "replace").decode(encoding), end=end, file=sys.stderr, flush=True)
