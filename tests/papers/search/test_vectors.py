"""Embeddings: stored by encoder, never compared across encoders, found by their index, filters inside."""

import datetime as dt

import numpy as np
import pytest
from django.db import connection

from papers.models import EncoderSpace, Paper, PaperEmbedding
from papers.search.planning import by_index
from papers.search.vectors import centre, dense_query, dense_scores, similar, space_of, vectors_of
from papers.services import embeddings_store, papers_store
from tests.papers.records import record

pytestmark = pytest.mark.django_db


def store(count: int) -> list[Paper]:
    return [row.paper for row in papers_store(records=[record(f"2101.{n:05d}") for n in range(count)])]


def units(count: int, dim: int = 8, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fill(papers: list[Paper], rows: np.ndarray, encoder: str = "a") -> EncoderSpace:
    embeddings_store(rows=[(paper.pk, encoder, row) for paper, row in zip(papers, rows, strict=True)])
    space = space_of(encoder)
    assert space is not None
    return space


def test_a_vector_is_kept_to_half_precision_and_replaced():
    papers = store(2)
    space = fill(papers, units(2))
    fill(papers[:1], units(1, seed=9))
    held = vectors_of([paper.pk for paper in papers], space)
    assert held[papers[0].pk] == pytest.approx(units(1, seed=9)[0], abs=1e-3)
    assert held[papers[1].pk] == pytest.approx(units(2)[1], abs=1e-3)
    assert PaperEmbedding.objects.count() == 2


def test_each_encoder_has_its_own_space_and_index():
    papers = store(3)
    fill(papers, units(3, 8), "a")
    fill(papers[:1], units(1, 12), "b'; DROP TABLE x; --")
    assert dict(EncoderSpace.objects.values_list("encoder", "dim")) == {"a": 8, "b'; DROP TABLE x; --": 12}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'papers\\_embedding\\_%%'")
        made = [row[0] for row in cursor.fetchall() if "hnsw" in row[0]]
    # An index that another test committed may be there too.
    assert {text.split("halfvec(")[1].split(")")[0] for text in made} >= {"8", "12"}
    with by_index():
        space = space_of("b'; DROP TABLE x; --")
        assert list(dense_scores(units(1, 12)[0], space, None, 10)) == [papers[0].pk]


def test_another_number_of_dimensions_under_the_same_name_is_refused():
    papers = store(1)
    fill(papers, units(1, 8))
    with pytest.raises(ValueError, match="8"):
        fill(papers, units(1, 12))


def test_the_nearest_are_those_of_a_full_comparison():
    papers, rows = store(120), units(120)
    space = fill(papers, rows)
    query = units(1, seed=5)[0]
    with by_index():
        found = dense_scores(query, space, None, 10)
    best = np.argsort(-(rows @ query))[:10]
    assert list(found) == [papers[place].pk for place in best]
    assert list(found.values()) == pytest.approx((rows @ query)[best].tolist(), abs=2e-3)


def test_a_filter_that_few_pass_still_finds_them_all():
    papers, rows = store(300), units(300)
    space = fill(papers, rows)
    far = np.argsort(rows @ rows[0])[:7]
    scope = Paper.objects.filter(pk__in=[papers[place].pk for place in far])
    with by_index():
        assert set(dense_scores(rows[0], space, scope, 50)) == {papers[place].pk for place in far}


def test_the_plan_goes_by_the_index():
    papers = store(60)
    space = fill(papers, units(60))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE papers_paperembedding")
    with by_index():
        plan = dense_query(units(1)[0], space, None)[:10].explain()
        inside = dense_query(units(1)[0], space, Paper.objects.filter(source="arxiv"))[:10].explain()
    assert "Index Scan using papers_embedding_" in plan
    assert "source" in inside


def test_the_mean_follows_the_library():
    papers, rows = store(20), units(20)
    assert np.asarray(fill(papers[:10], rows[:10]).mean) == pytest.approx(rows[:10].mean(0), abs=1e-3)
    space = fill(papers[10:], rows[10:])
    assert np.asarray(space.mean) == pytest.approx(rows.mean(0), abs=1e-3)
    assert centre(space) == pytest.approx(rows.mean(0) * 20 / 70, abs=1e-3)


class TestSimilar:
    def test_the_nearest_without_itself_and_withdrawn_ones(self):
        papers, rows = store(4), np.eye(4, dtype=np.float32)
        rows[1:] = [[0.9, 0.1, 0, 0], [0.5, 0.5, 0, 0], [0.99, 0, 0.01, 0]]
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        fill(papers, rows)
        Paper.objects.filter(pk=papers[3].pk).update(withdrawn_at=dt.datetime.now(dt.UTC))
        found = similar(papers[0], 10)
        assert [paper.key for paper, _ in found] == [papers[1].key, papers[2].key]
        assert [score for _, score in found] == pytest.approx([0.9939, 0.7071], abs=1e-3)

    def test_nothing_is_said_of_a_paper_without_embedding(self):
        papers = store(2)
        fill(papers[:1], units(1))
        assert similar(papers[1], 10) is None

    def test_of_two_encoders_the_one_in_use_counts(self, settings):
        papers = store(3)
        fill(papers, np.array([[1, 0], [0, 1], [0.8, 0.6]], np.float32), "old")
        fill(papers[:2], np.array([[1, 0, 0], [1, 0, 0]], np.float32), "new")
        settings.ENCODER = "old"
        assert [paper.key for paper, _ in similar(papers[0], 5)] == [papers[2].key, papers[1].key]
        settings.ENCODER = "new"
        assert [paper.key for paper, _ in similar(papers[0], 5)] == [papers[1].key]
