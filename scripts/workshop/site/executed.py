"""What pages tell of the record: when labs were executed and on what, each by itself and all together. HTML out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from workshop.lab import Lab
from workshop.lab.record import Record, Row, find_current
from workshop.site.words import WORDS

Words = Mapping[str, str]


@dataclass(frozen=True)
class Proof:
    """All labs that were executed as they are now on one engine and store, Kubernetes or not."""

    rows: tuple[Row, ...]

    def total(self, number: str) -> int:
        """The sum of that *number* of all rows: `commands`, `outputs` or `checks`."""
        return sum(int(getattr(row, number)) for row in self.rows)

    @property
    def dates(self) -> tuple[str, str]:
        """The first and the last day."""
        days = sorted(row.date for row in self.rows)
        return days[0], days[-1]

    def newest(self, name: str) -> str | None:
        """The version *name*, `docker` or `kubernetes`, of the last row that has one."""
        return max((str(found) for row in self.rows if (found := getattr(row, name))), default=None)


def find_proofs(digests: Mapping[str, str], records: Mapping[str, Record]) -> list[Proof]:
    """What was executed of the labs with these *digests* by id, an engine and store each, the newest engine first.

    Labs that need no engine count with the newest.
    """
    rows = [row for lab, digest in digests.items() for row in find_current(records.get(lab), digest)]
    grounds = sorted(
        {(row.engine, row.store) for row in rows if row.engine}, key=lambda each: (-(each[0] or 0), each[1])
    )
    proofs = [[row for row in rows if (row.engine, row.store) == ground] for ground in grounds] or [[]]
    proofs[0] += [row for row in rows if not row.engine]
    return [Proof(tuple(each)) for each in proofs if each]


def executed_lines(lab: Lab, digest: str, record: Record | None, language: str) -> Iterator[str]:
    """A line for each engine that executed *lab* as it is now; or the one that says that none did. HTML."""
    words = WORDS[language]
    rows = find_current(record, digest)
    for row in rows:
        ground = words["comma"].join(describe_ground(row, words))
        machine = words["comma"].join(describe_machine(row, words))
        line = words["executed-with" if ground else "executed"]
        line = line.format(date=row.date, ground=ground, seconds=max(1, row.seconds), machine=machine)
        yield escape(_close_up(line), quote=False)
    if not rows:
        last = max((row.date for row in record.rows), default="") if record else ""
        yield escape(words["changed-since"].format(last) if last else words["not-executed"], quote=False)


def describe_ground(row: Row, words: Words) -> list[str]:
    """The engine of *row* with its image store, and Kubernetes; nothing for a lab that needed neither."""
    found = []
    if row.docker:
        store = words.get(f"store {(row.store or '').partition(' ')[0]}", "")
        found.append(f"Docker {plain_version(row.docker)}{words['brackets'].format(store) if store else ''}")
    return [*found, *([f"Kubernetes {row.kubernetes}"] if row.kubernetes else [])]


def describe_machine(row: Row, words: Words) -> list[str]:
    """Processors, memory and system of *row*."""
    hardware = row.hardware
    return [
        words["cpus"].format(hardware.cpus),
        words["memory"].format(round(hardware.memory_bytes / 2**30)),
        hardware.system,
    ]


def plain_version(version: str) -> str:
    """*version* without what a distribution adds, as `28.5.2+dfsg4`, which is of no use to a reader."""
    return version.partition("+")[0]


def proven_text(digests: Mapping[str, str], records: Mapping[str, Record], language: str) -> str:
    """One sentence on what was executed of all labs, when, and on which engines; "" where nothing was."""
    words = WORDS[language]
    proofs = find_proofs(digests, records)
    if not proofs:
        return ""
    first, *others = proofs
    more = [words["proven-too"].format(labs=len(each.rows), ground=_describe_proof(each, words)) for each in others]
    told = words["proven"].format(
        labs=_of_all(len(first.rows), len(digests), words),
        commands=first.total("commands"),
        date=_describe_dates(first, words),
        ground=_describe_proof(first, words),
    )
    return _close_up(f"{told}{''.join(more)}{words['stop']}")


def proven_table(digests: Mapping[str, str], records: Mapping[str, Record], language: str) -> str:
    """A table of what was executed, a row an engine. HTML."""
    words = WORDS[language]
    head = "".join(f"<th>{words[name]}</th>" for name in ("ground", "labs", "commands", "outputs", "checks", "date"))
    body = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in _cells(proof, len(digests), words))
        + "</tr>"
        for proof in find_proofs(digests, records)
    )
    return f'<div class="proven-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _close_up(text: str) -> str:
    """*text* without a blank behind a Chinese bracket, which has its own."""
    return text.replace("） ", "）")


def _cells(proof: Proof, labs: int, words: Words) -> Iterable[str]:
    counts = (str(proof.total(number)) for number in ("commands", "outputs", "checks"))
    return (
        _describe_proof(proof, words),
        _of_all(len(proof.rows), labs, words),
        *counts,
        _describe_dates(proof, words),
    )


def _describe_proof(proof: Proof, words: Words) -> str:
    row = next((row for row in proof.rows if row.docker == proof.newest("docker")), proof.rows[0])
    found = [part for part in describe_ground(row, words) if not part.startswith("Kubernetes")]
    kubernetes = proof.newest("kubernetes")
    return words["and"].join([*found, *([f"Kubernetes {kubernetes}"] if kubernetes else [])]) or words["no-engine"]


def _describe_dates(proof: Proof, words: Words) -> str:
    first, last = proof.dates
    return first if first == last else words["from-to"].format(first, last)


def _of_all(count: int, labs: int, words: Words) -> str:
    return str(count) if count == labs else words["of-all"].format(count, labs)
