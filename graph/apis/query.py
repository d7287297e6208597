"""REST of a person's own Cypher."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from graph.asking import ask
from graph.guard import MAX_LETTERS
from jobs.rest import StrictSerializer, read_body


class Query(APIView):
    """Read-only Cypher. A POST, so it needs the role editor where a login is required."""

    class Input(StrictSerializer):
        cypher = serializers.CharField(max_length=MAX_LETTERS, trim_whitespace=False, help_text="One statement.")
        parameters = serializers.DictField(
            required=False, help_text='By name, without the $; `{"$type": ..., "_value": ...}` for what JSON lacks.'
        )

    class Output(serializers.Serializer[Any]):
        columns = serializers.ListField(child=serializers.CharField())
        rows = serializers.ListField(child=serializers.ListField(help_text="In the order of the columns."))

    @extend_schema(operation_id="graph_query", request=Input, responses=Output)
    def post(self, request: Request) -> HttpResponse:
        """Runs one Cypher statement that only reads; an answer over a limit is a 400, never cut."""
        body = read_body(self.Input, request)
        answer = ask(body["cypher"], body.get("parameters", {}))
        return HttpResponse(answer.body(), content_type="application/json")
