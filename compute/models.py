"""What the compute room stores: key terms of papers, which model found them, papers almost alike, topics, runs."""

from django.db import models

from compute.demand_models import Organization, Skill, SkillCount, SkillStatement, Topic
from compute.experiment_models import Artifact, ExperimentPaper, LinkState, Run, RunPaper, Upload
from papers.models import Paper

__all__ = [
    "Artifact",
    "ExperimentPaper",
    "Extracted",
    "LinkState",
    "NearDuplicate",
    "Organization",
    "Run",
    "RunPaper",
    "Shingle",
    "Skill",
    "SkillCount",
    "SkillStatement",
    "Term",
    "Topic",
    "Upload",
]


class Term(models.Model):
    """A key term of one paper, found by one method in one version of its text.

    `spans` is a list of `{field: title|abstract, start, end}` in code points, half-open; a given term has none.
    `vector` is the mean of a model term's token states as a unit vector times 127, one signed byte a dimension;
    empty for the other methods. `long_form` is what an acronym stands for in the same text, else "".
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
    vector = models.BinaryField(default=bytes, blank=True)
    long_form = models.CharField(max_length=300, default="", blank=True)

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


class Extracted(models.Model):
    """The last reading of a paper by the model: of which version of its text, by which extractor.

    A paper whose row names another version or extractor than today's is read again, any other is not.
    """

    paper = models.OneToOneField(Paper, models.CASCADE, related_name="extracted")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    extractor = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.paper_id} by {self.extractor}"


class Shingle(models.Model):
    """A run of words of a paper's text, as a number (see `compute.shingles`), by which near-duplicates are found."""

    pk = models.CompositePrimaryKey("hash", "paper")
    hash = models.BigIntegerField()
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.hash:x} of {self.paper_id}"


class NearDuplicate(models.Model):
    """A paper whose text is almost another one's; `score` is the F of ROUGE-2. Every pair is here both ways round."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="near_duplicates")
    other = models.ForeignKey(Paper, models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "other"], name="near_duplicate_once"),
            models.CheckConstraint(condition=~models.Q(paper=models.F("other")), name="near_duplicate_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} = {self.other_id}"
