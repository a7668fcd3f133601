"""Numbers that labs measured, taken from the record of runs: what was printed on a line `name: value`. HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from workshop.lab import Lab
from workshop.lab.executed import PastRun, find_proofs
from workshop.site.words import WORDS


def find_measures(lab: Lab) -> list[str]:
    """The names of what *lab* measures, as the lines `name: value` of its page show them."""
    lines = (line.text for block in lab.consoles for command in block.commands for line in command.expected)
    return [found[1] for line in lines if (found := re.fullmatch(r"\s*([^:]+): +(\S.*)", line))]


def find_value(run: PastRun, name: str) -> str | None:
    """What *run* printed first on a line `name: value`, or None. Labs measure a thing first, then its variations."""
    lines = (line for block in run.blocks for command in block.commands for line in command.output)
    pattern = re.compile(rf"\s*{re.escape(name)}: +(\S.*?)\s*")
    return next((found[1] for line in lines if (found := pattern.fullmatch(line))), None)


def measured_html(lab: Lab, name: str, runs: Iterable[PastRun], language: str) -> str:
    """The number *name* of the latest of *runs* that executed *lab* as it is now, with its date and machine."""
    words = WORDS[language]
    for run in reversed(find_proofs(runs, lab)):
        value = find_value(run, name)
        if value is not None:
            origin = words["measured"].format(date=run.started[:10], machine=words["comma"].join(_machine(run, words)))
            return (
                f'<span class="measured">{escape(value, quote=False)}'
                f'<span class="measured-origin">{escape(origin, quote=False)}</span></span>'
            )
    return f'<span class="measured measured-none">{words["not-measured"]}</span>'


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
    return parts + [f"{name} {version}" for name, version in versions if version]
