"""The service that lab 05 packs answers as the lab says, and its count of primes is right."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

LAB = Path(__file__).parents[2] / "labs" / "05-dockerfile"
COUNTS = [0, 168, 303]


def load(name: str) -> SimpleNamespace:
    """What the module *name* of the lab's folder defines; run this way, it leaves no compiled file in the folder."""
    return SimpleNamespace(**runpy.run_path(str(LAB / f"{name}.py")))


def is_prime(number: int) -> bool:
    """Whether *number* is prime, by trying all that might divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, number))


@pytest.mark.parametrize("limit", [2, 3, 4, 25, 26, 500])
def test_sieve_finds_the_primes_and_nothing_else(limit: int) -> None:
    """The sieve agrees with trying all divisors, at limits that are squares of primes too."""
    sieve = load("primes").sieve(limit)
    assert [bool(each) for each in sieve] == [is_prime(number) for number in range(limit)]


def test_counts_begin_with_none() -> None:
    """Each count is that of the primes below its place, the first of them being 0."""
    primes = load("primes")
    assert primes.count(primes.sieve(2000), 1000) == COUNTS


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/below/0", (200, "0")),
        ("/below/1000", (200, "168")),
        ("/below/2000", (200, "303")),
        ("/below/3000", (404, "ask for /below/ and thousands, up to 2000")),
        ("/below/1001", (404, "ask for /below/ and thousands, up to 2000")),
        ("/below/-1000", (404, "ask for /below/ and thousands, up to 2000")),
        ("/", (404, "ask for /below/ and thousands, up to 2000")),
        ("/health", (200, "well")),
    ],
)
def test_answers(path: str, expected: tuple[int, str]) -> None:
    """What is counted is told, and all else is refused with a word on what to ask."""
    assert load("server").answer(path, COUNTS) == expected


def test_sick() -> None:
    """A service that is ill says so at /health, and counts on."""
    server = load("server")
    assert server.answer("/health", COUNTS, is_sick=True) == (503, "sick")
    assert server.answer("/below/1000", COUNTS, is_sick=True) == (200, "168")
