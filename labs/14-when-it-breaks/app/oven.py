"""The oven: reads all its recipes into memory before it begins."""

import signal

print("oven: reading recipes")
recipes = [b"x" * 1_000_000 for _ in range(96)]
print(f"oven: ready, {len(recipes)} recipes")
signal.pause()
