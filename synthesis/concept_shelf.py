"""The shelf of the resolution over the database: what is looked at next is fetched, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from synthesis.concept_models import ConceptForm, ConceptUse
from synthesis.core.resolution import SenseId, Shelf, Use
from synthesis.core.resolution.blocks import CROWD
from synthesis.core.resolution.rules import variant_keys
from synthesis.core.resolution.senses import Sense, senses_of
from synthesis.core.types import Span

COLUMNS = ("pk", "concept_id", "form", "tag", "papers", "vector", "near_form", "near_tag", "near_score", "blocks",
           "longs")  # fmt: skip
CHUNK = 5_000
KEYS = 1_000


class Held(NamedTuple):
    """What a row of a sense says, to tell whether it must be written anew."""

    pk: int
    concept: str
    papers: int
    vector: bytes
    near: tuple[int, SenseId] | None
    longs: tuple[str, ...]


class SqlShelf(Shelf):
    """Fetches by form, block and join; ``rows`` are the stored senses that were looked at.

    ``former`` holds, for each form that was put anew, its senses before with the papers of each. Of a block with very
    many members only their number is known: nobody in it is compared.
    """

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self.rows: dict[SenseId, Held] = {}
        self.former: dict[str, dict[SenseId, tuple[str, ...]]] = {}
        self._whole = whole
        self._known: dict[str, set[Any]] = defaultdict(set)
        if whole:
            self._take_forms(ConceptUse.objects.all(), ConceptForm.objects.all())

    def need_papers(self, papers: Collection[str]) -> None:
        """Fetches the forms of the papers."""
        new = self._new("papers", papers)
        found: dict[str, list[str]] = defaultdict(list)
        for rows in _chunks(new):
            for key, form in ConceptUse.objects.filter(paper_key__in=rows).values_list("paper_key", "form"):
                found[key].append(form)
        self.held.update((key, tuple(sorted(forms))) for key, forms in found.items())

    def need_forms(self, forms: Collection[str]) -> None:
        """Fetches the uses of the forms and the rows of their senses."""
        for rows in _chunks(self._new("forms", forms)):
            uses, senses = ConceptUse.objects.filter(form__in=rows), ConceptForm.objects.filter(form__in=rows)
            self._take_forms(uses, senses)

    def need_blocks(self, keys: Collection[int]) -> None:
        """Fetches the members of the blocks with their vectors."""
        # More members than this make a block crowded whatever becomes of the senses that may leave it.
        most = CROWD + (sum(map(len, self.former.values())) or len(self.rows))
        for some in _chunks(self._new("blocks", keys), KEYS):
            members = held_by("blocks", "bigint", some, most + 1)
            roomy = {key for key, rows in members.items() if len(rows) <= most}
            for crowded in members.keys() - roomy:
                self.blocks.setdefault(crowded, set()).update(SenseId("", str(number)) for number in range(most + 1))
            wanted = {pk for key in roomy for pk in members[key]}
            for row in ConceptForm.objects.filter(pk__in=wanted).values_list(*COLUMNS) if wanted else ():
                sense = self._take_row(row)
                if sense.form not in self.former:
                    for key in roomy.intersection(row[9]):
                        self.blocks.setdefault(key, set()).add(sense)

    def need_links(self, forms: Collection[str]) -> None:
        """Fetches what the forms may be joined with, and their uses."""
        self.need_forms(forms)
        named = {" ".join(pair): pair for form in forms for pair in variant_keys(form)}
        for some in _chunks(self._new("variants", named), KEYS):
            for name, found in held_by("variants", "text", some, column="form").items():
                for form in found - self.former.keys():
                    self.variants.setdefault(named[name], set()).add(form)
        for some in _chunks(self._new("longs", forms), KEYS):
            for long_form, found in held_by("longs", "text", some, column="form").items():
                for form in found - self.former.keys():
                    self.spelled.setdefault(long_form, set()).add(form)
        self.need_forms(self._beside(forms, named.values()))

    def papers_of(self, form: str, tag: str) -> tuple[str, ...]:
        """The papers that mean this sense of a form that was asked for; none where it is no more."""
        sense = self.senses.get(SenseId(form, tag))
        return sense.papers if sense is not None else ()

    def put_senses(self, form: str, senses: Sequence[Sense]) -> None:
        """As on any shelf; what is stored of the form is out of date from here on."""
        self.former[form] = {sense: self.senses[sense].papers for sense in self.tags.get(form, ())}
        super().put_senses(form, senses)

    def _beside(self, forms: Collection[str], keys: Iterable[tuple[str, str]]) -> set[str]:
        senses = [sense for form in forms for sense in self.tags.get(form, ())]
        found = {form for key in keys for form in self.variants.get(key, ())}
        found |= {form for long_form in forms for form in self.spelled.get(long_form, ())}
        found |= {long_form for sense in senses for long_form, _ in self.senses[sense].longs}
        return found | {self.near[sense][1].form for sense in senses if sense in self.near}

    def _new(self, kind: str, wanted: Collection[Any]) -> list[Any]:
        if self._whole:
            return []
        new = set(wanted) - self._known[kind]
        self._known[kind] |= new
        return sorted(new)

    def _take_forms(self, uses: QuerySet[ConceptUse], senses: QuerySet[ConceptForm]) -> None:
        fetched: set[str] = set()
        for row in uses.iterator(CHUNK):
            self.uses.setdefault(row.form, {})[row.paper_key] = use_of(row)
            fetched.add(row.form)
        for form in sorted(fetched):
            found = senses_of(form, self.uses[form].values())
            self.tags[form] = tuple(sense.id for sense in found)
            self.senses.update((sense.id, sense) for sense in found)
        for values in senses.values_list(*COLUMNS).iterator(CHUNK):
            self._take_row(values)
        if self._whole:
            self._index()

    def _take_row(self, row: tuple[Any, ...]) -> SenseId:
        pk, concept, form, tag, papers, vector, near_form, near_tag, score, blocks, longs = row
        sense = SenseId(form, tag)
        if sense not in self.rows:
            near = (score, SenseId(near_form, near_tag)) if near_form else None
            self.rows[sense] = Held(pk, concept, papers, bytes(vector), near, tuple(longs))
            self.senses.setdefault(sense, Sense(sense, (), bytes(vector)))
            self.keys[sense] = tuple(blocks)
            if near is not None:
                self.near[sense] = near
        return sense

    def _index(self) -> None:
        """Everything is here: what would be fetched by need is built at once."""
        papers: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.uses):
            for key in self.uses[form]:
                papers[key].append(form)
            for pair in variant_keys(form):
                self.variants.setdefault(pair, set()).add(form)
            for sense in self.tags[form]:
                for long_form, _ in self.senses[sense].longs:
                    self.spelled.setdefault(long_form, set()).add(form)
                for block in self.keys.get(sense, ()):
                    self.blocks.setdefault(block, set()).add(sense)
        self.held.update((key, tuple(forms)) for key, forms in papers.items())


def _chunks(values: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    return (values[start : start + size] for start in range(0, len(values), size))


# One array to be overlapped by hundreds of keys is compared with every row, each key with each of its own; so the
# index is asked key by key.
HELD_BY = (
    "SELECT key, array_agg(held.{column}) FROM unnest(%s::{kind}[]) AS key,"
    " LATERAL (SELECT {column} FROM synthesis_conceptform WHERE {field} @> ARRAY[key] LIMIT %s) AS held GROUP BY key"
)


def held_by(field: str, kind: str, keys: Sequence[Any], most: int | None = None, column: str = "id") -> dict[Any, Any]:
    """By key the senses that hold it in that array, as a set of what stands in ``column``; at most so many a key."""
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY.format(field=field, kind=kind, column=column), [list(keys), most])
        return {key: set(rows) for key, rows in cursor.fetchall()}


def use_of(row: ConceptUse) -> Use:
    """The use that a row holds."""
    span, told = (Span(*place) if place else None for place in (row.place, row.told))
    return Use(row.paper_key, row.form, row.text, row.score, span, bytes(row.vector), row.long_form, told)


def row_of(use: Use) -> ConceptUse:
    """The unsaved row of a use."""
    place, told = ([span.field, span.start, span.end] if span else None for span in (use.span, use.told))
    return ConceptUse(
        paper_key=use.paper, form=use.form, text=use.text, score=use.score, place=place, vector=use.vector,
        long_form=use.long, told=told,
    )  # fmt: skip
