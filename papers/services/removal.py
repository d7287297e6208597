"""Taking a paper away: for good while nothing rests on it, else withdrawn with its text kept for older trees."""

from django.db import transaction
from django.utils import timezone

from jobs.errors import Conflict
from papers import hooks
from papers.models import Paper
from papers.services.collections import collection_remove


@transaction.atomic
def paper_delete(*, paper: Paper) -> None:
    """The paper gone with its versions, memberships and tags.

    Raises `Conflict` with `details.dependents` when something rests on it; then nothing changes.
    """
    dependents = hooks.paper_dependents(paper.key)
    if dependents:
        raise Conflict(
            f"{len(dependents)} things rest on {paper.key}. Withdraw it with ?withdraw=true: they keep its text.",
            code="paper_in_use",
            details={"dependents": dependents},
        )
    hooks.paper_withdrawn(paper.key)
    paper.delete()


@transaction.atomic
def paper_withdraw(*, paper: Paper) -> None:
    """The paper out of search, collections, tags and new merges; its text stays for trees that quote it."""
    if paper.withdrawn_at is None:
        paper.withdrawn_at = timezone.now()
        paper.save(update_fields=["withdrawn_at", "modified_at"])
    for collection in paper.collections.order_by("pk"):
        collection_remove(collection=collection, papers=[paper])
    paper.tags.clear()
    hooks.paper_withdrawn(paper.key)
