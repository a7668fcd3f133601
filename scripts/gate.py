"""The whole gate, stage by stage, the same here and in CI. All stages run, then all that failed is named.

What a machine lacks (an engine, an image, a browser) is skipped by the tests that need it; the gate tells by name what
was not run and passes the rest. With `CI=true` the same is a failure.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
SITE = ".workshop/site"
"""Where the site is built whose commands are held against those that were run."""
ASIDE = ("site", "browser", "labs", "mutation")
"""The folders of tests/ with a stage of their own."""


@dataclass(frozen=True)
class Stage:
    """A name and the command that decides it; pytest's stages are counted too."""

    name: str
    command: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Tell whether this stage runs pytest."""
        return self.command[0] == "pytest"


STAGES = (
    Stage("format", ("ruff", "format", "--check", ".")),
    Stage("lint", ("ruff", "check", ".")),
    Stage("types", ("mypy", "scripts", "tests")),
    Stage("unit", ("pytest", "tests", *(f"--ignore=tests/{name}" for name in ASIDE))),
    Stage("site", ("pytest", "tests/site")),
    Stage("browser", ("pytest", "tests/browser")),
    Stage("labs", ("pytest", "labs", "tests/labs")),
    Stage("mutation", ("pytest", "tests/mutation")),
    Stage("build", ("mkdocs", "build", "--strict", "--quiet", "--site-dir", SITE)),
    Stage(
        "account", ("workshop", "account", SITE, "--json", ".workshop/account.json", "--junit", ".workshop/account.xml")
    ),
)


@dataclass
class Result:
    """How a stage ended: its exit code, its seconds, and pytest's counts and skips, reason → names, where it counts."""

    stage: Stage
    code: int
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)
    skips: dict[str, list[str]] = field(default_factory=dict)


def main(environ: Mapping[str, str]) -> int:
    """Run all stages and print the account; return 0 where all is well, 1 otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        results: list[Result] = []
        for stage in STAGES:
            results.append(run_stage(adapt(stage, results), Path(folder) / f"{stage.name}.xml", environ))
    in_ci = environ.get("CI") == "true"
    print("\n".join(["", *write_account(results, in_ci=in_ci)]), flush=True)
    return 1 if find_failures(results, in_ci=in_ci) else 0


def adapt(stage: Stage, before: Iterable[Result]) -> Stage:
    """Return *stage*; the account's leaves out the labs that the stages *before* it told were not run."""
    if stage.name != "account":
        return stage
    names = [name for result in before for skipped in result.skips.values() for name in skipped]
    labs = sorted({found[1] for name in names if (found := re.match(r"labs\.([^.]+)\.lab\.md::", name))})
    return replace(stage, command=(*stage.command, *(part for lab in labs for part in ("--without", lab))))


def run_stage(stage: Stage, report: Path, environ: Mapping[str, str]) -> Result:
    """Run *stage* with its output straight to ours; pytest writes its counts to *report*."""
    print(f"\n── {stage.name} ──", flush=True)
    command = [str(PROGRAMS / stage.command[0]), *stage.command[1:]]
    if stage.counts:
        command += [f"--junitxml={report}"]
    path = f"{PROGRAMS}{os.pathsep}{environ.get('PATH', '')}"
    environment = {**environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
    start = time.monotonic()
    code = subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
    result = Result(stage, code, time.monotonic() - start)
    if stage.counts and report.exists():
        read_report(report.read_text(encoding="utf-8"), result)
    return result


def read_report(xml: str, result: Result) -> None:
    """Put the counts and skips of pytest's report *xml* into *result*.

    Source: pytest's `--junitxml`, family xunit2: totals on `testsuite`, a `testcase` each with `skipped` or not.
    """
    suite = ElementTree.fromstring(xml).find("testsuite")
    if suite is None:
        return
    total, failed, errors, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
    counts = {"failed": failed, "passed": total - failed - errors - skipped, "skipped": skipped, "errors": errors}
    result.counts = {name: count for name, count in counts.items() if count}
    for case in suite.iter("testcase"):
        skip = case.find("skipped")
        if skip is not None:
            name = f"{case.get('classname')}::{case.get('name')}"
            result.skips.setdefault(skip.get("message", ""), []).append(name)


def find_failures(results: Iterable[Result], *, in_ci: bool) -> list[str]:
    """Return the names of the stages that failed, in order; *in_ci* one with anything not run failed too."""
    return [result.stage.name for result in results if result.code or (in_ci and result.skips)]


def write_account(results: list[Result], *, in_ci: bool) -> list[str]:
    """Return the closing lines: seconds a stage, what was not run and why, what failed, and pytest's counts in all."""
    failures = find_failures(results, in_ci=in_ci)
    lines = ["── gate ──"]
    for result in results:
        verdict = "failed" if result.stage.name in failures else "passed"
        lines.append(f"{result.stage.name:<8} {verdict} {result.seconds:7.1f} s")
    skips = [skip for result in results for skip in result.skips.items()]
    lines += ["", "not run here:"] if skips else []
    for reason, names in skips:
        lines += [reason, *(f"  {name}" for name in names)]
    lines += ["", f"failed: {', '.join(failures)}" if failures else "all stages passed"]
    return [*lines, write_closing_line(results)]


def write_closing_line(results: Iterable[Result]) -> str:
    """Return pytest's closing line for all its runs together, in pytest's words and order."""
    results = list(results)
    totals = {
        name: sum(result.counts.get(name, 0) for result in results)
        for name in ("failed", "passed", "skipped", "errors")
    }
    counts = ", ".join(f"{count} {name}" for name, count in totals.items() if count) or "no tests ran"
    seconds = sum(result.seconds for result in results if result.stage.counts)
    return f" {counts} in {seconds:.2f}s ".center(80, "=")


if __name__ == "__main__":
    sys.exit(main(os.environ))
