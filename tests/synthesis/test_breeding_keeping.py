"""What a person does with a breeding: steer, name, keep, delete, replay; and what a withdrawn paper leaves of it."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from explorer.deletion import paper_dependents, purge
from papers.models import Paper
from synthesis.core.breeding import Breeder
from synthesis.models import Breeding, Lineage, Tree
from tests.synthesis.test_breedings import DASK, SMALL, api, breed, paper_trees

__all__ = ["api"]
pytestmark = pytest.mark.django_db


def test_six_to_nine_children_are_shown_and_where_the_front_is_smaller_the_next_best_with_it(api, monkeypatch):
    real = Breeder.front
    monkeypatch.setattr(Breeder, "front", lambda self: real(self)[:2])
    breeding, job = breed(api, paper_trees())
    rows = api.get(f"/api/breedings/{breeding}/").json()["children"]
    assert [row["id"] for row in rows[:2]] == job.result["children"]
    assert [row["place"] for row in rows] == list(range(6))
    assert all(row["shown"] for row in rows)
    assert api.post(f"/api/breedings/{breeding}/select/", {"keep": [rows[5]["id"]]}).status_code == 202


def test_more_like_this_breeds_on_from_a_child_without_keeping_it(api):
    breeding, job = breed(api, paper_trees())
    more, less = job.result["children"][:1], job.result["children"][-1:]
    path = f"/api/breedings/{breeding}/select/"
    assert "two lists" in api.post(path, {"keep": [], "more": more, "less": more}).json()["message"]
    assert api.post(path, {"keep": [], "more": more, "less": less, "generations": 1}).status_code == 202
    body = api.get(f"/api/breedings/{breeding}/").json()
    keys = {row["id"]: row["key"] for row in body["children"]}
    assert body["choices"] == [{"generation": 3, "keep": [], "less": [keys[less[0]]], "more": [keys[more[0]]]}]
    assert not any(row["kept"] for row in body["children"])


def test_children_are_kept_and_breedings_and_children_named_and_found_by_it(api):
    breeding, job = breed(api, paper_trees())
    path, child = f"/api/breedings/{breeding}/", job.result["children"][1]
    body = api.patch(path, {"title": "Dask and friends", "kept": [child]}).json()
    assert body["title"] == "Dask and friends"
    assert [row["id"] for row in body["children"] if row["kept"]] == [child]
    assert not any(row["kept"] for row in api.patch(path, {"kept": []}).json()["children"])
    assert "no child" in api.patch(path, {"kept": ["0" * 16]}).json()["message"]
    named = api.patch(f"/api/trees/{child}/", {"name": "The good one"}).json()
    assert (named["name"], named["id"]) == ("The good one", child)
    assert [row["id"] for row in api.get("/api/trees/?q=good one").json()["results"]] == [child]
    assert {row["id"]: row["name"] for row in api.get(path).json()["children"]}[child] == "The good one"
    parent = body["parents"][0]["id"]
    assert api.patch(f"/api/trees/{parent}/", {"name": "Mine"}).status_code == 409


def test_a_breeding_is_deleted_unless_another_rests_on_its_children(api):
    parents = paper_trees()
    first, job = breed(api, parents[:2])
    child = job.result["children"][0]
    second, other = breed(api, [child, parents[2]])
    refused = api.delete(f"/api/breedings/{first}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "has_descendants")
    assert [row["id"] for row in refused.json()["details"]["breedings"]] == [second]
    assert api.delete(f"/api/breedings/{second}/").status_code == 204
    assert api.get(f"/api/breedings/{second}/").status_code == 404
    grandchild = api.get(f"/api/trees/{other.result['children'][0]}/").json()
    assert (grandchild["archived"], grandchild["lineage"]) == (True, None)
    assert not Lineage.objects.filter(child__in=other.result["children"]).exists()
    assert api.delete(f"/api/breedings/{first}/").status_code == 204
    assert set(job.result["children"]) <= set(purge().trees)
    assert set(parents) <= set(Tree.objects.values_list("pk", flat=True))


def test_a_breeding_at_work_is_not_deleted(api):
    started = api.post("/api/breedings/", {"parents": paper_trees(2), **SMALL}).json()
    assert api.delete(f"/api/breedings/{started['breeding']}/").status_code == 409
    recipe = api.get(f"/api/breedings/{started['breeding']}/recipe/")
    assert (recipe.status_code, recipe.json()["code"]) == (409, "not_begun")
    row = api.get("/api/breedings/").json()["results"][0]
    assert (row["state"], row["children"], row["parents"]) == ("queued", 0, 2)


def test_a_recipe_makes_the_same_files_anew_from_nothing_but_itself(api, tmp_path):
    parents = paper_trees()
    out = {name: tmp_path / name for name in ("bred.json", "again.json", "one.json", "recipe.json", "child.json")}
    call_command("breed", parents=parents[:2], seed=9, generations=3, population=8, out=str(out["bred.json"]))
    breeding = Breeding.objects.get()
    bred = json.loads(out["bred.json"].read_text())
    child = bred["children"][-1]
    for name, query in (("recipe.json", ""), ("child.json", f"?child={child['id']}")):
        answer = api.get(f"/api/breedings/{breeding.pk}/recipe/{query}")
        assert answer["Content-Disposition"].startswith("attachment")
        out[name].write_bytes(answer.content)
    assert api.get(f"/api/breedings/{breeding.pk}/recipe/?child={parents[0]}").status_code == 404
    assert (
        json.loads(out["recipe.json"].read_text())["hash"] == api.get(f"/api/breedings/{breeding.pk}/").json()["recipe"]
    )
    assert api.delete(f"/api/breedings/{breeding.pk}/").status_code == 204
    purge()
    Paper.objects.all().delete()
    call_command("breed", recipe=out["recipe.json"], out=str(out["again.json"]))
    assert out["again.json"].read_bytes() == out["bred.json"].read_bytes()
    call_command("breed", recipe=out["child.json"], out=str(out["one.json"]))
    assert json.loads(out["one.json"].read_text())["children"] == [child]
    assert not Breeding.objects.exists()


@pytest.mark.parametrize("text", ["", "[]", '{"format": "arboretum recipe 1"}', '{"format": "other"}'])
def test_a_file_that_is_no_recipe_gets_a_sentence(text, tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text(text)
    with pytest.raises(CommandError, match="recipe"):
        call_command("breed", recipe=path, out=str(tmp_path / "o.json"))


def test_breedings_rest_on_the_papers_of_their_parents_and_keep_them_after_a_withdrawal(api):
    parents = paper_trees()
    breeding, job = breed(api, parents[:2])
    breed(api, parents[2:4])
    resting = [row for row in paper_dependents(DASK) if row["type"] != "collection"]
    title = Breeding.objects.get(pk=breeding).title
    assert resting == [{"type": "breeding", "id": breeding, "label": title}]
    children = [
        tree for tree in job.result["children"] if Lineage.objects.filter(child=tree, parent=parents[0]).exists()
    ]
    before = api.get(f"/api/trees/{children[0]}/lineage/").json()
    assert api.delete(f"/api/papers/{DASK}/?withdraw=true").status_code in (200, 204)
    purge()
    after = api.get(f"/api/trees/{children[0]}/lineage/").json()
    assert [row["id"] for row in after["parents"]] == [row["id"] for row in before["parents"]]
    assert {row["id"]: row["archived"] for row in after["parents"]}[parents[0]]
    assert after["lineage"] == before["lineage"]
    assert all(api.get(f"/api/trees/{row['id']}/").status_code == 200 for row in after["parents"])
    stays = api.post("/api/breedings/", {"parents": [children[0], parents[3]], **SMALL})
    assert stays.status_code == 202


def test_a_family_has_all_descendants_nearest_first(api):
    parents = paper_trees()
    _, job = breed(api, parents[:2])
    child = job.result["children"][0]
    _, second = breed(api, [child, parents[2]])
    body = api.get(f"/api/trees/{parents[0]}/lineage/").json()
    depths = [row["depth"] for row in body["descendants"]]
    assert depths == sorted(depths)
    found = {row["id"]: row for row in body["descendants"]}
    grandchildren = [
        tree for tree in second.result["children"] if Lineage.objects.filter(child=tree, parent=child).exists()
    ]
    assert all(child in found[tree]["parents"] for tree in grandchildren)
    later = set(grandchildren) - set(job.result["children"])
    # One that has a branch of the first parent, too, is its child as well as its grandchild; the nearer counts.
    nearest = {tree: 1 if parents[0] in found[tree]["parents"] else 2 for tree in later}
    assert {tree: found[tree]["depth"] for tree in later} == nearest
