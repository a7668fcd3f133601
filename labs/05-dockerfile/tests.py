"""Tests that the build runs: what fails here never becomes an image."""

import unittest

from primes import count, sieve


class PrimesTest(unittest.TestCase):
    """What is counted is right."""

    def test_first_primes(self) -> None:
        """The primes below 20 are found, and nothing else."""
        assert [number for number, prime in enumerate(sieve(20)) if prime] == [2, 3, 5, 7, 11, 13, 17, 19]

    def test_counts(self) -> None:
        """There are 168 primes below 1000, and 135 more below 2000."""
        assert count(sieve(2000), 1000) == [0, 168, 303]
