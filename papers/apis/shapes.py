"""What papers look like over REST; the front end's types are generated from these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from papers import hooks
from papers.models import Paper
from papers.selectors import collections_of, paper_versions, tags_of
from papers.text import sentences

SUMMARY_TERMS = 5


class CollectionRefSerializer(serializers.Serializer[Any]):
    """A collection by id and name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class PaperFieldsSerializer(serializers.Serializer[Any]):
    """What lists and the paper page both show. `arxiv_id` is the key: `local:` and 12 hex digits outside arXiv."""

    arxiv_id = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    authors = serializers.ListField(child=serializers.CharField())
    published = serializers.DateTimeField(allow_null=True)
    updated = serializers.DateTimeField(allow_null=True)
    added = serializers.DateTimeField()
    categories = serializers.ListField(child=serializers.CharField())
    primary_category = serializers.CharField(allow_blank=True)
    has_abstract = serializers.BooleanField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    tags = serializers.ListField(child=serializers.CharField())
    collections = CollectionRefSerializer(many=True)
    abs_url = serializers.URLField(allow_null=True)
    pdf_url = serializers.URLField(allow_null=True)
    withdrawn = serializers.BooleanField()


class PaperSummarySerializer(PaperFieldsSerializer):
    """A paper in a list."""

    terms = serializers.ListField(
        child=serializers.CharField(), help_text=f"The first {SUMMARY_TERMS} key terms that are no stop words."
    )


class SpanSerializer(serializers.Serializer[Any]):
    """A stretch of text in Unicode code points, half-open."""

    field = serializers.ChoiceField(["title", "abstract"])
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class TermSerializer(serializers.Serializer[Any]):
    """A key term; `stop`: a stop word, which only the report shows; `long_form`: what an acronym means."""

    text = serializers.CharField()
    score = serializers.FloatField()
    rank = serializers.IntegerField()
    count = serializers.IntegerField()
    stop = serializers.BooleanField()
    spans = SpanSerializer(many=True)
    method = serializers.ChoiceField(["classic", "given", "model"])
    long_form = serializers.CharField(allow_blank=True)


class ExtractionSerializer(serializers.Serializer[Any]):
    """How far the model is with the paper's present text: `waiting` for the job, `missing` when nobody asked."""

    state = serializers.ChoiceField(["done", "waiting", "missing", "no_text"])
    job = serializers.UUIDField(allow_null=True)


class RatesSerializer(serializers.Serializer[Any]):
    """Precision, recall and F, 0 to 1."""

    p = serializers.FloatField()
    r = serializers.FloatField()
    f = serializers.FloatField()


class RougeSerializer(serializers.Serializer[Any]):
    """ROUGE of the key terms against the abstract."""

    rouge1 = RatesSerializer()
    rouge2 = RatesSerializer()
    rougeL = RatesSerializer()


class NearDuplicateSerializer(serializers.Serializer[Any]):
    """A paper whose text is almost the same; `score` is the F of ROUGE-2 of both texts."""

    arxiv_id = serializers.CharField()
    title = serializers.CharField()
    score = serializers.FloatField()


class ReportSerializer(serializers.Serializer[Any]):
    """The figures of the report. Without an abstract they are those of the notes, null where nobody knows them."""

    title_words = serializers.IntegerField()
    summary_words = serializers.IntegerField(allow_null=True)
    high_info_terms = serializers.ListField(child=serializers.CharField())
    rouge_percent = serializers.FloatField(allow_null=True)
    date_text = serializers.CharField(allow_blank=True)
    rouge = RougeSerializer(allow_null=True)


class VersionSerializer(serializers.Serializer[Any]):
    """One stored version of the text; the last one is the paper's own."""

    version = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    updated = serializers.DateTimeField(allow_null=True)


class PaperSerializer(PaperFieldsSerializer):
    """A paper on its own page. `sentences` are those of the abstract, for reading aloud."""

    abstract = serializers.CharField(allow_blank=True)
    sentences = SpanSerializer(many=True)
    doi = serializers.CharField(allow_blank=True)
    journal_ref = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    versions = VersionSerializer(many=True)
    report = ReportSerializer()
    terms = TermSerializer(many=True, help_text="The model's key terms; until it has read the paper the plain ones.")
    plain_terms = TermSerializer(many=True, help_text="The counted or given terms that the report names.")
    extraction = ExtractionSerializer()
    near_duplicates = NearDuplicateSerializer(many=True)


def summaries(
    papers: Sequence[Paper], terms: Mapping[int, Sequence[hooks.TermReading]] | None = None
) -> list[dict[str, Any]]:
    """The papers as `PaperSummarySerializer` takes them, read with a query per kind of thing, not per paper.

    `terms` are those of the papers, where they are at hand.
    """
    tags, shelves = tags_of(papers), collections_of(papers)
    terms = hooks.paper_terms(papers) if terms is None else terms
    return [
        {
            "arxiv_id": paper.key,
            "version": paper.version,
            "title": paper.title,
            "authors": paper.authors,
            "published": paper.published,
            "updated": paper.updated,
            "added": paper.created_at,
            "categories": paper.categories,
            "primary_category": paper.primary_category,
            "has_abstract": bool(paper.abstract),
            "source": paper.source,
            "terms": [term["text"] for term in terms.get(paper.pk, []) if not term["stop"]][:SUMMARY_TERMS],
            "tags": tags[paper.pk],
            "collections": [{"id": shelf.pk, "name": shelf.name} for shelf in shelves[paper.pk]],
            "abs_url": paper.abs_url or None,
            "pdf_url": paper.pdf_url or None,
            "withdrawn": paper.withdrawn_at is not None,
        }
        for paper in papers
    ]


def detail(paper: Paper) -> dict[str, Any]:
    """The paper as `PaperSerializer` takes it."""
    reading = hooks.paper_reading(paper)
    return {
        **summaries([paper], {paper.pk: reading["terms"]})[0],
        **reading,
        "abstract": paper.abstract,
        "sentences": [{"field": "abstract", "start": a, "end": b} for a, b in sentences(paper.abstract)],
        "doi": paper.doi,
        "journal_ref": paper.journal_ref,
        "comment": paper.comment,
        "versions": [
            {"version": row.version, "title": row.title, "abstract": row.abstract, "updated": row.updated_at}
            for row in paper_versions(paper)
        ],
        "near_duplicates": [
            {"arxiv_id": near["paper"].key, "title": near["paper"].title, "score": near["score"]}
            for near in hooks.paper_near_duplicates(paper)
        ],
    }
