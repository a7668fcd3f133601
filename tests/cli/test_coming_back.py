"""Who starts a lab again is told where the copy is, and which step comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_start import project
from tests.venue.conftest import WriteLab
from workshop.cli import main
from workshop.cli.attendee import open_copies

__all__ = ["project"]

COMING_BACK = {
    "en": "Your copy from before is here and was left alone; "
    "to begin anew, add --fresh (what you changed in it is lost)",
    "zh": "你上次的实验目录还在，没有动它；要从头来，加上 --fresh（你在里面的改动会丢失）",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_coming_back(lang: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy that is there is left alone, with the attendee's changes; where it is and how to go on is said again."""
    main(["start", "01-a", "mine"])
    folder = project / "mine"
    (folder / "notes").touch()
    before = open_copies().find_at(folder)
    capsys.readouterr()
    for arguments in (["start", "1"], ["start", "01-a", "mine"]):
        assert main([*arguments, "--lang", lang]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == f"cd {folder} && ./workshop check"
        assert lines[5:7] == [COMING_BACK[lang], ""]
    assert (folder / "notes").exists()
    assert open_copies().find_at(folder) == before
    assert not (project / "workshop-labs").exists()


STEPS = """\
```{.console #make}
$ touch made
```
```{.check #made after="make" title="文件在" hint="运行 touch made"}
test -e made
```
```{.console #fill}
$ echo full > made
```
```{.check #filled after="fill" title="文件有内容" hint="运行 echo"}
test -s made
```
```{.console #cleanup}
$ rm made
```
```{.check #gone after="cleanup" title="文件没了" hint="运行 rm made"}
test ! -e made
```
"""
STEPS_ENGLISH = """\
```{.console #make}
```
```{.check #made title="The file is there" hint="touch made"}
```
```{.console #fill}
```
```{.check #filled title="The file is full" hint="echo into it"}
```
```{.console #cleanup}
```
```{.check #gone title="The file is gone" hint="rm made"}
```
"""


@pytest.mark.parametrize(
    ("lang", "steps"),
    [
        (
            "en",
            [
                "Next step: [make] The file is there",
                "Next step: [fill] The file is full",
                "Every step held; when you are done, tidy up",
            ],
        ),
        ("zh", ["下一步：[make] 文件在", "下一步：[fill] 文件有内容", "每一步都成立过；做完了就收拾"]),
    ],
)
def test_what_is_next(
    lang: str, steps: list[str], write_lab: WriteLab, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who comes back is told the first step that was not seen to work."""
    write_lab("03-c", body=STEPS, english=STEPS_ENGLISH)
    main(["start", "3", "mine"])
    for content, step in zip((None, "", "full\n"), steps, strict=True):
        if content is not None:
            (project / "mine" / "made").write_text(content, encoding="utf-8")
        main(["check", "3"])
        capsys.readouterr()
        assert main(["start", "3", "--lang", lang]) == 0
        assert capsys.readouterr().out.splitlines()[6] == step
