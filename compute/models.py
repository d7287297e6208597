"""What the compute room stores: the key terms of papers."""

from django.db import models

from papers.models import Paper


class Term(models.Model):
    """A key term of one paper, found by one method in one version of its text.

    `spans` is a list of `{field: title|abstract, start, end}` in code points, half-open; a given term has none.
    Whether a term is a stop word is not stored: the list may grow, the term stays.
    """

    class Method(models.TextChoices):
        """How a term was found."""

        CLASSIC = "classic"
        GIVEN = "given"
        MODEL = "model"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="terms")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices)
    rank = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    normal = models.CharField(max_length=300)
    score = models.FloatField()
    count = models.PositiveIntegerField(default=0)
    spans = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "version", "method", "rank"], name="term_rank_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=1), name="term_score_0_to_1"),
        ]
        indexes = [models.Index(fields=["normal", "paper"], name="term_normal")]

    def __str__(self) -> str:
        return self.text
