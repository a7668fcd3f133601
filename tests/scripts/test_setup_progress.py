"""The set-up says what it does and how far it is, on a terminal and elsewhere, in both languages."""

from __future__ import annotations

import io
import sys

import pexpect
import pytest

from tests.scripts.conftest import SampleProject, clean_environ
from venv_report import Progress, tell

CHINESE = [
    "首次启动：把 1 个软件包装进 .venv，约一分钟，只有这一次",
    "[1/4] 创建 Python 环境",
    "[2/4] 下载软件包",
    "[3/4] 安装软件包",
    "[4/4] 安装本项目",
]


def test_chinese(sample: SampleProject) -> None:
    """Where the locale is Chinese all of it is said in Chinese, in an encoding of the kind that Windows has too."""
    code, _, err = sample.run("serve", LC_ALL="", LANG="zh_CN.UTF-8")
    assert (code, err.splitlines()) == (0, [*CHINESE, "安装完成，用时 N 秒"])


def test_on_a_terminal(sample: SampleProject) -> None:
    """On a terminal each package is counted in place, and nothing of the count is left when the next step begins."""
    environ = clean_environ({"PYTHONPATH": str(sample.modules), "TERM": "xterm"})
    terminal = pexpect.spawn(str(sample.folder / "scripts" / "serve"), env=environ, encoding="utf-8", timeout=120)
    terminal.expect(pexpect.EOF)
    expected = "[2/4] downloading packages\r\n\r\033[K      1/1 locked-3-py3-none-any.whl\r\033[K[3/4]"
    assert expected in (terminal.before or "")


def test_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """What no terminal reads has a line every ten packages, those that pip has already or leaves out counted too."""
    progress = Progress(25)
    progress.begin("fetch")
    said = ["Collecting {}==1 (from -r x)", "Requirement already satisfied: {}==1 in y", "Ignoring {}: markers 'z'"]
    for number in range(25):
        progress.watch(said[number % 3].format(f"package-{number}"))
        progress.watch("  Downloading package.whl (1 kB)")
    progress.watch("Installing collected packages: a, b")
    expected = ["[2/4] downloading packages", "      10/25", "      20/25", "[3/4] installing the packages", ""]
    assert capsys.readouterr().err == "\n".join(expected)


def test_unspellable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the encoding of standard error cannot spell is replaced, and ends nothing."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding="gbk"))
    tell("课 ✓ …")
    assert written.getvalue().decode("gbk") == "课 ? …\n"
