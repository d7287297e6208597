"""REST of parts of the graph: ways between nodes, what belongs to a collection, tree or topic, figures."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graph import figures, schema, selectors
from graph.apis.shapes import (
    ID_LENGTH,
    MAX_NODES,
    GraphEdgeSerializer,
    GraphNodeSerializer,
    NodeIdField,
    SubgraphSerializer,
    TypesField,
)
from graph.selections import Selection, selected
from graph.walking import ALL_TYPES
from jobs.rest import ETagMixin, StrictSerializer, read_query
from papers.apis.fields import MAX_ID, NothingSerializer
from papers.apis.papers import KEY

MAX_LENGTH = 8
MAX_WAYS = 20


class PathsQuery(StrictSerializer):
    """`from` is a word of Python, hence the detour."""

    max_length = serializers.IntegerField(required=False, min_value=1, max_value=MAX_LENGTH, default=6)
    k = serializers.IntegerField(required=False, min_value=1, max_value=MAX_WAYS, default=1, help_text="How many.")
    types = TypesField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The declared fields and the two ends."""
        return {"from": NodeIdField(), "to": NodeIdField(), **super().get_fields()}


class OneOfQuery(StrictSerializer):
    """Exactly one of what `alternatives` names."""

    alternatives: tuple[str, ...] = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuses none and more than one."""
        if sum(name in attrs for name in self.alternatives) != 1:
            raise serializers.ValidationError(f"Give exactly one of: {', '.join(self.alternatives)}.")
        return attrs


class SelectionQuery(OneOfQuery):
    """What can be selected."""

    alternatives: tuple[str, ...] = ("collection", "tree", "topic")
    collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)
    tree = serializers.RegexField(r"^(?:tree:)?[0-9a-f]{16}\Z", required=False, help_text="The id of a tree.")
    topic = serializers.CharField(required=False, max_length=ID_LENGTH, help_text="A topic's number or node id.")


class Paths(ETagMixin, APIView):
    """The shortest ways between two nodes."""

    class Output(serializers.Serializer[Any]):
        class Path(serializers.Serializer[Any]):
            nodes = GraphNodeSerializer(many=True)
            edges = GraphEdgeSerializer(many=True)

        paths = Path(many=True)

    @extend_schema(operation_id="graph_paths", parameters=[PathsQuery], responses=Output)
    def get(self, request: Request) -> Response:
        """The `k` shortest ways, with the evidence along them; none when they are further apart than `max_length`."""
        query = read_query(PathsQuery, request)
        found = selectors.paths(
            query["from"],
            query["to"],
            max_length=query["max_length"],
            k=query["k"],
            types=query.get("types", ALL_TYPES),
        )
        return Response({"paths": found})


class SubgraphDetail(ETagMixin, APIView):
    """The part of the graph that belongs to something."""

    class Query(SelectionQuery):
        limit = serializers.IntegerField(required=False, min_value=1, max_value=MAX_NODES, default=500)

    @extend_schema(operation_id="graph_subgraph", parameters=[Query], responses=SubgraphSerializer)
    def get(self, request: Request) -> Response:
        """Papers with their concepts, or a tree with its nodes, most telling first, and all edges between them."""
        query = read_query(self.Query, request)
        limit = query.pop("limit")
        found = selected(Selection(**query), limit=limit)
        return Response({"nodes": found.nodes, "edges": found.edges, "total": found.total})


class Stats(ETagMixin, APIView):
    """How much is in the graph."""

    class Output(serializers.Serializer[Any]):
        class Lag(serializers.Serializer[Any]):
            waiting = serializers.IntegerField(help_text="Changes that the graph does not have yet.")
            oldest_seconds = serializers.FloatField(allow_null=True)

        nodes = serializers.DictField(child=serializers.IntegerField())
        edges = serializers.DictField(child=serializers.IntegerField())
        hash = serializers.CharField(allow_blank=True)
        lag = Lag()

    @extend_schema(operation_id="graph_stats", responses=Output)
    def get(self, request: Request) -> Response:
        """Nodes and edges by type, the hash of the content and how far it is behind the library."""
        read_query(NothingSerializer, request)
        return Response(figures.counts())


class Related(ETagMixin, APIView):
    """Papers near a paper by what they share."""

    class Query(StrictSerializer):
        limit = serializers.IntegerField(required=False, min_value=1, max_value=50, default=10)

    class Output(serializers.Serializer[Any]):
        class RelatedNode(GraphNodeSerializer):
            class Shared(serializers.Serializer[Any]):
                id = serializers.CharField()
                label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
                papers = serializers.IntegerField(help_text="How many papers hold it.")

            score = serializers.FloatField()
            shared = Shared(many=True)

        results = RelatedNode(many=True)

    @extend_schema(operation_id="graph_related", parameters=[KEY, Query], responses=Output)
    def get(self, request: Request, key: str) -> Response:
        """The papers that share concepts with this one, the rarest counting most, and which."""
        limit = read_query(self.Query, request)["limit"]
        return Response({"results": figures.related(schema.node_id("Paper", key), limit=limit)})


class Timeline(ETagMixin, APIView):
    """Papers and concepts by year."""

    class Query(OneOfQuery):
        alternatives = ("collection", "concept")
        collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)
        concept = serializers.CharField(required=False, max_length=ID_LENGTH)

    class Output(serializers.Serializer[Any]):
        class Year(serializers.Serializer[Any]):
            class Held(serializers.Serializer[Any]):
                id = serializers.CharField()
                label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
                papers = serializers.IntegerField()

            year = serializers.IntegerField()
            papers = serializers.IntegerField()
            concept_count = serializers.IntegerField()
            concepts = Held(many=True, help_text="The ten of most papers.")

        years = Year(many=True)
        total = serializers.IntegerField()
        undated = serializers.IntegerField()

    @extend_schema(operation_id="graph_timeline", parameters=[Query], responses=Output)
    def get(self, request: Request) -> Response:
        """By year: the papers of a collection, or those that hold a concept, and what they hold most."""
        return Response(figures.timeline(**read_query(self.Query, request)))
