"""Breedings over REST, as jobs and in files; what a breeding leaves survives kills, stops and withdrawn papers."""

from __future__ import annotations

import json
import time
import uuid

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from compute.models import Term
from explorer.deletion import purge, purge_paper
from jobs import services as jobs
from jobs.models import Job, JobEvent
from papers.models import Paper
from synthesis.core.breeding import PARTS, Recipe, replay
from synthesis.core.types import canonical_json, from_dict
from synthesis.models import Breeding, BreedingChild, Lineage, PaperTree, Synthesis, Tree
from synthesis.services import breeding_runs as runs
from tests.jobs.processes import wait_until, worker
from tests.support.library import load_notes, merged_notes, quote_stands, run_job

pytestmark = pytest.mark.django_db
SMALL = {"generations": 3, "population": 8, "seed": 4}
DASK = "2101.08878"


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def paper_trees(count: int = 4) -> list[str]:
    """Ids of the trees of some papers of the notes, that on Dask first."""
    load_notes(count=count)
    rows = dict(PaperTree.objects.filter(style="classic").values_list("paper__key", "tree"))
    return [rows.pop(DASK), *(rows[key] for key in sorted(rows))]


def breed(api, parents: list[str], **more: object) -> tuple[str, Job]:
    """A breeding run to its end: its id and its job."""
    answer = api.post("/api/breedings/", {"parents": parents, **SMALL, **more})
    assert answer.status_code == 202, answer.json()
    assert set(answer.json()) == {"job", "breeding"}
    return answer.json()["breeding"], run_job(answer.json()["job"])


def test_two_trees_are_bred_and_their_children_tell_where_they_come_from(api):
    parents = paper_trees()
    breeding, job = breed(api, parents, weights={"evidence": 2})
    assert (job.state, job.result["breeding"]) == ("succeeded", breeding)
    children = job.result["children"]
    assert children
    body = api.get(f"/api/breedings/{breeding}/").json()
    assert [row["id"] for row in body["children"]] == children
    assert [row["id"] for row in body["parents"]] == parents
    assert (body["generation"], body["generations"], body["seed"]) == (3, 3, 4)
    assert 1 <= sum(row["shown"] for row in body["children"]) <= 9
    assert [row["generation"] for row in body["history"]] == [1, 2, 3]
    evidence = [row["fitness"]["evidence"] for row in body["children"]]
    assert evidence == sorted(evidence, reverse=True)
    tree = api.get(f"/api/trees/{children[0]}/").json()
    assert tree["kind"] == "child"
    assert set(tree["fitness"]) == set(PARTS)
    assert {"parents", "branches", "mutations", "seed"} <= set(tree["lineage"])
    assert set(tree["lineage"]["parents"]) <= set(parents)
    assert all(quote_stands(quote) for edge in tree["edges"] for quote in edge["evidence"])
    assert tree["fitness"]["evidence"] == round(
        sum(bool(edge["evidence"]) for edge in tree["edges"]) / len(tree["edges"]), 6
    )
    listed = api.get("/api/trees/?kind=child&page_size=200").json()["results"]
    assert {row["id"] for row in listed} == set(children)
    assert [row["id"] for row in api.get("/api/breedings/").json()["results"]] == [breeding]
    plain = api.get(f"/api/trees/{parents[0]}/").json()
    assert (plain["fitness"], plain["lineage"], plain["archived"]) == (None, None, False)


def test_every_generation_is_told_once(api):
    _, job = breed(api, paper_trees())
    told = [row.payload for row in JobEvent.objects.filter(job=job, type="generation").order_by("seq")]
    assert [row["generation"] for row in told] == [1, 2, 3]
    assert all(set(row["best"]) == set(row["spread"]) == set(PARTS) for row in told)


def test_a_child_replays_from_what_its_breeding_stored(api):
    breeding, _ = breed(api, paper_trees())
    row = BreedingChild.objects.filter(breeding=breeding).select_related("tree", "breeding").last()
    trees = [from_dict(parent.tree.body) for parent in row.breeding.parents.select_related("tree")]
    Term.objects.all().delete()
    breeder, member = replay(Recipe.from_json(row.breeding.recipe), trees, name=row.name, born=row.born)
    assert canonical_json(breeder.tree(member)) == canonical_json(from_dict(row.tree.body))
    assert dict(zip(PARTS, member.fitness, strict=True)) == row.fitness


