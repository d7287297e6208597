"""Extraction as a job: in batches, stoppable, going on where it stopped, after imports and before merges."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from compute.extraction import extractor_version
from compute.models import Extracted, Term
from compute.services import extraction_ask
from explorer import intake, manners, workflows
from explorer.intake import Tally
from explorer.workflows import take_in
from jobs import services
from jobs.models import Job, OutboxRow
from papers.models import Collection, Paper, PaperEmbedding
from synthesis.models import PaperTree
from synthesis.selectors import paper_tree
from synthesis.services import synthesis_create
from tests.jobs.processes import wait_until, worker
from tests.papers.records import record
from tests.support.extractor import CountingExtractor
from tests.support.library import load_notes, quote_stands, run_job

ABSTRACT = "Dask is a framework. We show that Dask number {} is fast; the Dask workers communicate."
HOUSE = {"DJANGO_SETTINGS_MODULE": "explorer.settings"}
DASK = "2101.08878"
WITH_ABSTRACT = 7


@pytest.fixture
def extractor(monkeypatch):
    """Counted words in place of the model, one paper in a batch of three."""
    found = CountingExtractor()
    monkeypatch.setattr(workflows, "get_extractor", lambda: found)
    monkeypatch.setattr(workflows, "extractor_version", lambda: found.version)
    monkeypatch.setattr(workflows, "EXTRACT_BATCH", 3)
    return found


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def library(count: int = 10, version: int = 1) -> list[Paper]:
    records = [
        record(f"2101.{n:05d}", title=f"On trees {n}", abstract=ABSTRACT.format(n), version=version)
        for n in range(count)
    ]
    return take_in(records=records, collection=None, tally=Tally())


def concept_trees() -> int:
    return PaperTree.objects.filter(style="concept").count()


@pytest.mark.django_db
def test_a_job_reads_what_lacks_the_model_and_tells_how_far_it_is(extractor):
    papers = library()
    told = OutboxRow.objects.filter(topic="paper.changed").count()
    job = run_job(extraction_ask(papers=None).pk)
    assert (job.state, job.queue, job.result, job.device, job.done, job.total) == (
        "succeeded", "gpu", {"papers": 10}, "cpu", 10, 10,
    )  # fmt: skip
    assert concept_trees() == PaperEmbedding.objects.count() == Extracted.objects.count() == 10
    assert OutboxRow.objects.filter(topic="paper.changed").count() == told + 10
    again = run_job(extraction_ask(papers=[papers[0].key]).pk)
    assert (again.result, len(extractor.read)) == ({"papers": 0}, 10)


@pytest.mark.django_db
def test_another_model_reads_everything_again(extractor):
    library(2)
    run_job(extraction_ask(papers=None).pk)
    extractor.version = "counting 2"
    assert run_job(extraction_ask(papers=None).pk).result == {"papers": 2}


class Interrupted(BaseException):
    """Stands for the end of the process: nothing in the house may catch it."""


@pytest.mark.django_db
def test_an_interrupted_job_goes_on_after_its_last_batch(extractor, monkeypatch):
    library()
    real, batches = workflows.extraction_store, []

    def dies_in_the_third(**arguments):
        batches.append(len(arguments["found"]))
        stored = real(**arguments)
        if len(batches) == 3:
            raise Interrupted
        return stored

    monkeypatch.setattr(workflows, "extraction_store", dies_in_the_third)
    job = extraction_ask(papers=None)
    with pytest.raises(Interrupted):
        run_job(job.pk)
    assert (batches, concept_trees()) == ([3, 3, 3], 6)
    monkeypatch.setattr(workflows, "extraction_store", real)
    Job.objects.filter(pk=job.pk).update(state="queued", lease_until=None, lease_owner="")
    done = run_job(job.pk)
    assert (done.result, done.done, done.total, concept_trees()) == ({"papers": 10}, 10, 10, 10)


@pytest.mark.django_db
def test_a_stopped_job_keeps_what_it_has(extractor, monkeypatch):
    library()
    job = extraction_ask(papers=None)
    real = workflows.extraction_store

    def asks_to_stop(**arguments):
        services.cancel(job=Job.objects.get(pk=job.pk))
        return real(**arguments)

    monkeypatch.setattr(workflows, "extraction_store", asks_to_stop)
    assert run_job(job.pk).state == "cancelled"
    assert concept_trees() == 3


@pytest.mark.django_db
class TestTurns:
    """One long reading must not hold up the few papers that somebody waits for, nor an experiment."""

    @pytest.fixture(autouse=True)
    def no_patience(self, monkeypatch):
        monkeypatch.setattr(manners, "TURN_SECONDS", 0.0)

    def test_papers_that_somebody_named_are_read_first(self, extractor):
        library()
        everything, few = extraction_ask(papers=None), extraction_ask(papers=["2101.00009"])
        assert run_job(everything.pk).state == "queued"
        assert concept_trees() == 3
        assert run_job(few.pk).state == "succeeded"
        assert concept_trees() == 4
        done = run_job(everything.pk)
        assert (done.state, done.result, concept_trees()) == ("succeeded", {"papers": 9}, 10)

    def test_a_run_that_waits_for_the_same_worker_goes_first(self, extractor):
        library()
        run = Job.objects.create(kind="run", queue="experiments")
        job = extraction_ask(papers=[paper.key for paper in Paper.objects.all()])
        assert run_job(job.pk).state == "queued"
        run.delete()
        assert run_job(job.pk).result == {"papers": 10}

    def test_nothing_else_interrupts_it(self, extractor):
        library()
        job = extraction_ask(papers=[paper.key for paper in Paper.objects.all()])
        extraction_ask(papers=None)
        Job.objects.create(kind="import", queue="default")
        assert run_job(job.pk).result == {"papers": 10}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing():
    library(200)
    job = extraction_ask(papers=None)
    with worker(**HOUSE) as first:
        wait_until(lambda: concept_trees() >= 64, seconds=120, what="the first batch is stored")
        first.kill()
    assert concept_trees() < 200
    with worker(**HOUSE):
        wait_until(
            lambda: Job.objects.get(pk=job.pk).state == "succeeded",
            seconds=180,
            what="another worker ends it",
            meanwhile=services.sweep,
        )
    job.refresh_from_db()
    assert job.result == {"papers": 200}
    assert concept_trees() == PaperEmbedding.objects.count() == 200
    assert set(Extracted.objects.values_list("extractor", flat=True)) == {extractor_version()}


@pytest.mark.django_db
def test_a_new_version_loses_its_concept_tree_until_it_is_read(extractor, api):
    library(1)
    run_job(extraction_ask(papers=None).pk)
    assert api.get("/api/papers/2101.00000/tree/?style=concept").status_code == 200
    library(1, version=2)
    answer = api.get("/api/papers/2101.00000/tree/?style=concept")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_extracted")
    assert concept_trees() == 0
    run_job(extraction_ask(papers=None).pk)
    assert api.get("/api/papers/2101.00000/tree/?style=concept").status_code == 200


@pytest.mark.django_db
def test_an_import_asks_for_what_it_brought(extractor, api):
    text = "@article{a, title={On trees}, author={Ada}, abstract={Dask workers and Dask frames.}}"
    started = api.post("/api/imports/", {"source": "bibtex", "text": text}).json()
    done = run_job(started["job"])
    extraction = Job.objects.get(pk=done.result["extraction"])
    assert (extraction.kind, extraction.queue, len(extraction.params["papers"])) == ("extract", "gpu", 1)
    key = extraction.params["papers"][0]
    assert api.get(f"/api/papers/{key}/").json()["extraction"] == {"state": "waiting", "job": str(extraction.pk)}
    run_job(extraction.pk)
    assert api.get(f"/api/papers/{key}/").json()["extraction"] == {"state": "done", "job": None}
    again = run_job(api.post("/api/imports/", {"source": "bibtex", "text": text}).json()["job"])
    assert again.result["extraction"] is None


@pytest.mark.django_db
def test_a_large_import_keeps_no_keys_in_mind_and_asks_for_all_that_is_unread(extractor, api, monkeypatch):
    monkeypatch.setattr(workflows, "KEYS", 2)
    monkeypatch.setattr(intake, "BATCH", 2)
    kinds = ("Oak", "Elm", "Ash", "Yew", "Fir")
    text = "\n".join(f"@article{{{one}, title={{{one} trees}}, author={{Ada}}, abstract={{Trees.}}}}" for one in kinds)
    job = run_job(api.post("/api/imports/", {"source": "bibtex", "text": text}).json()["job"])
    assert (job.result["created"], job.checkpoint["papers"]) == (5, None)
    asked = Job.objects.get(pk=job.result["extraction"])
    assert (asked.params, run_job(asked.pk).result) == ({"all": True}, {"papers": 5})


@pytest.mark.django_db
def test_a_merge_reads_its_papers_first_with_the_real_model(api):
    collection = load_notes()
    _, job = synthesis_create(collection=collection)
    assert run_job(job.pk).state == "succeeded"
    assert concept_trees() == PaperEmbedding.objects.count() == WITH_ABSTRACT
    tree = api.get(f"/api/papers/{DASK}/tree/?style=concept").json()
    assert (tree["kind"], tree["style"], tree["nodes"][0]["kind"]) == ("paper", "concept", "root")
    assert tree["nodes"][0]["label"] == "Efficient MPI-based Communication for GPU-Accelerated Dask Applications"
    for node in tree["nodes"]:
        assert node["evidence"]
        assert all(quote_stands(item) for item in node["evidence"])
    assert paper_tree(Paper.objects.get(key=DASK), "classic").node_count == 15
    assert {"mpi4dask", "dask"} & {term.normal for term in Term.objects.filter(method="model", paper__key=DASK)}
    assert api.get("/api/system/").json()["device_used"] == Job.objects.get(pk=job.pk).device != ""


@pytest.mark.django_db
def test_a_paper_without_abstract_says_why_it_has_no_concept_tree(api):
    key = next(paper.key for paper in load_notes().papers.all() if not paper.abstract)
    answer = api.get(f"/api/papers/{key}/tree/?style=concept")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_abstract")
    assert api.get(f"/api/papers/{key}/").json()["extraction"]["state"] == "no_text"


@pytest.mark.django_db
class TestAsking:
    def test_for_papers_or_for_all_starts_a_job(self, api):
        library(2)
        for body in ({"papers": ["2101.00000"]}, {"all": True}):
            answer = api.post("/api/extractions/", body)
            assert answer.status_code == 202
            assert Job.objects.get(pk=answer.json()["job"]).params == body

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({}, 400, "invalid"),
            ({"papers": [], "all": True}, 400, "invalid"),
            ({"papers": ["2101.00000"], "all": True}, 400, "invalid"),
            ({"papers": ["9912.99999"]}, 404, "not_found"),
            ({"papers": ["cs/0506034"]}, 400, "no_abstract"),
        ],
    )
    def test_for_what_cannot_be_read_says_why(self, api, body, status, code):
        take_in(records=[record("2101.00000"), record("cs/0506034", abstract="")], collection=None, tally=Tally())
        answer = api.post("/api/extractions/", body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert Collection.objects.count() == Job.objects.count() == 0
