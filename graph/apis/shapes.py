"""What the graph's endpoints answer, for the schema, and the fields that several of them take."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from graph import schema
from graph.walking import ALL_TYPES

MAX_NODES = 10_000
MAX_DEPTH = 4
ID_LENGTH = 400
EDGE_TYPES = list(ALL_TYPES)
KINDS = [known.type for known in schema.NODE_TYPES.values()]


class OpenSerializer(serializers.Serializer[Any]):
    """An object with more properties than those that every one has."""


class OpenSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # theirs is untyped
    """Says in the schema that an `OpenSerializer` has further properties."""

    target_class = OpenSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """The usual schema, open."""
        known: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**known, "additionalProperties": {}}


class GraphNodeSerializer(OpenSerializer):
    """A node: `id` is `<type>:<key>`; further properties by its type."""

    id = serializers.CharField()
    type = serializers.ChoiceField(KINDS)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine


class GraphEdgeSerializer(OpenSerializer):
    """An edge; further properties by its type, `evidence` and `spans` as lists.

    RELATES between two concepts are one edge with `weight` (their sum), `labels`, `papers` and all their `evidence`.
    """

    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    target = serializers.CharField()
    type = serializers.ChoiceField(EDGE_TYPES)


class SubgraphSerializer(serializers.Serializer[Any]):
    """Part of the graph. `total` counts the nodes before `limit` cut; the edges are all between the nodes shown."""

    nodes = GraphNodeSerializer(many=True)
    edges = GraphEdgeSerializer(many=True)
    total = serializers.IntegerField()


class TypesField(serializers.CharField):
    """Types of edges, separated by commas; a list of them, all without the parameter."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=400, help_text=f"Only these edges, by commas: {', '.join(ALL_TYPES)}.", **kwargs
        )

    def to_internal_value(self, data: Any) -> Any:
        """The names as a tuple; raises `ValidationError` for an unknown one."""
        names = tuple(part.strip().upper() for part in super().to_internal_value(data).split(",") if part.strip())
        unknown = [name for name in names if name not in schema.EDGE_TYPES]
        if unknown:
            raise serializers.ValidationError(f"No edges of type {unknown[0][:40]}. Known: {', '.join(ALL_TYPES)}.")
        return names or ALL_TYPES


class KindField(serializers.ChoiceField):
    """A type of node, in any case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(KINDS, required=False, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The type in small letters; raises `ValidationError` for an unknown one."""
        return super().to_internal_value(data.lower() if isinstance(data, str) else data)


class NodeIdField(serializers.CharField):
    """The id of a node, `<type>:<key>`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=ID_LENGTH, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The id; raises `ValidationError` when it names no type."""
        id_ = super().to_internal_value(data)
        if not schema.kind_of(id_):
            raise serializers.ValidationError(f"Give an id such as paper:2101.08878. Types: {', '.join(KINDS)}.")
        return id_
