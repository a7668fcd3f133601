"""Every test says in one sentence what it claims."""

from __future__ import annotations

import ast

from tests.gates.sizes import find_functions


def find_tests_without_claim(path: str, text: str) -> list[str]:
    """Return a complaint for each test function of this Python file whose docstring is missing or empty."""
    return [
        f"{path}:{function.lineno}: `{function.name}` does not say what it claims"
        for function in find_functions(text)
        if function.name.startswith("test_") and not (ast.get_docstring(function) or "").strip()
    ]
