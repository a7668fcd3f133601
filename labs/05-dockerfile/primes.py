"""Counts primes, once, while the image is built: what is heavy to find is light to look up."""

import json
import sys
from pathlib import Path

STEP = 1000


def sieve(limit: int) -> bytearray:
    """One byte for each number below *limit*: 1 if it is prime, 0 if not."""
    is_prime = bytearray(b"\1") * limit
    is_prime[:2] = bytes(2)
    for number in range(2, int(limit**0.5) + 1):
        if is_prime[number]:
            multiples = range(number * number, limit, number)
            is_prime[number * number :: number] = bytes(len(multiples))
    return is_prime


def count(is_prime: bytearray, step: int) -> list[int]:
    """How many primes there are below 0, *step*, two times *step* and so on."""
    counts = [0]
    for start in range(0, len(is_prime), step):
        counts.append(counts[-1] + is_prime.count(1, start, start + step))
    return counts


if __name__ == "__main__":
    numbers = sieve(int(sys.argv[1]))
    Path("sieve.bin").write_bytes(numbers)
    Path("counts.json").write_text(json.dumps(count(numbers, STEP)))
