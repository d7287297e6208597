"""REST of breedings: breed trees, watch, choose, breed on; and the lineage of any tree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.fields import NothingSerializer
from synthesis import family, selectors, services
from synthesis.apis.breeding_shapes import (
    BreedingRowSerializer,
    BreedingSerializer,
    FamilySerializer,
    WeightsSerializer,
)
from synthesis.core.breeding import OPERATORS
from synthesis.core.breeding.settings import MAX_GENERATIONS, MAX_PARENTS, MAX_POPULATION

TREE_ID = r"^[0-9a-f]{16}$"


def tree_ids(*, least: int, help_text: str) -> serializers.ListField:
    """A list of ids of trees."""
    child = serializers.RegexField(TREE_ID, error_messages={"invalid": "A tree's id is 16 hex digits."})
    return serializers.ListField(child=child, min_length=least, max_length=MAX_PARENTS, help_text=help_text)


class Started(serializers.Serializer[Any]):
    """The job at work on a breeding."""

    job = serializers.UUIDField()
    breeding = serializers.UUIDField()


class BreedingList(ETagMixin, APIView):
    """Breed; list what was bred."""

    class Input(StrictSerializer):
        parents = tree_ids(least=2, help_text="Ids of two or more trees of any kind.")
        generations = serializers.IntegerField(required=False, min_value=1, max_value=MAX_GENERATIONS, default=20)
        population = serializers.IntegerField(required=False, min_value=2, max_value=MAX_POPULATION, default=64)
        seed = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1, default=0)
        operators = serializers.ListField(
            child=serializers.ChoiceField(OPERATORS), required=False, min_length=1, help_text="All without it."
        )
        weights = WeightsSerializer(required=False, help_text="Order the final front only.")
        max_nodes = serializers.IntegerField(
            required=False, min_value=12, max_value=200, help_text="40, or as many as the largest parent has."
        )

    @extend_schema(
        operation_id="breedings_list",
        parameters=[*page_parameters],
        responses=page_of(BreedingRowSerializer),
    )
    def get(self, request: Request) -> Response:
        """Breedings, last changed first."""
        read_query(NothingSerializer, request)
        pages = KeysetPagination()
        rows = pages.paginate_queryset(family.breedings(), request)
        return pages.get_paginated_response([_row(row) for row in rows])

    @extend_schema(operation_id="breedings_create", request=Input, responses={202: Started})
    def post(self, request: Request) -> Response:
        """Starts a breeding; the result of its job is `{children: [tree ids]}`, the final front, best first."""
        body = read_body(self.Input, request)
        body.setdefault("operators", list(OPERATORS))
        body.setdefault("weights", {})
        breeding, job = services.breeding_create(**body)
        return Response(Started({"job": job.pk, "breeding": breeding.pk}).data, status=202)


class BreedingDetail(ETagMixin, APIView):
    """One breeding."""

    @extend_schema(operation_id="breedings_get", responses=BreedingSerializer)
    def get(self, request: Request, breeding_id: UUID) -> Response:
        """How far it is, its children and the figures of every generation."""
        read_query(NothingSerializer, request)
        return Response(BreedingSerializer(family.breeding_body(family.breeding_get(breeding_id))).data)


class BreedingSelect(APIView):
    """A person's choice."""

    class Input(StrictSerializer):
        keep = tree_ids(least=0, help_text="Children to breed on from; none for all.")
        less = tree_ids(least=0, help_text="Children to keep away from.")
        generations = serializers.IntegerField(required=False, min_value=1, max_value=MAX_GENERATIONS, default=1)

        def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
            """The declared fields; `less` may be left out."""
            fields = super().get_fields()
            fields["less"].required = False
            return fields

    @extend_schema(operation_id="breedings_select", request=Input, responses={202: Started})
    def post(self, request: Request, breeding_id: UUID) -> Response:
        """Breeds on from the kept children; 409 while the breeding is at work."""
        body = read_body(self.Input, request)
        breeding = family.breeding_get(breeding_id)
        job = services.breeding_select(
            breeding=breeding, keep=body["keep"], less=body.get("less", []), generations=body["generations"]
        )
        return Response(Started({"job": job.pk, "breeding": breeding.pk}).data, status=202)


class TreeLineage(ETagMixin, APIView):
    """Where a tree comes from."""

    @extend_schema(operation_id="trees_lineage", responses=FamilySerializer)
    def get(self, request: Request, tree_id: str) -> Response:
        """Its parents with what was kept, added and dropped of each, all ancestors, and its offspring."""
        read_query(NothingSerializer, request)
        return Response(FamilySerializer(family.family(selectors.tree_get(tree_id))).data)


def _row(row: Any) -> dict[str, Any]:
    return BreedingRowSerializer(
        {
            "id": row.pk,
            "title": row.title,
            "parents": row.parent_count,
            "generation": row.generation,
            "generations": row.generations,
            "seed": row.settings["seed"],
            "job": row.job_id,
            "created_at": row.created_at,
            "modified_at": row.modified_at,
        }
    ).data
