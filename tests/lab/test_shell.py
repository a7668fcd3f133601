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


PIPED = {
    "a | b": ["", "a"],
    "a |\n  b | c": ["", "a", "a |\n  b"],
    "a || b; c & d": ["", "", "", ""],
    "a; b | { c; d; } | e": ["", "", "b", "", "b | { c; d; }"],
    "(a; b) | c": ["", "", "(a; b)"],
    "if a | b; then c; fi | d": ["", "a", "", "if a | b; then c; fi"],
    "for x in y; do a | b; done | c\nd": ["", "a", "for x in y; do a | b; done", ""],
    "a $(b | c) | d": ["", "b", "", "a $(b | c)"],
    "a | bash -c 'b; c | d'": ["", "a", "a", "a", "c"],
}


@pytest.mark.parametrize("text", PIPED)
def test_what_is_piped(text: str) -> None:
    """A call knows what stands before it in its pipeline, compound commands as a whole."""
    assert [call.piped.strip() for call in read_script(text).calls] == PIPED[text]


ASSIGNS = {
    "x=1 y=$(a) b": [("x", "1"), ("y", "$(a)")],
    "export x='a b'; local -r y=2": [("x", "a b"), ("y", "2")],
    "x=(a $(b) 'c d') e": [("x", "a"), ("x", "$(b)"), ("x", "c d")],
    "for x in a $(b); do c; done": [("x", "a"), ("x", "$(b)")],
    "a | while read -r x y; do b; done": [("x", "$(a )"), ("y", "$(a )")],
    "while read x; do a; done < <(b c)": [("x", "$(b c)")],
    "while read x; do a; done < 'my file'": [("x", "$(cat my file)")],
    "mapfile -t x < y; read z <<< $w": [("x", "$(cat y)"), ("z", "$w")],
}


@pytest.mark.parametrize("text", ASSIGNS)
def test_what_variables_are_set_to(text: str) -> None:
    """A variable has each word that it is set to; what it reads is a word that gives the same."""
    assert read_script(text).assigns == ASSIGNS[text]


def test_what_runs_a_call() -> None:
    """What only runs a program is kept beside its words, and goes into what a shell runs for it."""
    text = "sudo -u me a; b | xargs -n 1 sh -c 'c $0'; command -v d"
    found = [(call.program, call.through) for call in read_script(text).calls]
    through = ("xargs", "-n", "1")
    assert found == [("a", ("sudo", "-u", "me")), ("b", ()), ("sh", through), ("c", through), ("command", ())]


def test_texts_that_are_run() -> None:
    """What is echoed into a shell, given to `eval` or in a here-string is read too, and so are bodies of functions."""
    script = read_script("echo a b | sh; eval 'c d'; bash <<< 'e f'; f() { g; }\nfunction h { i; }")
    words = [call.words for call in script.calls if call.program not in {"echo", "sh", "eval", "bash"}]
    assert words == [("a", "b"), ("c", "d"), ("e", "f"), ("g",), ("i",)]
    assert {name: body.strip() for name, body in script.bodies.items()} == {"f": "g;", "h": "i;"}


def test_any_text_comes_to_its_end() -> None:
    """Whatever the text, reading it ends, with lines that are there."""
    chance = random.Random(4)
    for _ in range(5000):
        text = "".join(chance.choices("ab \t\n'\"`$(){}[]<>|&;#\\=1-/", k=chance.randrange(40)))
        script = read_script(text)
        assert all(0 <= call.line <= text.count("\n") for call in script.calls), text
