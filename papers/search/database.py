"""A query asked of PostgreSQL: one tsquery for all that is text, plain conditions for the other fields.

Rank: a paper whose title holds a match stands before one whose abstract does, that before a match of authors only;
within a tier by `ts_rank`. No text is ever put together into SQL: every word travels as a parameter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Exists, F, FloatField, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import Case, Combinable, Value, When
from django.db.models.lookups import Regex

from papers.folding import fold, name_words
from papers.keys import parse_identifiers
from papers.models import KeyRedirect, Paper, Tag
from papers.search.language import Group, Item, Query

# ts_rank's order: D, C, B, A. D repeats the authors and must not count twice.
RANK_WEIGHTS = "{0, 0.1, 0.3, 1}"
LABELS = {"title": "A", "abstract": "B", "": "ABC"}
NOTHING = Q(pk__in=[])


class _TextQuery(Func):
    """A tsquery by one of PostgreSQL's functions, under a configuration."""

    output_field = SearchQueryField()
    template = "%(function)s(%(config)s::regconfig, %(expressions)s)"


class _Joined(Func):
    """Tsqueries joined by `&&` or `||`; an empty one drops out."""

    output_field = SearchQueryField()
    template = "(%(expressions)s)"


class _Finds(Func):
    """Whether a tsvector satisfies a tsquery."""

    output_field = BooleanField()
    template = "(%(expressions)s)"
    arg_joiner = " @@ "


def _quoted(text: str, label: str) -> str:
    """The text as one operand of `to_tsquery`; of several words it is a phrase. `label`: weights, `*` for prefix."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}':{label}"


def _words(text: str) -> Func:
    return _TextQuery(Value(text), function="plainto_tsquery", config="'english'")


def _text_of(item: Item) -> Func:
    star = "*" if item.prefix else ""
    if item.field == "author":
        words = name_words(item.text).split()
        parts = [" ".join(words)] if item.phrase and words else words
        operands = [_quoted(part, "D") for part in parts[:-1]] + [_quoted(part, "D" + star) for part in parts[-1:]]
        return _TextQuery(Value(" & ".join(operands)), function="to_tsquery", config="'simple'")
    folded = fold(item.text).strip()
    if not folded or not (item.field or item.phrase or item.prefix):
        return _words(folded)
    return _TextQuery(Value(_quoted(folded, LABELS[item.field] + star)), function="to_tsquery", config="'english'")


def _combine(parts: Sequence[Func], operator: str) -> Func:
    return parts[0] if len(parts) == 1 else _Joined(*parts, arg_joiner=f" {operator} ")


def _signed(item: Item) -> Func:
    text = _text_of(item)
    return _Joined(text, template="(!!%(expressions)s)") if item.negated else text


def _is_text(item: Item) -> bool:
    return item.field in ("", "title", "abstract", "author")


def by_keys(keys: Sequence[str]) -> Q:
    """Papers under these keys, or that had one of them before."""
    return Q(key__in=keys) | Q(Exists(KeyRedirect.objects.filter(old_key__in=keys, paper=OuterRef("pk"))))


def by_tag(name: str) -> Q:
    """Papers with this tag, in any case."""
    return Q(Exists(Tag.papers.through.objects.filter(paper=OuterRef("pk"), tag__name__iexact=name)))


def by_author(name: str) -> Q:
    """Papers with all these words among their authors' names."""
    return Q(_Finds(F("search"), _text_of(Item(name, "author"))))


def by_category(name: str) -> Q:
    """Papers in this category, in any case; `cs` and `cs.*` mean every category of that archive."""
    archive, _, subject = name.lower().removesuffix("*").partition(".")
    if not re.fullmatch(r"[a-z-]+", archive):
        return NOTHING
    if subject:
        # arXiv writes subjects of two letters in capitals, longer ones small: cs.DC, cond-mat.mes-hall.
        return Q(categories__contains=[f"{archive}.{subject.upper() if len(subject) == 2 else subject}"])
    held = Func(F("categories"), Value(" "), function="array_to_string", output_field=TextField())
    return Q(Regex(held, rf"(^| ){archive}(\.| |$)"))


def by_years(first: int, last: int) -> Q:
    """Papers published from the first to the last year, both included."""
    start = dt.datetime(max(first, 1), 1, 1, tzinfo=dt.UTC)
    return Q(published__gte=start, published__lt=dt.datetime(min(last, 9998) + 1, 1, 1, tzinfo=dt.UTC))


def _condition(item: Item) -> Q:
    if item.field == "category":
        found = by_category(item.text)
    elif item.field == "year":
        found = by_years(*item.years)
    elif item.field == "tag":
        found = by_tag(item.text)
    elif item.field == "id":
        found = by_keys([*parse_identifiers(item.text, keep_versions=False).ids, item.text])
    else:
        found = Q(_Finds(F("search"), _text_of(item)))
    return ~found if item.negated else found


def matching(papers: QuerySet[Paper], query: Query) -> QuerySet[Paper]:
    """The papers that a query finds, with their `rank`, in no order.

    A query without anything to look for (stop words, punctuation) finds nothing.
    """
    unranked = Value(0.0, FloatField())
    if query.names_papers:
        named = reduce(Q.__or__, (Q(doi__iexact=doi) for doi in query.dois), by_keys(query.keys))
        return papers.filter(named).annotate(rank=unranked)
    if not query.groups:
        return papers.filter(NOTHING).annotate(rank=unranked)
    text: list[Group] = []
    for group in query.groups:
        if all(map(_is_text, group)):
            text.append(group)
        else:
            papers = papers.filter(reduce(Q.__or__, map(_condition, group)))
    if not text:
        return papers.annotate(rank=unranked)
    asked = _combine([_combine([_signed(item) for item in group], "||") for group in text], "&&")
    # Nothing to rank by when words are only taken away, and a rank of the whole library costs seconds.
    ranked = any(not item.negated for group in text for item in group)
    return papers.filter(_Finds(F("search"), asked)).annotate(rank=_rank(asked) if ranked else unranked)


def _rank(asked: Func) -> Combinable:
    def holds(weights: str) -> Q:
        template = '%(function)s(%(expressions)s::"char"[])'
        part = Func(
            F("search"), Value(weights), function="ts_filter", template=template, output_field=SearchVectorField()
        )
        return Q(_Finds(part, asked))

    tier = Case(
        When(holds("{a}"), then=Value(2.0)),
        When(holds("{a,b}"), then=Value(1.0)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    return tier + Func(Value(RANK_WEIGHTS), F("search"), asked, function="ts_rank", output_field=FloatField())
