"""The rules for fences that no single fence can tell: order, names, and what must not be missing."""

from __future__ import annotations

from workshop.errors import ContentError
from workshop.lab.blocks import KINDS, SHELLS
from workshop.lab.fences import Fence
from workshop.lab.model import Lab
from workshop.lab.variants import is_variant


def find_stray_block(fence: Fence) -> tuple[str, str] | None:
    """What is wrong, with a hint, where *fence* is no block but looks to a reader as if it were one."""
    classes = [name.lower() for name in fence.classes]
    # Markdown that is shown as such may hold prompts.
    has_prompt = any(line.startswith("$ ") for line in fence.body) and not {"markdown", "md"} & set(classes)
    known = ", ".join(f"`.{name}`" for name in KINDS)
    if SHELLS & set(classes):
        return "commands that no test runs", "make it a fence {.console #some-name}"
    if kinds := [name for name in classes if name in KINDS]:
        return f"not read as a {kinds[0]} block", f"begin it with {{.{kinds[0]} #some-name}}"
    if classes and fence.id and fence.info.startswith("{"):
        return f"unknown kind of block `.{fence.classes[0]}`", f"known are {known}"
    if has_prompt:
        return "commands that no test runs", "make it a fence {.console #some-name}"
    return None


def find_whole_lab_errors(fences: list[Fence], path: str) -> list[ContentError]:
    """What is wrong with the lab of these *fences* as a whole, whatever may be wrong inside each."""
    # What another engine prints stands under the id of its block, and is held to that where both are read.
    fences = [fence for fence in fences if not is_variant(fence)]
    errors = _repeated(fences, path)
    seen: dict[str | None, Fence] = {}
    for fence in fences:
        seen.setdefault(fence.id, fence)
        after = fence.options.get("after", "")
        if fence.classes[0] == "check" and after and (after not in seen or seen[after].classes[0] != "console"):
            problem = f"check `{fence.id}`: no console block `{after}` stands before it"
            errors.append(ContentError(problem, where=f"{path}:{fence.first_line}"))
    consoles = [fence for fence in fences if fence.classes[0] == "console"]
    if not consoles:
        hint = "write a fence {.console #some-name}"
        errors.append(ContentError("the lab has no commands", where=f"{path}:1", hint=hint))
    elif consoles[-1].id != "cleanup":
        where, hint = f"{path}:{consoles[-1].first_line}", "end the lab with {.console #cleanup}"
        errors.append(ContentError("the last console block is not `cleanup`", where=where, hint=hint))
    return errors


def find_order_errors(lab: Lab, fences: list[Fence], path: str) -> list[ContentError]:
    """Where a translation lacks blocks of *lab*, has one twice, or has them in another order."""
    errors = _repeated(fences, path)
    ids, wanted = [fence.id for fence in fences], [block.id for block in lab.blocks]
    for block_id in wanted:
        if block_id not in ids:
            errors.append(ContentError(f"lacks block `{block_id}` of the Chinese document", where=f"{path}:1"))
    if not errors:
        shared = [fence for fence in fences if fence.id in wanted]
        for fence, block_id in zip(shared, wanted, strict=True):
            if fence.id != block_id:
                problem = f"block `{fence.id}` stands where the Chinese document has `{block_id}`"
                errors.append(ContentError(problem, where=f"{path}:{fence.first_line}"))
                break
    return errors


def _repeated(fences: list[Fence], path: str) -> list[ContentError]:
    errors = []
    first: dict[str, int] = {}
    for fence in fences:
        if fence.id in first:
            problem = f"block id `{fence.id}` is used twice, first in line {first[fence.id]}"
            errors.append(ContentError(problem, where=f"{path}:{fence.first_line}"))
        elif fence.id:
            first[fence.id] = fence.first_line
    return errors
