"""Every write to the synthesis room; keyword arguments only, all idempotent."""

from synthesis.services.breeding_runs import breeding_run
from synthesis.services.breedings import (
    breeding_change,
    breeding_create,
    breeding_delete,
    breeding_make,
    breeding_select,
)
from synthesis.services.concepts import (
    concept_merge,
    concept_split,
    concept_undo,
    concepts_ask,
    concepts_mark,
    concepts_refresh,
)
from synthesis.services.edits import edits_apply, version_restore
from synthesis.services.rewritings import rewriting_create, rewriting_run
from synthesis.services.syntheses import synthesis_create, synthesis_delete, synthesis_ensure, synthesis_run
from synthesis.services.trees import paper_trees_build, tree_rename, tree_store, trees_store

__all__ = [
    "breeding_change",
    "breeding_create",
    "breeding_delete",
    "breeding_make",
    "breeding_run",
    "breeding_select",
    "concept_merge",
    "concept_split",
    "concept_undo",
    "concepts_ask",
    "concepts_mark",
    "concepts_refresh",
    "edits_apply",
    "paper_trees_build",
    "rewriting_create",
    "rewriting_run",
    "synthesis_create",
    "synthesis_delete",
    "synthesis_ensure",
    "synthesis_run",
    "tree_rename",
    "tree_store",
    "trees_store",
    "version_restore",
]
