"""What bash would call, told from the text."""

from __future__ import annotations

import random

import pytest

from workshop.lab.shell import read_script

CALLS = {
    "a 'b c' \"d e\" f\\ g": [["a", "b c", "d e", "f g"]],
    "X=1 Y=$(b c) a | d && e; f & g || h\ni": [["b", "c"], ["a"], ["d"], ["e"], ["f"], ["g"], ["h"], ["i"]],
    "a 2>&1 >/dev/null <in &>all b": [["a", "b"]],
    "a \\\n  b # c d\n# e": [["a", "b"]],
    "if a; then b; else c; fi; while ! d; do e; done": [["a"], ["b"], ["c"], ["d"], ["e"]],
    "for x in a b; do c $x; done": [["c", "$x"]],
    "case $x in a|b) c ;; *) d ;; esac": [["c"], ["d"]],
    "(a; b) && { c; }": [["a"], ["b"], ["c"]],
    'a $(b "$(c)") `d e` $(pwd)/f "$(pwd)"': [
        ["c"],
        ["b", "$(c)"],
        ["d", "e"],
        ["pwd"],
        ["pwd"],
        ["a", '$(b "$(c)")', "`d e`", "$PWD/f", "$PWD"],
    ],
    "a <(b c) $((1 + 2)) ${x:-y z} $'q\\n'": [["b", "c"], ["a", "$((1 + 2))", "${x:-y z}", "q\\n"]],
    "(( x++ )); [[ a && b > c ]] && d; y=(e f) g": [["d"], ["g"]],
    "sudo -u me env A=1 timeout -s INT 5 a b; xargs -n 1 c; exec >x; time d": [["a", "b"], ["c"], [], ["d"]],
    "command -v a": [["command"]],
    "bash -c 'a | b' x": [["bash", "-c", "a | b", "x"], ["a"], ["b"]],
    "a 'b": [["a", "b"]],
    'a "b \\"c\\" \\$d \\e': [["a", 'b "c" $d \\e']],
}


@pytest.mark.parametrize("text", CALLS)
def test_calls(text: str) -> None:
    """Each program is found with its words, wherever it stands; what only looks like one is not."""
    assert [list(call.words) for call in read_script(text).calls] == CALLS[text]


def test_lines_and_files_written() -> None:
    """A call knows its line, from 0, and the files that it is redirected to."""
    script = read_script("a >x\n\nb \\\n  >> 'y z' 2>/dev/null 1>&2\n")
    assert [(call.words, call.line, call.writes) for call in script.calls] == [
        (("a",), 0, ("x",)),
        (("b",), 2, ("y z", "/dev/null")),
    ]


def test_here_documents() -> None:
    """A here-document is no command; it is kept with its first line."""
    script = read_script("cat <<-'END' >a && b <<E\nrm x\n\tEND\n$y\nE\nc <<<d")
    assert [call.words for call in script.calls] == [("cat",), ("b",), ("c",)]
    assert script.documents == [(1, "rm x"), (3, "$y")]


def test_functions() -> None:
    """What the text itself defines is known, so that it is taken for no program."""
    script = read_script("f() { a; }\nfunction g { b; }\nalias k=kubectl")
    assert script.functions == {"f", "g", "k"}
    assert [call.words for call in script.calls] == [("a",), ("b",)]


def test_any_text_comes_to_its_end() -> None:
    """Whatever the text, reading it ends, with lines that are there."""
    chance = random.Random(4)
    for _ in range(5000):
        text = "".join(chance.choices("ab \t\n'\"`$(){}[]<>|&;#\\=1-/", k=chance.randrange(40)))
        script = read_script(text)
        assert all(0 <= call.line <= text.count("\n") for call in script.calls), text
