"""A wrong call is told in the reader's language, with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.venue.conftest import WriteLab
from workshop.cli import main
from workshop.cli.attendee import find_meant

CALLS = [
    (["chekc"], "没有命令 `chekc`", "想写的是 `check` 吗？看用法：workshop --help"),
    (["nothing-like-it"], "没有命令 `nothing-like-it`", "看用法：workshop --help"),
    (["check", "--setp", "a"], "没有选项 `--setp`", "想写的是 `--step` 吗？看用法：workshop check --help"),
    (["start"], "缺少 LAB", "看用法：workshop start --help"),
    (["hint", "1", "a", "b"], "多出来的参数：b", "看用法：workshop hint --help"),
]


@pytest.mark.parametrize(("arguments", "message", "hint"), CALLS)
def test_in_chinese(
    arguments: list[str], message: str, hint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a Chinese locale it is told in Chinese, in two lines, with exit code 2."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"{message}\n\n提示：{hint}\n")


@pytest.mark.parametrize("environ", [{"LC_ALL": "zh_CN.UTF-8"}, {"WORKSHOP_LANG": "zh"}])
def test_help_and_version_stay(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help and version work in either language, and are no error."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["--help"]) == main(["check", "--help"]) == main(["--version"]) == 0
    assert capsys.readouterr().err == ""
    assert main([]) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("01-first-contaner", "01-first-container"),
        ("frist-container", "01-first-container"),
        ("labs/01-first-cntainer/", "01-first-container"),
        ("22-services", "22-service"),
        ("01-last", None),
        ("9", None),
        ("", None),
    ],
)
def test_slips(typed: str, meant: str | None) -> None:
    """A name with few wrong letters is taken for the one that it is nearest to, others for none."""
    assert find_meant(typed, ["01-first-container", "22-service"]) == meant
    assert find_meant(typed, []) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "no lab `01-fisrt`\n\nhint: did you mean 01-first?\n"),
        ("zh", "没有实验 `01-fisrt`\n\n提示：想写的是 01-first 吗？\n"),
    ],
)
def test_a_slip_in_a_lab(
    lang: str,
    text: str,
    write_lab: WriteLab,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every command that takes a lab asks for the one that was meant."""
    write_lab("01-first")
    monkeypatch.chdir(tmp_path)
    for command in ("start", "check", "reset", "doctor"):
        assert main([command, "01-fisrt", "--lang", lang]) == 2
        assert capsys.readouterr() == ("", text)
