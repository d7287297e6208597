"""What trees and merges look like over REST; the front end's types are generated from these."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from synthesis.apis.breeding_shapes import NAME_HELP, FitnessSerializer, LineageSerializer
from synthesis.apis.edit_shapes import EditsSerializer
from synthesis.core.types import EDGE_BASES, EDGE_KINDS, NODE_KINDS
from synthesis.models import SynthesisVersion, Tree


class PaperRefSerializer(serializers.Serializer[Any]):
    """A paper by key and title."""

    arxiv_id = serializers.CharField()
    title = serializers.CharField()


class EvidenceSerializer(serializers.Serializer[Any]):
    """A quote and where it stands: code points, half-open. A given term has no version and no place in a text."""

    arxiv_id = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    field = serializers.ChoiceField(["title", "abstract", "text", "given_terms"])
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class NodeSerializer(serializers.Serializer[Any]):
    """A labelled node; `forms` are the spellings it stands for."""

    id = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    kind = serializers.ChoiceField(NODE_KINDS)
    papers = PaperRefSerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    weight = serializers.FloatField()
    forms = serializers.ListField(child=serializers.CharField())


class EdgeSerializer(serializers.Serializer[Any]):
    """A tree edge (parent to child) or a cross link; `basis` says what a cross link rests on."""

    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    target = serializers.CharField()
    kind = serializers.ChoiceField(EDGE_KINDS)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    evidence = EvidenceSerializer(many=True)
    weight = serializers.FloatField()
    basis = serializers.ChoiceField(EDGE_BASES, allow_blank=True)


class LevelSerializer(serializers.Serializer[Any]):
    """One drawable part, rooted at `node`, of a tree beyond Mermaid's limits.

    A node with very many children has several `pages`. `doors` are the nodes that have a level of their own below
    them, `parent` is the level whose door leads here; `hidden_links` counts the cross links at its nodes that it does
    not draw.
    """

    id = serializers.CharField()
    node = serializers.CharField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field of this name is fine
    nodes = serializers.ListField(child=serializers.CharField())
    doors = serializers.ListField(child=serializers.CharField())
    hidden_links = serializers.IntegerField()
    mermaid = serializers.CharField()


LEVELS_HELP = "Empty where Mermaid draws the whole (500 edges, 50,000 letters); else its levels, the top first."


class TreeSerializer(serializers.Serializer[Any]):
    """A tree. `hash` is the SHA-256 of its canonical JSON, `id` its first 16 digits, `root` the id of the root node."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(Tree.Kind.choices)
    style = serializers.ChoiceField(Tree.Style.choices, allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    title = serializers.CharField()
    name = serializers.CharField(allow_blank=True, help_text=NAME_HELP)
    root = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    nodes = NodeSerializer(many=True)
    edges = EdgeSerializer(many=True)
    levels = LevelSerializer(many=True, help_text=LEVELS_HELP)
    mermaid = serializers.CharField()
    hash = serializers.CharField()
    papers = PaperRefSerializer(many=True)
    archived = serializers.BooleanField()
    fitness = FitnessSerializer(allow_null=True, help_text="Of a child; else null.")
    lineage = LineageSerializer(allow_null=True, help_text="Of a child; else null.")
    created_at = serializers.DateTimeField()


class TreeRowSerializer(serializers.Serializer[Any]):
    """A tree in a list; `nodes`, `edges` and `papers` are counts."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(Tree.Kind.choices)
    style = serializers.ChoiceField(Tree.Style.choices, allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    title = serializers.CharField()
    name = serializers.CharField(allow_blank=True, help_text=NAME_HELP)
    nodes = serializers.IntegerField()
    edges = serializers.IntegerField()
    papers = serializers.IntegerField()
    paper = serializers.CharField(allow_null=True, help_text="The paper whose tree it is.")
    collection = serializers.IntegerField(allow_null=True, help_text="The collection it was merged from.")
    created_at = serializers.DateTimeField()


class MergeSettingsSerializer(serializers.Serializer[Any]):
    """What a merge was asked for."""

    max_nodes = serializers.IntegerField(required=False)
    seed = serializers.IntegerField(required=False)


class MergeVersionSerializer(serializers.Serializer[Any]):
    """A version of a synthesis; `edits` counts the edits by hand that it carries, `lost` those that do not apply."""

    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    kind = serializers.ChoiceField(
        SynthesisVersion.Kind.choices, help_text="kept: a new merge with the edits of the version before it."
    )
    author = serializers.CharField(allow_blank=True, help_text="Blank where nobody logs in, and for a merge.")
    restored = serializers.IntegerField(allow_null=True, help_text="The version that it repeats.")
    nodes = serializers.IntegerField()
    edits = serializers.IntegerField()
    lost = serializers.IntegerField()
    settings = MergeSettingsSerializer()


def _span() -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    return {name: serializers.DateField(allow_null=True) for name in ("from", "to")}


class SentenceSerializer(serializers.Serializer[Any]):
    """A sentence of a synopsis and where it stands."""

    text = serializers.CharField()
    evidence = EvidenceSerializer(many=True)


class SectionSerializer(serializers.Serializer[Any]):
    """What the synopsis says of one branch."""

    node = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    sentences = SentenceSerializer(many=True)


class SynopsisSerializer(serializers.Serializer[Any]):
    """A section for each branch whose papers have text."""

    sections = SectionSerializer(many=True)


class ToldSentenceSerializer(SentenceSerializer):
    """A sentence of a rewritten synopsis: a model's, or one of the papers' that stands because no new one cites it."""

    rewritten = serializers.BooleanField()


class ToldSectionSerializer(serializers.Serializer[Any]):
    """What the rewritten synopsis says of one branch."""

    node = serializers.CharField()
    sentences = ToldSentenceSerializer(many=True)


class RewrittenSerializer(serializers.Serializer[Any]):
    """What a language model made of the synopsis; a branch it failed at is left out, and `names` go by node."""

    model = serializers.CharField()
    sections = ToldSectionSerializer(many=True)
    names = serializers.DictField(child=serializers.CharField())


class GapSerializer(serializers.Serializer[Any]):
    """Two nodes whose concepts are close, though no paper speaks of both; `closeness` lies in 0..1."""

    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    target = serializers.CharField()
    closeness = serializers.FloatField()
    why = serializers.CharField()


class BridgeSerializer(serializers.Serializer[Any]):
    """A node that ways between others lead through; `betweenness` lies in 0..1."""

    node = serializers.CharField()
    betweenness = serializers.FloatField()


class SynthesisSerializer(serializers.Serializer[Any]):
    """A merge of a collection. Until the first one is done `version`, `tree`, `hash` and `root` are null."""

    id = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    collection = serializers.IntegerField(allow_null=True)
    question = serializers.CharField(allow_blank=True)
    job = serializers.UUIDField(allow_null=True, help_text="The job that last worked, or is working, on it.")
    version = serializers.IntegerField(allow_null=True)
    versions = MergeVersionSerializer(many=True)
    edits = EditsSerializer()
    settings = MergeSettingsSerializer()
    tree = serializers.CharField(allow_null=True, help_text="Id of its tree.")
    hash = serializers.CharField(allow_null=True)
    root = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field of this name is fine
    mermaid = serializers.CharField(allow_blank=True)
    nodes = NodeSerializer(many=True)
    edges = EdgeSerializer(many=True)
    levels = LevelSerializer(many=True, help_text=LEVELS_HELP)
    papers = PaperRefSerializer(many=True)
    left_out = PaperRefSerializer(many=True, help_text="Papers that fit in no branch.")
    log = serializers.ListField(child=serializers.CharField())
    synopsis = SynopsisSerializer()
    rewritten = RewrittenSerializer(allow_null=True, help_text="Null where no model rewrote it.")
    gaps = GapSerializer(many=True)
    bridges = BridgeSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField(), help_text="What to know of the merge's limits.")
    created_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The declared fields and `from`, which Python keeps for itself, and `to`."""
        return {**super().get_fields(), **_span()}


class SynthesisRowSerializer(serializers.Serializer[Any]):
    """A synthesis in a list."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    collection = serializers.IntegerField()
    question = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(allow_null=True)
    tree = serializers.CharField(allow_null=True)
    job = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The declared fields with the span of days."""
        return {**super().get_fields(), **_span()}
