"""The measures of search, by hand."""

import pytest

from papers.search.evaluation import average_precision, ndcg, quality, recall


def test_a_perfect_list_has_everything():
    relevant = {"a": 2, "b": 1}
    assert (
        ndcg(["a", "b", "x"], relevant) == average_precision(["a", "b"], relevant) == recall(["b", "a"], relevant) == 1
    )


def test_grades_and_places_count():
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 / 1.5849625) / (2 + 1 / 1.5849625))
    assert ndcg(["x"] * 10 + ["a"], {"a": 1}) == 0


def test_what_is_not_found_counts_against_it():
    assert average_precision(["a"], {"a": 1, "b": 1}) == 0.5
    assert recall(["x"] * 100 + ["a"], {"a": 1}) == 0


def test_a_grade_of_nought_is_not_relevant():
    assert recall(["a"], {"a": 0, "b": 1}) == ndcg(["a"], {"a": 0, "b": 1}) == 0


def test_queries_without_anything_relevant_do_not_count():
    assert quality([(["a"], {"a": 1}), (["a"], {}), (["a"], {"a": 0})]) == (1, 1, 1)
    assert quality([]) == (0, 0, 0)
