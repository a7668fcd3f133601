"""A block as a translation presents it: the Chinese document's, with the translated words."""

from __future__ import annotations

from dataclasses import replace

from workshop.errors import ContentErrors
from workshop.lab.blocks import KINDS
from workshop.lab.fences import Fence
from workshop.lab.model import Block, CheckBlock, Lab
from workshop.lab.problems import Problems


def translate_block(lab: Lab, fence: Fence, path: str) -> Block:
    """The block of *lab* that *fence* of the translation *path* names. Raises ContentErrors with all that is wrong."""
    problems = Problems(fence, path)
    block = lab.find_block(fence.id or "")
    if fence.id is None:
        problems.add("no id", hint="give it the id that it has in the Chinese document")
    elif block is None or not isinstance(block, KINDS[fence.classes[0]]):
        problems.add(f"the Chinese document has no {fence.classes[0]} block of that id")
    words = {"title", "hint"} if isinstance(block, CheckBlock) else set()
    for option in sorted(set(fence.options) - words) if block else ():
        problems.add(f"`{option}` is the Chinese document's to say")
    if any(line.strip() for line in fence.body):
        problems.add("a translated fence is empty; commands and files come from the Chinese document")
    for option in sorted(words):
        if not fence.options.get(option, "").strip():
            problems.add(f"`{option}` is not translated")
    if problems.errors or block is None:
        raise ContentErrors(problems.errors)
    return replace(block, path=path, first_line=fence.first_line, last_line=fence.last_line, **fence.options)
