"""Whose shares a message of the outbox may have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from compute.models import ExperimentPaper, RunPaper
from graph.projection import held
from graph.projection.owners import Owners, parts
from graph.schema import node_id
from graph.shares.experiments import experiments_shown
from graph.topics import Change
from jobs.models import OutboxRow
from papers.models import KeyRedirect
from synthesis.concept_models import ConceptForm, ConceptUse
from synthesis.models import PaperTree, SynthesisVersion, Tree
from synthesis.selectors import standing

CHUNK = 5_000


def owners_of(rows: Sequence[OutboxRow], run: held.Run) -> Owners:
    """The owners whose shares differ, or may differ, from what the graph holds, now that these rows were written."""
    owners = Owners()
    by_topic: dict[str, list[OutboxRow]] = defaultdict(list)
    for row in rows:
        by_topic[row.topic].append(row)
    for topic, found in by_topic.items():
        FOLLOWED[Change(topic)](found, owners, run)
    return owners


def _papers(rows: Sequence[OutboxRow], owners: Owners, run: held.Run) -> None:
    keys = {row.key for row in rows}
    former = KeyRedirect.objects.filter(paper__key__in=keys).values_list("old_key", flat=True)
    keys |= set(former)
    _with_trees(keys, owners)
    ids = [node_id("Paper", key) for key in sorted(keys)]
    owners.trees |= held.trees_of(ids, run)
    _linked(keys, owners)
    experiments, runs = held.linked_to(ids, run)
    owners.experiments |= experiments
    owners.runs |= runs


def _linked(keys: set[str], owners: Owners) -> None:
    """The experiments and runs that are linked to the papers."""
    for part in parts(keys, CHUNK):
        by = ExperimentPaper.objects.filter(paper__key__in=part)
        owners.experiments |= set(by.values_list("experiment", flat=True))
        owners.runs |= {str(pk) for pk in RunPaper.objects.filter(paper__key__in=part).values_list("run", flat=True)}


def _with_trees(keys: set[str], owners: Owners) -> None:
    """The papers, their own trees, and the trees that quote them: these show concepts and name the papers' trees."""
    owners.papers |= keys
    # Which papers lead a topic goes by the concepts that they hold.
    owners.demand = True
    for part in parts(keys, CHUNK):
        owners.trees |= set(PaperTree.objects.filter(paper__key__in=part).values_list("tree", flat=True))
        quoting = Tree.objects.filter(quoted__paper_key__in=part).exclude(kind=Tree.Kind.PAPER)
        owners.trees |= set(quoting.values_list("pk", flat=True))


def _trees(rows: Sequence[OutboxRow], owners: Owners, _run: held.Run) -> None:
    owners.trees |= {row.key for row in rows}


def _concepts(rows: Sequence[OutboxRow], owners: Owners, run: held.Run) -> None:
    """The concepts, and the papers that use a form which went from one concept, or one sense, to another."""
    ids = {row.key for row in rows}
    owners.concepts |= ids
    moved: set[str] = set()
    for part in parts(ids, CHUNK):
        rows_now = ConceptForm.objects.filter(concept__in=part).values_list("concept_id", "form", "tag")
        now = {(concept, form, tag) for concept, form, tag in rows_now}
        moved |= {form for _, form, _ in now ^ held.senses_of(sorted(part), run)}
        forms = {form for _, form, _ in now}
        # Papers may change places between the senses of one form.
        moved |= set(ConceptForm.objects.filter(form__in=forms).exclude(tag="").values_list("form", flat=True))
    keys: set[str] = set()
    for part in parts(moved, CHUNK):
        keys |= set(ConceptUse.objects.filter(form__in=part).values_list("paper_key", flat=True))
    _with_trees(keys, owners)


def _demand(_rows: Sequence[OutboxRow], owners: Owners, _run: held.Run) -> None:
    owners.demand = True
    # A topic may be new, and experiments are there that demonstrate it.
    owners.experiments |= experiments_shown()


def _experiments(rows: Sequence[OutboxRow], owners: Owners, _run: held.Run) -> None:
    owners.experiments |= {row.key for row in rows}


def _runs(rows: Sequence[OutboxRow], owners: Owners, _run: held.Run) -> None:
    owners.runs |= {row.key for row in rows}


def _syntheses(rows: Sequence[OutboxRow], owners: Owners, run: held.Run) -> None:
    owners.trees |= {row.payload["tree"] for row in rows if "tree" in row.payload}
    bare = [UUID(row.key) for row in rows if "tree" not in row.payload and "deleted" not in row.payload]
    owners.trees |= set(SynthesisVersion.objects.filter(synthesis__in=bare).values_list("tree", flat=True))
    _deleted(rows, owners, run)


def _deleted(rows: Sequence[OutboxRow], owners: Owners, run: held.Run) -> None:
    """When pointers went: the trees of the graph that nothing points to any more."""
    if any("deleted" in row.payload for row in rows):
        shown = held.trees_shown(run)
        up = set(standing(Tree.objects.filter(pk__in=shown)).values_list("pk", flat=True))
        owners.trees |= shown - up


FOLLOWED: Mapping[Change, Callable[[Sequence[OutboxRow], Owners, held.Run], None]] = {
    Change.PAPER: _papers,
    Change.TREE: _trees,
    Change.CONCEPT: _concepts,
    Change.SYNTHESIS: _syntheses,
    Change.BREEDING: _deleted,
    Change.COLLECTION: _deleted,
    Change.DEMAND: _demand,
    Change.EXPERIMENT: _experiments,
    Change.RUN: _runs,
}
