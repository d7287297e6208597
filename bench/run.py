"""`make bench`: speed and quality as ratios to rivals measured in the same run, into docs/benchmarks.{json,md}.

`--only PART...` measures some parts and prints them, writing nothing; with `--keep` it writes them beside the parts
that were measured before on such a machine, since all of them together take more than an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.report import Results, markdown

ROOT = Path(__file__).parents[1]
JSON, PAGE = ROOT / "docs" / "benchmarks.json", ROOT / "docs" / "benchmarks.md"
# Key of a part (its module) and its heading.
PARTS = {
    "extraction": "Key terms and embeddings",
    "quality": "Quality of key terms",
    "rouge": "ROUGE",
    "search": "Search",
    "intake": "Import of 1,000 papers",
    "classic": "Trees and merges",
    "merging": "Merges as they grow",
    "breeding": "Breeding",
    "graph": "The graph",
    "explorer": "The explorer page",
    "device": "On a GPU",
}
DATA = {
    "keyphrases": "folder of the JSONL files that the extractor was trained on",
    "retrieval": "folder of a retrieval collection",
    "snapshot": "file of arXiv metadata, plain or .gz; without it the starter library",
    "gpu": "JSON that bench/gpu.py wrote on a machine with a GPU",
}


def main() -> None:
    """Runs the parts one after another and tells what came of them."""
    parser = argparse.ArgumentParser(prog="make bench", description="Benchmarks; see docs/benchmarks.md.")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--keep", action="store_true", help="keep the other parts as they were measured before")
    for name, text in DATA.items():
        parser.add_argument(f"--{name}", type=Path, help=text)
    arguments = parser.parse_args()
    given = {name: str(path.resolve()) if (path := getattr(arguments, name)) else None for name in DATA}
    found: dict[str, dict[str, Any]] = {}
    for name in arguments.only or PARTS:
        print(f"{PARTS[name]} ...", file=sys.stderr, flush=True)
        found[name] = {"title": PARTS[name], "day": datetime.now(UTC).date().isoformat(), **measured(name, given)}
    if arguments.only and not arguments.keep:
        print(markdown({"machine": machine(), "parts": found}))
        return
    before: Results | None = json.loads(JSON.read_text(encoding="utf-8")) if arguments.keep else None
    results = joined(before, {"machine": machine(), "parts": found})
    page = markdown(results)
    JSON.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page, encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)} and {JSON.relative_to(ROOT)}", file=sys.stderr)


def joined(before: Results | None, now: Results) -> Results:
    """The parts of `now` beside those of `before`, in the order of `PARTS`; another machine's figures are not kept."""
    kept = before["parts"] if before and before["machine"] == now["machine"] else {}
    both = {**kept, **now["parts"]}
    return {"machine": now["machine"], "parts": {name: both[name] for name in PARTS if name in both}}


def measured(name: str, given: dict[str, str | None]) -> dict[str, Any]:
    """What `bench.part` says of a part; a part that breaks down is told of, and the others are measured."""
    if importlib.util.find_spec(f"bench.{name}") is None:
        return {"missing": "Not measured: this part does not exist yet."}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-m", "bench.part", name, str(out)]
        done = subprocess.run(command, input=json.dumps(given), text=True, cwd=ROOT, check=False)
        if done.returncode or not out.exists():
            return {"missing": f"Not measured: it ended with code {done.returncode}."}
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return found


if __name__ == "__main__":
    main()
