"""Trees into rows: immutable, named by their content, so that storing twice stores once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction

from jobs import outbox
from jobs.errors import Conflict
from papers.models import Paper
from synthesis.core import mermaid, types
from synthesis.core.concept_tree import concept_tree
from synthesis.core.trees import classic_tree
from synthesis.inputs import paper_inputs
from synthesis.models import PaperTree, Tree, TreePaper

# style -> whose terms a paper's tree is made of, and how.
STYLES = {
    Tree.Style.CLASSIC: (("classic", "given"), classic_tree),
    Tree.Style.CONCEPT: (("model",), concept_tree),
}


@transaction.atomic
def trees_store(*, trees: Sequence[types.Tree]) -> list[Tree]:
    """The rows of the trees, in their order; a tree that is there already is left as it is."""
    rows = [_row(tree) for tree in trees]
    Tree.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    quoted = {(row.pk, key) for row, tree in zip(rows, trees, strict=True) for key in quoted_keys(tree)}
    papers = dict(Paper.objects.filter(key__in={key for _, key in quoted}).values_list("key", "pk"))
    TreePaper.objects.bulk_create(
        [TreePaper(tree_id=tree, paper_key=key, paper_id=papers.get(key)) for tree, key in sorted(quoted)],
        ignore_conflicts=True,
        batch_size=1000,
    )
    return rows


def tree_store(*, tree: types.Tree) -> Tree:
    """The row of one tree; see `trees_store`."""
    return trees_store(trees=[tree])[0]


@transaction.atomic
def tree_rename(*, tree: Tree, name: str) -> Tree:
    """The child under a person's own name, "" for none; its content and id stay.

    Raises `Conflict` for any other tree: a paper's is called as the paper, a merged one as its synthesis.
    """
    if tree.kind != Tree.Kind.CHILD:
        raise Conflict("Only a child has a name of its own; other trees are called as what they show.", code="no_child")
    tree.name = name
    tree.save(update_fields=["name"])
    outbox.publish(topic="tree.changed", key=tree.pk, payload={"name": name})
    return tree


def quoted_keys(tree: types.Tree) -> set[str]:
    """The keys of all papers that a tree names or quotes."""
    parts: list[types.Node | types.Edge] = [*tree.nodes, *tree.edges]
    named = {key for node in tree.nodes for key in node.papers}
    return named | {item.arxiv_id for part in parts for item in part.evidence}


def draw(tree: types.Tree) -> str:
    """The Mermaid text of a tree; a classic tree to the byte as in the owner's notes."""
    if tree.style == Tree.Style.CLASSIC:
        return mermaid.render_classic([node.label for node in tree.nodes])
    return mermaid.render(tree)


def _row(tree: types.Tree) -> Tree:
    digest = hashlib.sha256(types.canonical_json(tree)).hexdigest()
    return Tree(
        id=digest[:16],
        hash=digest,
        kind=tree.kind,
        style=tree.style,
        title=tree.title,
        body=types.to_dict(tree),
        mermaid=draw(tree),
        node_count=len(tree.nodes),
        edge_count=len(tree.edges),
    )


@transaction.atomic
def paper_trees_build(*, papers: Iterable[Paper], style: Tree.Style = Tree.Style.CLASSIC) -> int:
    """The tree of that style of every paper that has terms for it, current again; returns how many got another tree.

    A classic tree is of counted or given terms, a concept tree of the model's. A paper without such terms for its
    present version has no tree; one that lost them loses its pointer.
    """
    chosen = {paper.key: paper for paper in papers}
    methods, plant = STYLES[style]
    vectors = style == Tree.Style.CONCEPT
    sources = [one for one in paper_inputs(papers=chosen.values(), methods=methods, vectors=vectors) if one.terms]
    rows = trees_store(trees=[plant(source) for source in sources])
    trees = {source.key: row for source, row in zip(sources, rows, strict=True)}
    pointers = {row.paper_id: row for row in PaperTree.objects.filter(paper__in=chosen.values(), style=style)}
    changed = []
    for key, tree in trees.items():
        held = pointers.get(chosen[key].pk)
        if held is None or held.tree_id != tree.pk:
            changed.append(PaperTree(paper=chosen[key], style=style, tree=tree))
    PaperTree.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["paper", "style"], update_fields=["tree"], batch_size=500
    )
    told = {row.tree_id: {"paper": row.paper.key, "style": style.value} for row in changed}
    outbox.publish_all(topic="tree.changed", payloads=told)
    PaperTree.objects.filter(paper__in=[p for key, p in chosen.items() if key not in trees], style=style).delete()
    return len(changed)
