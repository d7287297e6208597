"""Papers whose texts are almost the same, found when a text is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from compute.models import NearDuplicate, Shingle
from compute.rouge.single import rouge2
from compute.rouge.tokens import words
from compute.shingles import shingles
from papers.copying import copy_in
from papers.models import Paper

# F of ROUGE-2 from which two texts are near-duplicates; two abstracts on one subject reach about 0.1.
ALIKE = 0.5
# One run in common is often a stock phrase.
COMMON = 2
# At most this many papers are looked at for each run, and for each paper, so that stock phrases and a text stored a
# thousand times cost no more than others.
HOLDERS = 64
CANDIDATES = 32

MEETINGS = """
SELECT paper, other FROM (
    SELECT mine.paper_id AS paper, held.paper_id AS other, row_number() OVER (
        PARTITION BY mine.paper_id ORDER BY count(*) DESC, held.paper_id
    ) AS place
    FROM compute_shingle mine CROSS JOIN LATERAL (
        SELECT paper_id FROM compute_shingle WHERE hash = mine.hash ORDER BY paper_id LIMIT %(holders)s
    ) AS held
    WHERE mine.paper_id = ANY(%(papers)s) AND held.paper_id <> mine.paper_id
    GROUP BY mine.paper_id, held.paper_id HAVING count(*) >= %(common)s
) AS counted WHERE place <= %(candidates)s
"""


@transaction.atomic
def near_duplicates_find(*, papers: Iterable[Paper]) -> int:
    """Finds and stores the near-duplicates that each paper has in the library now, in place of those found before.

    Returns how many of the papers have at least one that is not withdrawn. Call it where the papers' texts are stored,
    under the store's lock; one with fewer than 40 words of title and abstract has none.
    """
    texts = {paper.pk: words(f"{paper.title}\n{paper.abstract}") for paper in papers}
    Shingle.objects.filter(paper__in=texts).delete()
    NearDuplicate.objects.filter(Q(paper__in=texts) | Q(other__in=texts)).delete()
    copy_in([Shingle(hash=number, paper_id=pk) for pk, text in texts.items() for number in shingles(text)])
    found = _confirmed(texts)
    pairs = [
        NearDuplicate(paper_id=paper, other_id=other, score=score)
        for (one, two), score in found.items()
        for paper, other in ((one, two), (two, one))
    ]
    copy_in(pairs)
    alive = NearDuplicate.objects.filter(paper__in=texts, other__withdrawn_at=None)
    return alive.values("paper").distinct().count() if pairs else 0


def _confirmed(texts: Mapping[int, list[bytes]]) -> dict[tuple[int, int], float]:
    """The pairs (lower key first) whose texts are alike, and how much."""
    values: dict[str, Any] = {"papers": list(texts), "holders": HOLDERS, "common": COMMON, "candidates": CANDIDATES}
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS, values)
        pairs = sorted({(min(pair), max(pair)) for pair in cursor.fetchall()})
    strangers = {pk for pair in pairs for pk in pair} - set(texts)
    known = Paper.objects.filter(pk__in=strangers).values_list("pk", "title", "abstract")
    read = {**texts, **{pk: words(f"{title}\n{abstract}") for pk, title, abstract in known.iterator()}}
    scores = {pair: round(rouge2(read[pair[0]], read[pair[1]])["f"], 6) for pair in pairs}
    return {pair: score for pair, score in scores.items() if score >= ALIKE}
