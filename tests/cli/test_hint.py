"""`workshop hint`: one piece of advice a line, of the step that is asked for or of the first that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_check import BODY, ENGLISH
from tests.venue.conftest import WriteLab
from workshop.cli import main
from workshop.cli.hints import count_columns, lay_out, split_hint


@pytest.fixture
def copy(
    write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A copy of lab 01-a, the current folder, in which nothing was done yet."""
    write_lab("01-a", body=BODY, english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    main(["start", "01-a", "mine"])
    monkeypatch.chdir("mine")
    capsys.readouterr()
    return tmp_path / "mine"


@pytest.mark.parametrize(
    ("hint", "advice"),
    [
        ("touch made", ["touch made"]),
        (
            "Run docker ps -a. Exited: see docker logs web. Up, and no answer: wait.",
            ["Run docker ps -a.", "Exited: see docker logs web.", "Up, and no answer: wait."],
        ),
        ("Created: stop it; then again. Exited: look.", ["Created: stop it; then again.", "Exited: look."]),
        (
            "运行 docker ps：没有 web，重做；有，看 web.log。再来",
            ["运行 docker ps：没有 web，重做", "有，看 web.log。", "再来"],
        ),
        ("Look at http://a.b/c.html, v1.2.3 and file.txt", ["Look at http://a.b/c.html, v1.2.3 and file.txt"]),
        ("It says ... and goes on. Stop it", ["It says ... and goes on.", "Stop it"]),
    ],
)
def test_one_piece_of_advice_a_line(hint: str, advice: list[str]) -> None:
    """Sentences, and what Chinese semicolons divide, stand on lines of their own; dots within names divide nothing."""
    assert split_hint(hint) == advice


@pytest.mark.parametrize("width", [10, 30, 41, 80])
@pytest.mark.parametrize(
    "hint",
    [
        "Run docker ps -a -f name=web and see why it exited. Then again.",
        "运行 docker ps -a，看它为什么退出；再来一次。",
    ],
)
def test_wrapping(hint: str, width: int) -> None:
    """No line is wider than the terminal, whatever the language, and nothing but blanks gets lost."""
    lines = lay_out(hint, "    提示：", width)
    assert all(count_columns(line) <= max(width, 30) for line in lines)
    assert [line.startswith("    提示：") for line in lines] == [True] + [False] * (len(lines) - 1)
    text = "".join(lines).replace("提示：", "").replace(" ", "").replace("；", "")
    assert text == hint.replace(" ", "").replace("；", "")


def test_a_word_that_is_too_long() -> None:
    """A word that is wider than the terminal stays whole, so that it can be copied."""
    word = "x" * 50
    assert lay_out(f"see {word} there", "  ", 30) == ["  see", f"  {word}", "  there"]


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        (
            "en",
            [
                "The file is there  [make]\n    touch made\n",
                "The file is full  [fill]\n    echo into it\n",
                "no step is left to do; when you are done, tidy up: ./workshop reset\n",
            ],
        ),
        (
            "zh",
            [
                "文件在  [make]\n    运行 touch made\n",
                "文件有内容  [fill]\n    运行 echo\n",
                "没有要做的步骤了；做完就收拾：./workshop reset\n",
            ],
        ),
    ],
)
def test_of_the_first_that_does_not_hold(
    lang: str, texts: list[str], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a step it is that of the first step that does not hold, of the lab that one stands in or names."""
    for arguments in (["hint"], ["hint", "1"], ["hint", "01-a"]):
        (copy / "made").unlink(missing_ok=True)
        main(["check"])  # Where all was done before, it sees the lab tidied up.
        for content, text in zip((None, "", "full\n"), texts, strict=True):
            if content is not None:
                (copy / "made").write_text(content, encoding="utf-8")
            capsys.readouterr()
            assert main([*arguments, "--lang", lang]) == 0
            assert capsys.readouterr() == (text, "")


def test_of_a_step_by_its_name_alone(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a copy the step's name is enough; a slip is answered with the step that was meant."""
    assert main(["hint", "fill", "--lang", "zh"]) == main(["hint", "filled", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == 2 * "文件有内容\n    运行 echo\n"
    for arguments in (["check", "--step", "filll"], ["hint", "filll"], ["hint", "01-a", "filll"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err == "lab 01-a has no check for step `filll`\n\nhint: did you mean fill?\n"
    assert main(["hint", "nothing-like-it"]) == 2
    assert capsys.readouterr().err.startswith("no lab `nothing-like-it`\n")


def test_outside_any_lab(tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody stands in a lab it must be named."""
    monkeypatch.chdir(tmp_path)
    assert main(["hint"]) == 2
    assert main(["hint", "1"]) == 0
