"""The ledger: counts its visitors in a file, so that the count outlives the container."""

from pathlib import Path

from web import serve

VISITS = Path("/data/visits")


def count() -> str:
    """Add a visitor, and tell how many there were."""
    with VISITS.open("a") as visits:
        visits.write("*")
    return f"visitor {VISITS.stat().st_size}"


serve("ledger", count)
