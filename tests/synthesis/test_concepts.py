"""Concepts in the database: they follow the papers, keep their ids for life, and do what people decide."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from compute.services import extract_model_many
from explorer.deletion import paper_withdraw as tell_withdrawn
from explorer.workflows import read
from jobs.models import Job, OutboxRow
from papers.models import Paper
from papers.services import paper_delete, paper_store, paper_withdraw
from synthesis import ledger, services
from synthesis.concept_models import Concept, ConceptForm, ConceptTodo, ConceptUse, LedgerEntry
from synthesis.core.resolution import Library, uses_of
from synthesis.inputs import paper_inputs
from synthesis.services import concepts as concept_services
from tests.papers.records import record
from tests.support.extractor import CountingExtractor
from tests.support.library import run_job

pytestmark = pytest.mark.django_db
TEXTS = {
    "2101.00001": "Message passing interface (MPI) calls bind clusters. Message passing interface calls; MPI won.",
    "2101.00002": "Message passing interface (MPI) clusters. MPI data set. Dataset dataset scaling for MPI of robots.",
    "2101.00003": "Magnetic particle imaging (MPI) of tissue. Magnetic particle imaging; MPI tissue, tissue.",
    "2101.00004": "A data set of robots. Data set robots robots. Graph kernels of a data set.",
    "2101.00005": "Graph kernels, graph kernel graphs. Recommender systems and recommendation systems.",
}


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def put(key: str, text: str, version: int = 1) -> Paper:
    paper = paper_store(record=record(key, title=text.split(".")[0], abstract=text, version=version)).paper
    read([paper])
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    return paper


@pytest.fixture
def library():
    papers = [put(key, text) for key, text in TEXTS.items()]
    refresh()
    return papers


def refresh() -> int:
    return services.concepts_refresh(progress=lambda *_: None)


def stored() -> list[tuple[tuple[str, str], ...]]:
    """The senses of every concept, as they are stored."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in ConceptForm.objects.order_by("form", "tag"):
        found.setdefault(row.concept_id, []).append((row.form, row.tag))
    return sorted(map(tuple, found.values()))


def resolved() -> list[tuple[tuple[str, str], ...]]:
    """The same, resolved at once from the papers that are there."""
    library = Library(ledger.concept_decisions())
    papers = Paper.objects.filter(withdrawn_at=None)
    library.update({one.key: uses_of(one) for one in paper_inputs(papers=papers, vectors=True)})
    return sorted(tuple(map(tuple, group.senses)) for group in library.groups())


def concept_of(form: str, papers: int | None = None) -> Concept:
    rows = ConceptForm.objects.filter(form=form)
    return (rows.get() if papers is None else rows.get(papers=papers)).concept


def test_papers_are_marked_when_read_and_their_concepts_follow(library):
    assert not ConceptTodo.objects.exists()
    assert stored() == resolved()
    mpi = concept_of("message passing interface")
    assert mpi.pk == "concept:message-passing-interface~1"
    assert {row.form for row in mpi.forms.all()} >= {"mpi", "message passing interface"}
    assert concept_of("magnetic particle imaging") != mpi
    assert concept_of("data set") == concept_of("dataset")
    assert OutboxRow.objects.filter(topic="concept.changed", key=mpi.pk).exists()


@pytest.mark.parametrize("whole", [False, True])
def test_one_batch_at_a_time_gives_what_all_at_once_gives(monkeypatch, whole):
    monkeypatch.setattr(concept_services, "BATCH", 1)
    if whole:
        monkeypatch.setattr(concept_services, "FEW", 0)
        monkeypatch.setattr(concept_services, "MANY", 0.0)
    for key, text in TEXTS.items():
        put(key, text)
    refresh()
    assert stored() == resolved()
    put("2101.00002", "Robots walk. Robots robots and graph kernels.", version=2)
    put("2101.00006", "MPI clusters and a graph kernel for robots. MPI clusters.")
    refresh()
    assert stored() == resolved()
    assert LedgerEntry.objects.exclude(concept__papers__gt=0).count() == 0


