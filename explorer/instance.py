"""One installation's identity and state in `VAR_DIR`: its id, its secrets and the record of its running engines."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKER = "ARBORETUM_INSTANCE"


def write_private(path: Path, text: str, *, replace: bool) -> bool:
    """Writes a file of mode 600 in one step, so that no reader sees half of it.

    Returns whether this call wrote it: with `replace=False` an existing file stays as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        if replace:
            os.replace(name, path)
            return True
        try:
            os.link(name, path)
        except FileExistsError:
            return False
        return True
    finally:
        Path(name).unlink(missing_ok=True)


def secret(var_dir: Path, name: str) -> str:
    """The random secret of that name, 64 URL-safe characters, made on first use with mode 600."""
    path = var_dir / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(path, secrets.token_urlsafe(48), replace=False)
    return path.read_text(encoding="utf-8").strip()


class Instance:
    """The state of one installation.

    The id belongs to the folder as well as to the files: a copied checkout gets an id of its own, so it never takes
    the engines of the original for its own.
    """

    def __init__(self, var_dir: Path) -> None:
        self.var_dir = var_dir
        self.record = var_dir / "engines.json"

    @property
    def id(self) -> str:
        """32 hex digits, made on first use and again when the folder was copied or moved."""
        path = self.var_dir / "instance.json"
        known = read_json(path)
        if known.get("folder") != str(self.var_dir):
            mine = {"id": uuid.uuid4().hex, "folder": str(self.var_dir)}
            write_private(path, json.dumps(mine), replace=bool(known) or path.exists())
            known = read_json(path)
        return str(known["id"])

    def secret(self, name: str) -> str:
        """See `secret`."""
        return secret(self.var_dir, name)

    def recorded(self) -> dict[str, Any]:
        """What the supervisor last wrote: `engines` and `services` by name, `url`; {} when it is another's record."""
        known = read_json(self.record)
        return known if known.get("instance") == self.id else {}

    def engines(self) -> dict[str, dict[str, Any]]:
        """What was last recorded of each engine: `port`, `version`, `title`, and `pid`, `started` while it runs."""
        return dict(self.recorded().get("engines", {}))

    def port(self, name: str) -> int | None:
        """The port that an engine has or last had."""
        return self.engines().get(name, {}).get("port")

    def write(
        self,
        engines: Mapping[str, Mapping[str, Any]],
        services: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        url: str | None = None,
    ) -> None:
        """Replaces the record; engines that are not named keep the port they last had."""
        ports = {name: {"port": known["port"]} for name, known in self.engines().items()}
        body = {"instance": self.id, "engines": {**ports, **engines}, "services": services or {}, "url": url}
        write_private(self.record, json.dumps(body, indent=1), replace=True)


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file, {} when there is none or a crash left half of one."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known if isinstance(known, dict) else {}
