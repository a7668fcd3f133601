"""The Docker Engine that holds the images, through the `docker` program: the engine that the labs' commands reach too.

The SDK takes one image a save, and gives up where the engine is silent for a minute.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Protocol

CHUNK_BYTES = 1 << 20


class EngineError(Exception):
    """The engine refused; the text is its own words."""


class Engine(Protocol):
    """Where images are loaded into and saved from."""

    def platform(self) -> str | None:
        """Such as `linux/amd64`; None where no engine answers."""

    def find_image(self, name: str) -> tuple[str, int] | None:
        """The id (`sha256:…`) and the bytes of the image called *name*, None where there is none."""

    def inspect(self, name: str) -> str | None:
        """What `docker image inspect` prints of the image called *name*, JSON; None where there is none."""

    def load(self, chunks: Iterable[bytes]) -> None:
        """Load the archive that *chunks* make up. Raises EngineError where the engine refuses it."""

    def save(self, names: list[str]) -> Iterator[bytes]:
        """An archive of the images *names*, piece by piece. Raises EngineError, at the latest at its end."""


class DockerEngine:
    """The engine that `docker` talks to."""

    def platform(self) -> str | None:
        """See Engine.platform."""
        try:
            done = _run("version", "--format", "{{.Server.Os}}/{{.Server.Arch}}")
        except FileNotFoundError:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    def find_image(self, name: str) -> tuple[str, int] | None:
        """See Engine.find_image."""
        done = _run("image", "inspect", "--format", "{{.Id}} {{.Size}}", name)
        if done.returncode:
            return None
        identity, size = done.stdout.split()
        return identity, int(size)

    def inspect(self, name: str) -> str | None:
        """See Engine.inspect."""
        done = _run("image", "inspect", "--", name)
        return None if done.returncode else done.stdout

    def load(self, chunks: Iterable[bytes]) -> None:
        """See Engine.load. An end before its time kills the program, so that the engine gets no whole archive."""
        with subprocess.Popen(
            ["docker", "load", "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            assert process.stdin is not None
            try:
                for chunk in chunks:
                    process.stdin.write(chunk)
            except BrokenPipeError:
                pass  # It has ended; why, it says on standard error.
            except BaseException:
                process.kill()
                with suppress(BrokenPipeError):
                    process.stdin.close()
                raise
            _, words = process.communicate()
        if process.returncode:
            raise EngineError(_one_line(words))

    def save(self, names: list[str]) -> Iterator[bytes]:
        """See Engine.save."""
        with subprocess.Popen(
            ["docker", "save", *names], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            words: list[bytes] = []
            # Read beside the output, so that a full pipe of complaints cannot stop the program.
            reader = threading.Thread(target=lambda stream: words.append(stream.read()), args=(process.stderr,))
            reader.start()
            try:
                while chunk := process.stdout.read(CHUNK_BYTES):
                    yield chunk
            except BaseException:
                process.kill()
                raise
            finally:
                reader.join()
        if process.returncode:
            raise EngineError(_one_line(b"".join(words)))


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["docker", *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def _one_line(words: bytes) -> str:
    return " ".join(words.decode("utf-8", "replace").split()) or "docker does not say why"
