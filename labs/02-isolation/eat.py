"""Takes memory, 8 MB at a time, until it has 256 MB or is stopped."""

taken = []
while len(taken) < 32:
    taken.append(b"x" * 8_000_000)
    print(f"{len(taken) * 8} MB taken", flush=True)
print("enough")
