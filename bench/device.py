"""What `bench/gpu.py` measured on another machine, one with a GPU, taken over as it stands."""

from __future__ import annotations

import json

from bench.frame import Measure, Missing, Options


def measure(options: Options) -> list[Measure]:
    """The measures of its JSON: `{"machine": ..., "measures": [fields of Measure]}`."""
    if options.gpu is None:
        raise Missing("No machine with a GPU was at hand. bench/gpu.py measures on one; give its JSON as GPU=file.")
    path = options.need("gpu", "file")
    found = json.loads(path.read_text(encoding="utf-8"))
    return [
        Measure(**{**one, "note": f"{found['machine']}. {one.get('note', '')}".strip()}) for one in found["measures"]
    ]
