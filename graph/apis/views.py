"""REST of saved views."""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graph.view_models import GraphView
from jobs.errors import NotFound, TooLarge
from jobs.rest import ETagMixin, KeysetPagination, StrictSerializer, page_of, page_parameters, read_body, read_query
from papers.apis.fields import NothingSerializer

MAX_STATE = 200_000


class GraphViewRowSerializer(serializers.Serializer[Any]):
    """A saved view in a list; `id` is its short name."""

    id = serializers.CharField(source="short")
    name = serializers.CharField()
    created_at = serializers.DateTimeField()


class GraphViewSerializer(GraphViewRowSerializer):
    """A saved view with what the page showed."""

    state = serializers.DictField(help_text="The page's own JSON.")


class ViewList(ETagMixin, APIView):
    """Saved views."""

    class Input(StrictSerializer):
        name = serializers.CharField(max_length=200)
        state = serializers.DictField(help_text=f"The page's own JSON, at most {MAX_STATE:,} bytes.")

    @extend_schema(
        operation_id="graph_views_list", parameters=page_parameters, responses=page_of(GraphViewRowSerializer)
    )
    def get(self, request: Request) -> Response:
        """Saved views, newest first."""
        read_query(NothingSerializer, request)
        pages = KeysetPagination()
        rows = pages.paginate_queryset(GraphView.objects.defer("state").order_by("-created_at", "short"), request)
        return pages.get_paginated_response(GraphViewRowSerializer(rows, many=True).data)

    @extend_schema(operation_id="graph_views_create", request=Input, responses={201: GraphViewSerializer})
    def post(self, request: Request) -> Response:
        """Saves a view under a short name of its own."""
        body = read_body(self.Input, request)
        if len(json.dumps(body["state"], ensure_ascii=False).encode()) > MAX_STATE:
            raise TooLarge(f"A view has at most {MAX_STATE:,} bytes.", details={"limit": MAX_STATE})
        view = GraphView.objects.create(**body)
        return Response(GraphViewSerializer(view).data, status=201)


class ViewDetail(ETagMixin, APIView):
    """One saved view."""

    @extend_schema(operation_id="graph_views_get", responses=GraphViewSerializer)
    def get(self, request: Request, short: str) -> Response:
        """The view with its state."""
        read_query(NothingSerializer, request)
        return Response(GraphViewSerializer(view_get(short)).data)

    @extend_schema(operation_id="graph_views_delete", responses={204: None})
    def delete(self, request: Request, short: str) -> Response:  # noqa: ARG002  (DRF passes it)
        """Forgets the view."""
        view_get(short).delete()
        return Response(status=204)


def view_get(short: str) -> GraphView:
    """The view of that short name. Raises `NotFound`."""
    view = GraphView.objects.filter(short=short).first()
    if view is None:
        raise NotFound(f"There is no saved view {short}.")
    return view
