"""REST of saved searches: searches that the scheduler repeats, to tell of new papers."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.fields import MAX_ID, DaysSerializer, NothingSerializer
from papers.apis.papers import SOURCES
from papers.models import KEY_LENGTH, SavedSearch
from papers.search.language import MAX_CHARACTERS, QueryError, parse
from papers.selectors import keys_known, saved_search_get, saved_search_hits, saved_searches
from papers.services import (
    saved_search_ask,
    saved_search_create,
    saved_search_delete,
    saved_search_mark_seen,
    saved_search_update,
)

ARXIV_FIELDS = {"q", "title", "author", "category", "from", "to"}
LIBRARY_FIELDS = {"q", "author", "category", "from", "to", "tag", "source", "collection"}
LONGEST_HOURS = 24 * 60


class SavedQuerySerializer(DaysSerializer):
    """What is searched for. `title` serves arXiv only; `tag`, `source` and `collection` serve the library only."""

    q = serializers.CharField(required=False, max_length=MAX_CHARACTERS)
    title = serializers.CharField(required=False, max_length=500)
    author = serializers.CharField(required=False, max_length=200)
    category = serializers.CharField(required=False, max_length=64)
    tag = serializers.CharField(required=False, max_length=60)
    source = serializers.ChoiceField(SOURCES, required=False)  # type: ignore[assignment]  # a field of this name is fine
    collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)


class SavedSearchSerializer(serializers.Serializer[Any]):
    """A saved search; `new` counts hits that nobody has seen."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(SavedSearch.Scope.choices)
    query = SavedQuerySerializer()
    interval_hours = serializers.IntegerField()
    hits = serializers.IntegerField(source="hit_count")
    new = serializers.IntegerField(source="new_count")
    created_at = serializers.DateTimeField()
    last_run_at = serializers.DateTimeField(allow_null=True)


def _body(search: SavedSearch) -> dict[str, Any]:
    # The stored query is JSON already; the day fields of its serializer would take dates only.
    names = ("id", "name", "scope", "interval_hours", "created_at", "last_run_at", "hit_count", "new_count")
    plain = SavedSearchSerializer({**{name: getattr(search, name) for name in names}, "query": {}}).data
    return {**plain, "query": search.query}


