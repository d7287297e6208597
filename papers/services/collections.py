"""Named sets of papers."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from jobs import outbox
from jobs.errors import Conflict, Invalid
from papers.models import Collection, Membership, Paper
from papers.text import canonical

NAME_LIMIT = 200


def _name(text: str) -> str:
    name = canonical(text)
    if not name:
        raise Invalid("A collection needs a name.")
    if len(name) > NAME_LIMIT:
        raise Invalid(f"A collection's name may be {NAME_LIMIT} characters long.")
    return name


def _tell(pk: int, **payload: bool) -> None:
    outbox.publish(topic="collection.changed", key=str(pk), payload=payload)


def _taken(name: str) -> Conflict:
    return Conflict(f"There is a collection named “{name}” already.", code="name_taken", details={"name": name})


def collection_create(*, name: str, description: str = "") -> Collection:
    """A new collection. Raises `Invalid` on a bad name and `Conflict` on one that is taken, in any case."""
    clean = _name(name)
    try:
        with transaction.atomic():
            made = Collection.objects.create(name=clean, description=description.strip())
            _tell(made.pk)
            return made
    except IntegrityError as error:
        raise _taken(clean) from error


def collection_ensure(*, name: str) -> Collection:
    """The collection of that name, in any case, made when there is none."""
    clean = _name(name)
    found = Collection.objects.filter(name__iexact=clean).first()
    if found is not None:
        return found
    try:
        return collection_create(name=clean)
    except Conflict:
        # Another process made it in between.
        return Collection.objects.get(name__iexact=clean)


def collection_update(*, collection: Collection, name: str | None = None, description: str | None = None) -> Collection:
    """The collection renamed or described anew; raises as `collection_create`."""
    if name is not None:
        collection.name = _name(name)
    if description is not None:
        collection.description = description.strip()
    try:
        with transaction.atomic():
            collection.save(update_fields=["name", "description", "modified_at"])
            _tell(collection.pk)
    except IntegrityError as error:
        raise _taken(collection.name) from error
    return collection


@transaction.atomic
def collection_delete(*, collection: Collection) -> None:
    """The collection gone with its memberships and what points at it; its papers stay."""
    _tell(collection.pk, deleted=True)
    collection.delete()


@transaction.atomic
def collection_add(*, collection: Collection, papers: Iterable[Paper]) -> int:
    """The papers put into the collection, in their order; how many are new to it. Withdrawn papers are left out."""
    wanted = dict.fromkeys(paper.pk for paper in papers if paper.withdrawn_at is None)
    held = set(Membership.objects.filter(collection=collection, paper__in=wanted).values_list("paper_id", flat=True))
    new = [Membership(collection=collection, paper_id=pk) for pk in wanted if pk not in held]
    Membership.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        collection.save(update_fields=["modified_at"])
        _tell(collection.pk)
    return len(new)


@transaction.atomic
def collection_remove(*, collection: Collection, papers: Iterable[Paper]) -> int:
    """The papers taken out of the collection; how many were in it."""
    gone, _ = Membership.objects.filter(collection=collection, paper__in=list(papers)).delete()
    if gone:
        collection.save(update_fields=["modified_at"])
        _tell(collection.pk)
    return gone
