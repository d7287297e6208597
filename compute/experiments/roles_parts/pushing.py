"""Runs the script that pushes with `huggingface_hub`; only the stand-in on loopback ever gets what is pushed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts.commands import python
from compute.experiments.roles_parts.hub import TOKEN, Hub
from compute.experiments.roles_parts.writing import filled


def push(context: Context, hub: Hub, folder: Path, repositories: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pushes `{repo, kind, folder, sdk?}` each, and gives what the hub then holds. Raises `Refused`."""
    context.require("huggingface_hub", "huggingface_hub", "pip install huggingface_hub")
    script, wanted = folder / "push.py", folder / "push.json"
    script.write_text(filled("push.py.tmpl"), encoding="utf-8")
    wanted.write_text(json.dumps(list(repositories)), encoding="utf-8")
    settings = {
        "HF_ENDPOINT": hub.url,
        "HF_TOKEN": TOKEN,
        "HF_HOME": str(folder / "hf"),
        # Xet needs the hub's own storage servers; without it the library speaks git-lfs.
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "NO_PROXY": "127.0.0.1",
    }
    return list(python(context, script, str(wanted), env=settings))
