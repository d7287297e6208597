"""REST of tags; they are set on a paper, by `PATCH /api/papers/{key}/`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import ETagMixin, KeysetPagination, page_of, page_parameters, read_query
from papers.apis.fields import NothingSerializer
from papers.selectors import tags


class TagSerializer(serializers.Serializer[Any]):
    """A tag and how many papers have it."""

    name = serializers.CharField()
    papers = serializers.IntegerField(source="paper_count")


class TagList(ETagMixin, APIView):
    """All tags in use."""

    @extend_schema(operation_id="tags_list", parameters=page_parameters, responses=page_of(TagSerializer))
    def get(self, request: Request) -> Response:
        """A page of tags in alphabetical order."""
        read_query(NothingSerializer, request)
        pages = KeysetPagination(("name", "id"))
        rows = pages.paginate_queryset(tags(), request)
        return pages.get_paginated_response(TagSerializer(rows, many=True).data)
