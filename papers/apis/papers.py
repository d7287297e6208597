"""REST of papers: list and search, one paper, its tags, its removal, related papers, exports."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.errors import Conflict
from jobs.rest import (
    ETagMixin,
    KeysetPagination,
    RankPagination,
    StrictSerializer,
    page_of,
    page_parameters,
    read_body,
    read_query,
)
from papers import hooks
from papers.apis.exports import EXPORT_RESPONSES, citation_export, text_attachment
from papers.apis.fields import MAX_ID, DaysSerializer, NothingSerializer
from papers.apis.shapes import PaperSerializer, PaperSummarySerializer, detail, summaries
from papers.models import Paper
from papers.search.library import papers_ranked
from papers.search.vectors import similar
from papers.selectors import ORDERINGS, paper_filters, paper_get, papers_found
from papers.services import paper_delete, paper_withdraw, tags_set
from papers.services.tags import NAME_LIMIT, TAGS_LIMIT

SOURCES = ["arxiv", "snapshot", "bibtex", "ris", "report"]
KEY = OpenApiParameter(
    "key",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="An arXiv id without version (2101.08878, cs/0506034) or local: and 12 hex digits.",
)

MOVED = OpenApiResponse(description="The paper has another key by now: an arXiv id.")


def at_present_key(request: Request, paper: Paper, key: str) -> HttpResponsePermanentRedirect | None:
    """A redirect to the same address under the paper's present key, None when that was asked for."""
    if paper.key == key or request.resolver_match is None:
        return None
    path = reverse(request.resolver_match.view_name, kwargs={**request.resolver_match.kwargs, "key": paper.key})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


class PaperSummaryPage(page_of(PaperSummarySerializer)):  # type: ignore[misc]  # made at import
    """A page of papers, and how they were searched."""

    mode = serializers.ChoiceField(
        ["hybrid", "lexical"],
        allow_null=True,
        help_text="hybrid: by words and meaning; lexical: by words only, since the encoder does not answer or has read "
        "no paper; null: nothing was ranked by meaning.",
    )


class PaperList(ETagMixin, APIView):
    """The library."""

    class Query(DaysSerializer):
        q = serializers.CharField(
            required=False,
            allow_blank=True,
            help_text='Words, "phrases", prefi*, -not, OR, title: abstract: author: category: year: tag: id:, or ids.',
        )
        collection = serializers.IntegerField(required=False, min_value=1, max_value=MAX_ID)
        category = serializers.CharField(required=False, max_length=64, help_text="cs.DC, or cs for all of cs.*")
        tag = serializers.CharField(required=False, max_length=NAME_LIMIT)
        author = serializers.CharField(required=False, max_length=200)
        source = serializers.ChoiceField(SOURCES, required=False)  # type: ignore[assignment]  # a field of this name is fine
        ordering = serializers.ChoiceField(
            list(ORDERINGS), required=False, help_text="Without it: by relevance when there is a q, else -published."
        )

    @extend_schema(operation_id="papers_list", parameters=[Query, *page_parameters], responses=PaperSummaryPage)
    def get(self, request: Request) -> Response:
        """A page of papers. By relevance single words find by meaning, too, and the list ends 200 papers deep; every
        other order lists the papers that have all the words, to the end."""
        query = read_query(self.Query, request)
        ordering = query.pop("ordering", None)
        filters = paper_filters(query)
        pages: RankPagination | KeysetPagination
        papers: Any
        if ordering is None and filters.get("q", "").strip():
            pages, (papers, mode) = RankPagination(), papers_ranked(filters)
        else:
            pages, papers, mode = KeysetPagination(ORDERINGS[ordering or "-published"]), papers_found(filters), None
        answer = pages.get_paginated_response(
            PaperSummarySerializer(summaries(pages.paginate_queryset(papers, request)), many=True).data
        )
        answer.data["mode"] = mode
        return answer


