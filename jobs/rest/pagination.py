"""Lists are `{next, previous, results}`; cursors are signed, opaque and tied to their query.

Keyset pages stay stable while rows are added; rank pages (searches) go at most `MAX_DEPTH` results deep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db import models
from django.db.models import F, Q, QuerySet
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.errors import Invalid

MAX_PAGE = 200
MAX_DEPTH = 200
PAGE_SIZE = 50
SALT = "arboretum.cursor"


def page_size_of(request: Request) -> int:
    """`?page_size=`, 1 to 200; raises `Invalid` on anything else."""
    text = request.query_params.get("page_size")
    if text is None:
        return PAGE_SIZE
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MAX_PAGE):
        raise Invalid(f"page_size must be a whole number from 1 to {MAX_PAGE}.", details={"page_size": text[:40]})
    return int(text)


class _CursorPagination(BasePagination):
    """What both kinds share: reading and writing the signed cursor, the links and the schema."""

    request: Request
    next_state: dict[str, Any] | None = None
    previous_state: dict[str, Any] | None = None

    def _digest(self) -> str:
        pairs = sorted(
            (name, value)
            for name, values in self.request.query_params.lists()
            if name not in {"cursor", "page_size"}
            for value in values
        )
        return hashlib.sha256(repr((self.request.path, pairs)).encode()).hexdigest()[:12]

    def _read_cursor(self) -> dict[str, Any] | None:
        text = self.request.query_params.get("cursor")
        if text is None:
            return None
        try:
            state = signing.loads(text, salt=SALT)
        except signing.BadSignature as error:
            raise Invalid("This cursor is not one of ours; start from the first page.") from error
        if state["q"] != self._digest():
            raise Invalid("This cursor belongs to another query; start from the first page.")
        return dict(state)

    def _link(self, state: dict[str, Any] | None) -> str | None:
        if state is None:
            return None
        cursor = signing.dumps({**state, "q": self._digest()}, salt=SALT, compress=True)
        pairs = [
            (name, value) for name, values in self.request.query_params.lists() if name != "cursor" for value in values
        ]
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode([*pairs, ('cursor', cursor)])}")

    def get_paginated_response(self, data: Any) -> Response:
        """`{next, previous, results}`, the links absolute or null."""
        return Response(
            {"next": self._link(self.next_state), "previous": self._link(self.previous_state), "results": data}
        )

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ARG002  (DRF passes it)
        """`cursor` and `page_size` for the OpenAPI schema."""
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": PAGE_SIZE},
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page around a list schema."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


class KeysetPagination(_CursorPagination):
    """Pages by the values of the last row. The queryset's `order_by` must be plain names and end in a unique one.

    Null values come last, in both directions. Pass `ordering` to order here.
    """

    def __init__(self, ordering: Sequence[str] = ()) -> None:
        self.ordering = tuple(ordering)

    def paginate_queryset(
        self,
        queryset: Any,
        request: Request,
        view: Any = None,  # noqa: ARG002  (DRF passes it)
    ) -> list[Any]:
        """The rows of the page that `?cursor=` names, the first page without one."""
        self.request = request
        size = page_size_of(request)
        order = self.ordering or tuple(str(name) for name in queryset.query.order_by)
        state = self._read_cursor()
        backwards = bool(state and state["back"])
        if state:
            if len(state["at"]) != len(order):
                raise Invalid("This cursor belongs to another query; start from the first page.")
            queryset = queryset.filter(_beyond(queryset, order, state["at"], backwards))
        queryset = queryset.order_by(*(_expression(name, backwards) for name in order))
        rows = list(queryset[: size + 1])
        more = len(rows) > size
        rows = rows[:size]
        if backwards:
            rows.reverse()
        if rows and (more or backwards):
            self.next_state = {"at": _values(order, rows[-1]), "back": False}
        if rows and (state is not None and (more or not backwards)):
            self.previous_state = {"at": _values(order, rows[0]), "back": True}
        return rows


def _field(queryset: QuerySet[Any], name: str) -> models.Field[Any, Any]:
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        return annotation.output_field
    return queryset.model._meta.get_field(name)  # type: ignore[no-any-return]


def _values(order: Sequence[str], row: Any) -> list[str | None]:
    values = []
    for name in order:
        value = getattr(row, name.lstrip("-"))
        plain = value.isoformat() if hasattr(value, "isoformat") else str(value)
        values.append(None if value is None else plain)
    return values


def _expression(name: str, backwards: bool) -> models.expressions.OrderBy:
    column = F(name.lstrip("-"))
    descending = name.startswith("-") != backwards
    nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
    return column.desc(**nulls) if descending else column.asc(**nulls)


def _beyond(queryset: QuerySet[Any], order: Sequence[str], at: Sequence[str | None], backwards: bool) -> Q:
    """Rows strictly after (or before) the row with the values `at`, nulls counting as last."""
    condition = Q(pk__in=[])
    for name, text in reversed(list(zip(order, at, strict=True))):
        column = name.lstrip("-")
        if text is None:
            same, past = Q(**{f"{column}__isnull": True}), Q(pk__in=[])
            if backwards:
                past = Q(**{f"{column}__isnull": False})
        else:
            value = _field(queryset, column).to_python(text)
            same = Q(**{column: value})
            past = Q(**{f"{column}__{'lt' if name.startswith('-') != backwards else 'gt'}": value})
            if not backwards:
                past |= Q(**{f"{column}__isnull": True})
        condition = past | (same & condition)
    return condition


class RankPagination(_CursorPagination):
    """Pages of a search by offset, at most `MAX_DEPTH` results deep. Takes a queryset or any ordered sequence."""

    def paginate_queryset(
        self,
        queryset: Any,
        request: Request,
        view: Any = None,  # noqa: ARG002  (DRF passes it)
    ) -> list[Any]:
        """The results of the page that `?cursor=` names, the first page without one."""
        self.request = request
        size = page_size_of(request)
        state = self._read_cursor()
        start = int(state["start"]) if state else 0
        end = min(start + size, MAX_DEPTH)
        rows = list(queryset[start : end + 1])
        if len(rows) > end - start and end < MAX_DEPTH:
            self.next_state = {"start": end}
        if start:
            self.previous_state = {"start": max(0, start - size)}
        return rows[: end - start]


def page_of(item: type[serializers.BaseSerializer[Any]]) -> type[serializers.BaseSerializer[Any]]:
    """The serializer of a page of `item`, for `extend_schema(responses=page_of(Output))`."""
    name = item.__qualname__.replace(".", "").removesuffix("Serializer")
    return type(
        f"{name}Page",
        (serializers.Serializer,),
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": item(many=True),
            "is_page": True,
        },
    )
