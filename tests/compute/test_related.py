"""Related papers: shared rare terms count most, and a large library is not read whole for one answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compute.related import related
from compute.services import extract_classic_many
from papers.models import Paper
from papers.services import papers_store
from tests.papers.records import record

pytestmark = pytest.mark.django_db


def store(*records):
    papers = [row.paper for row in papers_store(records=records)]
    extract_classic_many(papers=papers)
    return papers


def test_papers_that_share_rare_terms_come_first_with_the_reason():
    one, two, three, _ = store(
        record("2101.00001", title="Dask at scale", abstract="Dask workers on ucx talk to other workers."),
        record("2101.00002", title="Something", abstract="Ucx and dask: ucx for dask."),
        record("2101.00003", title="Other", abstract="Dask alone."),
        record("2101.00004", title="Far", abstract="Proteins fold."),
    )
    found = related(one)
    assert [row["paper"].key for row in found] == [two.key, three.key]
    assert set(found[0]["shared"]) == {"dask", "ucx"}
    assert found[0]["score"] > found[1]["score"] > 0


def test_title_words_count_too_and_stop_words_do_not():
    one, two, _ = store(
        record("2101.00001", title="The samurai of a thing", abstract=""),
        record("2101.00002", title="More about samurais", abstract="Proteins."),
        record("2101.00003", title="The of a", abstract="We are the which."),
    )
    found = related(one)
    assert [(row["paper"].key, row["shared"]) for row in found] == [(two.key, ["samurai"])]


def test_withdrawn_papers_and_the_paper_itself_are_left_out():
    one, two = store(record("2101.00001", abstract="Dask."), record("2101.00002", abstract="Dask."))
    assert [row["paper"].key for row in related(one)] == [two.key]
    type(two).objects.filter(pk=two.pk).update(withdrawn_at="2024-01-01T00:00:00Z")
    assert related(one) == []


def test_a_title_of_signs_breaks_nothing():
    one, _ = store(
        record("2101.00001", title="It's \\ 'quoted' & | ! :* C++ — 100%", abstract=""),
        record("2101.00002", title="Quoted", abstract=""),
    )
    assert [row["shared"] for row in related(one)] == [["quoted"]]


MANY_PAPERS = """
INSERT INTO papers_paper (key, title, abstract, authors, authors_text, categories, primary_category, doi, journal_ref,
    comment, source, match_key, created_at, modified_at)
SELECT 'x' || n, 'Deep learning of kind' || n % 997, 'Learning.', '[]', '', '{}', '', '', '', '', 'arxiv', '',
    now(), now()
FROM generate_series(1, 4000) AS n
"""
MANY_TERMS = """
INSERT INTO compute_term (paper_id, method, rank, text, normal, score, count, spans, vector, long_form)
SELECT id, 'classic', rank, name, name, 1.0 / rank, 1, '[]', '', '' FROM papers_paper,
LATERAL (VALUES (1, 'learning'), (2, 'field' || id % 89), (3, 'thing' || id % 501)) AS terms(rank, name)
"""


def test_a_large_library_is_answered_by_its_indexes():
    with connection.cursor() as cursor:
        cursor.execute(MANY_PAPERS)
        cursor.execute(MANY_TERMS)
        cursor.execute("ANALYZE compute_term, papers_paper")
        paper = Paper.objects.get(key="x7")
        with CaptureQueriesContext(connection) as asked:
            found = related(paper, 50)
        cursor.execute("EXPLAIN " + next(one["sql"] for one in asked if "compute_term term" in one["sql"]))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on compute_term" not in plan
    assert "Bitmap Index Scan on paper_search" in plan
    assert "Deep learning of kind7" in {row["paper"].title for row in found}
    assert all("learning" not in row["shared"] for row in found)
