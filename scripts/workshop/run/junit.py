"""Writes runs as JUnit XML, for programs that show test results. Knows nothing of pages or of how runs are made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workshop.run.outcome import BlockOutcome, LabReport, Status
from workshop.run.report import format_block, format_failure

# What XML 1.0 cannot hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(runs: Sequence[LabReport], problems: Sequence[str]) -> str:
    """The *runs* as JUnit XML: a suite a run, a case a block; the last suite holds the pages, with their *problems*."""
    root = Element("testsuites", name="workshop")
    for run in runs:
        _add_run(root, run)
    pages = SubElement(root, "testsuite", name="pages")
    _add_case(pages, ("pages", "every command shown was executed", 0.0), failures=problems)
    for suite in root:
        _count(suite)
    _count(root)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_run(root: Element, run: LabReport) -> None:
    suite = SubElement(root, "testsuite", name=run.lab, timestamp=run.started, time=f"{run.seconds:.3f}")
    versions = {"docker": run.docker, "kubernetes": run.kubernetes} | run.clients
    properties = SubElement(suite, "properties")
    for name, value in ({"digest": run.digest} | versions).items():
        if value is not None:
            SubElement(properties, "property", name=name, value=value)
    document = f"labs/{run.lab}/lab.md"
    for block in run.blocks:
        case = (document, block.block, block.seconds)
        _add_case(suite, case, failures=_failures(block), skip=block.reason if _is_skipped(block) else None)
    if run.failures:
        _add_case(suite, (document, "the run", 0.0), failures=[format_failure(each) for each in run.failures])


def _failures(block: BlockOutcome) -> list[str]:
    if block.status is Status.PASSED or _is_skipped(block):
        return []
    return [format_failure(failure) for failure in block.failures] or [format_block(block).strip()]


def _is_skipped(block: BlockOutcome) -> bool:
    return block.status is Status.SKIPPED


def _add_case(
    suite: Element, case: tuple[str, str, float], *, failures: Sequence[str], skip: str | None = None
) -> None:
    classname, name, seconds = case
    element = SubElement(suite, "testcase", classname=classname, name=name, time=f"{seconds:.3f}")
    if skip is not None:
        SubElement(element, "skipped", message=_legal(skip))
    if failures:
        failure = SubElement(element, "failure", message=_legal(failures[0].splitlines()[0]))
        failure.text = _legal("\n\n".join(failures))


def _count(element: Element) -> None:
    for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(attribute, str(len(list(element.iter(tag)))))
    element.set("errors", "0")


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
