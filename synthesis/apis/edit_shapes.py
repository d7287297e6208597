"""What edits of a merged diagram look like over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

# The most that PostgreSQL's integer holds.
MAX_VERSION = 2**31 - 1


class NodeChangeSerializer(serializers.Serializer[Any]):
    """A node where a person's hand shows."""

    id = serializers.CharField()
    change = serializers.ChoiceField(["added", "relabelled", "kind", "moved"])


class LinkChangeSerializer(serializers.Serializer[Any]):
    """A line where a person's hand shows."""

    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name is fine
    target = serializers.CharField()
    change = serializers.ChoiceField(["added", "relabelled"])


class EditsSerializer(serializers.Serializer[Any]):
    """The edits by hand that a version carries, in sentences; `lost` found nothing to apply to in this merge.

    `nodes` and `links` say where they show: what was added there rests on no paper.
    """

    kept = serializers.ListField(child=serializers.CharField())
    lost = serializers.ListField(child=serializers.CharField())
    nodes = NodeChangeSerializer(many=True)
    links = LinkChangeSerializer(many=True)


class AddedSerializer(serializers.Serializer[Any]):
    """A node that is new; `parent` is the label of what it hangs below."""

    id = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    parent = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine


class NamedSerializer(serializers.Serializer[Any]):
    """A node."""

    id = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine


class RelabelledSerializer(serializers.Serializer[Any]):
    """A node's label before and after."""

    id = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class ChangedSerializer(NamedSerializer):
    """A node of which something else is another now."""

    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class LinkDifferenceSerializer(serializers.Serializer[Any]):
    """A line with the labels of its ends; `before` is the name it had."""

    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    target = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of this name is fine
    before = serializers.CharField(allow_blank=True)
    change = serializers.ChoiceField(["added", "removed", "relabelled"])


class DifferenceSerializer(serializers.Serializer[Any]):
    """What leads from one diagram to another; all lists empty where they say the same.

    `moved` and `kinds` give parent and kind before and after, `reordered` the nodes whose children stand otherwise.
    """

    added = AddedSerializer(many=True)
    removed = NamedSerializer(many=True)
    relabelled = RelabelledSerializer(many=True)
    moved = ChangedSerializer(many=True)
    kinds = ChangedSerializer(many=True)
    links = LinkDifferenceSerializer(many=True)
    reordered = NamedSerializer(many=True)
