"""Papers near a paper: those that share its rarest terms and title words. One statement, ranked by SQL."""

from __future__ import annotations

from django.db import connection

from compute.classic import words
from compute.selectors import terms_for
from papers.hooks import Shared
from papers.models import Paper
from synthesis.core.stopwords import is_stop_term, normal_form

# A label that stands in more than a fifth of the papers tells nothing; below this many papers all count.
COMMON_SHARE = 0.2
COMMON_FROM = 20
SHOWN = 8

# A title word weighs half of a full term. `weight` = idf = ln(1 + papers / papers with it) x the weaker score.
RELATED = """
WITH size AS (SELECT count(*)::float AS n FROM papers_paper WHERE withdrawn_at IS NULL),
mine AS (SELECT * FROM unnest(%(normals)s::text[], %(scores)s::float[]) AS given(label, score)),
by_term AS (
    SELECT term.paper_id AS id, mine.label, max(least(term.score, mine.score)) AS part
    FROM mine JOIN compute_term term ON term.normal = mine.label
    GROUP BY term.paper_id, mine.label
),
by_title AS (
    SELECT paper.id, mine.label, 0.5 AS part
    FROM unnest(%(words)s::text[], %(labels)s::text[]) AS mine(word, label)
    JOIN papers_paper paper ON paper.search @@ to_tsquery('english', quote_literal(mine.word) || ':A')
),
shared AS (
    SELECT id, label, max(part) AS part FROM (SELECT * FROM by_term UNION ALL SELECT * FROM by_title) AS both_kinds
    GROUP BY id, label
),
counted AS (SELECT *, count(*) OVER (PARTITION BY label)::float AS held FROM shared),
weighed AS (
    SELECT counted.id, label, part * ln(1 + n / held) AS weight FROM counted, size
    WHERE counted.id <> %(id)s AND (held <= %(from)s OR held <= %(share)s * n)
)
SELECT weighed.id, round(sum(weight)::numeric, 6)::float AS score,
    array_agg(label ORDER BY weight DESC, label) AS labels
FROM weighed JOIN papers_paper paper ON paper.id = weighed.id AND paper.withdrawn_at IS NULL
GROUP BY weighed.id, paper.key ORDER BY score DESC, paper.key LIMIT %(limit)s
"""


def related(paper: Paper, limit: int = 10) -> list[Shared]:
    """The papers nearest to this one, nearest first, with a score (comparable within one answer only) and why."""
    found = [term for term in terms_for([paper])[paper.pk] if term.normal and not is_stop_term(term.text)]
    terms = {term.normal: term.score for term in found}
    title = [word for word in dict.fromkeys(words(paper.title)) if not is_stop_term(word)]
    with connection.cursor() as cursor:
        cursor.execute(
            RELATED,
            {
                "id": paper.pk,
                "normals": list(terms),
                "scores": list(terms.values()),
                "words": title,
                "labels": list(map(normal_form, title)),
                "from": COMMON_FROM,
                "share": COMMON_SHARE,
                "limit": limit,
            },
        )
        rows = cursor.fetchall()
    papers = Paper.objects.defer("search").in_bulk([pk for pk, _, _ in rows])
    return [{"paper": papers[pk], "score": score, "shared": labels[:SHOWN]} for pk, score, labels in rows]
