"""Runs as JUnit XML, read back."""

from __future__ import annotations

from xml.etree import ElementTree

from workshop.run.junit import write_junit
from workshop.run.outcome import BlockOutcome, Failure, LabReport, Status

FAILURE = Failure("labs/01-a/lab.md:7", "wrong output", "a", "b <\x1b[1m>", output=("\x00",))
RUN = LabReport(
    "01-a",
    "d" * 64,
    "2026-01-01T00:00:00+00:00",
    "28.5.2",
    seconds=2.0,
    clients={"kind": "0.33.0"},
    blocks=[
        BlockOutcome("one", "console", Status.PASSED, seconds=1.5),
        BlockOutcome("two", "console", Status.FAILED, failures=(FAILURE,)),
        BlockOutcome("three", "console", Status.SKIPPED, reason="无手机"),
        BlockOutcome("four", "check", Status.NOT_RUN, reason="block `two` failed before it"),
    ],
)


def test_a_suite_a_run_and_a_case_a_block() -> None:
    """Blocks are named as pytest names them; versions are properties; each status is what such programs know it as."""
    suite = ElementTree.fromstring(write_junit([RUN], []))[0]
    assert (suite.get("name"), suite.get("timestamp"), suite.get("time")) == ("01-a", RUN.started, "2.000")
    properties = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert properties == {"digest": "d" * 64, "docker": "28.5.2", "kind": "0.33.0"}
    cases = [(case.get("name"), case.get("time"), [child.tag for child in case]) for case in suite.iter("testcase")]
    assert cases == [
        ("one", "1.500", []),
        ("two", "0.000", ["failure"]),
        ("three", "0.000", ["skipped"]),
        ("four", "0.000", ["failure"]),
    ]
    assert {case.get("classname") for case in suite.iter("testcase")} == {"labs/01-a/lab.md"}


def test_counts() -> None:
    """The counts of suites and of the whole are those of the cases in them."""
    root = ElementTree.fromstring(write_junit([RUN, RUN], ["x"]))
    names = ("tests", "failures", "skipped", "errors")
    counts = [[element.get(name) for name in names] for element in (root, *root)]
    assert counts == [["9", "5", "2", "0"], *[["4", "2", "1", "0"]] * 2, ["1", "1", "0", "0"]]


def test_words() -> None:
    """A failure has its first line as message and its whole report as text, without what XML cannot hold."""
    root = ElementTree.fromstring(write_junit([RUN], ["01-b: not executed as it is now", "second"]))
    told = [(each.get("message"), each.text) for each in root.iter("failure")]
    report = "  expected | a\n  got      | b <\ufffd[1m>\n  its whole output:\n    \ufffd"
    assert told == [
        ("labs/01-a/lab.md:7: failed: wrong output", f"labs/01-a/lab.md:7: failed: wrong output\n{report}"),
        *[("not run  check four (block `two` failed before it)  0.0 s",) * 2],
        ("01-b: not executed as it is now", "01-b: not executed as it is now\n\nsecond"),
    ]
    assert [each.get("message") for each in root.iter("skipped")] == ["无手机"]


def test_a_run_that_could_not_be_made() -> None:
    """What failed outside every block is a case of its own."""
    run = LabReport("01-a", "d", "2026-01-01T00:00:00+00:00", failures=[FAILURE])
    case = ElementTree.fromstring(write_junit([run], []))[0][1]
    assert (case.get("name"), [child.tag for child in case]) == ("the run", ["failure"])
