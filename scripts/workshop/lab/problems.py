"""Collects what is wrong with one block, so that an author is told all of it at once."""

from __future__ import annotations

from workshop.errors import ContentError
from workshop.lab.fences import Fence


class Problems:
    """What is wrong with the block that *fence* of the document *path* is; `errors` has it in the order found."""

    def __init__(self, fence: Fence, path: str) -> None:
        self.errors: list[ContentError] = []
        self._path = path
        self._line = fence.first_line
        self._name = f"block `{fence.id}`" if fence.id else f"{fence.classes[0]} fence"

    def add(self, problem: str, *, line: int | None = None, hint: str | None = None) -> None:
        """Note *problem*, at the opening fence where no *line* is given."""
        where = f"{self._path}:{line or self._line}"
        self.errors.append(ContentError(f"{self._name}: {problem}", where=where, hint=hint))
