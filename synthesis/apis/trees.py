"""REST of trees: those of papers, and all of them by kind."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.fields import MAX_ID, NothingSerializer
from papers.apis.papers import KEY, at_present_key
from papers.selectors import paper_get
from synthesis import selectors, services
from synthesis.apis.shapes import TreeRowSerializer, TreeSerializer
from synthesis.models import Tree
from synthesis.shapes import tree_body


class MermaidRenderer(BaseRenderer):
    """Mermaid text as plain text."""

    media_type = "text/plain"
    format = "mermaid"
    charset = "utf-8"

    def render(self, data: str, *_: Any, **__: Any) -> bytes:
        """The text in UTF-8."""
        return data.encode()


class PaperTree(ETagMixin, APIView):
    """The tree of one paper."""

    class Query(StrictSerializer):
        format = serializers.ChoiceField(["json", "mermaid"], required=False, default="json")
        style = serializers.ChoiceField(["classic", "concept"], required=False, default="classic")  # type: ignore[assignment]  # a field of this name is fine

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:  # noqa: ARG002
        """`?format=` decides, whatever `Accept` says; errors are always JSON."""
        return JSONRenderer(), JSONRenderer.media_type

    @extend_schema(
        operation_id="papers_tree",
        parameters=[KEY, Query],
        responses={(200, "application/json"): TreeSerializer, (200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, key: str) -> HttpResponseBase:
        """Classic by default; 409 while the paper has no tree in that style."""
        query = read_query(self.Query, request)
        paper = paper_get(key)
        redirect = at_present_key(request, paper, key)
        if redirect is not None:
            return redirect
        tree = selectors.paper_tree(paper, query["style"])
        if query["format"] == "mermaid":
            request.accepted_renderer = MermaidRenderer()
            return Response(tree.mermaid)
        return Response(TreeSerializer(tree_body(tree)).data)


class TreeList(ETagMixin, APIView):
    """Every tree that something points to."""

    class Query(StrictSerializer):
        kind = serializers.ChoiceField(Tree.Kind.values, required=False)
        style = serializers.ChoiceField(["classic", "concept"], required=False)  # type: ignore[assignment]  # a field of this name is fine
        q = serializers.CharField(required=False, max_length=200, help_text="Looked for in the title.")
        collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)

    @extend_schema(
        operation_id="trees_list", parameters=[Query, *page_parameters], responses=page_of(TreeRowSerializer)
    )
    def get(self, request: Request) -> Response:
        """Trees, newest first."""
        query = read_query(self.Query, request)
        pages = KeysetPagination()
        rows = pages.paginate_queryset(selectors.trees(**query), request)
        return pages.get_paginated_response([_row(row) for row in rows])


class TreeDetail(ETagMixin, APIView):
    """One tree."""

    class Patch(StrictSerializer):
        name = serializers.CharField(allow_blank=True, max_length=200, help_text="Empty for none.")

    @extend_schema(operation_id="trees_get", responses=TreeSerializer)
    def get(self, request: Request, tree_id: str) -> Response:
        """The whole tree, archived ones too."""
        read_query(NothingSerializer, request)
        return Response(TreeSerializer(tree_body(selectors.tree_get(tree_id))).data)

    @extend_schema(operation_id="trees_rename", request=Patch, responses=TreeSerializer)
    def patch(self, request: Request, tree_id: str) -> Response:
        """Gives a child a name of its own, or takes it away; 409 for any other tree."""
        name = read_body(self.Patch, request)["name"]
        tree = services.tree_rename(tree=selectors.tree_get(tree_id), name=name)
        return Response(TreeSerializer(tree_body(tree)).data)


def _row(row: Any) -> dict[str, Any]:
    return TreeRowSerializer(
        {
            "id": row.pk,
            "kind": row.kind,
            "style": row.style,
            "title": row.title,
            "name": row.name,
            "nodes": row.node_count,
            "edges": row.edge_count,
            "papers": row.paper_count,
            "paper": row.paper_key,
            "collection": row.collection_id,
            "created_at": row.created_at,
        }
    ).data
