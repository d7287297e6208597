"""REST of experiments: the definitions, the papers they illustrate, a metric over time."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compute import runs
from compute.apis.shapes import ExperimentRowSerializer, ExperimentSerializer, HistorySerializer
from compute.experiments import EXPERIMENTS
from compute.services.runs import experiment_named
from jobs.rest import ETagMixin, StrictSerializer, page_of, read_query
from papers.apis.fields import NothingSerializer
from papers.selectors import paper_get


class ExperimentList(ETagMixin, APIView):
    """All experiments, by topic."""

    class Query(StrictSerializer):
        topic = serializers.IntegerField(required=False, min_value=1, max_value=10)
        paper = serializers.CharField(
            required=False,
            max_length=100,
            help_text="Key of a paper: what illustrates it comes first, with the reason.",
        )

    @extend_schema(operation_id="experiments_list", parameters=[Query], responses=page_of(ExperimentRowSerializer))
    def get(self, request: Request) -> Response:
        """One page holds them all."""
        query = read_query(self.Query, request)
        paper = paper_get(query["paper"]) if "paper" in query else None
        found = [one for one in EXPERIMENTS if query.get("topic") in (None, one.topic)]
        return Response({"next": None, "previous": None, "results": runs.experiment_rows(found, paper=paper)})


class ExperimentDetail(ETagMixin, APIView):
    """One experiment."""

    @extend_schema(responses=ExperimentSerializer)
    def get(self, request: Request, key: str) -> Response:
        """Its definition with the JSON Schema of its parameters, and the papers it illustrates, best first."""
        read_query(NothingSerializer, request)
        return Response(runs.experiment_body(experiment_named(key)))


class ExperimentHistory(ETagMixin, APIView):
    """A metric over time."""

    class Query(StrictSerializer):
        metric = serializers.CharField(max_length=200)

    @extend_schema(parameters=[Query], responses=HistorySerializer)
    def get(self, request: Request, key: str) -> Response:
        """The metric in every run that succeeded, on whatever machine."""
        query: dict[str, Any] = read_query(self.Query, request)
        return Response(runs.history(experiment_named(key).key, query["metric"]))