def test_children_can_be_parents_and_the_lineage_leads_back_to_the_papers(api):
    parents = paper_trees()
    _, job = breed(api, parents[:2])
    first = job.result["children"][:2]
    _, second = breed(api, [first[0], parents[2]])
    grandchild = next(
        child for child in second.result["children"] if Lineage.objects.filter(child=child, parent=first[0]).exists()
    )
    family = api.get(f"/api/trees/{grandchild}/lineage/").json()
    assert first[0] in [row["id"] for row in family["parents"]]
    depth = {row["id"]: row["depth"] for row in family["ancestors"]}
    assert depth[first[0]] == 1
    assert {row["id"] for row in family["ancestors"]} <= {*parents, *first}
    assert set(depth) & set(parents)
    tree = Tree.objects.get(pk=grandchild)
    for row in family["parents"]:
        kept, new = row["kept"], row["new"]
        assert len(kept) + len(new) == tree.node_count
        assert kept
    up = api.get(f"/api/trees/{first[0]}/lineage/").json()
    assert grandchild in [row["id"] for row in up["offspring"]]
    paper = api.get(f"/api/trees/{parents[2]}/lineage/").json()
    assert (paper["parents"], paper["ancestors"], paper["lineage"]) == ([], [], None)


def test_a_person_keeps_some_and_it_breeds_on_from_them(api):
    breeding, job = breed(api, paper_trees())
    keep, less = job.result["children"][:2], job.result["children"][-1:]
    answer = api.post(f"/api/breedings/{breeding}/select/", {"keep": keep, "less": less, "generations": 2})
    assert answer.status_code == 202
    assert answer.json()["breeding"] == breeding
    again = api.post(f"/api/breedings/{breeding}/select/", {"keep": keep})
    assert again.status_code == 409
    done = run_job(answer.json()["job"])
    assert (done.state, done.result["generation"]) == ("succeeded", 5)
    body = api.get(f"/api/breedings/{breeding}/").json()
    rows = {row["id"]: row for row in body["children"]}
    assert all(rows[tree]["kept"] for tree in keep)
    assert body["choices"][0]["generation"] == 3
    assert any(row["born"] > 3 for row in rows.values())
    newest = max(rows.values(), key=lambda row: row["born"])
    stored = Breeding.objects.get(pk=breeding)
    trees = [from_dict(parent.tree.body) for parent in stored.parents.select_related("tree")]
    breeder, member = replay(Recipe.from_json(stored.recipe), trees, name=newest["key"], born=newest["born"])
    assert canonical_json(breeder.tree(member)) == canonical_json(from_dict(Tree.objects.get(pk=newest["id"]).body))


def test_a_stopped_breeding_keeps_its_generation_and_goes_on_to_the_same_end(api, monkeypatch):
    parents = paper_trees()
    whole, job = breed(api, parents, generations=6)
    answer = api.post("/api/breedings/", {"parents": parents, **SMALL, "generations": 6}).json()
    real = runs._breed

    def stops(breeding, recipe, breeder, progress, tell, checkpoint):
        def told(row):
            tell(row)
            # A job looks at most four times a second whether it was stopped.
            time.sleep(0.3)
            if row["generation"] == 2:
                jobs.cancel(job=Job.objects.get(pk=answer["job"]))

        real(breeding, recipe, breeder, progress, told, checkpoint)

    monkeypatch.setattr(runs, "_breed", stops)
    stopped = run_job(answer["job"])
    assert stopped.state == "cancelled"
    body = api.get(f"/api/breedings/{answer['breeding']}/").json()
    assert 2 <= body["generation"] < 6
    assert body["children"]
    monkeypatch.setattr(runs, "_breed", real)
    assert api.post(f"/api/jobs/{answer['job']}/retry/").status_code == 202
    done = run_job(answer["job"])
    assert done.result["children"] == job.result["children"]
    histories = [Breeding.objects.get(pk=pk).history for pk in (whole, answer["breeding"])]
    assert histories[0] == histories[1]


# Another process must see the rows.
@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_a_breeding_changes_nothing(api):
    parents = paper_trees()
    wanted = {"parents": parents, "generations": 40, "population": 48, "seed": 4}
    whole = run_job(api.post("/api/breedings/", wanted).json()["job"])
    started = api.post("/api/breedings/", wanted).json()
    with worker(DJANGO_SETTINGS_MODULE="explorer.settings") as first:
        told = JobEvent.objects.filter(job=started["job"], type="generation")
        wait_until(lambda: told.count() >= 2, seconds=120, what="two generations are told")
        first.kill()
    with worker(DJANGO_SETTINGS_MODULE="explorer.settings"):
        wait_until(
            lambda: Job.objects.get(pk=started["job"]).state == "succeeded",
            seconds=180,
            what="another worker ends it",
            meanwhile=jobs.sweep,
        )
    done = Job.objects.get(pk=started["job"])
    assert done.result["children"] == whole.result["children"]
    generations = [row.payload["generation"] for row in told.order_by("seq")]
    assert generations == list(range(1, 41))


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"parents": ["0" * 16]}, 400, "at least 2 trees"),
        ({"parents": ["0" * 16, "1" * 16]}, 404, "no tree"),
        ({"parents": ["tree", "1" * 16]}, 400, "16 hex"),
        ({"generations": 0}, 400, "generations"),
        ({"population": 1}, 400, "population"),
        ({"operators": ["marry"]}, 400, "marry"),
        ({"operators": []}, 400, "operators"),
        ({"weights": {"beauty": 1}}, 400, "beauty"),
        ({"weights": {"coverage": 0}}, 400, "above 0"),
        ({"seed": -1}, 400, "seed"),
        ({"max_nodes": 5}, 400, "max_nodes"),
        ({"children": 3}, 400, "children"),
    ],
)
def test_bad_input_gets_a_sentence(api, change, status, said):
    parents = paper_trees(2)
    answer = api.post("/api/breedings/", {"parents": parents, **SMALL, **change})
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "details"}
    assert said in json.dumps(answer.json())
    assert not Breeding.objects.exists()


