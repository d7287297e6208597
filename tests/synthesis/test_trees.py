"""Trees of papers: immutable, named by their content, one current tree per paper and style."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compute.services import extract_classic
from jobs.models import OutboxRow
from papers.models import Paper
from papers.services import paper_store, paper_withdraw
from synthesis import selectors
from synthesis.core import mermaid, types
from synthesis.models import PaperTree, Tree, TreePaper
from synthesis.services import paper_trees_build, tree_store
from tests.papers.records import record, report_record
from tests.support.library import REPORT, load_notes

pytestmark = pytest.mark.django_db
SOURCE = json.loads((Path(__file__).parents[1] / "data" / "source-papers.json").read_text(encoding="utf-8"))


def small_tree(label: str = "one") -> types.Tree:
    nodes = (types.Node("A", label, "root", ("2101.08878",)), types.Node("B", "two", "term"))
    return types.Tree("A tree", "A", nodes, (types.Edge("A", "B"),), kind="merged")


def built(**fields: object) -> Paper:
    paper = paper_store(record=record("2101.00001", **fields)).paper
    extract_classic(paper=paper)
    paper_trees_build(papers=[paper])
    return paper


def test_storing_a_tree_twice_stores_it_once_and_its_id_is_the_hash_of_its_content():
    first, second = tree_store(tree=small_tree()), tree_store(tree=small_tree())
    assert first.pk == second.pk == types.tree_id(small_tree())
    row = Tree.objects.get()
    assert row.hash.startswith(row.pk)
    assert types.from_dict(row.body) == small_tree()
    assert types.tree_id(types.from_dict(row.body)) == row.pk


def test_another_label_is_another_tree():
    assert tree_store(tree=small_tree("one")).pk != tree_store(tree=small_tree("eins")).pk


def test_a_tree_remembers_the_papers_it_names_although_the_library_lacks_them():
    tree_store(tree=small_tree())
    link = TreePaper.objects.get()
    assert (link.paper_key, link.paper) == ("2101.08878", None)


def test_the_classic_tree_of_every_paper_of_the_notes_is_theirs_to_the_byte():
    load_notes()
    text = REPORT.read_text(encoding="utf-8")
    for given in SOURCE:
        paper = Paper.objects.get(title=given["title"])
        assert selectors.paper_tree(paper, "classic").mermaid == paper.given["mermaid"]
        assert paper.given["mermaid"] in text
        assert paper.terms.filter(method="given").count() == len(given["expected"]["high_info_terms"])


def test_a_classic_tree_reads_back_from_its_mermaid_text_and_quotes_re_read():
    load_notes()
    for pointer in PaperTree.objects.select_related("tree", "paper"):
        tree = types.from_dict(pointer.tree.body)
        parsed = mermaid.parse(pointer.tree.mermaid)
        assert [node.label for node in parsed.nodes] == [node.label for node in tree.nodes]
        texts = {"title": pointer.paper.title, "abstract": pointer.paper.abstract}
        for item in (item for node in tree.nodes for item in node.evidence):
            if item.field == "given_terms":
                assert (item.version, item.quote in pointer.paper.given["terms"]) == (None, True)
            else:
                assert texts[item.field][item.start : item.end] == item.quote


def test_building_again_changes_nothing_and_tells_nobody():
    paper = built()
    told = OutboxRow.objects.count()
    assert paper_trees_build(papers=[paper]) == 0
    assert OutboxRow.objects.count() == told
    assert Tree.objects.count() == 1


def test_a_new_version_gets_a_new_tree_and_the_old_one_is_archived():
    paper = built()
    old = selectors.paper_tree(paper, "classic")
    paper = paper_store(record=record("2101.00001", version=2, abstract="Forests of facts, forests of facts.")).paper
    extract_classic(paper=paper)
    assert paper_trees_build(papers=[paper]) == 1
    new = selectors.paper_tree(paper, "classic")
    assert new.pk != old.pk
    assert [row.pk for row in selectors.trees()] == [new.pk]
    assert selectors.tree_get(old.pk) == old


def test_a_paper_without_abstract_and_given_terms_has_no_tree():
    paper = built(abstract="")
    assert not PaperTree.objects.exists()
    with pytest.raises(Exception, match="nothing to draw"):
        selectors.paper_tree(paper, "classic")


def test_a_given_paper_that_gets_its_abstract_gets_the_counted_tree():
    paper = paper_store(record=report_record("On trees")).paper
    extract_classic(paper=paper)
    paper_trees_build(papers=[paper])
    given = selectors.paper_tree(paper, "classic")
    assert [node["label"] for node in given.body["nodes"]] == ["iot", "node", "power"]
    paper = paper_store(record=record("2101.00009", title="On trees", abstract="Roots and roots.")).paper
    extract_classic(paper=paper)
    paper_trees_build(papers=[paper])
    assert selectors.paper_tree(paper, "classic").body["nodes"][0]["label"] == "roots"


def test_the_tree_of_a_withdrawn_paper_leaves_the_lists():
    paper = built()
    paper_withdraw(paper=paper)
    assert not selectors.trees().exists()
