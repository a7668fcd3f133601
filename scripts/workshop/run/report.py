"""Says in plain lines what came of a run. Knows nothing of colours, files or pytest."""

from __future__ import annotations

from workshop.run.excerpt import name_code_points, shorten, show_difference
from workshop.run.outcome import Account, BlockOutcome, Failure, LabReport, Status

OUTPUT_LINES = 20


def format_failure(failure: Failure) -> str:
    """`where: failed: message`, then expected above got, what differed, the tool's own words, and what to do."""
    lines = [f"{failure.where}: failed: {failure.message}"]
    if failure.expected is not None and failure.got is not None:
        expected, got = show_difference(failure.expected, failure.got)
        lines += [f"  expected | {expected}", f"  got      | {got}"]
        if points := name_code_points(failure.expected, failure.got):
            lines.append(f"  ({points})")
    if failure.detail:
        lines.append(f"  ({shorten(failure.detail)})")
    output = _trim(list(failure.output))
    if output:
        hidden = len(output) - OUTPUT_LINES
        lines.append("  its whole output:" if hidden <= 0 else f"  its output, less the first {hidden} lines:")
        lines += [f"    {shorten(line)}".rstrip() for line in output[-OUTPUT_LINES:]]
    if failure.hint:
        lines += ["", f"hint: {failure.hint}"]
    return "\n".join(lines)


def format_block(outcome: BlockOutcome) -> str:
    """One line a block: its status, kind, id and what it did."""
    what = ""
    if outcome.kind == "console":
        count = len(outcome.commands)
        compared = sum(command.compared > 0 for command in outcome.commands)
        what = f"{count} command{'s' * (count != 1)}, {compared} output{'s' * (compared != 1)} compared"
    elif outcome.kind == "check" and outcome.status is not Status.NOT_RUN:
        before = "failed" if outcome.seen_failing else "passed"
        after = "passed" if outcome.seen_passing else "failed"
        what = f"{before} before its step, {after} after it"
    reason = f" ({outcome.reason})" if outcome.reason else ""
    return (
        f"{outcome.status:>9}  {outcome.kind} {outcome.block}: {what}".rstrip(": ")
        + f"{reason}  {outcome.seconds:.1f} s"
    )


def format_skips(reports: list[LabReport]) -> list[str]:
    """One line for each command that was shown and not run, with its reason."""
    return [
        f"skipped: {report.lab}::{block.block}, `{command.text.splitlines()[0]}`: {block.reason}"
        for report in reports
        for block in report.blocks
        for command in block.commands
        if command.status is Status.SKIPPED
    ]


def format_notes(reports: list[LabReport]) -> list[str]:
    """One line for each thing that came, went or changed while a lab ran, and is none of it."""
    return [f"note: {report.lab} neither names nor made it: {note}" for report in reports for note in report.notes]


def format_account(reports: list[LabReport], found: int | None = None) -> list[str]:
    """The account of *reports*, a line a number; *found* counts the commands on pages, where these were read."""
    account = Account.of(reports)
    lines = [] if found is None else [f"commands found on pages  {found}"]
    return [
        *lines,
        f"commands run             {account.run} of {account.commands}, {account.skipped} skipped",
        f"outputs shown            {account.outputs_shown}",
        f"outputs compared         {account.outputs_compared}",
        f"checks                   {account.checks}: {account.checks_seen_failing} seen failing before their step, "
        f"{account.checks_seen_passing} passing after it",
        f"labs                     {account.labs} in {account.seconds:.1f} s",
        *(f"  {report.lab:<22} {report.seconds:.1f} s" for report in reports),
    ]


def _trim(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
