"""What the papers room stores: papers with their older texts, collections, tags and saved searches.

Rows are written by `papers.services` only; the derived columns (`match_key`, `authors_text`) are filled there.
"""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce, Lower, Substr

from papers.search.models import EncoderSpace, Lexeme, LibraryLength, PaperEmbedding, PaperWords

__all__ = [
    "Collection",
    "EncoderSpace",
    "KeyRedirect",
    "Lexeme",
    "LibraryLength",
    "Membership",
    "Paper",
    "PaperEmbedding",
    "PaperVersion",
    "PaperWords",
    "SavedSearch",
    "SavedSearchHit",
    "Tag",
]

KEY_LENGTH = 64
UNDATED = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


class Fold(models.Func):
    """Text without accents, by the SQL function of migration 0001; `papers.folding.fold` is its twin in Python."""

    function = "papers_fold"
    output_field = models.TextField()


class Paper(models.Model):
    """One paper under its key; the row holds the text of the newest version known."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    arxiv_id = models.CharField(max_length=KEY_LENGTH, unique=True, null=True, blank=True)
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.TextField()
    abstract = models.TextField(blank=True, default="")
    authors = models.JSONField(default=list)
    # Names without accents and punctuation, for search only.
    authors_text = models.TextField(blank=True, default="")
    categories = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    primary_category = models.CharField(max_length=64, blank=True, default="")
    published = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(null=True, blank=True)
    doi = models.CharField(max_length=500, blank=True, default="")
    journal_ref = models.TextField(blank=True, default="")
    comment = models.TextField(blank=True, default="")
    source = models.CharField(max_length=20, default="arxiv")
    # The report of the owner's notes: {terms, rouge_percent, title_words, summary_words, mermaid, date_text}.
    given = models.JSONField(null=True, blank=True)
    # The key this paper has, or would have, without an arXiv id: title and first author found again.
    match_key = models.CharField(max_length=KEY_LENGTH, blank=True, default="", db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    # Columns that lists are ordered by must not be null, or a keyset cursor skips rows.
    dated = models.GeneratedField(
        expression=Coalesce("published", models.Value(UNDATED, models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    title_order = models.GeneratedField(
        expression=Substr(Lower("title"), 1, 200), output_field=models.TextField(), db_persist=True
    )
    # Weight D repeats the authors unstemmed, for `author:` alone.
    search = models.GeneratedField(
        expression=SearchVector(Fold("title"), weight="A", config="english")
        + SearchVector(Fold("abstract"), weight="B", config="english")
        + SearchVector("authors_text", weight="C", config="english")
        + SearchVector("authors_text", weight="D", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["dated", "key"], name="paper_dated"),
            models.Index(fields=["created_at", "key"], name="paper_created"),
            models.Index(fields=["title_order", "key"], name="paper_title"),
            GinIndex(fields=["search"], name="paper_search"),
            GinIndex(fields=["categories"], name="paper_categories"),
            models.Index(Lower("doi"), name="paper_doi", condition=~models.Q(doi="")),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def abs_url(self) -> str:
        """Address of the abstract page; "" for a paper that arXiv does not have."""
        return f"https://arxiv.org/abs/{self.arxiv_id}" if self.arxiv_id else ""

    @property
    def pdf_url(self) -> str:
        """Address of the PDF; "" for a paper that arXiv does not have."""
        return f"https://arxiv.org/pdf/{self.arxiv_id}" if self.arxiv_id else ""


class PaperVersion(models.Model):
    """The text of a version that is not the newest; the first stored text of (paper, version) stays for good."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="older_versions")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.TextField()
    abstract = models.TextField(blank=True, default="")
    updated_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "version"], name="paper_version_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.version}"


class KeyRedirect(models.Model):
    """A key that a paper had before arXiv told its id."""

    old_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="old_keys")

    def __str__(self) -> str:
        return self.old_key


class Collection(models.Model):
    """A named set of papers."""

    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    papers = models.ManyToManyField(Paper, through="Membership", related_name="collections")
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="collection_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One paper in one collection."""

    collection = models.ForeignKey(Collection, models.CASCADE)
    paper = models.ForeignKey(Paper, models.CASCADE)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "paper"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.paper_id} in {self.collection_id}"


class Tag(models.Model):
    """A word that people hang on papers."""

    name = models.CharField(max_length=60)
    papers = models.ManyToManyField(Paper, related_name="tags")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="tag_name_once")]

    def __str__(self) -> str:
        return self.name


class SavedSearch(models.Model):
    """A search that the scheduler repeats, to tell of new papers."""

    class Scope(models.TextChoices):
        """Where a saved search looks."""

        LIBRARY = "library"
        ARXIV = "arxiv"

    name = models.CharField(max_length=200)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    query = models.JSONField(default=dict)
    interval_hours = models.PositiveSmallIntegerField(default=24)
    created_at = models.DateTimeField(auto_now_add=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    # When a run was last asked for, so that a slow run is not asked for twice.
    asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SavedSearchHit(models.Model):
    """A paper that a saved search found; it need not be in the library."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits")
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.TextField()
    found_at = models.DateTimeField(auto_now_add=True)
    seen = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "key"], name="saved_search_hit_once")]

    def __str__(self) -> str:
        return f"{self.key} for {self.search_id}"
