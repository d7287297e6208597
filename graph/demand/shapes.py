"""What topics and demand look like over REST; the front end's types are generated from these."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from synthesis.apis.shapes import EvidenceSerializer


class NoteSerializer(serializers.Serializer[Any]):
    """Words of the notes and the line where they stand."""

    line = serializers.IntegerField()
    text = serializers.CharField()


class CentreSerializer(serializers.Serializer[Any]):
    """An organization that the notes put at the centre of a topic, in which words, and their addresses for it."""

    organization = serializers.CharField()
    name = serializers.CharField()
    quote = serializers.CharField()
    line = serializers.IntegerField()
    urls = serializers.ListField(child=serializers.URLField())


class SkillRefSerializer(serializers.Serializer[Any]):
    """A skill by slug and name."""

    skill = serializers.CharField()
    name = serializers.CharField()


class RankedTopicSerializer(serializers.Serializer[Any]):
    """A topic in order: `number` is its place in the notes, `rank` its present one, `count` newest counts or null."""

    number = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    rank = serializers.IntegerField()
    count = serializers.IntegerField(allow_null=True)


class TopicYearSerializer(serializers.Serializer[Any]):
    """Papers of a topic in a year, and papers of the whole library in that year."""

    year = serializers.IntegerField()
    papers = serializers.IntegerField()
    library = serializers.IntegerField()


class GrowthSpanSerializer(serializers.Serializer[Any]):
    """Three years, both ends included, and the topic's papers in them."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python."""
        return {name: serializers.IntegerField() for name in ("from", "to", "papers")}


class GrowthSerializer(serializers.Serializer[Any]):
    """Growth of a topic's share of the library: `value` 0.5 is half as much more; null where nothing is to compare."""

    value = serializers.FloatField(allow_null=True)
    recent = GrowthSpanSerializer(allow_null=True)
    before = GrowthSpanSerializer(allow_null=True)


class TopicRowSerializer(RankedTopicSerializer):
    """A topic in the list: what the notes claim, and what the library measures."""

    summary = serializers.CharField()
    urls = serializers.ListField(child=serializers.URLField())
    centres = CentreSerializer(many=True)
    skills = SkillRefSerializer(many=True)
    papers = serializers.IntegerField()
    undated = serializers.IntegerField()
    years = TopicYearSerializer(many=True)
    growth = GrowthSerializer()


class OlderCountSerializer(serializers.Serializer[Any]):
    """A count that a newer one stands before."""

    count = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    date = serializers.DateField()


class CellSerializer(serializers.Serializer[Any]):
    """An organization and a skill. `rank` is what the notes give; null with `stated: false` where they give none.

    `named`: the notes name the two together (`quotes`). `count` is the newest count, null without any, and
    `count_rank` its rank within the organization; equal counts share a rank.
    """

    organization = serializers.CharField()
    skill = serializers.CharField()
    stated = serializers.BooleanField()
    rank = serializers.IntegerField(allow_null=True)
    named = serializers.BooleanField()
    quotes = NoteSerializer(many=True)
    count = serializers.IntegerField(allow_null=True)
    count_rank = serializers.IntegerField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field of this name is fine
    date = serializers.DateField(allow_null=True)
    older = OlderCountSerializer(many=True)


class NamedCellSerializer(CellSerializer):
    """A cell with the names of its organization and skill."""

    organization_name = serializers.CharField()
    skill_name = serializers.CharField()


class TopicConceptSerializer(serializers.Serializer[Any]):
    """A concept of a topic: by the term that it holds (`form`), or the form that it is near to (`near`, the cosine)."""

    concept = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    rule = serializers.ChoiceField(["form", "near"])
    term = serializers.CharField()
    score = serializers.FloatField()
    papers = serializers.IntegerField()
    forms = serializers.ListField(child=serializers.CharField())


class TopicMatchSerializer(serializers.Serializer[Any]):
    """What a paper holds of a topic: the concept, how the paper writes it, its score, and the sentence."""

    concept = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    text = serializers.CharField()
    score = serializers.FloatField()
    evidence = EvidenceSerializer(many=True)


class TopicPaperSerializer(serializers.Serializer[Any]):
    """A paper of a topic; `score` is the sum of the scores of its terms that belong to the topic."""

    arxiv_id = serializers.CharField()
    title = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    score = serializers.FloatField()
    matches = TopicMatchSerializer(many=True)


class TopicExperimentSerializer(serializers.Serializer[Any]):
    """An experiment that demonstrates a topic."""

    key = serializers.CharField()
    title = serializers.CharField()


class TopicSerializer(TopicRowSerializer):
    """A topic. `said` are all lines of the notes about it, `leading` the first ten of its papers.

    `terms` are what concepts are matched with, `near` the cosine from which one counts as near. `growth_formula` says
    how `growth` is computed.
    """

    said = NoteSerializer(many=True)
    terms = serializers.ListField(child=serializers.CharField())
    near = serializers.FloatField()
    growth_formula = serializers.CharField()
    demands = NamedCellSerializer(many=True)
    concepts = TopicConceptSerializer(many=True)
    leading = TopicPaperSerializer(many=True)
    experiments = TopicExperimentSerializer(many=True)


class OrganizationSerializer(serializers.Serializer[Any]):
    """An organization; `place`, `focus`, `words` and `line` as the notes' table has them, `centre_of` topics."""

    organization = serializers.CharField()
    name = serializers.CharField()
    place = serializers.IntegerField(allow_null=True)
    focus = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    line = serializers.IntegerField(allow_null=True)
    centre_of = serializers.ListField(child=serializers.IntegerField())


class RankedSkillSerializer(serializers.Serializer[Any]):
    """A skill in order: `place` among the notes' skills or null, `rank` the present one, `count` all newest or null."""

    skill = serializers.CharField()
    name = serializers.CharField()
    topic = serializers.IntegerField(allow_null=True)
    rank = serializers.IntegerField()
    place = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField(allow_null=True)


class DemandSerializer(serializers.Serializer[Any]):
    """Who demands what. `cells` has every organization with every skill."""

    organizations = OrganizationSerializer(many=True)
    skills = RankedSkillSerializer(many=True)
    topics = RankedTopicSerializer(many=True)
    cells = CellSerializer(many=True)
