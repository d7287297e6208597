"""One part of `make bench` in a process of its own: `python -m bench.part NAME OUT.json`, the options on stdin."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.frame import Missing, Options
from explorer import env
from explorer.engines.borrow import borrowed


@contextlib.contextmanager
def house(*, engines: bool) -> Iterator[None]:
    """Django with the defaults of every setting and all state in a folder that goes away; with engines if asked for."""
    for variable in env.VARIABLES:
        if variable.name != "DEVICE":
            os.environ.pop(variable.name, None)
    with tempfile.TemporaryDirectory(prefix="arboretum-bench-") as folder, contextlib.ExitStack() as stack:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="explorer.settings")
        if engines:
            stack.enter_context(borrowed(env.load(os.environ), ("postgresql", "valkey")))
        import django
        from django.core.management import call_command

        django.setup()
        if engines:
            call_command("migrate", verbosity=0)
        yield


def wants_engines(name: str) -> bool:
    """Whether the part says `ENGINES = True`, read without importing it."""
    spec = importlib.util.find_spec(f"bench.{name}")
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    return re.search(r"^ENGINES = True$", source, re.MULTILINE) is not None


def run(name: str, given: Mapping[str, str | None]) -> dict[str, object]:
    """The part's measures, or the sentence on why there are none."""
    options = Options(**{key: Path(path) if path else None for key, path in given.items()})
    began = time.monotonic()
    try:
        with house(engines=wants_engines(name)):
            # Only now: a part may import models, which want Django set up.
            part = importlib.import_module(f"bench.{name}")
            measures = [dataclasses.asdict(one) for one in part.measure(options)]
    except Missing as missing:
        return {"missing": str(missing)}
    return {"measures": measures, "seconds": round(time.monotonic() - began)}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(run(sys.argv[1], json.load(sys.stdin))), encoding="utf-8")
