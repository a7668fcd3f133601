"""The language of messages follows the locale."""

from __future__ import annotations

import pytest

from workshop.cli.language import get_language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "ZH_tw"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_language_of_a_locale(environ: dict[str, str], language: str) -> None:
    """LC_ALL decides before LC_MESSAGES before LANG, an empty one not at all; only Chinese is Chinese."""
    assert get_language(environ) == language
