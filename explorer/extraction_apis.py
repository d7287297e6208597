"""REST of extractions: have the model read papers that it has not read yet."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compute.services import extraction_ask
from jobs.errors import Invalid, NotFound
from jobs.rest import StrictSerializer, read_body
from papers.selectors import papers_by_key

MAX_PAPERS = 2000


class Extractions(APIView):
    """Have key terms, embeddings and concept trees made."""

    class Input(StrictSerializer):
        papers = serializers.ListField(
            child=serializers.CharField(max_length=100),
            required=False,
            min_length=1,
            max_length=MAX_PAPERS,
            help_text="Keys of papers of the library.",
        )
        all = serializers.BooleanField(required=False, default=False, help_text="Every paper that lacks them.")

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Exactly one of `papers` and `all`."""
            if attrs["all"] == ("papers" in attrs):
                raise serializers.ValidationError({"papers": ["Give the keys of papers, or all: true."]})
            return attrs

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()

    @extend_schema(operation_id="extractions_create", request=Input, responses={202: Started})
    def post(self, request: Request) -> Response:
        """Starts a job that reads what the model has not read yet; its result is `{papers}`, how many it read."""
        body = read_body(self.Input, request)
        keys = None if body["all"] else _readable(body["papers"])
        return Response(self.Started({"job": extraction_ask(papers=keys).pk}).data, status=202)


def _readable(names: list[str]) -> list[str]:
    """The present keys of the papers; raises `NotFound` for one that is not there, `Invalid` where there is no text."""
    found = papers_by_key(names)
    unknown = [name for name in names if name not in found or found[name].withdrawn_at]
    if unknown:
        raise NotFound(f"There is no paper {unknown[0]} in the library.", details={"papers": unknown[:50]})
    keys = sorted({paper.key for paper in found.values() if paper.abstract})
    if not keys:
        raise Invalid("None of these papers has an abstract to read; they keep their given terms.", code="no_abstract")
    return keys
