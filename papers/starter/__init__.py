"""The library a newcomer finds: real records around the notes' theme, and the notes' own papers."""

from __future__ import annotations

from pathlib import Path

from papers.sources.record import SourceRecord
from papers.sources.snapshot import read_snapshot


def records() -> list[SourceRecord]:
    """The papers of the starter library, in its order."""
    found = [line.item for line in read_snapshot(Path(__file__).parent / "library.jsonl")]
    return [item for item in found if isinstance(item, SourceRecord)]
