"""Who speaks, where and when: what `mkdocs.yml` says of it, in the language of a deck."""

from __future__ import annotations

import datetime

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type

from workshop.site.words import LANGUAGES

Told = str | datetime.date | dict[str, str]
"""One text for both languages, a day as YAML reads it, or a text a language."""


class Said(Type[Told]):
    """An option that is one text, a day, or one text a language with all languages named."""

    def __init__(self) -> None:
        super().__init__((str, datetime.date, dict), default="")

    def run_validation(self, value: object) -> Told:
        """Refuse a mapping that leaves a language out, names another one, or holds anything but texts."""
        told: Told = super().run_validation(value)
        if isinstance(told, dict) and (
            set(told) != set(LANGUAGES) or not all(isinstance(text, str) for text in told.values())
        ):
            raise ValidationError(f"expected one text, or one text for each of {', '.join(LANGUAGES)}")
        return told


def in_language(told: Told, language: str) -> str:
    """What a reader of *language* is told; empty where nothing is."""
    return told[language] if isinstance(told, dict) else str(told)
