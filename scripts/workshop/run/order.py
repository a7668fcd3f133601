"""In which order labs are run: they are independent, so any order must do, and a seed tells one again."""

from __future__ import annotations

import random
from collections.abc import Iterable


def shuffle_labs(labs: Iterable[str], seed: int) -> list[str]:
    """The ids *labs* in the order of *seed*: the same for the same labs, however they were listed."""
    ids = sorted(set(labs))
    return random.Random(seed).sample(ids, len(ids))