class SavedSearchList(ETagMixin, APIView):
    """All saved searches."""

    class Input(StrictSerializer):
        name = serializers.CharField(max_length=200)
        scope = serializers.ChoiceField(SavedSearch.Scope.choices)
        query = SavedQuerySerializer()
        interval_hours = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST_HOURS, default=24)

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Refuses a query that is empty, unreadable, or has fields of the other scope."""
            query = attrs["query"]
            allowed = ARXIV_FIELDS if attrs["scope"] == SavedSearch.Scope.ARXIV else LIBRARY_FIELDS
            strange = sorted(set(query) - allowed)
            if strange:
                raise serializers.ValidationError({"query": [f"{strange[0]} does not serve scope {attrs['scope']}."]})
            if not query:
                raise serializers.ValidationError({"query": ["Say what to search for."]})
            try:
                parse(query.get("q", ""))
            except QueryError as error:
                raise serializers.ValidationError({"query": [str(error)]}) from error
            return attrs

    @extend_schema(
        operation_id="saved_searches_list", parameters=page_parameters, responses=page_of(SavedSearchSerializer)
    )
    def get(self, request: Request) -> Response:
        """A page of saved searches, newest first."""
        read_query(NothingSerializer, request)
        pages = KeysetPagination(("-created_at", "-id"))
        rows = pages.paginate_queryset(saved_searches(), request)
        return pages.get_paginated_response([_body(row) for row in rows])

    @extend_schema(operation_id="saved_searches_create", request=Input, responses={201: SavedSearchSerializer})
    def post(self, request: Request) -> Response:
        """Keeps a search. What is there now does not count as new."""
        body = read_body(self.Input, request)
        days = {name: body["query"][name].isoformat() for name in ("from", "to") if name in body["query"]}
        search = saved_search_create(**{**body, "query": {**body["query"], **days}})
        return Response(_body(saved_search_get(search.pk)), status=201)


class SavedSearchDetail(ETagMixin, APIView):
    """One saved search."""

    class Patch(StrictSerializer):
        name = serializers.CharField(required=False, max_length=200)
        interval_hours = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST_HOURS)

    @extend_schema(operation_id="saved_searches_get", responses=SavedSearchSerializer)
    def get(self, request: Request, search_id: int) -> Response:
        """The saved search with its counts."""
        read_query(NothingSerializer, request)
        return Response(_body(saved_search_get(search_id)))

    @extend_schema(operation_id="saved_searches_update", request=Patch, responses=SavedSearchSerializer)
    def patch(self, request: Request, search_id: int) -> Response:
        """Another name or another pace."""
        body = read_body(self.Patch, request)
        saved_search_update(search=saved_search_get(search_id), **body)
        return Response(_body(saved_search_get(search_id)))

    @extend_schema(operation_id="saved_searches_delete", responses={204: None})
    def delete(self, request: Request, search_id: int) -> Response:  # noqa: ARG002  (DRF passes it)
        """Forgets the search and its hits."""
        saved_search_delete(search=saved_search_get(search_id))
        return Response(status=204)


class SavedSearchRun(APIView):
    """Run a saved search now."""

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()
        search = serializers.IntegerField()

    @extend_schema(operation_id="saved_searches_run", request=NothingSerializer, responses={202: Started})
    def post(self, request: Request, search_id: int) -> Response:
        """Starts a run; the result of its job is `{found, new}`."""
        read_body(NothingSerializer, request)
        search = saved_search_get(search_id)
        job = saved_search_ask(search=search)
        return Response(self.Started({"job": job.pk, "search": search.pk}).data, status=202)


class SavedSearchHits(ETagMixin, APIView):
    """What a saved search found."""

    class Query(StrictSerializer):
        seen = serializers.BooleanField(required=False, allow_null=True, default=None)

    class Hit(serializers.Serializer[Any]):
        arxiv_id = serializers.CharField()
        title = serializers.CharField()
        found_at = serializers.DateTimeField()
        seen = serializers.BooleanField()
        in_library = serializers.BooleanField()

    @extend_schema(operation_id="saved_searches_hits", parameters=[Query, *page_parameters], responses=page_of(Hit))
    def get(self, request: Request, search_id: int) -> Response:
        """A page of hits, newest first."""
        seen = read_query(self.Query, request)["seen"]
        hits = saved_search_hits(saved_search_get(search_id))
        pages = KeysetPagination(("-found_at", "-id"))
        rows = pages.paginate_queryset(hits if seen is None else hits.filter(seen=seen), request)
        known = keys_known(row.key for row in rows)
        return pages.get_paginated_response(
            [
                self.Hit(
                    {
                        "arxiv_id": row.key,
                        "title": row.title,
                        "found_at": row.found_at,
                        "seen": row.seen,
                        "in_library": row.key in known,
                    }
                ).data
                for row in rows
            ]
        )


class SavedSearchSeen(APIView):
    """Mark hits as seen."""

    class Input(StrictSerializer):
        papers = serializers.ListField(
            child=serializers.CharField(max_length=KEY_LENGTH),
            required=False,
            max_length=5000,
            help_text="Keys of the hits; without it all of them.",
        )

    @extend_schema(operation_id="saved_searches_mark_seen", request=Input, responses=SavedSearchSerializer)
    def post(self, request: Request, search_id: int) -> Response:
        """The hits no longer count as new."""
        body = read_body(self.Input, request)
        search = saved_search_get(search_id)
        saved_search_mark_seen(search=search, keys=body.get("papers"))
        return Response(_body(saved_search_get(search_id)))
