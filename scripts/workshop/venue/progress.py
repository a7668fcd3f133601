"""How far somebody is in a lab: which steps hold, which were tried and failed, and which are still to come.

Looks at no machine: what checks said, and what is new since the lab was started, is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from workshop.lab import CheckBlock, Lab
from workshop.lab.removal import ThingKey

Verdict = Literal["holds", "fails", "before", "later", "next", "waits"]
"""Of a check: it holds; its step was tried and it does not; it held when its step was done and a later step changed
that; it is the cleanup's, which is still to come; its step comes next; or its turn is later."""


@dataclass
class Progress:
    """What is known of *lab*: *held* tells of each check, by id, whether it holds now.

    *done* is the check up to which all were seen to hold in turn; *new* is what came since the lab was started.
    """

    lab: Lab
    held: Mapping[str, bool]
    done: str | None = None
    new: Iterable[ThingKey] = ()
    _order: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._order = [check.id for check in self.lab.checks]

    def judge(self) -> dict[str, Verdict]:
        """The verdict of each check, by id, in order."""
        verdicts: dict[str, Verdict] = {}
        for check in self.lab.checks:
            verdicts[check.id] = self._judge(check, set(verdicts.values()))
        return verdicts

    def find_done(self) -> str | None:
        """The check up to which all were seen to hold in turn, by now; None where the cleanup held and nothing else."""
        if self.is_over:
            return None
        seen = self._done + 1
        while seen < len(self._order) and self.held[self._order[seen]]:
            seen += 1
        return self._order[seen - 1] if seen else None

    @property
    def is_over(self) -> bool:
        """Whether the lab was tidied up: each check of its cleanup holds, and none of a step."""
        ends = [self.held[check.id] for check in self.lab.checks if self._is_cleanup(check)]
        return bool(ends) and all(ends) and not any(self.held[each.id] for each in self._steps)

    @property
    def _done(self) -> int:
        return self._order.index(self.done) if self.done in self._order else -1

    @property
    def _steps(self) -> list[CheckBlock]:
        return [check for check in self.lab.checks if not self._is_cleanup(check)]

    def _is_cleanup(self, check: CheckBlock) -> bool:
        return check.after == self.lab.cleanup.id

    def _judge(self, check: CheckBlock, before: set[Verdict]) -> Verdict:
        at = self._order.index(check.id)
        has_later = any(self.held[each.id] for each in self._steps if self._order.index(each.id) > at)
        if self.held[check.id]:
            return "holds"
        if at <= self._done:
            # Nothing that came later explains it where it was the last that was done.
            return "before" if at < self._done or has_later or self.is_over else "fails"
        if self._is_cleanup(check):
            return "later"
        if has_later or self._was_tried(check):
            return "fails"
        return "waits" if before & {"fails", "next"} else "next"

    def _was_tried(self, check: CheckBlock) -> bool:
        """Whether a thing is new that the commands name which *check* is for, and no command before these."""
        own, earlier = self._find_commands(check)
        return any(_names(own, name) and not _names(earlier, name) for name in self._find_new_names())

    def _find_new_names(self) -> set[str]:
        """What new things are called in commands; images that the lab lists are pulled by anybody, for any lab."""
        listed = {*self.lab.front.images}
        return {key if kind == "namespace" else name for kind, name, key in self.new if name not in listed}

    def _find_commands(self, check: CheckBlock) -> tuple[str, str]:
        """The commands between the checks before *check* and its step, and those before them."""
        ends = [each.after for each in self.lab.checks]
        own: list[str] = []
        earlier: list[str] = []
        for block in self.lab.consoles:
            own += [command.text for command in block.commands]
            if block.id == check.after:
                break
            if block.id in ends:
                earlier, own = earlier + own, []
        return "\n".join(own), "\n".join(earlier)


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text) is not None
