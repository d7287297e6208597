"""REST of syntheses: merge a collection, read what came out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.errors import Conflict
from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.exports import slug, text_attachment
from papers.apis.fields import MAX_ID, DaysSerializer
from papers.selectors import collection_get
from synthesis import selectors, services
from synthesis.apis.edit_shapes import MAX_VERSION
from synthesis.apis.shapes import SynthesisRowSerializer, SynthesisSerializer
from synthesis.merge_files import merge_html, merge_markdown
from synthesis.shapes import synthesis_body
from synthesis.told import rewritten_body


class SynthesisList(ETagMixin, APIView):
    """Merge a collection; list what was merged."""

    class Query(StrictSerializer):
        collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)

    class Input(DaysSerializer):
        collection = serializers.IntegerField(min_value=1, max_value=MAX_ID)
        question = serializers.CharField(
            required=False, allow_blank=True, max_length=500, help_text="Steers branches and root; blank for none."
        )
        max_nodes = serializers.IntegerField(required=False, min_value=12, max_value=200, default=40)
        seed = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1, default=0)

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()
        synthesis = serializers.UUIDField()

    @extend_schema(
        operation_id="syntheses_list", parameters=[Query, *page_parameters], responses=page_of(SynthesisRowSerializer)
    )
    def get(self, request: Request) -> Response:
        """Syntheses, last changed first."""
        query = read_query(self.Query, request)
        pages = KeysetPagination()
        rows = pages.paginate_queryset(selectors.syntheses(**query), request)
        return pages.get_paginated_response([_row(row) for row in rows])

    @extend_schema(operation_id="syntheses_create", request=Input, responses={202: Started})
    def post(self, request: Request) -> Response:
        """Starts a merge. The same collection, question and span give the same synthesis, in a new version."""
        body = read_body(self.Input, request)
        synthesis, job = services.synthesis_create(
            collection=collection_get(body["collection"]),
            question=" ".join(body.get("question", "").split()),
            max_nodes=body["max_nodes"],
            seed=body["seed"],
            first=body.get("from"),
            last=body.get("to"),
        )
        return Response(self.Started({"job": job.pk, "synthesis": synthesis.pk}).data, status=202)


class SynthesisDetail(ETagMixin, APIView):
    """One synthesis."""

    class Query(StrictSerializer):
        version = serializers.IntegerField(required=False, min_value=1, max_value=MAX_VERSION)

    @extend_schema(operation_id="syntheses_get", parameters=[Query], responses=SynthesisSerializer)
    def get(self, request: Request, synthesis_id: UUID) -> Response:
        """The newest version, or the one asked for."""
        number = read_query(self.Query, request).get("version")
        synthesis = selectors.synthesis_get(synthesis_id)
        body = synthesis_body(synthesis, selectors.version_get(synthesis, number))
        return Response(SynthesisSerializer(body).data)

    @extend_schema(operation_id="syntheses_delete", responses={204: None})
    def delete(self, request: Request, synthesis_id: UUID) -> Response:  # noqa: ARG002  (DRF passes it)
        """Takes the synthesis and its versions away; the trees stay, archived."""
        services.synthesis_delete(synthesis=selectors.synthesis_get(synthesis_id))
        return Response(status=204)


class SynthesisExport(APIView):
    """A merge as a file."""

    class Query(StrictSerializer):
        format = serializers.ChoiceField(["md", "html"])
        rewritten = serializers.BooleanField(
            required=False, default=False, help_text="With the synopsis as a model rewrote it; 409 where none did."
        )
        version = serializers.IntegerField(required=False, min_value=1, max_value=MAX_VERSION)

    @extend_schema(
        operation_id="syntheses_export",
        parameters=[Query],
        responses={(200, "text/markdown"): OpenApiTypes.STR, (200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, synthesis_id: UUID) -> HttpResponse:
        """Diagram, synopsis, outline, links, gaps and log: Markdown, or one page of HTML to print."""
        query = read_query(self.Query, request)
        synthesis = selectors.synthesis_get(synthesis_id)
        version = selectors.version_get(synthesis, query.get("version"))
        if version is None:
            raise Conflict("This collection is not merged yet.", code="not_merged")
        body = synthesis_body(synthesis, version)
        if query["rewritten"]:
            if body["rewritten"] is None:
                raise Conflict("No model has rewritten this version.", code="not_rewritten")
            body = rewritten_body(body)
        name = slug(synthesis.title) or "synthesis"
        if query["format"] == "md":
            return text_attachment(merge_markdown(body), "text/markdown", f"{name}.md")
        return text_attachment(merge_html(body), "text/html", f"{name}.html")


def _row(row: Any) -> dict[str, Any]:
    return SynthesisRowSerializer(
        {
            "id": row.pk,
            "title": row.title,
            "collection": row.collection_id,
            "question": row.question,
            "from": row.first,
            "to": row.last,
            "version": row.number,
            "tree": row.tree,
            "job": row.job_id,
            "created_at": row.created_at,
            "modified_at": row.modified_at,
        }
    ).data
