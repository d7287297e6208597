"""Chooses the starter library and the tests' arXiv records from a metadata snapshot, the same ones every time.

    python -m papers.starter.choose SNAPSHOT.jsonl.gz --library papers/starter/library.jsonl \
        --stand-in tests/data/standin.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Raw = dict[str, Any]

PER_THEME = 25
STAND_IN = 40
# All stand-in records match this search, so a test knows how many answers to expect.
STAND_IN_WORDS = ("distributed", "training")
SHORTEST_ABSTRACT = 400

# The theme of the notes' twenty papers, one pattern for each of its sides.
THEMES: dict[str, str] = {
    "distributed training": r"distributed (?:deep )?(?:learning|training|sgd)|data parallel\w*|all-?reduce"
    r"|parameter servers?",
    "message passing and HPC": r"\bmpi\b|message passing interface|high.performance computing|\bhpc\b|supercomput\w+",
    "GPU computing": r"\bgpus?\b|\bcuda\b|\bopencl\b|\bsycl\b|graphics processing",
    "FPGA accelerators": r"\bfpgas?\b|hardware accelerat\w+|high.level synthesis",
    "neuromorphic": r"neuromorphic|spiking neur\w+|event.driven",
    "IoT and edge": r"internet of things|\biot\b|edge computing|fog computing|wake.up",
    "streams and dataflow": r"stream processing|data streams?|\bspark\b|\bflink\b|dataflow|mapreduce",
    "serving and inference": r"model serving|online inference|real.time inference|recommend\w+ systems?|web.scale"
    r"|low.latency",
    "decentralized learning": r"decentrali[sz]ed|federated|gossip|peer.to.peer learning",
    "parallel optimisation": r"asynchronous|parallel optimi[sz]\w+|stochastic gradient|coordinate descent",
    "parallel reinforcement learning": r"reinforcement learning|replay buffer|actor.critic|parallel actors?",
    "clusters and scheduling": r"scheduling|load balanc\w+|kubernetes|containers?|serverless|elastic\w*|autoscal\w+",
    "provers and their tools": r"isabelle|\bcoq\b|proof assistants?|theorem prov\w+|\bagda\b|\blean\b|proof ide",
    "robots and visual programming": r"robot operating system|\bros\b|visual programming|block.based|robot education",
    "visual data": r"video analytics|visual data|video quer\w+|image retrieval|handwrit\w+|convolutional",
    "languages for parallel code": r"\bpython\b|\bjulia\b|task.based|futures|actor model|coroutines?|runtime system",
    "benchmarks of systems": r"benchmark suite|micro.?benchmarks?|performance evaluation|roofline|scalability",
}


def read(path: Path) -> list[Raw]:
    """Every record of a snapshot file, plain or .gz, the newest first, ties by id."""
    raw_bytes = path.read_bytes()
    text = gzip.decompress(raw_bytes) if path.suffix == ".gz" else raw_bytes
    records: list[Raw] = [json.loads(line) for line in text.splitlines()]
    records.sort(key=lambda raw: str(raw["id"]))
    records.sort(key=lambda raw: str(raw["update_date"]), reverse=True)
    return records


def stand_in(records: Iterable[Raw]) -> list[Raw]:
    """Forty records that hold every word of the search; every second one, so the library gets as good ones."""
    texts = ((raw, text_of(raw)) for raw in records)
    matching = [raw for raw, text in texts if all(re.search(rf"\b{word}\b", text) for word in STAND_IN_WORDS)]
    matching.sort(key=lambda raw: -relevance(raw, text_of(raw), THEMES["distributed training"]))
    return _by_id(matching[::2][:STAND_IN])


def library(records: Iterable[Raw], taken: set[str]) -> list[Raw]:
    """Of each theme the records that speak most of it and its neighbours, the newest first; none of `taken`."""
    candidates = [
        (raw, text_of(raw)) for raw in records if raw["id"] not in taken and len(raw["abstract"]) >= SHORTEST_ABSTRACT
    ]
    sides = [sum(bool(re.search(pattern, text)) for pattern in THEMES.values()) for _, text in candidates]
    chosen: dict[str, Raw] = {}
    for pattern in THEMES.values():
        scores = [relevance(raw, text, pattern) for raw, text in candidates]
        ranked = sorted(range(len(candidates)), key=lambda at: -(scores[at] + sides[at]))
        fitting = (candidates[at][0] for at in ranked if scores[at])
        fresh = [raw for raw in fitting if raw["id"] not in chosen][:PER_THEME]
        chosen.update((str(raw["id"]), raw) for raw in fresh)
    return _by_id(chosen.values())


def _by_id(records: Iterable[Raw]) -> list[Raw]:
    return sorted(records, key=lambda raw: str(raw["id"]))


def text_of(raw: Raw) -> str:
    """Title and abstract in lower case, spaces single."""
    return " ".join(f"{raw['title']} {raw['abstract']}".lower().split())


def relevance(raw: Raw, text: str, pattern: str) -> int:
    """How much a record speaks of a theme: a phrase in the title counts three, another kind of phrase one."""
    in_title = re.findall(pattern, raw["title"].lower())
    return 3 * len(in_title) + len(set(re.findall(pattern, text)))


def write(path: Path, records: Iterable[Raw]) -> None:
    """The records as JSON lines in the snapshot's shape, keys in their order."""
    path.write_text("".join(json.dumps(raw, ensure_ascii=False) + "\n" for raw in records), encoding="utf-8")


def main() -> None:
    """Reads the snapshot named on the command line and writes both files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--stand-in", type=Path, required=True)
    arguments = parser.parse_args()
    records = read(arguments.snapshot)
    tests = stand_in(records)
    chosen = library(records, {str(raw["id"]) for raw in tests})
    write(arguments.stand_in, tests)
    write(arguments.library, chosen)
    print(f"{len(chosen)} records for the library, {len(tests)} for the stand-in.")


if __name__ == "__main__":
    main()
