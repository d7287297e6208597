"""The starter library and the tests' records: sizes, shape, disjointness, and how they were chosen."""

import json
import random
from pathlib import Path

from papers.sources.record import SourceRecord
from papers.sources.report import parse_report
from papers.sources.snapshot import read_snapshot
from papers.starter.choose import PER_THEME, STAND_IN, STAND_IN_WORDS, THEMES, library, read, stand_in, text_of, write
from tests.support.arxiv_standin import DATA

STARTER = Path(__file__).parents[3] / "papers" / "starter"
LIBRARY = STARTER / "library.jsonl"


def test_every_record_is_read_and_none_comes_twice():
    records = [line.item for path in (LIBRARY, DATA) for line in read_snapshot(path)]
    assert all(isinstance(record, SourceRecord) for record in records)
    notes = parse_report((STARTER / "report.md").read_text(encoding="utf-8")).records
    keys = [record.key for record in [*records, *notes]]
    assert len(set(keys)) == len(keys) <= 500
    assert all(record.abstract and record.authors and record.published for record in records)


def test_the_stand_in_has_forty_papers_that_match_its_search():
    raws = read(DATA)
    assert len(raws) == STAND_IN == 40
    assert all(all(word in text_of(raw) for word in STAND_IN_WORDS) for raw in raws)


def test_the_choice_is_the_same_whatever_the_order(tmp_path):
    raws = read(LIBRARY)[::3] + read(DATA)
    random.Random(7).shuffle(raws)
    shuffled = tmp_path / "snapshot.jsonl"
    write(shuffled, raws)
    ordered = read(shuffled)
    tests = stand_in(ordered)
    chosen = library(ordered, {raw["id"] for raw in tests})
    assert tests == stand_in(read(shuffled))
    assert not {raw["id"] for raw in tests} & {raw["id"] for raw in chosen}
    random.Random(8).shuffle(raws)
    write(shuffled, raws)
    assert library(read(shuffled), {raw["id"] for raw in tests}) == chosen
    assert len(chosen) <= PER_THEME * len(THEMES)


def test_the_library_keeps_the_snapshots_shape():
    first = json.loads(LIBRARY.read_text(encoding="utf-8").splitlines()[0])
    assert {"id", "title", "abstract", "authors_parsed", "categories", "versions", "update_date"} <= set(first)
