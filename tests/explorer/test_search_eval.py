"""`manage.py search_eval`: its three lines, its complaints, and that it leaves nothing behind."""

import gzip
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from papers.models import Paper
from papers.services import paper_store
from tests.papers.records import record

pytestmark = pytest.mark.django_db

DOCS = [
    {"id": "a", "title": "Cats", "text": "Cats hunt mice at night."},
    {"id": "b", "title": "Planes", "text": "An aircraft wing gives lift in a wind tunnel."},
    {"id": 3, "title": "Law", "text": "The court decided the appeal."},
]
QUERIES = [
    {"id": "1", "query": 'What do "felines" eat -at night? OR', "relevant": {"a": 1}},
    {"id": "2", "query": "How does a wing produce lift?", "relevant": {"b": 2, "a": 0}},
    {"id": "3", "query": "appeal to the judges", "relevant": {"3": 1}},
    {"id": "4", "query": "nobody judged this", "relevant": {}},
]
LINE = re.compile(r"(lexical|dense|hybrid)  ndcg@10 (\d\.\d{4})  map \d\.\d{4}  recall@100 \d\.\d{4}")


def write(path, rows):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return str(path)


def test_it_prints_a_line_for_each_side_and_leaves_the_library_alone(tmp_path, capsys):
    paper_store(record=record("2101.00001", title="Cats of the library"))
    call_command("search_eval", write(tmp_path / "d.jsonl.gz", DOCS), write(tmp_path / "q.jsonl.gz", QUERIES))
    found = [LINE.fullmatch(line) for line in capsys.readouterr().out.splitlines()]
    assert all(found), found
    assert [(match[1], match[2]) for match in found][1:] == [("dense", "1.0000"), ("hybrid", "1.0000")]
    assert float(found[0][2]) > 0.5
    assert list(Paper.objects.values_list("key", flat=True)) == ["2101.00001"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'search_eval'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW search_path")
        assert "search_eval" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("row", "said"), [('{"id": "a"}', "line 1: it has no `text`"), ("{", "line 1: it is not JSON")]
)
def test_a_line_that_is_none_of_ours_is_named(tmp_path, row, said):
    (tmp_path / "d.jsonl").write_text(row)
    with pytest.raises(CommandError, match=said):
        call_command("search_eval", str(tmp_path / "d.jsonl"), write(tmp_path / "q.jsonl", QUERIES))
