"""What search stores beside a paper: the weights of its words, and its embeddings.

Lexemes and words are written by the SQL function `papers_weigh` of migration 0002 only, embeddings by
`papers.services.embeddings_store`.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from pgvector.django import HalfVectorField, SparseVectorField, VectorField

# The most that pgvector allows.
PLACES = 1_000_000_000


class Lexeme(models.Model):
    """A word stem of the library and how many papers hold it; its id is its place in every lexical vector, for good."""

    id = models.AutoField(primary_key=True)
    text = models.TextField(unique=True)
    papers = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "papers"

    def __str__(self) -> str:
        return self.text


class PaperWords(models.Model):
    """The BM25 weights of a paper's words. `lexemes` are their places, `title` the places of the title's words."""

    paper = models.OneToOneField("papers.Paper", models.CASCADE, primary_key=True, related_name="words")
    lexemes = ArrayField(models.IntegerField())
    title = ArrayField(models.IntegerField())
    vector = SparseVectorField(dimensions=PLACES)
    length = models.FloatField()

    class Meta:
        app_label = "papers"
        indexes = [
            GinIndex(fields=["lexemes"], name="paper_words_lexemes"),
            GinIndex(fields=["title"], name="paper_words_title"),
        ]

    def __str__(self) -> str:
        return f"words of {self.paper_id}"


class LibraryLength(models.Model):
    """One row: how many papers are weighed, their summed length, and the mean length that the weights are made for."""

    papers = models.PositiveIntegerField(default=0)
    length = models.FloatField(default=0)
    pivot = models.FloatField(default=0)

    class Meta:
        app_label = "papers"

    def __str__(self) -> str:
        return f"{self.papers} papers"


class PaperEmbedding(models.Model):
    """A paper as a unit vector of one encoder; vectors of two encoders are never compared."""

    paper = models.ForeignKey("papers.Paper", models.CASCADE, related_name="embeddings")
    encoder = models.CharField(max_length=300)
    vector = HalfVectorField()

    class Meta:
        app_label = "papers"
        constraints = [models.UniqueConstraint(fields=["paper", "encoder"], name="paper_embedding_once")]

    def __str__(self) -> str:
        return f"{self.paper_id} by {self.encoder}"


class EncoderSpace(models.Model):
    """What an encoder's vectors look like here: their dimensions, and their mean as of `papers` papers."""

    encoder = models.CharField(max_length=300, unique=True)
    dim = models.PositiveIntegerField()
    papers = models.PositiveIntegerField(default=0)
    mean = VectorField(null=True)

    class Meta:
        app_label = "papers"

    def __str__(self) -> str:
        return self.encoder
