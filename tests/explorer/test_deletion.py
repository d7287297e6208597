"""Taking away: what rests on a paper, what a withdrawal leaves, what a collection drops, what a purge removes."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from explorer.deletion import purge
from jobs.models import OutboxRow
from papers.models import Membership, Paper
from synthesis import selectors
from synthesis.models import Synthesis, SynthesisVersion, Tree, TreePaper
from synthesis.services import synthesis_run
from tests.support.library import SETTINGS, load_notes, merged_notes

pytestmark = pytest.mark.django_db
DASK = "2101.08878"


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def test_a_paper_that_things_rest_on_is_kept_and_they_are_listed(api):
    synthesis = merged_notes()
    answer = api.delete(f"/api/papers/{DASK}/")
    assert answer.status_code == 409
    assert answer.json()["details"]["dependents"] == [
        {"type": "collection", "id": str(synthesis.collection_id), "label": "Notes"},
        {"type": "synthesis", "id": str(synthesis.pk), "label": synthesis.title},
    ]
    assert Paper.objects.get(key=DASK).withdrawn_at is None


def test_a_merged_tree_that_nothing_points_to_still_rests_on_its_papers(api):
    synthesis = merged_notes()
    tree = synthesis.versions.get().tree_id
    synthesis.collection.delete()
    found = api.delete(f"/api/papers/{DASK}/").json()["details"]["dependents"]
    assert [(row["type"], row["id"]) for row in found] == [("tree", tree)]


def test_a_paper_nothing_rests_on_goes_for_good(api):
    collection = load_notes()
    collection.delete()
    assert api.delete(f"/api/papers/{DASK}/").status_code == 204
    assert not Paper.objects.filter(key=DASK).exists()


def test_a_withdrawn_paper_leaves_collections_search_and_new_merges_and_older_trees_keep_its_text(api):
    synthesis = merged_notes()
    before = api.get(f"/api/syntheses/{synthesis.pk}/").json()
    assert api.delete(f"/api/papers/{DASK}/?withdraw=true").status_code in (200, 204)
    assert DASK not in [row["arxiv_id"] for row in api.get("/api/papers/?page_size=200").json()["results"]]
    assert not Membership.objects.filter(paper__key=DASK).exists()
    after = api.get(f"/api/syntheses/{synthesis.pk}/").json()
    assert (after["nodes"], after["edges"]) == (before["nodes"], before["edges"])
    assert Paper.objects.get(key=DASK).abstract
    assert OutboxRow.objects.filter(topic="paper.changed", key=DASK, payload={"withdrawn": True}).exists()
    again = synthesis_run(synthesis=synthesis, settings=SETTINGS, progress=lambda *_: None)
    assert again.number == 2
    assert DASK not in set(TreePaper.objects.filter(tree=again.tree).values_list("paper_key", flat=True))


def test_deleting_a_collection_drops_memberships_and_pointers_and_archives_its_trees(api):
    synthesis = merged_notes()
    tree = synthesis.versions.get().tree_id
    assert api.delete(f"/api/collections/{synthesis.collection_id}/").status_code == 204
    assert not Membership.objects.exists()
    assert not Synthesis.objects.exists()
    assert Paper.objects.count() == 20
    assert tree not in [row["id"] for row in api.get("/api/trees/?kind=merged").json()["results"]]
    assert api.get(f"/api/trees/{tree}/").json()["archived"] is True


def test_a_purge_removes_archived_trees_and_withdrawn_papers_that_no_tree_quotes(api):
    synthesis = merged_notes()
    api.delete(f"/api/papers/{DASK}/?withdraw=true")
    assert purge().papers == ()
    assert Paper.objects.filter(key=DASK).exists()
    merged = synthesis.versions.get().tree_id
    synthesis.collection.delete()
    dry = purge(dry_run=True)
    assert Paper.objects.filter(key=DASK).exists()
    done = purge()
    assert done == dry
    assert done.papers == (DASK,)
    assert merged in done.trees
    assert not Tree.objects.filter(pk__in=done.trees).exists()
    assert Paper.objects.count() == 19
    assert selectors.trees(kind="paper").count() == 19
    assert purge() == purge(dry_run=True)
    assert purge().papers == ()


def test_a_purge_of_one_paper_takes_every_tree_that_quotes_it(api, capsys):
    synthesis = merged_notes()
    with pytest.raises(CommandError, match="Withdraw it first"):
        call_command("purge", paper=DASK)
    api.delete(f"/api/papers/{DASK}/?withdraw=true")
    call_command("purge", paper=DASK)
    assert "Removed 1 papers and 2 trees." in capsys.readouterr().out
    assert not Paper.objects.filter(key=DASK).exists()
    assert not SynthesisVersion.objects.exists()
    assert Synthesis.objects.filter(pk=synthesis.pk).exists()
    body = api.get(f"/api/syntheses/{synthesis.pk}/").json()
    assert (body["version"], body["nodes"]) == (None, [])
    with pytest.raises(CommandError, match="no paper"):
        call_command("purge", paper=DASK)
