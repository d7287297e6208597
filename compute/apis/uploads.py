"""REST of uploads."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compute.services.uploads import upload_store
from jobs.errors import Invalid

OPEN_FILE = {"type": "string", "format": "binary"}


class Uploads(APIView):
    """Give a file for a parameter of an experiment."""

    parser_classes = [MultiPartParser]

    class Output(serializers.Serializer[Any]):
        upload = serializers.UUIDField()
        name = serializers.CharField()
        bytes = serializers.IntegerField()
        sha256 = serializers.CharField()

    @extend_schema(
        operation_id="uploads_create",
        request={"multipart/form-data": {"type": "object", "properties": {"file": OPEN_FILE}, "required": ["file"]}},
        responses={201: Output},
    )
    def post(self, request: Request) -> Response:
        """Stores one file of at most 32 MiB, in the field `file`; a run names it by the id in `upload`."""
        given = request.FILES.getlist("file")
        if len(given) != 1 or len(request.FILES) != 1:
            raise Invalid("Send one file, in the field `file` of a multipart form.", code="no_file")
        found = upload_store(name=given[0].name or "", chunks=given[0].chunks())
        body = {"upload": found.pk, "name": found.name, "bytes": found.bytes, "sha256": found.sha256}
        return Response(self.Output(body).data, status=201)
