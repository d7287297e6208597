"""The lexical side: BM25 as an inner product of sparse vectors, the papers' weights against the query's idf.

The weights are kept by the SQL function `papers_weigh`; idf is taken when a query comes, so an import need not touch
what other papers weigh.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, Value

from papers.folding import fold
from papers.models import Paper, PaperWords
from papers.search.models import PLACES

# So many papers hold one of the words by which papers are looked up; those with only the query's commonest words
# would stand behind them anyway.
ENOUGH = 2000

Scores = dict[int, float]

ASKED = """
SELECT asked.lexeme, cardinality(asked.positions), known.id, known.papers, size.papers
FROM papers_librarylength AS size, unnest(to_tsvector('english', %s)) AS asked
LEFT JOIN papers_lexeme AS known ON known.text = asked.lexeme
ORDER BY known.papers, known.id
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """A query's words: idf by place, the places to look papers up by, and those that a title must hold.

    `count` is how many word stems were asked for, known to the library or not.
    """

    idf: dict[int, float]
    lookup: tuple[int, ...]
    count: int

    @property
    def all_known(self) -> bool:
        """Whether a paper can have all the words."""
        return len(self.idf) == self.count > 0

    @property
    def sparse(self) -> str:
        """The query as pgvector reads a sparse vector."""
        return f"{{{','.join(f'{place}:{weight:.6g}' for place, weight in self.idf.items())}}}/{PLACES}"


def words_of(text: str) -> Words:
    """The words of a text as the library knows them; stop words do not count."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [fold(text)])
        rows = cursor.fetchall()
    idf: dict[int, float] = {}
    lookup: list[int] = []
    reached = 0
    for _, times, place, held, size in rows:
        # A stem that no paper has any more has no weight in any.
        if not held:
            continue
        idf[place] = times * math.log1p((max(size, held) - held + 0.5) / (held + 0.5))
        if reached < ENOUGH:
            lookup.append(place)
            reached += held
    return Words(idf, tuple(lookup), len(rows))


class _Sparse(Func):
    template = "%(expressions)s::sparsevec"
    output_field = SearchVectorField()


class _Score(Func):
    template = "-(%(expressions)s)"
    arg_joiner = " <#> "
    output_field = FloatField()


def _scored(words: Words, scope: QuerySet[Paper] | None) -> QuerySet[PaperWords, tuple[int, float]]:
    found = PaperWords.objects.all() if scope is None else PaperWords.objects.filter(paper__in=scope.values("pk"))
    scored = found.annotate(score=_Score(F("vector"), _Sparse(Value(words.sparse))))
    return scored.order_by("-score", "paper_id").values_list("paper_id", "score")


def lexical_query(words: Words, scope: QuerySet[Paper] | None) -> QuerySet[PaperWords, tuple[int, float]]:
    """Primary keys of papers with their BM25, best first; `scope` None means the whole library."""
    return _scored(words, scope).filter(lexemes__overlap=list(words.lookup))


def lexical_scores(words: Words, scope: QuerySet[Paper] | None, limit: int) -> Scores:
    """BM25 of the best papers by their primary key, best first; run it `by_index`."""
    return dict(lexical_query(words, scope)[:limit]) if words.lookup else {}


def title_query(words: Words, scope: QuerySet[Paper] | None) -> QuerySet[PaperWords, tuple[int, float]]:
    """As `lexical_query`, of the papers that have all the words in their title."""
    return _scored(words, scope).filter(title__contains=list(words.idf))


def title_scores(words: Words, scope: QuerySet[Paper] | None, limit: int) -> Scores:
    """BM25 of the best of the papers that have all the words in their title; run it `by_index`."""
    return dict(title_query(words, scope)[:limit]) if words.all_known else {}


def words_store(ids: Iterable[int]) -> None:
    """Weighs the words of these papers anew; inside the transaction that wrote their text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT papers_weigh(%s)", [list(ids)])
