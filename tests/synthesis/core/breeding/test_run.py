"""Whole breedings: the same every time, never without an origin, steered by choices, replayed from the recipe."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from synthesis.core.breeding import OPERATORS, PARTS, Breeder, Choice, Recipe, Settings, compare, concept_of, replay
from synthesis.core.breeding.fitness import features
from synthesis.core.errors import InvalidSetting
from synthesis.core.evidence import verify
from synthesis.core.types import canonical_json, to_dict, tree_id
from tests.synthesis.core.breeding.stock import materials, parents
from tests.synthesis.core.samples import PAPERS

ROOT = Path(__file__).resolve().parents[4]
SETTINGS = Settings(seed=7, population=24)


@pytest.fixture(scope="module")
def trees():
    return parents()


@pytest.fixture(scope="module")
def bred(trees):
    """A breeding of twelve generations."""
    breeder = Recipe.of(trees, SETTINGS, materials(trees)).breeder(trees)
    for _ in range(12):
        breeder.step()
    return breeder


def front_bytes(breeder):
    return [canonical_json(breeder.tree(member)) for member in breeder.front()]


def test_children_differ_from_each_other_and_from_every_parent(trees, bred):
    shapes = [features(genome, bred.pool.concept) for genome in (*bred.pool.parents, *bred.pool.founders)]
    children = [features(member.genome, bred.pool.concept) for member in bred.population]
    assert len(set(children)) == len(children) == 24
    assert not set(children) & set(shapes)
    ids = [tree_id(bred.tree(member)) for member in bred.population]
    assert len(set(ids)) == 24


def test_a_child_is_a_tree_of_its_parents_nodes_with_their_evidence_and_each_concept_once(trees, bred):
    by_id = {tree_id(tree): tree for tree in trees}
    for member in bred.front():
        tree, told = bred.tree(member), bred.lineage(member)
        assert tree.kind == "child"
        assert len({concept_of(node) for node in tree.nodes}) == len(tree.nodes) <= SETTINGS.max_nodes
        for node in tree.nodes:
            origin = told["origins"][node.id]
            if origin["parent"] is None:
                assert origin["node"] == "n-ray"
                continue
            source = by_id[origin["parent"]].node(origin["node"])
            assert (node.label, node.papers, node.evidence) == (source.label, source.papers, source.evidence)


def test_new_edges_quote_a_sentence_that_names_both_ends_or_nothing(trees, bred):
    texts = {(paper.key, field): getattr(paper, field) for paper in PAPERS for field in ("title", "abstract")}
    inherited = {quote for tree in trees for edge in tree.edges for quote in edge.evidence}
    fresh = 0
    for member in bred.population:
        for edge in bred.tree(member).edges:
            for quote in set(edge.evidence) - inherited:
                assert verify(quote, texts[quote.arxiv_id, quote.field])
                fresh += 1
    assert fresh


def test_every_branch_names_its_parent_and_paper_and_every_mutation_its_operator_and_seed(trees, bred):
    ids = [tree_id(tree) for tree in trees]
    mutated = 0
    for member in bred.population:
        tree, told = bred.tree(member), bred.lineage(member)
        assert set(told["parents"]) <= set(ids)
        assert {branch["node"] for branch in told["branches"]} >= {tree.root, *tree.children()[tree.root]}
        above = {edge.target: edge.source for edge in tree.edges if edge.kind == "tree"}
        entry = {branch["node"]: branch for branch in told["branches"]}
        for node in tree.nodes:
            at = node.id
            while at not in entry:
                at = above[at]
            assert entry[at]["parent"] == told["origins"][node.id]["parent"]
            assert set(node.papers) <= set(entry[at]["papers"])
        for mutation in told["mutations"]:
            assert mutation["operator"] in OPERATORS
            assert mutation["seed"][0] == 7
            assert 1 <= mutation["seed"][1] <= member.born
            assert mutation["node"] in told["origins"]
        mutated += len(told["mutations"])
    assert mutated


def test_the_figures_of_a_child_are_those_of_its_tree(bred):
    for member in bred.front():
        figures = dict(zip(PARTS, member.fitness, strict=True))
        edges = bred.tree(member).edges
        assert figures["evidence"] == round(sum(bool(edge.evidence) for edge in edges) / len(edges), 6)
        assert all(0 <= value <= 1 for value in member.fitness)


def test_some_child_of_the_front_is_no_worse_than_the_best_parent(bred):
    best = max(bred.parent_fitness, key=lambda row: sum(row[:3]))[:3]
    assert any(all(mine >= theirs for mine, theirs in zip(m.fitness, best, strict=False)) for m in bred.front())


def test_a_breeding_interrupted_at_any_generation_comes_to_the_same_end(trees, bred):
    recipe = Recipe.from_json(json.loads(json.dumps(Recipe.of(trees, SETTINGS, materials(trees)).to_json())))
    breeder = recipe.breeder(trees)
    for _ in range(12):
        breeder.step()
        state = json.loads(json.dumps(breeder.state(), sort_keys=True))
        breeder = recipe.breeder(trees)
        breeder.restore(state)
    assert front_bytes(breeder) == front_bytes(bred)
    assert breeder.state() == bred.state()


def test_another_seed_breeds_other_children_and_weights_only_order_them(trees, bred):
    held = materials(trees)
    other = Breeder(trees, held, Settings(seed=8, population=24))
    weighted = Breeder(trees, held, Settings(seed=7, population=24, weights=(("coverage", 1.0),)))
    for _ in range(12):
        other.step()
        weighted.step()
    assert front_bytes(other) != front_bytes(bred)
    assert sorted(front_bytes(weighted)) == sorted(front_bytes(bred))
    coverage = [member.fitness[0] for member in weighted.front()]
    assert coverage == sorted(coverage, reverse=True)


def test_only_the_operators_asked_for_leave_traces(trees):
    breeder = Breeder(trees, materials(trees), Settings(population=12, operators=("exchange", "prune")))
    for _ in range(4):
        breeder.step()
    traces = {m["operator"] for member in breeder.population for m in breeder.lineage(member)["mutations"]}
    assert traces <= {"exchange", "prune"}


def test_the_kept_live_on_and_what_is_like_the_unwanted_gives_way(trees):
    held = materials(trees)
    breeder = Breeder(trees, held, Settings(seed=3, population=12))
    for _ in range(3):
        breeder.step()
    front = breeder.front()
    keep, less = [front[0].name, front[1].name], [front[-1].name]
    breeder.choose(keep, less)
    for _ in range(3):
        breeder.step()
        names = [member.name for member in breeder.population]
        assert set(keep) <= set(names)
        assert less[0] not in names
    against = [breeder.choosing.against(member) for member in breeder.population]
    assert against == sorted(against)
    with pytest.raises(InvalidSetting, match="no child of the present generation"):
        breeder.choose(["0" * 16])
    with pytest.raises(InvalidSetting, match="two ways at once"):
        breeder.choose(keep, keep[:1])


def test_more_of_a_child_breeds_from_it_alone_without_holding_on_to_it(trees):
    breeder = Breeder(trees, materials(trees), Settings(seed=3, population=12))
    for _ in range(3):
        breeder.step()
    more, less = breeder.front()[0], breeder.front()[-1]
    breeder.choose((), [less.name], [more.name])
    assert breeder.population == [more]
    assert breeder.choosing.kept == []
    again = Breeder(trees, materials(trees), Settings(seed=3, population=12))
    again.restore(json.loads(json.dumps(breeder.state())))
    for one in (breeder, again):
        one.step()
    assert front_bytes(again) == front_bytes(breeder)
    assert again.state() == breeder.state()
    against = [breeder.choosing.against(member) for member in breeder.population]
    assert against == sorted(against)
    assert not breeder.choosing.against(more)


def test_at_least_six_are_shown_where_there_are_so_many_and_no_more_than_nine(trees, bred):
    front, shown = bred.to_show(6, 9)
    assert front == bred.front()
    assert 6 <= len(shown) <= 9
    assert shown[:3] == front[:3]
    assert len({member.name for member in shown}) == len(shown)
    small = Breeder(trees, materials(trees), Settings(seed=7, population=3))
    small.step()
    assert {member.name for member in small.to_show(6, 9)[1]} == {member.name for member in small.population}


def test_a_child_replays_to_the_same_bytes_in_a_fresh_process_whatever_the_hash_seed(trees, tmp_path):
    recipe = Recipe.of(trees, Settings(seed=5, population=12), materials(trees))
    breeder = recipe.breeder(trees)
    for _ in range(3):
        recipe.advance(breeder)
    chosen = [member.name for member in breeder.front()[:2]]
    recipe = Recipe(recipe.parents, recipe.settings, recipe.materials, (Choice(3, tuple(chosen)),))
    for _ in range(2):
        recipe.advance(breeder)
    member = max(breeder.population, key=lambda one: (one.born, one.name))
    assert member.born > 3
    told = {"recipe": recipe.to_json(), "parents": [to_dict(tree) for tree in trees], "name": member.name,
            "born": member.born}  # fmt: skip
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-m", "tests.synthesis.core.breeding.replayer", str(path)]
    for seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout
        assert made == canonical_json(breeder.tree(member))


def test_a_recipe_refuses_other_parents_and_other_versions(trees):
    recipe = Recipe.of(trees, SETTINGS, materials(trees))
    with pytest.raises(InvalidSetting, match="not the parents"):
        recipe.breeder(trees[::-1])
    data = recipe.to_json()
    with pytest.raises(InvalidSetting, match="version 99"):
        Recipe.from_json({**data, "algorithm": 99}).breeder(trees)
    with pytest.raises(InvalidSetting, match="no child"):
        replay(recipe, trees, name="0" * 16, born=1)
    assert Recipe.from_json(data).hash() == recipe.hash()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"population": 1}, "population must lie between"),
        ({"seed": -1}, "seed must lie between"),
        ({"max_nodes": 5}, "max_nodes must lie between"),
        ({"operators": ("graft", "marry")}, "no operator 'marry'"),
        ({"operators": ()}, "at least one operator"),
        ({"weights": (("beauty", 1.0),)}, "no part 'beauty'"),
        ({"weights": (("coverage", -1.0),)}, "weight of coverage"),
        ({"weights": (("coverage", 0.0),)}, "above 0"),
    ],
)
def test_settings_out_of_bounds_are_refused_by_name(wrong, said):
    with pytest.raises(InvalidSetting, match=said):
        Settings(**wrong)


def test_one_parent_or_the_same_twice_is_no_breeding(trees):
    for few in (trees[:1], [trees[0], trees[0]]):
        with pytest.raises(InvalidSetting):
            Breeder(few, materials(few), SETTINGS)


def test_two_trees_are_compared_by_what_their_nodes_say(trees):
    found = compare(trees[0], trees[1])
    labels = {name: {item["label"].lower() for item in items} for name, items in found.items()}
    assert not labels["new"] & labels["dropped"]
    assert len(found["kept"]) + len(found["new"]) == len(trees[0].nodes)
    assert len(found["kept"]) + len(found["dropped"]) == len(trees[1].nodes)
    same = compare(trees[0], trees[0])
    assert not same["new"]
    assert not same["dropped"]
    assert not any(item["moved"] for item in same["kept"])
