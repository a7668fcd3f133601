"""The labs' own programs, as modules that tests can call."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def load_program(path: Path) -> ModuleType:
    """The Python program at *path*, loaded anew, as it is in its lab."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
