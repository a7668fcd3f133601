"""Programs that write down how they are called, and answer what a test tells them to, in the place of the real ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

# Called as NAME ARGUMENTS…, each writes a line with the configuration that kubectl would use, and the first line of it.
_PROGRAM = """\
#!/bin/sh
test -f "$KUBECONFIG" && read -r first < "$KUBECONFIG"
printf '%s\\n' "{name} $*" >> '{folder}/calls'
printf '%s|%s|%s\\n' "{name} $*" "$KUBECONFIG" "$first" >> '{folder}/configurations'
for answer in '{folder}'/answers/{name}/*; do
  test -f "$answer" || continue
  case "{name} $*" in
    "$(sed -n 1p "$answer")"*) sed 1d "$answer"; exit 0 ;;
  esac
done
{last}
"""


@dataclass(frozen=True)
class Programs:
    """The programs in *folder*, which stand first where programs are looked for."""

    folder: Path

    def make(self, *names: str, last: str = "exit 0") -> None:
        """Let there be programs of these *names*, which do *last* where no answer is told."""
        for name in names:
            (self.folder / name).write_text(_PROGRAM.format(name=name, folder=self.folder, last=last), encoding="utf-8")
            (self.folder / name).chmod(0o755)

    def answer(self, call: str, printed: str) -> None:
        """Let a call that begins with *call* print *printed*."""
        place = self.folder / "answers" / call.partition(" ")[0]
        place.mkdir(parents=True, exist_ok=True)
        (place / str(len(list(place.iterdir())))).write_text(f"{call}\n{printed}", encoding="utf-8")

    @property
    def calls(self) -> list[str]:
        """All calls up to now, in order."""
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def configurations(self) -> list[tuple[str, str, str]]:
        """Each call with the value of KUBECONFIG, and the first line of that file as it was then."""
        lines = (self.folder / "configurations").read_text(encoding="utf-8").splitlines()
        return [(call, path, first) for call, path, first in (line.split("|") for line in lines)]


def make_programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Programs in a new *folder*, found before all others."""
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Programs(folder)
