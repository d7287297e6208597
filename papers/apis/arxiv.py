"""REST of the search at arXiv, before anything is imported."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.core.cache import cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from jobs.errors import Invalid, Throttled
from jobs.rest import ETagMixin, page_parameters, read_query
from jobs.rest.pagination import page_size_of
from papers.apis.fields import DaysSerializer
from papers.arxiv import arxiv_client, arxiv_errors
from papers.keys import parse_identifiers
from papers.selectors import keys_known
from papers.sources.arxiv import ArxivQuery, Page
from papers.sources.record import SourceRecord

CACHE_SECONDS = 15 * 60
# arXiv itself pages no deeper.
DEEPEST = 30_000


class _Throttle(SimpleRateThrottle):
    """Counts requests that really go to arXiv, by person or address."""

    scope = "arxiv"
    rate = "60/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:  # noqa: ARG002  (DRF passes it)
        """The name of the one who asks."""
        who = request.user.pk if request.user and request.user.is_authenticated else self.get_ident(request)
        return f"throttle:arxiv:{who}"


class Answer(TypedDict):
    """A page of arXiv as it is cached: everything but what the library has of it."""

    total: int
    next_start: int | None
    results: list[dict[str, Any]]
    missing: list[str]


class ArxivSearch(ETagMixin, APIView):
    """arXiv, searched."""

    class Query(DaysSerializer):
        q = serializers.CharField(
            required=False,
            max_length=2000,
            help_text='Words, "phrases", arXiv\'s field prefixes; or ids, arXiv addresses and DOIs, several at once.',
        )
        title = serializers.CharField(required=False, max_length=500)
        author = serializers.CharField(required=False, max_length=200)
        category = serializers.CharField(required=False, max_length=200)
        ids = serializers.CharField(
            required=False, max_length=10_000, help_text="Ids, addresses, DOIs of arXiv papers."
        )
        start = serializers.IntegerField(required=False, min_value=0, max_value=DEEPEST, default=0)

    class Output(serializers.Serializer[Any]):
        class ArxivPaper(serializers.Serializer[Any]):
            arxiv_id = serializers.CharField()
            version = serializers.IntegerField(allow_null=True)
            title = serializers.CharField()
            authors = serializers.ListField(child=serializers.CharField())
            abstract = serializers.CharField(allow_blank=True)
            published = serializers.DateTimeField(allow_null=True)
            updated = serializers.DateTimeField(allow_null=True)
            categories = serializers.ListField(child=serializers.CharField())
            primary_category = serializers.CharField(allow_blank=True)
            abs_url = serializers.URLField()
            pdf_url = serializers.URLField()
            in_library = serializers.BooleanField()

        total = serializers.IntegerField()
        start = serializers.IntegerField()
        next = serializers.URLField(allow_null=True)
        previous = serializers.URLField(allow_null=True)
        results = ArxivPaper(many=True)
        missing = serializers.ListField(child=serializers.CharField(), help_text="Ids asked for that arXiv has not.")
        problems = serializers.ListField(child=serializers.CharField(), help_text="Parts of `ids` not understood.")

    @extend_schema(operation_id="arxiv_search", parameters=[Query, page_parameters[1]], responses=Output)
    def get(self, request: Request) -> Response:
        """A page of what arXiv has. When arXiv fails this fails with a sentence; it is never an empty list."""
        wanted = read_query(self.Query, request)
        start, size = wanted.pop("start"), page_size_of(request)
        query, problems = arxiv_query(wanted)
        answer = self._ask(request, query, start, size)
        known = keys_known(paper["arxiv_id"] for paper in answer["results"])
        body = {
            "total": answer["total"],
            "start": start,
            "next": _link(request, answer["next_start"]),
            "previous": _link(request, max(0, start - size) if start else None),
            "results": [{**paper, "in_library": paper["arxiv_id"] in known} for paper in answer["results"]],
            "missing": answer["missing"],
            "problems": problems,
        }
        return Response(self.Output(body).data)

    def _ask(self, request: Request, query: ArxivQuery, start: int, size: int) -> Answer:
        """The page from the cache, else from arXiv."""
        with arxiv_errors():
            query.search_query()
        name = hashlib.sha256(repr((dataclasses.astuple(query), start, size)).encode()).hexdigest()
        held: Answer | None = cache.get(f"arxiv:{name}")
        if held is not None:
            return held
        throttle = _Throttle()
        if not throttle.allow_request(request, self):
            wait = math.ceil(throttle.wait() or 1)
            raise Throttled(f"Too many searches at arXiv; try again in {wait} s.", details={"retry_after": wait})
        with arxiv_errors():
            answer = _answer(arxiv_client(impatient=True).search(query, start=start, limit=size))
        cache.set(f"arxiv:{name}", answer, CACHE_SECONDS)
        return answer


def arxiv_query(wanted: dict[str, Any]) -> tuple[ArxivQuery, list[str]]:
    """The query that the parameters mean, and a sentence for every part of `ids` not understood.

    A `q` of nothing but ids, addresses and DOIs is a search by ids. Raises `Invalid` when `ids` has none.
    """
    if "ids" in wanted:
        ids, problems = parse_identifiers(wanted["ids"])
        if not ids:
            raise Invalid(problems[0] if problems else "Give at least one arXiv id.", code="no_ids")
        rest = {name: value for name, value in wanted.items() if name != "ids"}
        return _fields(rest, ids), list(problems)
    ids, problems = parse_identifiers(wanted.get("q", ""))
    if ids and not problems:
        return _fields({name: value for name, value in wanted.items() if name != "q"}, ids), []
    return _fields(wanted, ()), []


def _fields(wanted: dict[str, Any], ids: tuple[str, ...]) -> ArxivQuery:
    return ArxivQuery(
        words=wanted.get("q", ""),
        title=wanted.get("title", ""),
        author=wanted.get("author", ""),
        category=wanted.get("category", ""),
        from_=wanted.get("from"),
        to=wanted.get("to"),
        ids=ids,
    )


def _answer(page: Page) -> Answer:
    return {
        "total": page.total,
        "next_start": page.next_start,
        "results": [_paper(record) for record in page.records],
        "missing": list(page.missing),
    }


def _paper(record: SourceRecord) -> dict[str, Any]:
    return {
        "arxiv_id": record.key,
        "version": record.version,
        "title": record.title,
        "authors": list(record.authors),
        "abstract": record.abstract,
        "published": record.published,
        "updated": record.updated,
        "categories": list(record.categories),
        "primary_category": record.primary_category,
        "abs_url": f"https://arxiv.org/abs/{record.key}",
        "pdf_url": f"https://arxiv.org/pdf/{record.key}",
    }


def _link(request: Request, start: int | None) -> str | None:
    if start is None or start > DEEPEST:
        return None
    pairs = [(name, value) for name, value in request.query_params.items() if name != "start"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*pairs, ('start', start)])}")
