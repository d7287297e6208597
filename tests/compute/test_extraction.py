"""Stored terms: counted and given, right for the present version, written once."""

import pytest

from compute.models import Term
from compute.selectors import date_text, reading, readings, terms_for
from compute.services import extract_classic, extract_classic_many
from papers.services import paper_store, papers_store
from tests.papers.records import record, report_record

pytestmark = pytest.mark.django_db

ABSTRACT = "Dask is a framework. We show that Dask is fast; the Dask workers communicate."


def test_terms_of_an_abstract_are_counted_with_their_spans():
    paper = paper_store(record=record("2101.08878", title="On Dask", abstract=ABSTRACT)).paper
    terms = extract_classic(paper=paper)
    stored = list(Term.objects.filter(paper=paper).order_by("rank"))
    assert [term.text for term in stored] == [term.text for term in terms]
    best = stored[0]
    assert (best.text, best.normal, best.count, best.score, best.rank, best.version, best.method) == (
        "dask", "dask", 3, 1.0, 1, 1, "classic",
    )  # fmt: skip
    texts = {"title": paper.title, "abstract": paper.abstract}
    assert [texts[span["field"]][span["start"] : span["end"]] for span in best.spans] == ["Dask"] * 4
    assert best.spans[0]["field"] == "title"


def test_twice_writes_nothing_new():
    paper = paper_store(record=record("2101.08878", abstract=ABSTRACT)).paper
    extract_classic(paper=paper)
    before = list(Term.objects.order_by("pk").values())
    extract_classic(paper=paper)
    assert list(Term.objects.order_by("pk").values()) == before


def test_a_new_version_has_its_own_terms_and_the_old_ones_stay():
    paper = paper_store(record=record("2101.08878", abstract=ABSTRACT)).paper
    extract_classic(paper=paper)
    paper = paper_store(record=record("2101.08878", version=2, abstract="Trees grow.")).paper
    extract_classic(paper=paper)
    assert [term.text for term in terms_for([paper])[paper.pk]] == ["trees", "grow", "trees grow"]
    assert Term.objects.filter(paper=paper, version=1, text="dask").exists()


def test_text_that_came_later_for_the_same_version_replaces_the_terms():
    paper = paper_store(record=record(None, title="A", abstract="", source="bibtex")).paper
    assert extract_classic(paper=paper) == []
    paper = paper_store(record=record(None, title="A", abstract="Trees grow.", source="bibtex")).paper
    assert [term.text for term in extract_classic(paper=paper)] == ["trees", "grow", "trees grow"]


def test_given_terms_are_kept_in_their_order_without_spans():
    paper = paper_store(record=report_record("SamurAI")).paper
    extract_classic(paper=paper)
    terms = terms_for([paper])[paper.pk]
    assert [(term.text, term.rank, term.method, term.version, term.spans) for term in terms] == [
        ("iot", 1, "given", None, []), ("node", 2, "given", None, []), ("power", 3, "given", None, []),
    ]  # fmt: skip
    assert [term.score for term in terms] == [1.0, 0.666667, 0.333333]


def test_counted_terms_speak_for_a_paper_once_it_has_an_abstract_and_given_ones_stay():
    extract_classic(paper=paper_store(record=report_record("SamurAI")).paper)
    paper = paper_store(record=record("2304.05403", title="SamurAI", abstract=ABSTRACT)).paper
    extract_classic(paper=paper)
    assert terms_for([paper])[paper.pk][0].text == "dask"
    assert Term.objects.filter(paper=paper, method="given").count() == 3


def test_stop_words_are_marked_when_read():
    paper = paper_store(record=record("2101.08878", abstract=ABSTRACT)).paper
    extract_classic(paper=paper)
    stops = {reading["text"] for reading in readings([paper])[paper.pk] if reading["stop"]}
    assert {"is", "we", "that", "dask is"} <= stops
    assert "dask" not in stops


def test_many_papers_take_few_queries(django_assert_max_num_queries):
    papers = [
        row.paper for row in papers_store(records=[record(f"2101.{n:05d}", abstract=ABSTRACT) for n in range(50)])
    ]
    with django_assert_max_num_queries(8):
        extract_classic_many(papers=papers)
    with django_assert_max_num_queries(1):
        assert len(readings(papers)) == 50


class TestReport:
    def test_with_an_abstract_it_is_computed(self):
        paper = paper_store(record=record("2101.08878", title="On Dask and trees", abstract="One two three.")).paper
        assert reading(paper)["report"] == {
            "title_words": 4,
            "summary_words": 4,
            "high_info_terms": ["one", "two", "three", "one two", "two three"],
            "rouge_percent": 100.0,
            "date_text": "01 May 2019",
            "rouge": None,
        }

    def test_its_rouge_holds_the_terms_against_the_abstract(self):
        paper = paper_store(record=record("2101.08878", title="On Dask and trees", abstract="One two three.")).paper
        extract_classic(paper=paper)
        # Of 7 words of terms 3 are hits, of 6 neighbours 2, and all 3 words of the abstract stand in order.
        assert reading(paper)["report"]["rouge"] == {
            "rouge1": {"p": 0.428571, "r": 1.0, "f": 0.6},
            "rouge2": {"p": 0.333333, "r": 1.0, "f": 0.5},
            "rougeL": {"p": 0.428571, "r": 1.0, "f": 0.6},
        }

    def test_without_an_abstract_it_is_the_given_one(self):
        paper = paper_store(record=report_record("SamurAI")).paper
        assert reading(paper)["report"] == {
            "title_words": 12,
            "summary_words": 201,
            "high_info_terms": ["iot", "node", "power"],
            "rouge_percent": 7.46,
            "date_text": "11 Apr 2023",
            "rouge": None,
        }

    def test_what_nobody_knows_is_none(self):
        paper = paper_store(record=record(None, title="A thing", abstract="", published=None, source="bibtex")).paper
        assert reading(paper)["report"] == {
            "title_words": 2, "summary_words": None, "high_info_terms": [], "rouge_percent": None, "date_text": "",
            "rouge": None,
        }  # fmt: skip
        assert date_text(paper) == ""
