"""REST of collections: made, renamed, filled, exported, deleted."""

import pytest

from compute.services import extract_classic_many
from jobs.models import OutboxRow
from papers.models import Collection, Membership, Paper
from papers.services import papers_store
from papers.sources.report import parse_report
from tests.papers.records import record, report_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    papers = [
        row.paper for row in papers_store(records=[record("2101.00001"), record("cs/0506034"), report_record("S")])
    ]
    extract_classic_many(papers=papers)
    return [paper.key for paper in papers]


def make(api, **body) -> dict:
    answer = api.post("/api/collections/", {"name": "Shelf", **body})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_collection_is_made_read_renamed_and_deleted(api):
    made = make(api, name="  My   shelf ", description="Why.")
    assert (made["name"], made["description"], made["papers"], made["synthesis"]) == ("My shelf", "Why.", 0, None)
    assert set(made) == {"id", "name", "description", "papers", "synthesis", "created_at", "modified_at"}
    path = f"/api/collections/{made['id']}/"
    assert api.get(path).json() == made
    assert api.patch(path, {"name": "Other"}).json()["name"] == "Other"
    assert api.patch(path, {}).json()["description"] == "Why."
    assert [row["name"] for row in api.get("/api/collections/").json()["results"]] == ["Other"]
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 201},
        {"name": 7},
        {"name": None},
        {"name": "x", "colour": 1},
        [],
    ],
)
def test_bad_bodies_are_refused_with_a_sentence(api, body):
    answer = api.post("/api/collections/", body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "details"}


def test_a_taken_name_is_a_conflict_in_any_case(api):
    make(api)
    other = make(api, name="Other")
    assert api.post("/api/collections/", {"name": "SHELF"}).json()["code"] == "name_taken"
    assert api.patch(f"/api/collections/{other['id']}/", {"name": "shelf"}).status_code == 409


def test_papers_are_added_once_and_removed(api, library):
    path = f"/api/collections/{make(api)['id']}/papers/"
    assert api.post(path, {"add": [*library, library[0]]}).json()["added"] == 3
    again = api.post(path, {"add": library[:1], "remove": library[1:]}).json()
    assert (again["added"], again["removed"], again["collection"]["papers"]) == (0, 2, 1)
    assert api.post(path, {}).json()["collection"]["papers"] == 1


def test_every_change_is_told_of_and_only_changes_are(api, library):
    def told() -> list[dict]:
        rows = list(OutboxRow.objects.filter(topic="collection.changed").order_by("id"))
        OutboxRow.objects.all().delete()
        assert {row.key for row in rows} <= {str(made["id"])}
        return [row.payload for row in rows]

    made = make(api)
    path = f"/api/collections/{made['id']}/"
    assert told() == [{}]
    api.post(f"{path}papers/", {"add": library})
    assert told() == [{}]
    api.post(f"{path}papers/", {"add": library, "remove": []})
    assert told() == []
    api.post(f"{path}papers/", {"remove": library[:1]})
    assert told() == [{}]
    api.delete(f"/api/papers/{library[1]}/?withdraw=true")
    assert told() == [{}]
    api.patch(path, {"name": "Other"})
    api.delete(path)
    assert told() == [{}, {"deleted": True}]


def test_unknown_papers_are_named_and_nothing_is_changed(api, library):
    path = f"/api/collections/{make(api)['id']}/papers/"
    answer = api.post(path, {"add": [library[0], "2101.99999"]})
    assert (answer.status_code, answer.json()["details"]) == (400, {"papers": ["2101.99999"]})
    assert Membership.objects.count() == 0


@pytest.mark.parametrize("body", [{"add": "x"}, {"add": [1]}, {"add": ["x" * 65]}, {"drop": []}, {"add": None}])
def test_bad_changes_are_refused(api, body):
    assert api.post(f"/api/collections/{make(api)['id']}/papers/", body).status_code == 400


def test_adding_and_removing_at_once_is_refused(api, library):
    path = f"/api/collections/{make(api)['id']}/papers/"
    assert api.post(path, {"add": library, "remove": library[:1]}).status_code == 400


def test_deleting_a_collection_leaves_its_papers(api, library):
    made = make(api)
    api.post(f"/api/collections/{made['id']}/papers/", {"add": library})
    api.delete(f"/api/collections/{made['id']}/")
    assert Paper.objects.count() == 3
    assert Collection.objects.count() == 0


def test_papers_of_a_collection_are_listed(api, library):
    made = make(api)
    api.post(f"/api/collections/{made['id']}/papers/", {"add": library[1:2]})
    (row,) = api.get(f"/api/papers/?collection={made['id']}").json()["results"]
    assert row["arxiv_id"] == "cs/0506034"
    assert row["collections"] == [{"id": made["id"], "name": "Shelf"}]


def test_pages_in_each_ordering(api):
    names = ["b", "c", "a"]
    for name in names:
        make(api, name=name)
    for ordering, expected in (("name", "abc"), ("-created", "acb"), ("-modified", "acb")):
        first = api.get(f"/api/collections/?ordering={ordering}&page_size=2").json()
        rest = api.get(first["next"]).json()
        assert "".join(row["name"] for row in first["results"] + rest["results"]) == expected


@pytest.mark.parametrize("path", ["/api/collections/4711/", "/api/collections/99999999999999999999/"])
def test_unknown_collections_are_a_404_with_a_sentence(api, path):
    for answer in (api.get(path), api.patch(path, {}), api.delete(path), api.post(f"{path}papers/", {})):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(("kind", "part"), [("bibtex", "@misc{"), ("ris", "TY  - "), ("csl", '"id"')])
def test_references_are_exported(api, library, kind, part):
    made = make(api, name="Mäuse & Trees")
    api.post(f"/api/collections/{made['id']}/papers/", {"add": library})
    answer = api.get(f"/api/collections/{made['id']}/export/?format={kind}")
    assert answer.content.decode().count(part) == 3
    assert answer["Content-Disposition"].startswith('attachment; filename="Mause-Trees.')


def test_the_report_reads_back_to_the_same_papers(api, library):
    made = make(api)
    api.post(f"/api/collections/{made['id']}/papers/", {"add": library})
    text = api.get(f"/api/collections/{made['id']}/export/?format=report").content.decode()
    assert {record.key for record in parse_report(text).records} == set(library)
