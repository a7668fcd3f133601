"""Uses a fifth of a second of a processor, and tells how long that took by the clock."""

import time
from pathlib import Path

WORK_S = 0.2


def count_waits(cgroup: Path) -> int:
    """How often the kernel made this container wait; cgroup v1 keeps cpu.stat in a folder."""
    for place in (cgroup / "cpu.stat", cgroup / "cpu" / "cpu.stat"):
        if place.exists():
            counts = dict(line.split() for line in place.read_text().splitlines())
            return int(counts.get("nr_throttled", 0))
    raise SystemExit(f"no cpu.stat in {cgroup}")


def main() -> None:
    """Burn, and tell what it took."""
    used, began = time.process_time(), time.perf_counter()
    while time.process_time() - used < WORK_S:
        pass
    print(f"processor: {time.process_time() - used:.2f} s")
    print(f"clock: {time.perf_counter() - began:.2f} s")
    print("made to wait:", "yes" if count_waits(Path("/sys/fs/cgroup")) else "no")


if __name__ == "__main__":
    main()
