"""REST of nodes: lists, search, one node, what is near it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graph import schema, search, selectors
from graph.apis.shapes import (
    MAX_DEPTH,
    MAX_NODES,
    GraphNodeSerializer,
    KindField,
    SubgraphSerializer,
    TypesField,
)
from graph.walking import ALL_TYPES
from jobs.rest import ETagMixin, RankPagination, StrictSerializer, page_of, page_parameters, read_query
from jobs.rest.pagination import MAX_DEPTH as RANK_DEPTH
from jobs.rest.pagination import page_size_of
from papers.apis.fields import NothingSerializer

NODE_ID = OpenApiParameter(
    "node_id", OpenApiTypes.STR, OpenApiParameter.PATH, description="`<type>:<key>`, slashes as they are or as %2F."
)


NODE_PAGE = page_of(GraphNodeSerializer)


class NodePagination(RankPagination):
    """Pages of nodes by type, label and id; a cursor holds those of the first or the last node of a page."""

    def page(self, request: Request, label: str) -> list[dict[str, Any]]:
        """The nodes of the page that `?cursor=` names, the first page without one."""
        self.request = request
        state = self._read_cursor()
        at = (state["label"], state["text"], state["id"]) if state else None
        back = bool(state and state.get("back"))
        nodes, more = selectors.nodes_page(label=label, at=at, back=back, size=page_size_of(request))
        if nodes and (more or back):
            self.next_state = {**_place(nodes[-1]), "back": False}
        if nodes and at is not None and (more or not back):
            self.previous_state = {**_place(nodes[0]), "back": True}
        return nodes


def _place(node: dict[str, Any]) -> dict[str, str]:
    return {"label": schema.label_of(node["type"]), "text": node["label"], "id": node["id"]}


class NodeList(ETagMixin, APIView):
    """The nodes of the graph."""

    class Query(StrictSerializer):
        type = KindField()
        q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="Words of the label.")

    @extend_schema(operation_id="graph_nodes_list", parameters=[Query, *page_parameters], responses=NODE_PAGE)
    def get(self, request: Request) -> Response:
        """Nodes by type and label; with `q` the best of those whose label has all the words, at most 200 deep."""
        query = read_query(self.Query, request)
        label = schema.label_of(query["type"]) if "type" in query else ""
        q = query.get("q", "").strip()
        if not q:
            pages = NodePagination()
            return pages.get_paginated_response(pages.page(request, label))
        ranked = RankPagination()
        found = selectors.nodes_with(q=q, label=label, limit=RANK_DEPTH + 1)
        return ranked.get_paginated_response(ranked.paginate_queryset(found, request))


class NodeSearch(ETagMixin, APIView):
    """Search in the graph."""

    class Query(StrictSerializer):
        q = serializers.CharField(max_length=200)

    @extend_schema(operation_id="graph_search", parameters=[Query, *page_parameters], responses=NODE_PAGE)
    def get(self, request: Request) -> Response:
        """Nodes of every type by words: by the server's full-text index where it has one, else by their labels."""
        q = read_query(self.Query, request)["q"]
        pages = RankPagination()
        found = search.search(q=q, limit=RANK_DEPTH + 1)
        return pages.get_paginated_response(pages.paginate_queryset(found, request))


class NodeDetail(ETagMixin, APIView):
    """One node."""

    class Output(GraphNodeSerializer):
        degree = serializers.DictField(
            child=serializers.IntegerField(), help_text="How many others each type of edge leads to."
        )

    @extend_schema(operation_id="graph_nodes_get", parameters=[NODE_ID], responses=Output)
    def get(self, request: Request, node_id: str) -> Response:
        """A node with all its properties; of a paper's old key or a merged concept the node that it became."""
        read_query(NothingSerializer, request)
        return Response(selectors.node(node_id))


class NodeNeighbours(ETagMixin, APIView):
    """What is near a node."""

    class Query(StrictSerializer):
        depth = serializers.IntegerField(required=False, min_value=1, max_value=MAX_DEPTH, default=1)
        types = TypesField()
        limit = serializers.IntegerField(required=False, min_value=1, max_value=MAX_NODES, default=200)

    @extend_schema(operation_id="graph_neighbours", parameters=[NODE_ID, Query], responses=SubgraphSerializer)
    def get(self, request: Request, node_id: str) -> Response:
        """The node and what is at most `depth` steps away, nearest first, with all edges between them."""
        query = read_query(self.Query, request)
        found = selectors.neighbours(
            node_id, depth=query["depth"], types=query.get("types", ALL_TYPES), limit=query["limit"]
        )
        return Response({"nodes": found.nodes, "edges": found.edges, "total": found.total})
