"""OpenAPI as the house wants it: every operation documents the error shape, inner serializers get full names."""

from __future__ import annotations

import re
from typing import Any, Literal

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from jobs.rest.etags import ETagMixin
from jobs.rest.pagination import MAX_PAGE, PAGE_SIZE

CLIENT_ERRORS = (400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 424, 429)

page_parameters = [
    OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next` or `previous` of another page."),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": PAGE_SIZE},
        description="Results per page.",
    ),
]


class ErrorSerializer(serializers.Serializer[Any]):
    """The one error shape."""

    code = serializers.CharField(help_text="A short word for programs.")
    message = serializers.CharField(help_text="A sentence for people.")
    details = serializers.DictField(help_text="More, by name.")


class ApiSchema(AutoSchema):
    """drf-spectacular's schema with error responses, 304 on reads with ETags, and names that cannot collide."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        error = self.resolve_serializer(ErrorSerializer, "response").ref
        if self.method == "GET" and isinstance(self.view, ETagMixin):
            bodies.setdefault("304", {"description": "Unchanged since the given ETag."})
        for status in CLIENT_ERRORS:
            bodies.setdefault(
                str(status), {"content": {"application/json": {"schema": error}}, "description": "What is wrong."}
            )
        bodies.setdefault(
            "503", {"content": {"application/json": {"schema": error}}, "description": "An engine does not answer."}
        )
        return bodies

    def get_auth(self) -> list[dict[str, Any]]:
        """The ways to log in, where a login is required."""
        return super().get_auth() if settings.AUTH == "required" else []

    def get_operation_id(self) -> str:
        """A read that answers pages is a `list`, although its view is a plain one."""
        name: str = super().get_operation_id()
        is_page = getattr(self.get_response_serializers(), "is_page", False)
        return re.sub("_retrieve$", "_list", name) if is_page else name

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """A serializer inside a view is named after both: `JobList.Query` becomes `JobListQuery`."""
        outer = type(serializer).__qualname__.rpartition(".")[0]
        name: str = super().get_serializer_name(serializer, direction)
        return name if "<locals>" in outer else outer.replace(".", "") + name
