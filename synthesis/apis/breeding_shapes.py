"""Shapes of breedings, fitness and lineage in the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from jobs.models import Job
from jobs.rest import StrictSerializer
from synthesis.core.breeding import OPERATORS
from synthesis.models import Tree

NAME_HELP = "What a person called a child; empty without."


class WeightsSerializer(StrictSerializer):
    """How much each part of fitness weighs; parts left out weigh nothing."""

    coverage = serializers.FloatField(required=False, min_value=0, max_value=1e6)
    coherence = serializers.FloatField(required=False, min_value=0, max_value=1e6)
    evidence = serializers.FloatField(required=False, min_value=0, max_value=1e6)
    novelty = serializers.FloatField(required=False, min_value=0, max_value=1e6)
    readability = serializers.FloatField(required=False, min_value=0, max_value=1e6)


class FitnessSerializer(serializers.Serializer[Any]):
    """The five parts of fitness, each 0 to 1, higher is better."""

    coverage = serializers.FloatField(help_text="ROUGE-1 recall of the papers by the labels, by term score.")
    coherence = serializers.FloatField(help_text="Mean closeness of parent and child nodes.")
    evidence = serializers.FloatField(help_text="Share of the edges with a quote.")
    novelty = serializers.FloatField(help_text="Distance to the parents and to all earlier children.")
    readability = serializers.FloatField(help_text="Size, depth, balance and length of labels.")


class BranchSerializer(serializers.Serializer[Any]):
    """A piece of a child from one parent, named by its top node; `parent` null: a neighbour from other papers."""

    node = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field of this name is fine
    papers = serializers.ListField(child=serializers.CharField())


class OriginSerializer(serializers.Serializer[Any]):
    """The parent that a node comes from, and its id there."""

    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field of this name is fine
    node = serializers.CharField()


class MutationSerializer(serializers.Serializer[Any]):
    """What an operator did at a node; `seed` is that of its generator: seed, generation, place."""

    operator = serializers.ChoiceField(OPERATORS)
    node = serializers.CharField()
    note = serializers.CharField(allow_blank=True, help_text="Label of the other node that took part.")
    seed = serializers.ListField(child=serializers.IntegerField())


class LineageSerializer(serializers.Serializer[Any]):
    """Where a child's nodes come from; `origins` go by node."""

    breeding = serializers.UUIDField()
    generation = serializers.IntegerField()
    key = serializers.CharField()
    seed = serializers.IntegerField()
    parents = serializers.ListField(child=serializers.CharField())
    branches = BranchSerializer(many=True)
    origins = serializers.DictField(child=OriginSerializer())
    mutations = MutationSerializer(many=True)


class TreeHeadSerializer(serializers.Serializer[Any]):
    """A tree by id and title."""

    id = serializers.CharField()
    title = serializers.CharField()
    name = serializers.CharField(allow_blank=True, help_text=NAME_HELP)
    kind = serializers.ChoiceField(Tree.Kind.choices)
    style = serializers.ChoiceField(Tree.Style.choices, allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine


class BreedingParentSerializer(TreeHeadSerializer):
    """A parent with its own figures (novelty 0), null until the breeding began."""

    fitness = FitnessSerializer(allow_null=True)


class BreedingChildSerializer(TreeHeadSerializer):
    """A child; `place` orders those of the present generation from 0, null for one kept earlier.

    First stands the front, best first by the weights, then the few beyond it that are shown. `shown`: to choose from.
    """

    nodes = serializers.IntegerField()
    edges = serializers.IntegerField()
    key = serializers.CharField(help_text="What the breeding calls it, in its recipe and its choices.")
    born = serializers.IntegerField(help_text="Its generation.")
    place = serializers.IntegerField(allow_null=True)
    shown = serializers.BooleanField()
    kept = serializers.BooleanField()
    fitness = FitnessSerializer()


class GenerationSerializer(serializers.Serializer[Any]):
    """The figures of one generation: new children, best and spread (highest less lowest) of each part of fitness."""

    generation = serializers.IntegerField()
    children = serializers.IntegerField()
    best = FitnessSerializer()
    spread = FitnessSerializer()


class ChoiceSerializer(serializers.Serializer[Any]):
    """What a person kept, wanted more of and less of, after a generation; children by key."""

    generation = serializers.IntegerField()
    keep = serializers.ListField(child=serializers.CharField())
    less = serializers.ListField(child=serializers.CharField())
    more = serializers.ListField(child=serializers.CharField())


class BreedingSerializer(serializers.Serializer[Any]):
    """A breeding: `generation` of `generations` are done. `recipe` is the hash of all that its children follow from."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    parents = BreedingParentSerializer(many=True)
    seed = serializers.IntegerField()
    population = serializers.IntegerField()
    operators = serializers.ListField(child=serializers.ChoiceField(OPERATORS))
    weights = WeightsSerializer()
    max_nodes = serializers.IntegerField()
    generations = serializers.IntegerField()
    generation = serializers.IntegerField()
    children = BreedingChildSerializer(many=True)
    history = GenerationSerializer(many=True)
    recipe = serializers.CharField(allow_null=True)
    choices = ChoiceSerializer(many=True)
    job = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(Job.State.choices, allow_null=True, help_text="Of that job.")
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()


class BreedingRowSerializer(serializers.Serializer[Any]):
    """A breeding in a list; `parents` and `children` (of the present generation, and kept ones) are counts."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    parents = serializers.IntegerField()
    children = serializers.IntegerField()
    generation = serializers.IntegerField()
    generations = serializers.IntegerField()
    seed = serializers.IntegerField()
    job = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(Job.State.choices, allow_null=True, help_text="Of that job.")
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()


class NodeRefSerializer(serializers.Serializer[Any]):
    """A node by id and label."""

    node = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine


class KeptNodeSerializer(NodeRefSerializer):
    """A node that both trees have; `moved` when it hangs under something else in the parent."""

    parent_node = serializers.CharField()
    moved = serializers.BooleanField()


class ParentDiffSerializer(TreeHeadSerializer):
    """A parent, and what the tree has of it."""

    archived = serializers.BooleanField()
    kept = KeptNodeSerializer(many=True)
    new = NodeRefSerializer(many=True)
    dropped = NodeRefSerializer(many=True)


class AncestorSerializer(TreeHeadSerializer):
    """An ancestor; `depth` is 1 for a parent, `parents` are the ids of its own."""

    archived = serializers.BooleanField()
    depth = serializers.IntegerField()
    parents = serializers.ListField(child=serializers.CharField())


class DescendantSerializer(TreeHeadSerializer):
    """A tree bred from the tree; `depth` is 1 for a child, `parents` are the ids of its own."""

    archived = serializers.BooleanField()
    depth = serializers.IntegerField()
    parents = serializers.ListField(child=serializers.CharField())


class FamilySerializer(TreeHeadSerializer):
    """The lineage of a tree; without parents for one that was not bred.

    `parents` tell what the tree kept of each, what is new against it and what it dropped.
    """

    parents = ParentDiffSerializer(many=True)
    ancestors = AncestorSerializer(many=True)
    offspring = TreeHeadSerializer(many=True, help_text="Children of it, newest first, at most 200.")
    descendants = DescendantSerializer(many=True, help_text="All bred from it, nearest first, at most 200.")
    fitness = FitnessSerializer(allow_null=True)
    lineage = LineageSerializer(allow_null=True)
