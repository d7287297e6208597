"""REST of runs: start one, read it, fetch what it left, link it to papers, delete it."""

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

from compute import runs
from compute.apis.shapes import RunRowSerializer, RunSerializer
from compute.services.runs import MOST_PAPERS, run_ask, run_delete, run_link
from jobs.models import Job
from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.exports import file_attachment
from papers.apis.fields import NothingSerializer
from papers.selectors import paper_get

MAX_SEED = 2**31 - 1
KEY_LENGTH = 100


class Papers(serializers.ListField):
    """Keys of papers."""

    child = serializers.CharField(max_length=KEY_LENGTH)


class RunList(ETagMixin, APIView):
    """Start a run; list what ran."""

    class Query(StrictSerializer):
        experiment = serializers.CharField(required=False, max_length=64)
        paper = serializers.CharField(
            required=False, max_length=KEY_LENGTH, help_text="Key of a paper it is linked to."
        )
        topic = serializers.IntegerField(required=False, min_value=1, max_value=10)
        state = serializers.ChoiceField(Job.State.choices, required=False)

    class Input(StrictSerializer):
        experiment = serializers.CharField(max_length=64)
        parameters = serializers.DictField(
            required=False, default=dict, help_text="By its schema; defaults for others."
        )
        papers = Papers(
            required=False, max_length=MOST_PAPERS, help_text="Papers it is about; without them the nearest are taken."
        )
        seed = serializers.IntegerField(required=False, min_value=0, max_value=MAX_SEED, default=0)

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()
        run = serializers.UUIDField()

    @extend_schema(operation_id="runs_list", parameters=[Query, *page_parameters], responses=page_of(RunRowSerializer))
    def get(self, request: Request) -> Response:
        """Runs, newest first."""
        query = read_query(self.Query, request)
        if "paper" in query:
            query["paper"] = paper_get(query["paper"]).pk
        pages = KeysetPagination()
        rows = pages.paginate_queryset(runs.runs(**query), request)
        return pages.get_paginated_response([runs.run_row(row) for row in rows])

    @extend_schema(operation_id="runs_create", request=Input, responses={202: Started})
    def post(self, request: Request) -> Response:
        """Starts a run. Bad parameters are refused with a sentence for each, under `details.parameters`."""
        body = read_body(self.Input, request)
        run = run_ask(key=body.pop("experiment"), **body)
        return Response(self.Started({"job": run.job_id, "run": run.pk}).data, status=202)


class RunDetail(ETagMixin, APIView):
    """One run."""

    @extend_schema(responses=RunSerializer)
    def get(self, request: Request, run_id: UUID) -> Response:
        """The run with its figures, tables, charts, artifacts and log."""
        read_query(NothingSerializer, request)
        return Response(runs.run_body(runs.run_get(run_id)))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, run_id: UUID) -> Response:
        """Deletes it with what it left; 409 while it waits or runs."""
        read_query(NothingSerializer, request)
        run_delete(run=runs.run_get(run_id))
        return Response(status=204)


class RunLinks(APIView):
    """The papers of a run."""

    class Input(StrictSerializer):
        papers = Papers(max_length=MOST_PAPERS, help_text="All the papers that it is about, by key.")

    @extend_schema(request=Input, responses=RunSerializer)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Links the run to exactly these papers, as a person's choice."""
        body = read_body(self.Input, request)
        run = runs.run_get(run_id)
        run_link(run=run, papers=body["papers"])
        return Response(runs.run_body(run))


class RunArtifact(ETagMixin, APIView):
    """A file that a run left."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, run_id: UUID, name: str) -> HttpResponse:
        """The file, as an attachment that browsers never run."""
        read_query(NothingSerializer, request)
        found = runs.artifact_get(runs.run_get(run_id), name)
        return file_attachment(bytes(found.content), found.media_type, found.name)
