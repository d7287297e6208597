"""REST of concepts: find them, see what each rests on and how it came about, split, merge, take back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.fields import NothingSerializer
from synthesis import ledger, services
from synthesis.apis.shapes import EvidenceSerializer, PaperRefSerializer
from synthesis.core.resolution.ledger import ACTIONS, RULES

MAX_FORMS = 100
TEXT = 300


class ConceptFormSerializer(serializers.Serializer[Any]):
    """A normal form and how many papers hold it; `sense` tells one meaning of a form from another, mostly empty."""

    form = serializers.CharField()
    sense = serializers.CharField(allow_blank=True)
    papers = serializers.IntegerField()


class ConceptRowSerializer(serializers.Serializer[Any]):
    """A concept in a list; `papers` is how many hold it."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    papers = serializers.IntegerField()
    forms = ConceptFormSerializer(many=True)


class LedgerEntrySerializer(serializers.Serializer[Any]):
    """One step: what was joined or kept apart, by which rule, how surely, and the sentences that show it.

    `rule` `user` is a person's decision: its `number` undoes it, `undone_at` says when that was done. `other` is the
    concept where what was kept apart is now.
    """

    number = serializers.IntegerField(allow_null=True)
    action = serializers.ChoiceField(ACTIONS)
    rule = serializers.ChoiceField(RULES)
    left = serializers.CharField()
    right = serializers.CharField()
    score = serializers.FloatField()
    evidence = EvidenceSerializer(many=True)
    author = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    other = serializers.CharField(allow_null=True)


class ConceptSerializer(serializers.Serializer[Any]):
    """A concept. `papers` and `evidence` tell of at most 200 of the `paper_count` papers, best first."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    forms = ConceptFormSerializer(many=True)
    paper_count = serializers.IntegerField()
    papers = PaperRefSerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    ledger = LedgerEntrySerializer(many=True)


class ConceptNow(serializers.Serializer[Any]):
    """The id under which the concept is found now."""

    concept = serializers.CharField()


class ConceptList(ETagMixin, APIView):
    """Every concept that a paper holds."""

    class Query(StrictSerializer):
        q = serializers.CharField(required=False, max_length=TEXT, help_text="Looked for in labels and forms.")
        form = serializers.ListField(
            child=serializers.CharField(max_length=TEXT), required=False, max_length=MAX_FORMS,
            help_text="Only concepts that have one of these forms, in any writing; may be repeated.",
        )  # fmt: skip

    @extend_schema(
        operation_id="concepts_list", parameters=[Query, *page_parameters], responses=page_of(ConceptRowSerializer)
    )
    def get(self, request: Request) -> Response:
        """Concepts, those of most papers first."""
        query = read_query(self.Query, request)
        pages = KeysetPagination()
        found = ledger.concepts(q=query.get("q", ""), forms=query.get("form", ()))
        rows = pages.paginate_queryset(found, request)
        forms = ledger.forms_of(rows)
        shown = [{"id": row.pk, "label": row.label, "papers": row.papers, "forms": forms[row.pk]} for row in rows]
        return pages.get_paginated_response(ConceptRowSerializer(shown, many=True).data)


class ConceptDetail(ETagMixin, APIView):
    """One concept."""

    @extend_schema(
        operation_id="concepts_get",
        responses={200: ConceptSerializer, 301: OpenApiResponse(description="It is part of another concept by now.")},
    )
    def get(self, request: Request, concept_id: str) -> HttpResponseBase:
        """Its forms, papers, quotes and ledger; 301 to the concept that it became part of."""
        read_query(NothingSerializer, request)
        concept = ledger.concept_get(concept_id)
        if concept.pk != concept_id:
            return HttpResponsePermanentRedirect(reverse("concept-detail", kwargs={"concept_id": concept.pk}))
        return Response(ConceptSerializer(ledger.concept_body(concept)).data)


class ConceptSplit(APIView):
    """Take forms out of a concept."""

    class Input(StrictSerializer):
        forms = serializers.ListField(
            child=serializers.CharField(max_length=TEXT), max_length=MAX_FORMS, help_text="Some of its forms, not all."
        )

    class Output(serializers.Serializer[Any]):
        concept = serializers.CharField()
        new = serializers.CharField()

    @extend_schema(operation_id="concepts_split", request=Input, responses=Output)
    def post(self, request: Request, concept_id: str) -> Response:
        """Makes these forms a concept of their own; the larger part keeps the id. Holds until it is undone."""
        body = read_body(self.Input, request)
        concept = ledger.concept_get(concept_id)
        kept, new = services.concept_split(concept=concept, forms=body["forms"], author=_author(request))
        return Response(self.Output({"concept": kept.pk, "new": new.pk}).data)


class ConceptMerge(APIView):
    """Make one concept of two."""

    class Input(StrictSerializer):
        other = serializers.CharField(max_length=100, help_text="Id of the concept that becomes part of this one.")

    @extend_schema(operation_id="concepts_merge", request=Input, responses=ConceptNow)
    def post(self, request: Request, concept_id: str) -> Response:
        """Makes the other concept part of this one, which keeps its id. Holds until it is undone."""
        body = read_body(self.Input, request)
        concept, other = ledger.concept_get(concept_id), ledger.concept_get(body["other"])
        merged = services.concept_merge(concept=concept, other=other, author=_author(request))
        return Response(ConceptNow({"concept": merged.pk}).data)


class ConceptUndo(APIView):
    """Take back a decision."""

    class Input(StrictSerializer):
        number = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="Of a ledger entry, rule `user`.")

    @extend_schema(operation_id="concepts_undo", request=Input, responses=ConceptNow)
    def post(self, request: Request, concept_id: str) -> Response:
        """Takes back a split or merge of a person; 404 for no such decision, 409 for one taken back already."""
        body = read_body(self.Input, request)
        concept = services.concept_undo(concept=ledger.concept_get(concept_id), number=body["number"])
        return Response(ConceptNow({"concept": concept.pk}).data)


def _author(request: Request) -> str:
    return str(request.user.get_username()) if request.user and request.user.is_authenticated else ""
