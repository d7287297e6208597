"""The metadata snapshot, line by line."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from papers.sources.errors import Problem, SourceError
from papers.sources.record import SourceRecord
from papers.sources.snapshot import MAX_LINE, read_snapshot

RAW = {
    "id": "0704.0001",
    "submitter": "Someone",
    "authors": "C. Bal\\'azs, E. L. Berger",
    "title": "Calculation of prompt\n  diphoton production",
    "comments": "37 pages",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "categories": "hep-ph cs.DC",
    "abstract": "  A fully differential\ncalculation.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", "Jr."]],
}


def written(tmp_path, *lines, packed=False):
    path = tmp_path / "snapshot"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return path


def items(path, **options):
    return [line.item for line in read_snapshot(path, **options)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_keeps_every_field(tmp_path, packed):
    (record,) = items(written(tmp_path, RAW, packed=packed))
    assert record == SourceRecord(
        title="Calculation of prompt diphoton production",
        source="snapshot",
        abstract="A fully differential calculation.",
        authors=("C. Balázs", "E. L. Berger Jr."),
        arxiv_id="0704.0001",
        version=2,
        categories=("hep-ph", "cs.DC"),
        primary_category="hep-ph",
        published=datetime(2007, 4, 2, 19, 18, 42, tzinfo=UTC),
        updated=datetime(2007, 7, 24, 20, 10, 27, tzinfo=UTC),
        doi="10.1103/PhysRevD.76.013009",
        journal_ref="Phys.Rev.D76:013009,2007",
        comment="37 pages",
    )


def test_without_parsed_authors_and_versions_the_plain_fields_serve(tmp_path):
    (record,) = items(written(tmp_path, RAW | {"authors_parsed": None, "versions": []}))
    assert record.authors == ("C. Balázs", "E. L. Berger")
    assert record.version is None
    assert record.updated == datetime(2008, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{not json", "no JSON"),
        ("[1, 2]", "not a JSON object"),
        ("[" * 100_000, "no JSON"),
        (RAW | {"title": None}, "needs a title"),
        (RAW | {"title": 5}, "title is no text"),
        (RAW | {"id": "nonsense"}, "cannot be one"),
        (RAW | {"id": ""}, "no id"),
        (RAW | {"versions": [{"version": "v1", "created": "yesterday"}]}, "versions"),
        (RAW | {"versions": "v1"}, "versions"),
        (RAW | {"authors_parsed": [["A", 5, ""]]}, "authors_parsed"),
        (RAW | {"categories": ["cs.DC"]}, "categories is no text"),
    ],
)
def test_a_malformed_line_is_told_with_its_number_and_the_rest_is_read(tmp_path, line, word):
    good = RAW | {"id": "0704.0002"}
    first, problem, last = list(read_snapshot(written(tmp_path, RAW, "", line, good)))
    assert (first.number, problem.number, last.number) == (1, 3, 4)
    assert isinstance(problem.item, Problem)
    assert problem.item.line == 3
    assert "Line 3" in str(problem.item)
    assert word in str(problem.item)
    assert last.item.arxiv_id == "0704.0002"


def test_broken_encoding_and_an_endless_line_are_problems(tmp_path):
    path = tmp_path / "snapshot"
    path.write_bytes(b'{"id": "\xff"}\n' + b"x" * (2 * MAX_LINE + 5) + b"\n" + json.dumps(RAW).encode())
    first, second, third = items(path)
    assert "no JSON" in str(first)
    assert "longer than" in str(second)
    assert third.arxiv_id == "0704.0001"


def test_category_limit_and_resumption(tmp_path):
    lines = [RAW | {"id": f"0704.{n:04}", "categories": "cs.DC cs.LG" if n % 2 else "math.OC"} for n in range(1, 11)]
    path = written(tmp_path, *lines)
    assert len(items(path)) == 10
    assert len(items(path, category="cs.LG")) == 5
    assert len(items(path, category="cs")) == 5
    assert len(items(path, category="cs.L")) == 0
    assert [record.arxiv_id for record in items(path, category="math", limit=2)] == ["0704.0002", "0704.0004"]
    assert items(path, limit=0) == []
    assert [line.number for line in read_snapshot(path, after_line=7)] == [8, 9, 10]


def test_a_file_that_is_missing_or_cut_off_is_an_error_with_a_sentence(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        items(tmp_path / "missing")
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress((json.dumps(RAW) + "\n").encode() * 50)[:-20])
    with pytest.raises(SourceError, match="damaged"):
        items(cut)


def test_memory_stays_constant(tmp_path):
    path = written(tmp_path, *([RAW | {"abstract": "word " * 2000}] * 400), packed=True)
    tracemalloc.start()
    for _ in read_snapshot(path):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1024 * 1024