def test_a_choice_must_name_present_children_of_a_breeding_at_rest(api):
    parents = paper_trees()
    assert api.post(f"/api/breedings/{uuid.uuid4()}/select/", {"keep": []}).status_code == 404
    twice = api.post("/api/breedings/", {"parents": [parents[0], parents[0]], **SMALL})
    assert (twice.status_code, "named twice" in twice.json()["message"]) == (400, True)
    breeding, job = breed(api, parents)
    child = job.result["children"][0]
    path = f"/api/breedings/{breeding}/select/"
    assert "no child" in api.post(path, {"keep": [parents[0]]}).json()["message"]
    assert "two lists" in api.post(path, {"keep": [child], "less": [child]}).json()["message"]
    assert api.post(path, {"keep": [child], "generations": 0}).status_code == 400
    assert api.post(path, {}).status_code == 400
    assert api.post(path, {"keep": []}).status_code == 202


def test_parents_of_children_stay_readable_when_archived_or_their_paper_is_withdrawn(api):
    synthesis = merged_notes()
    merged = synthesis.versions.get().tree_id
    paper = PaperTree.objects.get(paper__key=DASK).tree_id
    _, job = breed(api, [merged, paper])
    child = next(child for child in job.result["children"] if Lineage.objects.filter(child=child).count() == 2)
    before = api.get(f"/api/trees/{child}/").json()
    synthesis.collection.delete()
    assert not Synthesis.objects.exists()
    assert api.delete(f"/api/papers/{DASK}/?withdraw=true").status_code in (200, 204)
    gone = purge()
    assert not {merged, paper, child} & set(gone.trees)
    assert DASK not in gone.papers
    assert api.get(f"/api/trees/{merged}/").json()["archived"]
    assert api.get(f"/api/trees/{paper}/").status_code == 200
    assert api.get(f"/api/trees/{child}/").json() == before
    assert {row["id"] for row in api.get(f"/api/trees/{child}/lineage/").json()["parents"]} == {merged, paper}
    assert Paper.objects.get(key=DASK).abstract


def test_a_paper_removed_for_good_takes_its_breedings_and_all_their_children(api):
    parents = paper_trees()
    with_it, job = breed(api, parents[:2])
    without, other = breed(api, parents[2:4])
    grand, third = breed(api, [job.result["children"][0], parents[3]])
    api.delete(f"/api/papers/{DASK}/?withdraw=true")
    paper = Paper.objects.get(key=DASK)
    planned = purge_paper(paper=paper, dry_run=True)
    done = purge_paper(paper=paper)
    assert planned == done
    assert set(job.result["children"]) | set(third.result["children"]) <= set(done.trees)
    assert not Breeding.objects.filter(pk__in=[with_it, grand]).exists()
    assert not Tree.objects.filter(pk__in=[parents[0], *job.result["children"], *third.result["children"]]).exists()
    assert not Lineage.objects.exclude(child__in=other.result["children"]).exists()
    for row in Breeding.objects.all():
        assert str(row.pk) == without
        assert DASK not in json.dumps([row.recipe, row.state])
        assert row.children.count() == len(other.result["children"])


def test_the_command_writes_the_same_file_twice_and_says_what_is_wrong(api, tmp_path):
    parents = paper_trees()
    texts = []
    for name in ("a.json", "b.json"):
        call_command("breed", parents=parents[:2], seed=9, generations=2, population=8, out=str(tmp_path / name))
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]
    body = json.loads(texts[0])
    assert (body["parents"], body["seed"], body["generation"]) == (parents[:2], 9, 2)
    assert api.get(f"/api/trees/{body['children'][0]['id']}/").json()["mermaid"] == body["children"][0]["mermaid"]
    for ending in (".mmd", ".md"):
        out = tmp_path / f"c{ending}"
        call_command("breed", "--parents", *parents[:2], "--generations", "1", "--population", "6", "--out", str(out))
        assert "flowchart TD" in out.read_text()
    with pytest.raises(CommandError, match="two to 50 parents"):
        call_command("breed", "--parents", parents[0], "--out", str(tmp_path / "d.json"))
    with pytest.raises(CommandError, match="no operator 'marry'"):
        call_command("breed", "--parents", *parents[:2], "--operators", "marry", "--out", str(tmp_path / "d.json"))
