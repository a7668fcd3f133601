"""Pages held against runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop.run.account import describe, find_unproven, get_current, get_rows
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status
from workshop.run.report import format_account, format_skips


@dataclass(frozen=True)
class Shown:
    """A command on a page."""

    text: str = "true"
    lab: str = "01-a"
    block: str = "step"
    index: int = 1
    page: str = "labs/01-a/index.html"


def run(status: Status = Status.PASSED, digest: str = "now") -> LabReport:
    """A run of the lab 01-a with one command."""
    command = CommandOutcome("step", 1, "true", status, shown=1, compared=1)
    block = BlockOutcome(
        "step", "console", status, commands=(command,), reason="无手机" if status is Status.SKIPPED else None
    )
    return LabReport("01-a", digest, "2026-01-01T00:00:00+00:00", blocks=[block], seconds=2.0)


def test_every_command_shown_was_run() -> None:
    """Commands that were run, or skipped with a reason, prove their pages."""
    for status in (Status.PASSED, Status.SKIPPED):
        assert find_unproven([Shown(), Shown(page="en")], [run(status)], ["01-a"]) == []


def test_no_command_at_all() -> None:
    """Pages without any command are a failure, not a success."""
    assert find_unproven([], [run()], ["01-a"]) == ["no commands were found on the pages"]


def test_lab_that_changed_since_its_run() -> None:
    """A run of other files proves nothing."""
    current = get_current([run(digest="then")], {"01-a": "now"})
    assert find_unproven([Shown()], current, ["01-a"]) == [
        "01-a: not executed as it is now",
        "labs/01-a/index.html: 01-a::step, command 1 was not run",
    ]


def test_failed_run_and_foreign_command() -> None:
    """A failed run, a command that no lab has and one with another text are each told."""
    shown = [Shown(), Shown(block="other"), Shown(text="false")]
    assert find_unproven(shown, [run(Status.FAILED)], ["01-a"]) == [
        "01-a: failed when it was last executed",
        "labs/01-a/index.html: 01-a::other, command 1 was not run",
        "labs/01-a/index.html: 01-a::step, command 1 shows `false`, but `true` was run",
    ]


def test_command_that_stands_on_no_page() -> None:
    """A command that was run and is shown nowhere means that the pages lost it."""
    problems = find_unproven([Shown(block="other")], [run()], ["01-a"])
    assert problems[-1] == "01-a::step, command 1 was run and stands on no page"


def test_account_in_words() -> None:
    """The account is a line a number, and names each skip with its reason."""
    reports = [run(), run(Status.SKIPPED)]
    assert format_account(reports, found=2) == [
        "commands found on pages  2",
        "commands run             1 of 2, 1 skipped",
        "outputs shown            2",
        "outputs compared         2",
        "checks                   0: 0 seen failing before their step, 0 passing after it",
        "labs                     2 in 4.0 s",
        "  01-a                   2.0 s",
        "  01-a                   2.0 s",
    ]
    assert format_skips(reports) == ["skipped: 01-a::step, `true`: 无手机"]


def test_the_last_run_counts() -> None:
    """Of two runs of the same files the later one is held against the pages."""
    earlier, later = run(Status.FAILED), replace(run(), started="2026-02-01T00:00:00+00:00")
    assert get_current([later, earlier], {"01-a": "now"}) == [later]


def test_a_row_for_each_version() -> None:
    """Every run of a lab as it is now is a row, whatever it ran on; runs of other files are none."""
    earlier = replace(run(Status.FAILED), docker="28")
    later = replace(run(), docker="29", started="2026-02-01T00:00:00+00:00")
    rows = get_rows([later, run(digest="then"), replace(earlier, lab="02-b"), earlier], {"01-a": "now"})
    assert rows == [earlier, later]


def test_account_as_data() -> None:
    """The account holds what pages show, the sum of each lab's last run, and a row a run with all its numbers."""
    rows = [
        replace(run(Status.FAILED), docker="28"),
        replace(run(Status.SKIPPED), docker="29", clients={"kind": "0.33"}),
    ]
    account = describe([Shown(), Shown(page="en")], rows, ["a problem"])
    total, told = account["total"], account["rows"]
    assert isinstance(total, dict)
    assert isinstance(told, list)
    assert [account[key] for key in ("format", "commands_found", "times_shown", "pages")] == [1, 1, 2, 2]
    assert (total["labs"], total["run"], total["skipped"], total["seconds"]) == (1, 0, 1, 2.0)
    assert [(row["docker"], row["passed"], row["run"], row["skipped"]) for row in told] == [
        ("28", False, 1, 0),
        ("29", True, 0, 1),
    ]
    assert told[1]["clients"] == {"kind": "0.33"}
    assert told[1]["blocks"] == [
        {"block": "step", "kind": "console", "status": "skipped", "seconds": 0.0, "reason": "无手机"}
    ]
    assert told[1]["commands_executed"] == [{"block": "step", "index": 1, "text": "true", "status": "skipped"}]
    assert account["problems"] == ["a problem"]
