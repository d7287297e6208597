"""Every write to the papers room; keyword arguments only, all idempotent."""

from papers.services.collections import (
    collection_add,
    collection_create,
    collection_delete,
    collection_ensure,
    collection_remove,
    collection_update,
)
from papers.services.embeddings import embeddings_store
from papers.services.removal import paper_delete, paper_withdraw
from papers.services.saved_searches import (
    saved_search_ask,
    saved_search_create,
    saved_search_delete,
    saved_search_mark_seen,
    saved_search_update,
    saved_searches_ask_due,
)
from papers.services.storing import Outcome, Stored, paper_store, papers_store
from papers.services.tags import tags_set

__all__ = [
    "Outcome",
    "Stored",
    "collection_add",
    "collection_create",
    "collection_delete",
    "collection_ensure",
    "collection_remove",
    "collection_update",
    "embeddings_store",
    "paper_delete",
    "paper_store",
    "paper_withdraw",
    "papers_store",
    "saved_search_ask",
    "saved_search_create",
    "saved_search_delete",
    "saved_search_mark_seen",
    "saved_search_update",
    "saved_searches_ask_due",
    "tags_set",
]
