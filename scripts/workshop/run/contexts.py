"""Which engine `docker` talks to, read from its own settings. Starts nothing and asks no engine."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workshop.errors import RequirementError

DEFAULT = "unix:///var/run/docker.sock"


def find_contexts(environ: Mapping[str, str]) -> dict[str, str]:
    """The address of each docker context's engine, by the context's name.

    The SDK's own list is empty where there is no `config.json`, so the files are read.
    Source: docker/cli's cli/context/store, `contexts/meta/<digest>/meta.json` below the configuration's folder.
    """
    found = {}
    for file in sorted(_folder(environ).glob("contexts/meta/*/meta.json")):
        meta = _read(file)
        endpoint = meta.get("Endpoints", {}).get("docker", {}) if isinstance(meta.get("Endpoints"), dict) else {}
        found[str(meta.get("Name", ""))] = str(endpoint.get("Host", DEFAULT))
    return found


def find_current_context(environ: Mapping[str, str]) -> str | None:
    """The docker context that is in use by docker's settings, None where that is the default one."""
    file = _folder(environ) / "config.json"
    return str(_read(file).get("currentContext") or "") or None if file.is_file() else None


def find_builders(environ: Mapping[str, str]) -> list[str]:
    """The names of buildx' builders, but for those of docker's contexts.

    Source: docker/buildx's store/store.go, a file each below `instances`.
    """
    folder = Path(environ.get("BUILDX_CONFIG") or _folder(environ) / "buildx")
    return sorted(file.name for file in folder.glob("instances/*"))


def find_engine_address(environ: Mapping[str, str]) -> str:
    """The address of the engine that `docker` talks to; a socket's is that of the file that it is in the end.

    Source: docker/cli's cli/command/cli.go, `resolveContextName`.
    """
    address = environ.get("DOCKER_HOST", "")
    if not address:
        name = environ.get("DOCKER_CONTEXT") or find_current_context(environ)
        address = find_contexts(environ).get(name, DEFAULT) if name else DEFAULT
    kind, _, path = address.partition("://")
    return f"{kind}://{os.path.realpath(path)}" if kind == "unix" else address


def _folder(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("DOCKER_CONFIG") or Path.home() / ".docker")


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        content = None
    if isinstance(content, dict):
        return content
    hint = "mend it, or move it away: docker writes a new one"
    raise RequirementError("is not what docker writes", where=str(file), hint=hint)
