"""REST of a person's hand in a merged diagram: look at an edit, store it, compare versions, go back to one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.errors import Conflict, Invalid
from jobs.rest import ETagMixin, StrictSerializer, read_body, read_query
from synthesis import selectors, services
from synthesis.apis.edit_shapes import MAX_VERSION, DifferenceSerializer
from synthesis.core import edits, types
from synthesis.core.errors import InvalidTree
from synthesis.models import Synthesis, SynthesisVersion
from synthesis.services.edits import text_read

MAX_TEXT = 200_000


class MermaidInput(StrictSerializer):
    """A Mermaid text, and the version it was made from."""

    mermaid = serializers.CharField(max_length=MAX_TEXT, trim_whitespace=False)
    version = serializers.IntegerField(min_value=1, max_value=MAX_VERSION)


class SynthesisEdits(APIView):
    """Edit a merged diagram as text."""

    class Output(serializers.Serializer[Any]):
        version = serializers.IntegerField()
        tree = serializers.CharField()

    @extend_schema(operation_id="syntheses_edit", request=MermaidInput, responses={201: Output})
    def post(self, request: Request, synthesis_id: UUID) -> Response:
        """A new version that says what the text says; 422 with `details` `{line, column}` for a broken text."""
        body = read_body(MermaidInput, request)
        version = services.edits_apply(
            synthesis=selectors.synthesis_get(synthesis_id),
            number=body["version"],
            text=body["mermaid"],
            author=_author(request),
        )
        return Response(self.Output({"version": version.number, "tree": version.tree_id}).data, status=201)


class EditsPreview(APIView):
    """Look at an edit before it is stored."""

    @extend_schema(operation_id="syntheses_edit_preview", request=MermaidInput, responses=DifferenceSerializer)
    def post(self, request: Request, synthesis_id: UUID) -> Response:
        """What the text would change in that version; nothing is stored. 422 as for the edit itself."""
        body = read_body(MermaidInput, request)
        version = _version(selectors.synthesis_get(synthesis_id), body["version"])
        tree = types.from_dict(version.tree.body)
        steps = text_read(tree=tree, text=body["mermaid"])
        return Response(DifferenceSerializer(edits.difference(tree, steps)).data)


class VersionCompare(ETagMixin, APIView):
    """Two versions side by side."""

    class Query(StrictSerializer):
        before = serializers.IntegerField(min_value=1, max_value=MAX_VERSION)
        after = serializers.IntegerField(min_value=1, max_value=MAX_VERSION)

    @extend_schema(operation_id="syntheses_compare", parameters=[Query], responses=DifferenceSerializer)
    def get(self, request: Request, synthesis_id: UUID) -> Response:
        """What leads from version `before` to version `after`."""
        query = read_query(self.Query, request)
        synthesis = selectors.synthesis_get(synthesis_id)
        before, after = (types.from_dict(_version(synthesis, query[name]).tree.body) for name in ("before", "after"))
        try:
            steps = edits.diff(before, after)
        except InvalidTree as error:
            raise Invalid(error.message, code=error.code, details=error.details) from error
        return Response(DifferenceSerializer(edits.difference(before, steps)).data)


class VersionRestore(APIView):
    """Go back to an older version."""

    class Input(StrictSerializer):
        version = serializers.IntegerField(min_value=1, max_value=MAX_VERSION)

    @extend_schema(operation_id="syntheses_restore", request=Input, responses={201: SynthesisEdits.Output})
    def post(self, request: Request, synthesis_id: UUID) -> Response:
        """That version once more, as the newest one; those in between stay."""
        version = services.version_restore(
            synthesis=selectors.synthesis_get(synthesis_id),
            number=read_body(self.Input, request)["version"],
            author=_author(request),
        )
        return Response(SynthesisEdits.Output({"version": version.number, "tree": version.tree_id}).data, status=201)


def _version(synthesis: Synthesis, number: int) -> SynthesisVersion:
    version = selectors.version_get(synthesis, number)
    if version is None:
        raise Conflict("This synthesis is not merged yet.", code="not_merged")
    return version


def _author(request: Request) -> str:
    return str(request.user.get_username()) if request.user and request.user.is_authenticated else ""
