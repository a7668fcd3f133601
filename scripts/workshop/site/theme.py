"""The theme's templates, compiled once for all languages and builds. Knows nothing of what is in them."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """What Jinja compiled, by name, text and extensions of the environment; MkDocs makes a new one for each language.

    Source: jinja2/bccache.py: `checksum` is that of the template's text, `key` that of its name and file.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str, tuple[str, ...]], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, if it was compiled before."""
        bucket.code = self._code.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*."""
        if bucket.code is not None:
            self._code[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[str, str, tuple[str, ...]]:
    return bucket.key, bucket.checksum, tuple(bucket.environment.extensions)
