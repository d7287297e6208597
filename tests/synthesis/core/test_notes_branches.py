"""The notes' twenty papers, by title and given terms alone, against the branches of the owner's own diagram."""

import dataclasses
import json
from pathlib import Path

import pytest
from sklearn.metrics import adjusted_rand_score

import papers.starter
from papers.sources.report import parse_report
from synthesis.background import background
from synthesis.core import mermaid
from synthesis.core.inputs import Merge, PaperInput
from synthesis.core.merging import merge
from synthesis.inputs import record_inputs
from tests.support.agreement import adjusted_rand, pairwise_f1

DATA = Path(__file__).parents[2] / "data" / "notes-branches.json"
DOCUMENT = Path(__file__).parents[3] / "docs" / "merging.md"
REPORT = Path(papers.starter.__file__).parent / "report.md"


def owners() -> dict[str, str]:
    """The owner's branch of each paper, by key."""
    return {key: paper["branch"] for key, paper in json.loads(DATA.read_text(encoding="utf-8"))["papers"].items()}


def bare() -> list[PaperInput]:
    """The papers as imported from the report, abstracts taken away."""
    records = parse_report(REPORT.read_text(encoding="utf-8")).records
    return [dataclasses.replace(paper, abstract="", version=None) for paper in record_inputs(records=records)]


def branches(merged: Merge) -> dict[str, str]:
    """The branch of each paper, by key."""
    tree = merged.tree
    held = [node for node in tree.nodes if node.id in tree.children()[tree.root]]
    return {key: node.id for node in held for key in node.papers}


def test_the_fixture_names_each_of_the_twenty_papers_and_only_branches_of_the_diagram() -> None:
    fixture = json.loads(DATA.read_text(encoding="utf-8"))
    assert {key: paper["title"] for key, paper in fixture["papers"].items()} == {p.key: p.title for p in bare()}
    assert set(owners().values()) == set(fixture["branches"])


def test_the_branches_agree_with_the_owners() -> None:
    ours, theirs = branches(merge(bare(), title="Notes", background=background())), owners()
    assert ours.keys() == theirs.keys()
    assert 5 <= len(set(ours.values())) <= 9
    assert adjusted_rand(ours, theirs) >= 0.35
    assert pairwise_f1(ours, theirs) >= 0.35


def test_the_documents_show_this_very_merge_beside_the_owners_diagram() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert mermaid.render(merge(bare(), title="Notes", background=background()).tree) in text
    assert "The owner's diagram:" in text


@pytest.mark.parametrize("seed", range(5))
def test_our_index_is_scikit_learns(seed: int) -> None:
    keys = [f"k{number}" for number in range(30)]
    ours = {key: (number * 7 + seed) % 5 for number, key in enumerate(keys)}
    theirs = {key: (number // 4 + seed * number) % 6 for number, key in enumerate(keys)}
    expected = adjusted_rand_score([theirs[key] for key in keys], [ours[key] for key in keys])
    assert adjusted_rand(ours, theirs) == pytest.approx(expected)
    assert adjusted_rand(ours, ours) == pairwise_f1(ours, ours) == 1.0
