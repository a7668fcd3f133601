"""Sixteen visitors come to the website at once: visit.py COUNT [WHAT] tells how many answers a second they got."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

VISITORS = 16


def visit(address):
    """Come once, and wait for the answer."""
    with urlopen(address, timeout=60) as answer:
        return answer.read()


def visit_often(address, count):
    """Come *count* times, sixteen at a time; how many answers came each second."""
    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as visitors:
        list(visitors.map(visit, [address] * count))
    return count / (time.monotonic() - began)


if __name__ == "__main__":
    speed = visit_often("http://web/", int(sys.argv[1]))
    print(f"{' '.join(sys.argv[2:]) or 'answers'}: {speed:.2f} /s")
