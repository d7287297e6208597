"""The workflows end in the same state however often they are interrupted."""

from __future__ import annotations

import pytest

from explorer import intake, workflows
from explorer.workflows import Tally, take_in
from jobs import services
from jobs.errors import NotFound
from jobs.models import Job, OutboxRow
from papers.models import Collection, Paper
from papers.services import collection_create
from papers.sources.arxiv import Manners
from synthesis.models import PaperTree, Synthesis, SynthesisVersion, Tree
from synthesis.services import synthesis_create, synthesis_delete, synthesis_run
from tests.jobs.processes import wait_until, worker
from tests.papers.records import record
from tests.support.arxiv_standin import StandIn
from tests.support.library import load_notes, run_job

HOUSE = {"DJANGO_SETTINGS_MODULE": "explorer.settings"}


@pytest.fixture
def standin(settings):
    with StandIn() as server:
        settings.ARXIV_API_URL = server.url
        settings.ARXIV_INTERVAL = 0.0
        yield server


def import_job(collection: Collection, wanted: int = 40) -> Job:
    params = {
        "source": "arxiv",
        "query": {"words": "distributed training"},
        "max_results": wanted,
        "collection": collection.pk,
    }
    return services.enqueue(kind="import", params=params)


class Interrupted(BaseException):
    """Stands for the end of the process: nothing in the house may catch it."""


@pytest.mark.django_db
def test_an_interrupted_import_goes_on_after_its_last_batch(standin, monkeypatch):
    collection = collection_create(name="C")
    job = import_job(collection)
    real, calls = workflows.take_in, []

    def dies_in_the_third(**arguments):
        calls.append(len(arguments["records"]))
        stored = real(**arguments)
        if len(calls) == 3:
            raise Interrupted
        return stored

    monkeypatch.setattr(workflows, "take_in", dies_in_the_third)
    with pytest.raises(Interrupted):
        run_job(job.pk)
    assert (calls, Paper.objects.count(), collection.papers.count()) == ([10, 10, 10], 20, 20)
    monkeypatch.setattr(workflows, "take_in", real)
    Job.objects.filter(pk=job.pk).update(state="queued", lease_until=None, lease_owner="")
    standin.reset()
    done = run_job(job.pk)
    assert done.state == "succeeded"
    assert (done.result["created"], done.result["papers"], collection.papers.count()) == (40, 40, 40)
    assert len(standin.requests) == 2
    assert PaperTree.objects.count() == 40
    assert OutboxRow.objects.filter(topic="paper.changed").count() == 40


@pytest.mark.django_db
def test_a_cancelled_import_keeps_what_it_has(standin, monkeypatch):
    collection = collection_create(name="C")
    job = import_job(collection)
    real = workflows.take_in

    def asks_to_stop(**arguments):
        services.cancel(job=Job.objects.get(pk=job.pk))
        return real(**arguments)

    monkeypatch.setattr(workflows, "take_in", asks_to_stop)
    assert run_job(job.pk).state == "cancelled"
    assert Paper.objects.count() == 10
    monkeypatch.setattr(workflows, "take_in", real)
    services.retry(job=Job.objects.get(pk=job.pk))
    assert run_job(job.pk).result["created"] == 40


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_an_import_loses_nothing():
    collection = collection_create(name="C")
    with StandIn() as server:
        environment = {**HOUSE, "ARXIV_API_URL": server.url, "ARXIV_INTERVAL": "0.5"}
        job = import_job(collection)
        with worker(**environment) as first:
            wait_until(lambda: Paper.objects.count() >= 10, seconds=40, what="the first batch comes")
            first.kill()
        assert Paper.objects.count() < 40
        with worker(**environment):
            wait_until(
                lambda: Job.objects.get(pk=job.pk).state == "succeeded",
                seconds=60,
                what="another worker ends it",
                meanwhile=services.sweep,
            )
    job.refresh_from_db()
    assert (job.result["papers"], job.result["failed"], collection.papers.count()) == (40, 0, 40)
    assert Paper.objects.count() == PaperTree.objects.count() == 40
    assert OutboxRow.objects.filter(topic="paper.changed").count() == 40


@pytest.mark.django_db
def test_arxiv_being_down_leaves_the_job_to_try_again(standin, monkeypatch):
    monkeypatch.setattr("papers.arxiv.patient", lambda: Manners(attempts=2, backoff=0.01))
    standin.set_faults(["503"] * 20)
    job = run_job(import_job(collection_create(name="C")).pk)
    assert (job.state, job.error["code"]) == ("queued", "arxiv_unavailable")
    assert job.available_at is not None
    standin.reset()
    Job.objects.filter(pk=job.pk).update(available_at=None)
    assert run_job(job.pk).result["papers"] == 40


@pytest.mark.django_db
def test_a_record_that_cannot_be_stored_is_named_and_the_others_are():
    tally = Tally()
    records = [record("2101.00001"), record("2101.00002", abstract="word " * 120_000), record("2101.00003")]
    papers = take_in(records=records, collection=None, tally=tally)
    assert [paper.key for paper in papers] == ["2101.00001", "2101.00003"]
    assert (tally.created, [skip["id"] for skip in tally.skipped]) == (2, ["2101.00002"])
    assert tally.result()["failed"] == 1


@pytest.mark.django_db
def test_a_merge_run_twice_gives_one_version():
    synthesis, job = synthesis_create(collection=load_notes())
    first = run_job(job.pk)
    Job.objects.filter(pk=job.pk).update(state="queued")
    second = run_job(job.pk)
    assert first.result == second.result
    assert SynthesisVersion.objects.filter(synthesis=synthesis).count() == 1
    assert OutboxRow.objects.filter(topic="synthesis.changed").count() == 1


@pytest.mark.django_db
def test_a_merge_whose_papers_went_meanwhile_fails_with_a_sentence():
    collection = load_notes()
    _, job = synthesis_create(collection=collection)
    collection.papers.clear()
    done = run_job(job.pk)
    assert (done.state, done.error["code"]) == ("failed", "too_few_papers")


@pytest.mark.django_db
def test_a_merge_whose_synthesis_was_deleted_fails_with_a_sentence():
    synthesis, job = synthesis_create(collection=load_notes(count=3))
    synthesis.delete()
    assert run_job(job.pk).error["code"] == "not_found"


@pytest.mark.django_db
def test_a_synthesis_deleted_while_it_is_merged_stores_nothing():
    synthesis, _ = synthesis_create(collection=load_notes(count=3))

    def deletes(done: int, total: int, message: str) -> None:
        if message.startswith("Storing"):
            synthesis_delete(synthesis=Synthesis.objects.get(pk=synthesis.pk))

    with pytest.raises(NotFound, match="deleted while it was merged"):
        synthesis_run(synthesis=synthesis, settings={"max_nodes": 40, "seed": 0}, progress=deletes)
    assert not Tree.objects.filter(kind="merged").exists()


def test_a_short_import_is_asked_for_in_quarters_and_a_long_one_by_the_hundred():
    assert [intake.page_size(wanted) for wanted in (1, 20, 40, 100, 400, 2000)] == [10, 10, 10, 25, 100, 100]
