"""Every write to the synthesis room; keyword arguments only, all idempotent."""

from synthesis.services.breedings import breeding_create, breeding_make, breeding_run, breeding_select
from synthesis.services.syntheses import synthesis_create, synthesis_delete, synthesis_ensure, synthesis_run
from synthesis.services.trees import paper_trees_build, tree_store, trees_store

__all__ = [
    "breeding_create",
    "breeding_make",
    "breeding_run",
    "breeding_select",
    "paper_trees_build",
    "synthesis_create",
    "synthesis_delete",
    "synthesis_ensure",
    "synthesis_run",
    "tree_store",
    "trees_store",
]
