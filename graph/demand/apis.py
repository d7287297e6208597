"""REST of topics and demand: what the notes claim, what was counted, and what the library holds."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graph.demand import bodies
from graph.demand.shapes import DemandSerializer, TopicPaperSerializer, TopicRowSerializer, TopicSerializer
from jobs.rest import ETagMixin, RankPagination, page_of, page_parameters, read_query
from papers.apis.fields import NothingSerializer


class TopicList(ETagMixin, APIView):
    """The ten topics."""

    @extend_schema(operation_id="topics_list", parameters=[*page_parameters], responses=page_of(TopicRowSerializer))
    def get(self, request: Request) -> Response:
        """The topics in order of demand, with papers by year and growth."""
        read_query(NothingSerializer, request)
        pages = RankPagination()
        rows = pages.paginate_queryset(bodies.topic_rows(), request)
        return pages.get_paginated_response(TopicRowSerializer(rows, many=True).data)


class TopicDetail(ETagMixin, APIView):
    """One topic."""

    @extend_schema(operation_id="topics_get", responses=TopicSerializer)
    def get(self, request: Request, number: int) -> Response:
        """The notes' words, who demands it, its concepts, its leading papers with their sentences."""
        read_query(NothingSerializer, request)
        return Response(TopicSerializer(bodies.topic_body(bodies.topic_get(number))).data)


class TopicPapers(ETagMixin, APIView):
    """The papers of a topic."""

    @extend_schema(operation_id="topics_papers", parameters=[*page_parameters], responses=page_of(TopicPaperSerializer))
    def get(self, request: Request, number: int) -> Response:
        """Papers by how much of the topic they hold, at most 200 deep, with the sentence for each concept."""
        read_query(NothingSerializer, request)
        pages = RankPagination()
        rows = pages.paginate_queryset(bodies.topic_papers(bodies.topic_get(number)), request)
        return pages.get_paginated_response(TopicPaperSerializer(rows, many=True).data)


class Demand(ETagMixin, APIView):
    """Organizations and the skills they ask for."""

    @extend_schema(operation_id="demand_get", responses=DemandSerializer)
    def get(self, request: Request) -> Response:
        """Organizations, skills and topics in order of demand, and each organization with each skill."""
        read_query(NothingSerializer, request)
        return Response(DemandSerializer(bodies.demand_body()).data)
