"""What the model finds in papers, stored: for the present version, once, and anew when text or model change."""

import numpy as np
import pytest

from compute.models import Extracted, Term
from compute.selectors import extraction_state, reading, readings, terms_for, unread
from compute.services import extract_classic_many, extract_model_many, extraction_ask, extraction_store, model_readings
from jobs.services import cancel
from papers.models import Paper, PaperEmbedding
from papers.services import paper_store
from tests.papers.records import record, report_record
from tests.support.extractor import CountingExtractor

pytestmark = pytest.mark.django_db
ABSTRACT = "Dask is a framework. We show that Dask is fast; the Dask workers communicate."
KEY = "2101.08878"


def stored(**fields: object) -> Paper:
    paper = paper_store(record=record(KEY, **{"title": "On Dask", "abstract": ABSTRACT, **fields})).paper
    extract_classic_many(papers=[paper])
    return paper


def rows() -> list[dict[str, object]]:
    return [{**row, "vector": bytes(row["vector"])} for row in Term.objects.order_by("pk").values()]


def test_terms_come_with_scores_vectors_and_places():
    paper = stored()
    assert extract_model_many(papers=[paper], extractor=CountingExtractor()) == 1
    best = terms_for([paper], vectors=True)[paper.pk][0]
    assert (best.text, best.method, best.version, best.rank, best.score, best.count) == ("dask", "model", 1, 1, 1.0, 4)
    assert 126 <= np.linalg.norm(np.frombuffer(best.vector, np.int8)) <= 128
    texts = {"title": paper.title, "abstract": paper.abstract}
    assert [texts[span["field"]][span["start"] : span["end"]] for span in best.spans] == ["Dask"] * 4
    assert PaperEmbedding.objects.filter(paper=paper).count() == 1
    assert [one["method"] for one in readings([paper])[paper.pk]] == ["model"] * len(terms_for([paper])[paper.pk])
    assert {one["method"] for one in reading(paper)["plain_terms"]} == {"classic"}


def test_twice_writes_nothing_new():
    paper = stored()
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    before = rows()
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    assert rows() == before


def test_a_new_version_has_its_own_terms_and_the_old_ones_stay():
    extract_model_many(papers=[stored()], extractor=CountingExtractor())
    paper = stored(version=2, abstract="Forests of facts.")
    assert terms_for([paper])[paper.pk][0].method == "classic"
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    assert {term.text for term in terms_for([paper])[paper.pk]} >= {"forests"}
    assert Term.objects.filter(version=1, method="model").exists()


def test_a_text_without_terms_loses_those_it_had():
    paper = stored()
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    bare = [
        (paper, one._replace(terms=())) for paper, one in model_readings(papers=[paper], extractor=CountingExtractor())
    ]
    extraction_store(found=bare, extractor=CountingExtractor("counting 2"))
    assert not Term.objects.filter(method="model").exists()
    assert not unread(Paper.objects.all(), "counting 2").exists()


def test_papers_are_read_once_for_each_version_and_each_model():
    paper, everything = stored(), Paper.objects.all()
    assert unread(everything, "counting 1").get() == paper
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    assert not unread(everything, "counting 1").exists()
    assert unread(everything, "counting 2").get() == paper
    paper = stored(version=2)
    assert unread(everything, "counting 1").get() == paper
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    assert Extracted.objects.get().version == 2


def test_a_paper_without_arxiv_version_is_read_once_too():
    paper = paper_store(record=record(None, title="A", abstract=ABSTRACT, source="bibtex")).paper
    assert extract_model_many(papers=[paper], extractor=CountingExtractor()) == 1
    assert not unread(Paper.objects.all(), "counting 1").exists()


def test_a_paper_without_abstract_keeps_its_given_terms():
    paper = paper_store(record=report_record("SamurAI")).paper
    extract_classic_many(papers=[paper])
    assert not unread(Paper.objects.all(), "counting 1").exists()
    assert extract_model_many(papers=[paper], extractor=CountingExtractor()) == 0
    assert [term.method for term in terms_for([paper])[paper.pk]] == ["given"] * 3
    assert extraction_state(paper) == {"state": "no_text", "job": None}


def test_a_paper_deleted_or_changed_while_it_was_read_is_passed_over():
    gone = paper_store(record=record("2101.00001", abstract=ABSTRACT)).paper
    changed = stored()
    found = list(model_readings(papers=[gone, changed], extractor=CountingExtractor()))
    Paper.objects.filter(key="2101.00001").delete()
    stored(version=2)
    assert extraction_store(found=found, extractor=CountingExtractor()) == 0
    assert not Term.objects.filter(method="model").exists()


def test_the_state_names_the_job_that_will_read_the_paper():
    paper = stored()
    assert extraction_state(paper) == {"state": "missing", "job": None}
    job = extraction_ask(papers=[KEY])
    assert (job.queue, extraction_state(paper)) == ("gpu", {"state": "waiting", "job": str(job.pk)})
    cancel(job=job)
    assert extraction_state(paper)["state"] == "missing"
    everything = extraction_ask(papers=None)
    assert extraction_ask(papers=None) == everything
    assert extraction_state(paper)["job"] == str(everything.pk)
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    assert extraction_state(paper) == {"state": "done", "job": None}


def test_many_papers_take_few_queries(django_assert_max_num_queries):
    papers = [paper_store(record=record(f"2101.{n:05d}", abstract=ABSTRACT)).paper for n in range(30)]
    with django_assert_max_num_queries(20):
        extract_model_many(papers=papers, extractor=CountingExtractor())
