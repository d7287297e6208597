"""REST of breedings: breed trees, watch, choose, breed on; and the lineage of any tree."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.exports import slug, text_attachment
from papers.apis.fields import NothingSerializer
from synthesis import family, recipes, selectors, services
from synthesis.apis.breeding_shapes import (
    BreedingRowSerializer,
    BreedingSerializer,
    FamilySerializer,
    WeightsSerializer,
)
from synthesis.core.breeding import OPERATORS
from synthesis.core.breeding.settings import MAX_GENERATIONS, MAX_PARENTS, MAX_POPULATION
from synthesis.models import Breeding

TREE_ID = r"^[0-9a-f]{16}$"
MOST_KEPT = 1000


def tree_ids(*, least: int, help_text: str, most: int = MAX_PARENTS, required: bool = True) -> serializers.ListField:
    """A list of ids of trees."""
    child = serializers.RegexField(TREE_ID, error_messages={"invalid": "A tree's id is 16 hex digits."})
    said = {"min_length": "Name at least {min_length} trees.", "max_length": "Name at most {max_length} trees."}
    return serializers.ListField(
        child=child, min_length=least, max_length=most, required=required, help_text=help_text, error_messages=said
    )


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

    class Patch(StrictSerializer):
        title = serializers.CharField(required=False, max_length=500)
        kept = tree_ids(least=0, most=MOST_KEPT, required=False, help_text="Exactly these of its children are kept.")

    @extend_schema(operation_id="breedings_get", responses=BreedingSerializer)
    def get(self, request: Request, breeding_id: UUID) -> Response:
        """How far it is, its children and the figures of every generation."""
        read_query(NothingSerializer, request)
        return Response(_body(family.breeding_get(breeding_id)))

    @extend_schema(operation_id="breedings_change", request=Patch, responses=BreedingSerializer)
    def patch(self, request: Request, breeding_id: UUID) -> Response:
        """Another title, or which children are kept; neither breeds."""
        body = read_body(self.Patch, request)
        breeding = family.breeding_get(breeding_id)
        services.breeding_change(breeding=breeding, **body)
        return Response(_body(breeding))

    @extend_schema(operation_id="breedings_delete", responses={204: None})
    def delete(self, request: Request, breeding_id: UUID) -> Response:  # noqa: ARG002  (DRF passes it)
        """Takes it away and archives its children; 409 while it is at work or a child of it is a parent elsewhere."""
        services.breeding_delete(breeding=family.breeding_get(breeding_id))
        return Response(status=204)


class BreedingRecipe(APIView):
    """A breeding as a file that replays it."""

    class Query(StrictSerializer):
        child = serializers.RegexField(TREE_ID, required=False, help_text="Id of a child: its recipe alone.")

    @extend_schema(
        operation_id="breedings_recipe", parameters=[Query], responses={(200, "application/json"): OpenApiTypes.OBJECT}
    )
    def get(self, request: Request, breeding_id: UUID) -> HttpResponse:
        """All its children follow from, parents included; `manage.py breed --recipe FILE` makes them anew from it."""
        child = read_query(self.Query, request).get("child", "")
        breeding = family.breeding_get(breeding_id)
        text = json.dumps(recipes.recipe_body(breeding, child=child), ensure_ascii=False) + "\n"
        name = slug(child or breeding.title) or "breeding"
        return text_attachment(text, "application/json", f"{name}.recipe.json")


class BreedingSelect(APIView):
    """A person's choice."""

    class Input(StrictSerializer):
        keep = tree_ids(least=0, most=MAX_POPULATION, help_text="Children to breed on from, which stay; none for all.")
        more = tree_ids(
            least=0, most=MAX_POPULATION, required=False, help_text="Children to breed on from, which may be outdone."
        )
        less = tree_ids(least=0, most=MAX_POPULATION, required=False, help_text="Children to keep away from.")
        generations = serializers.IntegerField(required=False, min_value=1, max_value=MAX_GENERATIONS, default=1)

    @extend_schema(operation_id="breedings_select", request=Input, responses={202: Started})
    def post(self, request: Request, breeding_id: UUID) -> Response:
        """Breeds on from the children in `keep` and `more`, away from `less`; 409 while the breeding is at work."""
        body = read_body(self.Input, request)
        breeding = family.breeding_get(breeding_id)
        body.setdefault("less", [])
        body.setdefault("more", [])
        job = services.breeding_select(breeding=breeding, **body)
        return Response(Started({"job": job.pk, "breeding": breeding.pk}).data, status=202)


class TreeLineage(ETagMixin, APIView):
    """Where a tree comes from."""

    @extend_schema(operation_id="trees_lineage", responses=FamilySerializer)
    def get(self, request: Request, tree_id: str) -> Response:
        """Its parents with what was kept, added and dropped of each, all ancestors, and its descendants."""
        read_query(NothingSerializer, request)
        return Response(FamilySerializer(family.family(selectors.tree_get(tree_id))).data)


def _body(breeding: Breeding) -> Any:
    return BreedingSerializer(family.breeding_body(breeding)).data


def _row(row: Any) -> dict[str, Any]:
    return BreedingRowSerializer(
        {
            "id": row.pk,
            "title": row.title,
            "parents": row.parent_count,
            "children": row.child_count,
            "generation": row.generation,
            "generations": row.generations,
            "seed": row.settings["seed"],
            "job": row.job_id,
            "state": row.job_state,
            "created_at": row.created_at,
            "modified_at": row.modified_at,
        }
    ).data
