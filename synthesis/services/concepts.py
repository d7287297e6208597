"""Concepts kept up to date: papers are marked in the transaction that changes them, a job reads what was marked.

What people decide is applied at once, and stands in the ledger, to be replayed whenever something changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from jobs.errors import Conflict, Invalid, NotFound
from jobs.models import Job
from jobs.services import enqueue
from papers.models import KeyRedirect
from papers.selectors import papers_alive
from synthesis.concept_models import Concept, ConceptForm, ConceptTodo, LedgerEntry
from synthesis.concept_shelf import SqlShelf
from synthesis.core.resolution import Library, Member, SenseId, Use, uses_of
from synthesis.inputs import paper_inputs
from synthesis.ledger import concept_decisions, concept_get, decisions_on
from synthesis.services.concept_rows import groups_write, uses_write

# Any number serves, as long as nothing else locks it.
LOCK = 0x436F6E63
BATCH = 20
# When more than this share of the papers changed, all is read and resolved at once.
MANY = 0.1
FEW = 40
# Papers that tell which sense of a form a person meant.
TELLING = 20

Progress = Callable[[int, int, str], None]


def concepts_mark(*, papers: Iterable[str]) -> None:
    """The terms of these papers (keys) are, or may be, others now; call it in the transaction that changes them."""
    ConceptTodo.objects.bulk_create([ConceptTodo(paper_key=key) for key in papers])


def concepts_ask() -> Job | None:
    """A job for what is marked, unless nothing is, or one waits or works already, or papers are still being read.

    An import and the reading after it mark the same papers several times; once they are done it is one piece of work.
    """
    at_work = Q(kind="concepts", state__in=Job.ACTIVE) | Q(kind__in=["import", "extract"], state=Job.State.RUNNING)
    if not ConceptTodo.objects.exists() or Job.objects.filter(at_work).exists():
        return None
    return enqueue(kind="concepts", params={})


def concepts_refresh(*, progress: Progress) -> int:
    """Resolves anew what the marked papers touch; returns how many papers were read.

    It works in batches, each in one transaction that also takes the marks away. `progress` may raise between them.
    """
    done = 0
    while True:
        left = ConceptTodo.objects.values("paper_key").distinct().count()
        if not left:
            return done
        progress(done, done + left, f"Resolving the terms of {left} papers into concepts")
        many = left > max(FEW, MANY * papers_alive().count())
        done += _batch(None if many else BATCH)


@transaction.atomic
def _batch(size: int | None) -> int:
    _lock()
    todo = ConceptTodo.objects.order_by("pk")
    marks = list(todo[:size] if size else todo)
    changed = _read(sorted({mark.paper_key for mark in marks}))
    library = Library(concept_decisions(), SqlShelf(whole=size is None))
    touched = library.update(changed)
    uses_write(changed)
    _write(library, touched)
    if size is None:
        # So many new rows at once: without it the next queries are planned for an empty table.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE synthesis_conceptform, synthesis_conceptuse, synthesis_concept")
    # Only what was seen: a mark with a lower number may be committed later.
    ConceptTodo.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(changed)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _read(keys: Sequence[str]) -> dict[str, tuple[Use, ...]]:
    """The uses of these papers as they stand; none for one that is gone, withdrawn or has another key by now."""
    changed: dict[str, tuple[Use, ...]] = dict.fromkeys(keys, ())
    for start in range(0, len(keys), 500):
        papers = list(papers_alive().filter(key__in=keys[start : start + 500]).defer("search"))
        former = KeyRedirect.objects.filter(paper__in=papers).values_list("old_key", flat=True)
        changed.update(dict.fromkeys(former, ()))
        changed.update((one.key, uses_of(one)) for one in paper_inputs(papers=papers, vectors=True))
    return changed


def _write(library: Library, touched: set[SenseId], prefer: str = "") -> None:
    assert isinstance(library.shelf, SqlShelf)
    groups_write(library.shelf, library.groups(touched), touched, prefer)


@transaction.atomic
def concept_split(*, concept: Concept, forms: Sequence[str], author: str = "") -> tuple[Concept, Concept]:
    """Takes forms out of a concept; returns it and the one they became. The larger part keeps the id.

    Raises `Invalid` (422) for a form that it does not have, for none, and for all of them.
    """
    _lock()
    held = _members(concept)
    unknown = sorted(set(forms) - held.keys())
    if unknown:
        said = f"“{unknown[0]}” is no form of {concept.pk}."
        raise Invalid(said, code="unknown_form", status=422, details={"forms": unknown})
    if not forms or set(forms) == held.keys():
        said = "Name some of its forms, and leave it one at least."
        raise Invalid(said, code="nothing_to_split", status=422, details={"forms": sorted(held)})
    off = [member for form in sorted(set(forms)) for member in held[form]]
    rest = [member for form in sorted(held.keys() - set(forms)) for member in held[form]]
    row = _decide("split", off, rest, author)
    _replay([*off, *rest])
    parts = [_concept_of(off[0]), _concept_of(rest[0])]
    row.concept = parts[1]
    row.save(update_fields=["concept"])
    own = next((part for part in parts if part.pk == concept.pk), parts[1])
    return own, next(part for part in parts if part.pk != own.pk)


@transaction.atomic
def concept_merge(*, concept: Concept, other: Concept, author: str = "") -> Concept:
    """Makes one concept of two, which keeps the id of the first. Raises `Invalid` (422) for one and the same."""
    _lock()
    if concept.pk == other.pk:
        raise Invalid("A concept cannot be merged with itself.", code="same_concept", status=422)
    left, right = ([member for held in _members(one).values() for member in held] for one in (concept, other))
    for one, members in ((concept, left), (other, right)):
        if not members:
            raise Conflict(f"No paper holds {one.pk} any more.", code="concept_gone")
    row = _decide("merge", left, right, author)
    _replay([*left, *right], prefer=concept.pk)
    row.concept = _concept_of(left[0])
    row.save(update_fields=["concept"])
    return row.concept


@transaction.atomic
def concept_undo(*, concept: Concept, number: int) -> Concept:
    """Takes back what a person decided about the concept; the others' decisions stand. Returns what it is then.

    Raises `NotFound` for a number that is no such decision, `Conflict` for one that was taken back already.
    """
    _lock()
    row = decisions_on(concept).filter(pk=number).first()
    if row is None:
        raise NotFound(f"The ledger of {concept.pk} has no decision {number} of a person.")
    if row.undone_at is not None:
        raise Conflict(f"Decision {number} was undone already.", code="undone")
    decision = row.decision or {}
    LedgerEntry.objects.filter(pk=row.pk).update(undone_at=Now())
    first = [Member(form, tuple(papers)) for form, papers in (*decision["others"], *decision["forms"])]
    _replay([*first, *(member for held in _members(concept).values() for member in held)])
    return concept_get(concept.pk)


def _decide(action: str, forms: Sequence[Member], others: Sequence[Member], author: str) -> LedgerEntry:
    sides = {"forms": forms, "others": others}
    decision = {name: [[form, list(papers)] for form, papers in side] for name, side in sides.items()}
    return LedgerEntry.objects.create(
        action=action, rule="user", left=others[0].form, right=forms[0].form, decision=decision, author=author
    )


def _replay(members: Sequence[Member], prefer: str = "") -> None:
    """Groups anew what these members hang together with."""
    library = Library(concept_decisions(), SqlShelf())
    forms = {member.form for member in members}
    library.shelf.need_links(forms)
    _write(library, {sense for form in forms for sense in library.shelf.tags.get(form, ())}, prefer)


def _members(concept: Concept) -> dict[str, list[Member]]:
    """The concept's forms; where another concept has a sense of one, with papers that tell which is meant."""
    rows = list(ConceptForm.objects.filter(concept=concept).order_by("form", "tag"))
    named = [row.form for row in rows]
    shared = set(ConceptForm.objects.filter(form__in=named).exclude(concept=concept).values_list("form", flat=True))
    shelf = SqlShelf()
    shelf.need_forms(shared)
    found = {form: [] if form in shared else [Member(form)] for form in named}
    for row in rows:
        if row.form in shared:
            found[row.form].append(Member(row.form, shelf.papers_of(row.form, row.tag)[:TELLING]))
    return found


def _concept_of(member: Member) -> Concept:
    shelf = SqlShelf()
    shelf.need_forms([member.form])
    senses = shelf.tags[member.form]
    shared = [len(set(member.papers).intersection(shelf.senses[sense].papers)) for sense in senses]
    return Concept.objects.get(pk=shelf.rows[senses[shared.index(max(shared))]].concept)
