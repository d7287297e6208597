"""Strict input: unknown fields and wrong JSON types are refused by name, never dropped or coerced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request

from jobs.errors import Invalid


def _wrong_type(field: serializers.Field[Any, Any, Any, Any], value: Any) -> str | None:
    """A sentence when a JSON value has another type than the field's, else None."""
    if value is None:
        return None
    if isinstance(field, serializers.BooleanField):
        return None if isinstance(value, bool) else "Give true or false."
    if isinstance(field, serializers.IntegerField):
        return None if isinstance(value, int) and not isinstance(value, bool) else "Give a whole number."
    if isinstance(field, serializers.FloatField):
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "Give a number."
    if isinstance(field, serializers.CharField | serializers.DateField | serializers.DateTimeField):
        return None if isinstance(value, str) else "Give text."
    if isinstance(field, serializers.ListField) and field.child is not None and isinstance(value, list):
        return next((found for item in value if (found := _wrong_type(field.child, item))), None)
    return None


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer for input. Unknown fields are refused with their names; JSON types are not coerced."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated values; raises `serializers.ValidationError`."""
        if isinstance(data, Mapping):
            self._refuse_unknown(data)
            if not isinstance(data, QueryDict):
                self._refuse_wrong_types(data)
        return super().to_internal_value(data)

    def _refuse_unknown(self, data: Mapping[str, Any]) -> None:
        known = {name for name, field in self.fields.items() if not field.read_only}
        unknown = sorted(set(data) - known)
        if unknown:
            names = ", ".join(sorted(known)) or "none"
            raise serializers.ValidationError(
                {name: [f"Unknown field. Known here: {names}."] for name in unknown}, code="unknown_field"
            )

    def _refuse_wrong_types(self, data: Mapping[str, Any]) -> None:
        problems = {
            name: [problem]
            for name, field in self.fields.items()
            if name in data and (problem := _wrong_type(field, data[name]))
        }
        if problems:
            raise serializers.ValidationError(problems, code="wrong_type")


def read_body(serializer: type[serializers.BaseSerializer[Any]], request: Request) -> dict[str, Any]:
    """The validated body of a request; raises `ValidationError` (400)."""
    if not isinstance(request.data, Mapping):
        raise Invalid("The body must be a JSON object.", code="malformed")
    checked = serializer(data=request.data, context={"request": request})
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def read_query(serializer: type[serializers.BaseSerializer[Any]], request: Request) -> dict[str, Any]:
    """The validated query parameters without those of paging; raises `ValidationError` (400)."""
    query = request.query_params.copy()
    for name in ("cursor", "page_size"):
        query.pop(name, None)
    checked = serializer(data=query, context={"request": request})
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)
