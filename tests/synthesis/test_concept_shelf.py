"""The shelf over the database: one paper more looks at few rows, and every look is by an index."""

from __future__ import annotations

import pytest
from django.db import connection

from synthesis.concept_models import Concept, ConceptForm
from synthesis.concept_shelf import HELD_BY, SqlShelf
from synthesis.core.resolution import Library, Use
from synthesis.core.types import Span
from synthesis.services.concept_rows import groups_write, uses_write
from tests.synthesis.core.resolution.collections import vector

pytestmark = pytest.mark.django_db
PAPERS, FORMS = 1_000, 3


def uses(number: int) -> tuple[Use, ...]:
    """Terms of two words of 400 each, so that every word meets a few others."""
    key = f"2101.{number:05}"
    forms = {f"w{(number * 7 + i * 31) % 400}a w{(number * 13 + i * 17) % 397}b" for i in range(FORMS)}
    return tuple(Use(key, form, form, 0.5, Span("title", 0, 3), vector(form, number % 5)) for form in sorted(forms))


def put(changed: dict[str, tuple[Use, ...]], *, whole: bool) -> tuple[SqlShelf, int]:
    """The shelf that a change looked at, and how much it compared."""
    shelf = SqlShelf(whole=whole)
    library = Library((), shelf)
    touched = library.update(changed)
    uses_write(changed)
    groups_write(shelf, library.groups(touched), touched)
    return shelf, library.compared


def stored() -> list[tuple[object, ...]]:
    names = ("form", "tag", "papers", "near_form", "near_tag", "near_score", "blocks", "longs")
    return list(ConceptForm.objects.order_by("form", "tag").values_list(*names))


def test_one_paper_more_in_a_thousand_looks_at_less_than_a_tenth_of_the_rows() -> None:
    _, compared = put({f"2101.{number:05}": uses(number) for number in range(PAPERS)}, whole=True)
    before = stored()
    assert len(before) > PAPERS
    more, compared_then = put({f"2101.{PAPERS:05}": uses(PAPERS)}, whole=False)
    assert 0 < len(more.rows) < len(before) / 10
    assert compared_then < compared / 10
    assert stored() != before
    less, _ = put({f"2101.{PAPERS:05}": ()}, whole=False)
    assert len(less.rows) < len(before) / 10
    assert stored() == before


@pytest.mark.parametrize(
    ("field", "kind", "index", "keys"),
    [
        ("blocks", "bigint", "concept_form_blocks", list(range(300))),
        ("variants", "text", "concept_form_variants", [f"spelling f{number}" for number in range(300)]),
        ("longs", "text", "concept_form_longs", [f"l{number}" for number in range(300)]),
    ],
)
def test_what_holds_a_key_is_found_by_the_index(field: str, kind: str, index: str, keys: list[object]) -> None:
    Concept.objects.create(id="concept:x~1", label="x")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO synthesis_conceptform (concept_id, form, tag, papers, vector, near_form, near_tag, near_score,"
            " blocks, variants, longs) SELECT 'concept:x~1', 'f' || n, '', 1, repeat('v', 384)::bytea, '', '', 0,"
            " ARRAY[n, n % 40], ARRAY['spelling f' || n], ARRAY['l' || n % 500] FROM generate_series(1, 4000) AS n"
        )
        cursor.execute("ANALYZE synthesis_conceptform")
        cursor.execute("EXPLAIN " + HELD_BY.format(field=field, kind=kind, column="id"), [keys, 60])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
    assert "Seq Scan on synthesis_conceptform" not in plan
