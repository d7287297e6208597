"""REST of exports."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from graph.apis.parts import SelectionQuery
from graph.apis.shapes import MAX_DEPTH, MAX_NODES, NodeIdField, TypesField
from graph.exports import FORMATS, export
from graph.selections import Selection, selected
from graph.walking import ALL_TYPES
from jobs.errors import Invalid
from jobs.rest import ETagMixin, read_query
from papers.apis.exports import slug

MEDIA = ("application/xml", "text/plain", "text/vnd.graphviz")


class Export(ETagMixin, APIView):
    """A part of the graph as a file."""

    class Query(SelectionQuery):
        alternatives = ("collection", "tree", "topic", "node")
        node = NodeIdField(required=False)
        depth = serializers.IntegerField(required=False, min_value=1, max_value=MAX_DEPTH, help_text="With `node`.")
        types = TypesField()
        format = serializers.ChoiceField(list(FORMATS))

    @extend_schema(
        operation_id="graph_export",
        parameters=[Query],
        responses={
            **{(200, kind): OpenApiTypes.STR for kind in MEDIA},
            (200, "application/ld+json"): {"type": "object", "additionalProperties": {}},
            (200, "application/zip"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request) -> HttpResponse:
        """All of a part in one format; 400 `too_large` above 10,000 nodes, so that nothing is cut."""
        query = read_query(self.Query, request)
        format_ = query.pop("format")
        query["types"] = query.get("types", ALL_TYPES)
        part = selected(Selection(**query), limit=MAX_NODES)
        if part.total > MAX_NODES:
            raise Invalid(
                f"This has {part.total:,} nodes; a file holds {MAX_NODES:,}. Choose a smaller part.",
                code="too_large",
                details={"total": part.total, "limit": MAX_NODES},
            )
        written = export(part, format_)
        what = next(name for name in self.Query.alternatives if name in query)
        name = slug(f"graph-{what}-{query[what]}") or "graph"
        response = HttpResponse(written.body, content_type=_content_type(written.media_type))
        response["Content-Disposition"] = f'attachment; filename="{name}.{written.ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox"
        return response


def _content_type(media_type: str) -> str:
    return media_type if media_type == "application/zip" else f"{media_type}; charset=utf-8"
