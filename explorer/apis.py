"""REST that spans rooms: imports."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from explorer.intake import PARSERS, arxiv_query
from explorer.models import ImportText
from jobs.errors import Invalid
from jobs.rest import IMPORT_LIMIT, StrictSerializer, read_body
from jobs.services import enqueue
from papers.apis.fields import MAX_ID, DaysSerializer
from papers.arxiv import arxiv_errors
from papers.keys import parse_identifiers
from papers.models import Collection
from papers.selectors import collection_get
from papers.services import collection_ensure
from papers.services.collections import NAME_LIMIT

MAX_RESULTS = 2000
DEFAULT_RESULTS = 100
TEXT_SOURCES = tuple(PARSERS)


class ImportQuerySerializer(DaysSerializer):
    """A search by fields; all that are given must hold."""

    words = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    title = serializers.CharField(required=False, allow_blank=True, max_length=500)
    author = serializers.CharField(required=False, allow_blank=True, max_length=500)
    category = serializers.CharField(required=False, allow_blank=True, max_length=500)


class QueryField(serializers.Field[Any, Any, Any, Any]):
    """Words (or a query in arXiv's own language), or the fields of `ImportQuerySerializer`."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The fields of the search, days as ISO text; raises `ValidationError`."""
        if isinstance(data, str):
            data = {"words": data}
        if not isinstance(data, dict):
            raise serializers.ValidationError("Give words as text, or an object with words, title, author and so on.")
        fields = ImportQuerySerializer(data=data)
        fields.is_valid(raise_exception=True)
        found = {name: value for name, value in fields.validated_data.items() if value}
        days = {name: found[name].isoformat() for name in ("from", "to") if name in found}
        return {**found, **days}


class QuerySchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How `QueryField` stands in the schema: text, or the fields by name."""

    target_class = QueryField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Either of the two."""
        fields = auto_schema.resolve_serializer(ImportQuerySerializer, direction)
        return {"oneOf": [{"type": "string"}, fields.ref]}


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": NAME_LIMIT}]})
class CollectionField(serializers.Field[Any, Any, Any, Any]):
    """A collection by id (a number) or by name (text); a name that is new makes a new collection."""

    def to_internal_value(self, data: Any) -> int | str:
        """The id or the name; raises `ValidationError`."""
        if isinstance(data, int) and not isinstance(data, bool) and 1 <= data <= MAX_ID:
            return data
        if isinstance(data, str) and data.strip() and len(data) <= NAME_LIMIT:
            return data
        raise serializers.ValidationError(f"Give a collection's id, or a name of up to {NAME_LIMIT} characters.")


class Imports(APIView):
    """Bring papers into the library."""

    max_body = IMPORT_LIMIT

    class Input(StrictSerializer):
        source = serializers.ChoiceField(["arxiv", *TEXT_SOURCES])  # type: ignore[assignment]  # a field of this name is fine
        query = QueryField(required=False, help_text="Source arxiv: what to search for.")
        ids = serializers.ListField(
            child=serializers.CharField(max_length=2000),
            required=False,
            min_length=1,
            max_length=MAX_RESULTS,
            help_text="Source arxiv: ids, addresses of arXiv or its DOIs, one or several in each text.",
        )
        text = serializers.CharField(required=False, help_text="The other sources: the file's text.")
        max_results = serializers.IntegerField(
            required=False, min_value=1, max_value=MAX_RESULTS, help_text=f"Without it {DEFAULT_RESULTS} of a search."
        )
        collection = CollectionField(required=False, allow_null=True, help_text="Id, or name of an old or new one.")

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Exactly one of `query`, `ids` and `text`, and the one that the source takes."""
            given = [name for name in ("query", "ids", "text") if name in attrs]
            takes = ("query", "ids") if attrs["source"] == "arxiv" else ("text",)
            if len(given) != 1 or given[0] not in takes:
                wanted = " or ".join(takes)
                held = f"not {' and '.join(given)}" if given else "and there is none"
                raise serializers.ValidationError(
                    {takes[0]: [f"Source {attrs['source']} takes exactly one of: {wanted}; {held}."]}
                )
            return attrs

    class Started(serializers.Serializer[Any]):
        job = serializers.UUIDField()
        collection = serializers.IntegerField(allow_null=True)

    @extend_schema(operation_id="imports_create", request=Input, responses={202: Started})
    def post(self, request: Request) -> Response:
        """Starts an import; the result of its job counts what was created, updated, unchanged and skipped."""
        body = read_body(self.Input, request)
        params: dict[str, Any] = {"max_results": body.get("max_results")}
        if body["source"] == "arxiv":
            params = _arxiv_params(body)
        with transaction.atomic():
            collection = _collection(body.get("collection"))
            if "text" in body:
                params["text"] = str(ImportText.objects.create(text=body["text"]).pk)
            params |= {"source": body["source"], "collection": collection.pk if collection else None}
            job = enqueue(kind="import", params=params, total=len(params.get("ids", ())))
        return Response(self.Started({"job": job.pk, "collection": params["collection"]}).data, status=202)


def _arxiv_params(body: dict[str, Any]) -> dict[str, Any]:
    """The part of a job's parameters that says what to ask arXiv for; raises `Invalid` when it cannot be asked."""
    if "ids" in body:
        ids = _identifiers("\n".join(body["ids"]))
        return {"ids": ids, "max_results": body.get("max_results", MAX_RESULTS)}
    params = {"query": body["query"], "max_results": body.get("max_results", DEFAULT_RESULTS)}
    words = body["query"].get("words", "")
    named = parse_identifiers(words)
    if set(body["query"]) == {"words"} and named.ids and not named.problems:
        return {"ids": list(named.ids), "max_results": params["max_results"]}
    with arxiv_errors():
        arxiv_query(params)
    return params


def _identifiers(text: str) -> list[str]:
    named = parse_identifiers(text)
    if named.problems:
        raise Invalid(named.problems[0], code="bad_ids", details={"ids": list(named.problems[:50])})
    if not named.ids:
        raise Invalid("There is no arXiv id in this text.", code="bad_ids")
    if len(named.ids) > MAX_RESULTS:
        raise Invalid(f"At most {MAX_RESULTS} papers are imported at once; these are {len(named.ids)}.", code="bad_ids")
    return list(named.ids)


def _collection(named: int | str | None) -> Collection | None:
    if named is None:
        return None
    return collection_get(named) if isinstance(named, int) else collection_ensure(name=named)
