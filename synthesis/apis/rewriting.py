"""REST of rewriting: have a language model say a synopsis anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.rest import read_body
from papers.apis.fields import NothingSerializer
from synthesis import selectors, services


class SynthesisRewrite(APIView):
    """Have the newest version rewritten."""

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()
        synthesis = serializers.UUIDField()

    @extend_schema(operation_id="syntheses_rewrite", request=NothingSerializer, responses={202: Started})
    def post(self, request: Request, synthesis_id: UUID) -> Response:
        """Starts to have a model say synopsis and branch names anew; 409 where none is set up or nothing is merged."""
        read_body(NothingSerializer, request)
        synthesis = selectors.synthesis_get(synthesis_id)
        job = services.rewriting_create(synthesis=synthesis)
        return Response(self.Started({"job": job.pk, "synthesis": synthesis.pk}).data, status=202)