class PaperDetail(ETagMixin, APIView):
    """One paper."""

    class Patch(StrictSerializer):
        tags = serializers.ListField(child=serializers.CharField(max_length=NAME_LIMIT), max_length=TAGS_LIMIT)

    class DeleteQuery(StrictSerializer):
        withdraw = serializers.BooleanField(
            required=False, default=False, help_text="Take it out of sight and keep the text that older trees quote."
        )

    @extend_schema(operation_id="papers_get", parameters=[KEY], responses={200: PaperSerializer, 301: MOVED})
    def get(self, request: Request, key: str) -> Response | HttpResponsePermanentRedirect:
        """The paper with its report, terms and versions; 301 from a key it had before arXiv told its id."""
        read_query(NothingSerializer, request)
        paper = paper_get(key)
        return at_present_key(request, paper, key) or Response(PaperSerializer(detail(paper)).data)

    @extend_schema(operation_id="papers_update", parameters=[KEY], request=Patch, responses=PaperSerializer)
    def patch(self, request: Request, key: str) -> Response:
        """Replaces the paper's tags."""
        body = read_body(self.Patch, request)
        paper = paper_get(key)
        tags_set(paper=paper, names=body["tags"])
        return Response(PaperSerializer(detail(paper)).data)

    @extend_schema(operation_id="papers_delete", parameters=[KEY, DeleteQuery], responses={204: None})
    def delete(self, request: Request, key: str) -> Response:
        """Deletes the paper; 409 lists what rests on it under `details.dependents`, unless it is withdrawn only."""
        withdraw = read_query(self.DeleteQuery, request)["withdraw"]
        paper = paper_get(key)
        if withdraw:
            paper_withdraw(paper=paper)
        else:
            paper_delete(paper=paper)
        return Response(status=204)


class PaperRelated(ETagMixin, APIView):
    """Papers near a paper."""

    class Query(StrictSerializer):
        limit = serializers.IntegerField(required=False, min_value=1, max_value=50, default=10)

    class Output(serializers.Serializer[Any]):
        class RelatedPaper(PaperSummarySerializer):
            shared = serializers.ListField(child=serializers.CharField(), help_text="What both share, rarest first.")
            score = serializers.FloatField()

        results = RelatedPaper(many=True)

    @extend_schema(operation_id="papers_related", parameters=[KEY, Query], responses={200: Output, 301: MOVED})
    def get(self, request: Request, key: str) -> Response | HttpResponsePermanentRedirect:
        """The papers that share the rarest terms and title words with this one."""
        limit = read_query(self.Query, request)["limit"]
        paper = paper_get(key)
        found = hooks.papers_related(paper, limit)
        rows = [
            {**summary, "shared": one["shared"], "score": one["score"]}
            for summary, one in zip(summaries([one["paper"] for one in found]), found, strict=True)
        ]
        return at_present_key(request, paper, key) or Response(self.Output({"results": rows}).data)


class PaperSimilar(ETagMixin, APIView):
    """Papers of like meaning."""

    class Query(StrictSerializer):
        limit = serializers.IntegerField(required=False, min_value=1, max_value=50, default=10)

    class Output(serializers.Serializer[Any]):
        class SimilarPaper(PaperSummarySerializer):
            score = serializers.FloatField(help_text="Cosine of the two papers' embeddings.")

        results = SimilarPaper(many=True)

    @extend_schema(operation_id="papers_similar", parameters=[KEY, Query], responses={200: Output, 301: MOVED})
    def get(self, request: Request, key: str) -> Response | HttpResponsePermanentRedirect:
        """The papers nearest to this one by embedding; 409 until the encoder has read it."""
        limit = read_query(self.Query, request)["limit"]
        paper = paper_get(key)
        moved = at_present_key(request, paper, key)
        if moved is not None:
            return moved
        found = similar(paper, limit)
        if found is None:
            raise Conflict(
                f"{paper.key} has no embedding yet; it gets one when a worker reads it.", code="no_embedding"
            )
        rows = summaries([one for one, _ in found])
        scored = [{**row, "score": score} for row, (_, score) in zip(rows, found, strict=True)]
        return Response(self.Output({"results": scored}).data)


class PaperExport(ETagMixin, APIView):
    """A paper as a file."""

    class Query(StrictSerializer):
        format = serializers.ChoiceField(["md", "bibtex", "ris", "csl"])

    @extend_schema(operation_id="papers_export", parameters=[KEY, Query], responses={**EXPORT_RESPONSES, 301: MOVED})
    def get(self, request: Request, key: str) -> HttpResponse:
        """The report as Markdown, or the reference as BibTeX, RIS or CSL-JSON."""
        kind = read_query(self.Query, request)["format"]
        paper = paper_get(key)
        moved = at_present_key(request, paper, key)
        if moved is not None:
            return moved
        name = paper.key.replace("/", "-").replace(":", "-")
        if kind == "md":
            return text_attachment(hooks.paper_markdown(paper), "text/markdown", f"{name}.md")
        return citation_export([paper], kind, name)
