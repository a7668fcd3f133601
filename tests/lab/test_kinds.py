"""Every kind of token: what stands for what, and what is never taken for a token."""

from __future__ import annotations

import pytest

from tests.lab.different import DIFFERENT, NEVER_BY_PID, NEVER_BY_REQUEST
from tests.lab.same import SAME
from workshop.lab.match import find_difference
from workshop.lab.model import Expectation
from workshop.lab.output import ALWAYS, ON_REQUEST, Tokens


def is_same(expected: str, got: str, vary: frozenset[str] = frozenset()) -> bool:
    """Whether a page that shows *expected* is right about a run that printed *got*."""
    return find_difference([Expectation(expected, 1)], [got], Tokens(vary)) is None


@pytest.mark.parametrize(("kind", "left", "right"), [(kind, *pair) for kind, pairs in SAME.items() for pair in pairs])
def test_one_of_a_kind_stands_for_another(kind: str, left: str, right: str) -> None:
    """Tokens of a kind match whatever their values; those on request only where they are asked for."""
    vary = frozenset({kind}) & frozenset(ON_REQUEST)
    assert is_same(left, left)
    assert is_same(left, right, vary)
    assert is_same(left, right) == (not vary)


@pytest.mark.parametrize(("left", "right"), [pair for pairs in DIFFERENT.values() for pair in pairs])
def test_what_differs_is_seen(left: str, right: str) -> None:
    """What could be a wrong result is compared exactly."""
    assert is_same(left, left)
    assert not is_same(left, right)


@pytest.mark.parametrize(("left", "right"), NEVER_BY_PID)
def test_process_ids_hide_no_other_numbers(left: str, right: str) -> None:
    """Even where process ids vary, counts, codes, ports and versions do not."""
    assert not is_same(left, right, frozenset({"pid"}))


@pytest.mark.parametrize(("kind", "left", "right"), NEVER_BY_REQUEST)
def test_kinds_on_request_have_edges(kind: str, left: str, right: str) -> None:
    """A kind on request is a whole word, not the end or the beginning of one."""
    assert not is_same(left, right, frozenset({kind}))


def test_every_kind_is_held() -> None:
    """A kind that is added to the closed list needs its lines above."""
    assert set(SAME) == set(ALWAYS) | set(ON_REQUEST)


def test_kinds_on_request_are_apart() -> None:
    """Asking for one kind does not let another vary."""
    assert not is_same("95MB 3%", "96MB 4%", frozenset({"size"}))
    assert is_same("95MB 3%", "96MB 4%", frozenset({"size", "percent"}))
