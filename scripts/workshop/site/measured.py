"""Numbers that labs measured, taken from the record of runs: what was printed on a line `name: value`. HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from workshop.lab import Lab
from workshop.lab.executed import PastRun, find_proofs
from workshop.site.words import WORDS

_UNIT = re.compile(r"(?<=\d) ?([a-z/]+)$")
# Where a number is from, with the same said once more before the paragraph ends.
_SAID_AGAIN = re.compile(r'(<span class="measured-origin">[^<]*</span>)(?=(?:(?!</(?:p|li|td|dd)>).)*\1)', re.DOTALL)


def find_measures(lab: Lab) -> dict[str, list[str]]:
    """What *lab* measures: the blocks whose page has a line `name: value`, by that name."""
    measures: dict[str, list[str]] = {}
    for block in lab.consoles:
        for line in (line.text for command in block.commands for line in command.expected):
            found = re.fullmatch(r"\s*([\w .-]+): +(\S.*)", line)
            if found and block.id not in measures.setdefault(found[1], []):
                measures[found[1]].append(block.id)
    return measures


def find_value(run: PastRun, name: str, block: str) -> str | None:
    """What *run* printed first on a line `name: value` in the block with that id, or None."""
    commands = (command for outcome in run.blocks if outcome.block == block for command in outcome.commands)
    lines = (line for command in commands for line in command.output)
    pattern = re.compile(rf"\s*{re.escape(name)}: +(\S.*?)\s*")
    return next((found[1] for line in lines if (found := pattern.fullmatch(line))), None)


def measured_html(lab: Lab, name: str, block: str | None, runs: Iterable[PastRun], language: str) -> str:
    """The number *name* of the latest of *runs* that executed *lab* as it is now, with its date and machine.

    *block* is the one that printed it, None for the first that prints that name.
    """
    words = WORDS[language]
    for run in reversed(find_proofs(runs, lab)):
        value = find_value(run, name, block or find_measures(lab)[name][0])
        if value is not None:
            origin = words["measured"].format(date=run.started[:10], machine=words["comma"].join(_machine(run, words)))
            value = _UNIT.sub(lambda unit: words.get(f"unit {unit[1]}", unit[0]), value)
            return (
                f'<span class="measured">{escape(value, quote=False)}'
                f'<span class="measured-origin">{escape(origin, quote=False)}</span></span>'
            )
    return f'<span class="measured measured-none">{words["not-measured"]}</span>'


def tell_origins_once(html: str) -> str:
    """*html* of a page where a paragraph with several numbers of one run says behind the last of them where from."""
    return _SAID_AGAIN.sub("", html)


def _machine(run: PastRun, words: dict[str, str]) -> list[str]:
    hardware = run.hardware
    parts = []
    if hardware:
        parts = [
            words["cpus"].format(hardware.cpus),
            words["memory"].format(round(hardware.memory_bytes / 2**30)),
            hardware.system,
        ]
    versions = (("Docker", run.docker), ("Kubernetes", run.kubernetes))
    # What a distribution adds to a version, as `28.5.2+dfsg4`, is of no use to a reader.
    return parts + [f"{name} {version.partition('+')[0]}" for name, version in versions if version]
