"""REST of collections: named sets of papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.errors import Conflict, Invalid
from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers import hooks
from papers.apis.exports import EXPORT_RESPONSES, citation_export, slug, text_attachment
from papers.apis.fields import NothingSerializer
from papers.models import KEY_LENGTH, Collection, Paper
from papers.selectors import collection_get, collection_papers, collections, papers_by_key
from papers.services import (
    collection_add,
    collection_create,
    collection_delete,
    collection_remove,
    collection_update,
)
from papers.services.collections import NAME_LIMIT

ORDERINGS = {
    "name": ("name", "id"),
    "-created": ("-created_at", "-id"),
    "-modified": ("-modified_at", "-id"),
}


class CollectionSerializer(serializers.Serializer[Any]):
    """A collection; `papers` counts those that are not withdrawn, `synthesis` is the one to show first."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    papers = serializers.IntegerField()
    synthesis = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()


def _bodies(rows: Sequence[Collection]) -> list[dict[str, Any]]:
    syntheses = hooks.collection_syntheses([row.pk for row in rows])
    return [
        {
            "id": row.pk,
            "name": row.name,
            "description": row.description,
            "papers": row.paper_count,  # type: ignore[attr-defined]
            "synthesis": syntheses.get(row.pk),
            "created_at": row.created_at,
            "modified_at": row.modified_at,
        }
        for row in rows
    ]


def _body(collection_id: int) -> Any:
    return CollectionSerializer(_bodies([collection_get(collection_id)])[0]).data


class CollectionList(ETagMixin, APIView):
    """All collections."""

    class Query(StrictSerializer):
        ordering = serializers.ChoiceField(list(ORDERINGS), required=False, default="name")

    class Input(StrictSerializer):
        name = serializers.CharField(max_length=NAME_LIMIT)
        description = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")

    @extend_schema(
        operation_id="collections_list",
        parameters=[Query, *page_parameters],
        responses=page_of(CollectionSerializer),
    )
    def get(self, request: Request) -> Response:
        """A page of collections."""
        pages = KeysetPagination(ORDERINGS[read_query(self.Query, request)["ordering"]])
        rows = pages.paginate_queryset(collections(), request)
        return pages.get_paginated_response(CollectionSerializer(_bodies(rows), many=True).data)

    @extend_schema(operation_id="collections_create", request=Input, responses={201: CollectionSerializer})
    def post(self, request: Request) -> Response:
        """Makes an empty collection; 409 when its name is taken."""
        made = collection_create(**read_body(self.Input, request))
        return Response(_body(made.pk), status=201)


class CollectionDetail(ETagMixin, APIView):
    """One collection."""

    class Patch(StrictSerializer):
        name = serializers.CharField(required=False, max_length=NAME_LIMIT)
        description = serializers.CharField(required=False, allow_blank=True, max_length=10_000)

    @extend_schema(operation_id="collections_get", responses=CollectionSerializer)
    def get(self, request: Request, collection_id: int) -> Response:
        """The collection; its papers are at `/api/papers/?collection=`."""
        read_query(NothingSerializer, request)
        return Response(_body(collection_id))

    @extend_schema(operation_id="collections_update", request=Patch, responses=CollectionSerializer)
    def patch(self, request: Request, collection_id: int) -> Response:
        """Renames or describes it anew."""
        body = read_body(self.Patch, request)
        collection_update(collection=collection_get(collection_id), **body)
        return Response(_body(collection_id))

    @extend_schema(operation_id="collections_delete", responses={204: None})
    def delete(self, request: Request, collection_id: int) -> Response:  # noqa: ARG002  (DRF passes it)
        """Deletes it with its memberships and syntheses; papers and trees stay."""
        collection_delete(collection=collection_get(collection_id))
        return Response(status=204)


class CollectionPapers(APIView):
    """What a collection holds."""

    class Input(StrictSerializer):
        add = serializers.ListField(
            child=serializers.CharField(max_length=KEY_LENGTH), required=False, max_length=5000, default=list
        )
        remove = serializers.ListField(
            child=serializers.CharField(max_length=KEY_LENGTH), required=False, max_length=5000, default=list
        )

    class Output(serializers.Serializer[Any]):
        added = serializers.IntegerField()
        removed = serializers.IntegerField()
        collection = CollectionSerializer()

    @extend_schema(operation_id="collections_change_papers", request=Input, responses=Output)
    def post(self, request: Request, collection_id: int) -> Response:
        """Adds and removes papers by key; twice the same changes nothing the second time."""
        body = read_body(self.Input, request)
        collection = collection_get(collection_id)
        both = set(body["add"]) & set(body["remove"])
        if both:
            raise Invalid("A paper cannot be added and removed at once.", details={"papers": sorted(both)})
        add, remove = _papers(body["add"]), _papers(body["remove"])
        withdrawn = sorted(paper.key for paper in add if paper.withdrawn_at is not None)
        if withdrawn:
            raise Conflict(
                f"{withdrawn[0]} is withdrawn; import it again to use it.",
                code="withdrawn",
                details={"papers": withdrawn},
            )
        removed = collection_remove(collection=collection, papers=remove)
        added = collection_add(collection=collection, papers=add)
        return Response(self.Output({"added": added, "removed": removed, "collection": _body(collection_id)}).data)


def _papers(keys: Sequence[str]) -> list[Paper]:
    found = papers_by_key(keys)
    unknown = [key for key in keys if key not in found]
    if unknown:
        raise Invalid(
            f"There is no paper {unknown[0]} in the library.", code="unknown_papers", details={"papers": unknown}
        )
    return [found[key] for key in keys]


class CollectionExport(ETagMixin, APIView):
    """A collection as a file."""

    class Query(StrictSerializer):
        format = serializers.ChoiceField(["bibtex", "ris", "csl", "report"])

    @extend_schema(operation_id="collections_export", parameters=[Query], responses=EXPORT_RESPONSES)
    def get(self, request: Request, collection_id: int) -> HttpResponse:
        """The references as BibTeX, RIS or CSL-JSON, or the reports in the format of the notes."""
        kind = read_query(self.Query, request)["format"]
        collection = collection_get(collection_id)
        name = slug(collection.name) or f"collection-{collection.pk}"
        if kind == "report":
            return text_attachment(hooks.collection_report(collection), "text/markdown", f"{name}.md")
        return citation_export(list(collection_papers(collection)), kind, name)