def test_what_a_withdrawn_or_deleted_paper_alone_held_goes_and_comes_back_under_its_id(library):
    before, ids = stored(), set(Concept.objects.filter(papers__gt=0).values_list("pk", flat=True))
    extra = put("2101.00009", "Quantum annealing. Quantum annealing of a data set. MPI clusters of robots.")
    refresh()
    quantum = concept_of("quantum").pk
    paper_withdraw(paper=extra)
    refresh()
    assert stored() == before == resolved()
    assert set(Concept.objects.filter(papers__gt=0).values_list("pk", flat=True)) == ids
    assert Concept.objects.get(pk=quantum).papers == 0
    Paper.objects.filter(pk=extra.pk).update(withdrawn_at=None)
    read([extra])
    refresh()
    assert concept_of("quantum").pk == quantum
    paper_delete(paper=extra)
    refresh()
    assert stored() == before
    assert not ConceptUse.objects.filter(paper_key="2101.00009").exists()


def test_a_mark_without_a_change_changes_nothing(library):
    told = OutboxRow.objects.filter(topic="concept.changed").count()
    before = list(ConceptForm.objects.order_by("pk").values_list("pk", "concept"))
    tell_withdrawn("2101.99999")
    refresh()
    assert list(ConceptForm.objects.order_by("pk").values_list("pk", "concept")) == before
    assert OutboxRow.objects.filter(topic="concept.changed").count() == told


def test_the_job_runs_once_for_all_that_is_marked():
    put("2101.00001", TEXTS["2101.00001"])
    job = services.concepts_ask()
    assert services.concepts_ask() is None
    assert run_job(job.pk).result == {"papers": 1}
    assert services.concepts_ask() is None
    assert Job.objects.filter(kind="concepts").count() == 1


def test_a_split_survives_what_comes_after_and_is_undone(api, library):
    whole = concept_of("data set")
    forms = sorted(row.form for row in whole.forms.all())
    answer = api.post(f"/api/concepts/{whole.pk}/split/", {"forms": ["dataset"]})
    assert answer.status_code == 200, answer.json()
    parts = answer.json()
    assert parts["concept"] == whole.pk != parts["new"]
    assert {concept_of("data set").pk, concept_of("dataset").pk} == {parts["concept"], parts["new"]}
    put("2101.00007", "A dataset, the data set. Dataset of a data set.")
    refresh()
    assert concept_of("data set") != concept_of("dataset")
    assert stored() == resolved()
    body = api.get(f"/api/concepts/{parts['new']}/").json()
    decision = next(entry for entry in body["ledger"] if entry["rule"] == "user")
    assert (decision["action"], decision["other"], decision["undone_at"]) == ("split", parts["concept"], None)
    undone = api.post(f"/api/concepts/{parts['new']}/undo/", {"number": decision["number"]})
    assert undone.status_code == 200
    assert sorted(row.form for row in concept_of("dataset").forms.all()) == forms
    again = api.post(f"/api/concepts/{undone.json()['concept']}/undo/", {"number": decision["number"]})
    assert (again.status_code, again.json()["code"]) == (409, "undone")


def test_a_merge_redirects_the_one_that_went_and_undoing_it_brings_both_back(api, library):
    one, other = concept_of("robot"), concept_of("tissue")
    answer = api.post(f"/api/concepts/{one.pk}/merge/", {"other": other.pk})
    assert answer.json() == {"concept": one.pk}
    gone = api.get(f"/api/concepts/{other.pk}/")
    assert (gone.status_code, gone.headers["Location"]) == (301, f"/api/concepts/{one.pk}/")
    put("2101.00008", "Robots. Robots in robots.")
    refresh()
    assert concept_of("robot") == concept_of("tissue")
    number = LedgerEntry.objects.get(rule="user").pk
    assert api.post(f"/api/concepts/{one.pk}/undo/", {"number": number}).status_code == 200
    assert (concept_of("robot").pk, concept_of("tissue").pk) == (one.pk, other.pk)
    assert api.get(f"/api/concepts/{other.pk}/").status_code == 200


def test_homonyms_can_be_merged_by_hand(api, library):
    left, right = concept_of("message passing interface"), concept_of("magnetic particle imaging")
    entry = next(e for e in api.get(f"/api/concepts/{left.pk}/").json()["ledger"] if e["rule"] == "homonym")
    assert (entry["action"], entry["other"]) == ("split", right.pk)
    assert api.post(f"/api/concepts/{left.pk}/merge/", {"other": right.pk}).status_code == 200
    assert ConceptForm.objects.filter(form="mpi", concept=left).count() == 2
    assert stored() == resolved()


