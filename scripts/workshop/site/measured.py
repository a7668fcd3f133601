"""Numbers that labs measured, taken from the record of what was executed. HTML out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from workshop.lab import Lab
from workshop.lab.measures import find_measures
from workshop.lab.record import Record, Row, find_value
from workshop.site.executed import describe_ground, describe_machine
from workshop.site.words import WORDS

_UNIT = re.compile(r"(?<=\d) ?([a-z/]+)$")
# Where a number is from, with the same said once more before the paragraph ends.
_SAID_AGAIN = re.compile(r'(<span class="measured-origin">[^<]*</span>)(?=(?:(?!</(?:p|li|td|dd)>).)*\1)', re.DOTALL)


def get_measured(lab: Lab, name: str, block: str | None, records: Mapping[str, Record]) -> tuple[str, Row]:
    """The number *name* of *lab* and the run that measured it: of the newest engine that did.

    *block* is the one that printed it, None for the first that did. Raises LookupError where none is recorded.
    """
    record = records.get(lab.id)
    found = find_value(record.rows if record else (), name, [block] if block else find_measures(lab).get(name, []))
    if found is None:
        raise LookupError(f"no run of lab `{lab.id}` is recorded that measured `{name}`")
    return found


def measured_html(lab: Lab, name: str, block: str | None, records: Mapping[str, Record], language: str) -> str:
    """The number that `get_measured` finds, with its date and machine."""
    words = WORDS[language]
    value, row = get_measured(lab, name, block, records)
    machine = words["comma"].join([*describe_machine(row, words), *describe_ground(row, words)])
    origin = words["measured"].format(date=row.date, machine=machine)
    value = _UNIT.sub(lambda unit: words.get(f"unit {unit[1]}", unit[0]), value)
    return (
        f'<span class="measured">{escape(value, quote=False)}'
        f'<span class="measured-origin">{escape(origin, quote=False)}</span></span>'
    )


def tell_origins_once(html: str) -> str:
    """*html* of a page where a paragraph with several numbers of one run says behind the last of them where from."""
    return _SAID_AGAIN.sub("", html)