def test_a_concept_shows_forms_papers_quotes_and_how_it_came_about(api, library):
    concept = concept_of("message passing interface")
    answer = api.get(f"/api/concepts/{concept.pk}/")
    body = answer.json()
    assert body["paper_count"] == len(body["papers"]) == 2
    assert {form["form"] for form in body["forms"]} >= {"mpi", "message passing interface"}
    texts = dict(Paper.objects.values_list("key", "abstract"))
    for quote in (*body["evidence"], *(quote for entry in body["ledger"] for quote in entry["evidence"])):
        if quote["field"] == "abstract":
            assert texts[quote["arxiv_id"]][quote["start"] : quote["end"]] == quote["quote"]
    acronym = next(entry for entry in body["ledger"] if entry["rule"] == "acronym")
    assert (acronym["left"], acronym["right"], acronym["score"]) == ("mpi", "message passing interface", 0.666667)
    assert "Message passing interface (MPI)" in acronym["evidence"][0]["quote"]
    etag = answer.headers["ETag"]
    assert api.get(f"/api/concepts/{concept.pk}/", headers={"If-None-Match": etag}).status_code == 304


def test_concepts_are_listed_by_papers_searched_and_found_by_any_writing_of_a_form(api, library):
    rows = api.get("/api/concepts/?page_size=200").json()["results"]
    assert [row["papers"] for row in rows] == sorted((row["papers"] for row in rows), reverse=True)
    first = api.get("/api/concepts/?page_size=2").json()
    assert [row["id"] for row in first["results"]] == [row["id"] for row in rows[:2]]
    assert first["next"]
    found = api.get("/api/concepts/", {"form": ["Data-Sets", "Robots"]}).json()["results"]
    assert {row["id"] for row in found} == {concept_of("data set").pk, concept_of("robot").pk}
    assert concept_of("robot").pk in [row["id"] for row in api.get("/api/concepts/?q=robo").json()["results"]]
    assert api.get("/api/concepts/?q=nothing of the kind").json()["results"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("split/", {"forms": ["no such form"]}, 422, "unknown_form"),
        ("split/", {"forms": []}, 422, "nothing_to_split"),
        ("split/", {"form": ["dataset"]}, 400, "invalid"),
        ("split/", {"forms": "dataset"}, 400, "invalid"),
        ("merge/", {"other": "concept:nobody~1"}, 404, "not_found"),
        ("merge/", {}, 400, "invalid"),
        ("undo/", {"number": 4711}, 404, "not_found"),
        ("undo/", {"number": "1"}, 400, "invalid"),
    ],
)
def test_bad_decisions_get_a_clear_answer(api, library, path, body, status, code):
    answer = api.post(f"/api/concepts/{concept_of('data set').pk}/{path}", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert not LedgerEntry.objects.filter(rule="user").exists()


def test_a_concept_with_itself_and_all_forms_at_once_are_refused(api, library):
    concept = concept_of("data set")
    forms = [row.form for row in concept.forms.all()]
    assert api.post(f"/api/concepts/{concept.pk}/merge/", {"other": concept.pk}).json()["code"] == "same_concept"
    assert api.post(f"/api/concepts/{concept.pk}/split/", {"forms": forms}).json()["code"] == "nothing_to_split"
    assert api.get("/api/concepts/concept:nobody~1/").status_code == 404
    assert api.get("/api/concepts/?colour=red").status_code == 400


def test_two_senses_keep_their_ids_when_the_rarer_one_becomes_the_usual_one(library):
    messages, particles = concept_of("message passing interface").pk, concept_of("magnetic particle imaging").pk
    for number in (11, 12):
        put(f"2101.000{number}", "Magnetic particle imaging (MPI) helps. MPI MPI, magnetic particle imaging.")
    refresh()
    assert ConceptForm.objects.get(form="mpi", tag="").concept_id == particles
    assert (concept_of("message passing interface").pk, concept_of("magnetic particle imaging").pk) == (
        messages,
        particles,
    )
    assert {row.pk for row in Concept.objects.filter(forms__form="mpi")} == {messages, particles}
