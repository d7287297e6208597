"""Shapes of experiments and runs in the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from jobs.apis import ProgressSerializer
from jobs.models import Job
from jobs.rest import ErrorSerializer

BETTER = ("higher", "lower", "none")


class MetricSerializer(serializers.Serializer[Any]):
    """A figure of a run; `better` tells which way is good."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    better = serializers.ChoiceField(BETTER)


class TableSerializer(serializers.Serializer[Any]):
    """Rows of cells (text, numbers, true and false, null) under columns."""

    title = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.JSONField(allow_null=True)))


class ChartSerializer(serializers.Serializer[Any]):
    """A Vega-Lite specification with its data inside, and what it shows in words."""

    title = serializers.CharField()
    spec = serializers.DictField()
    description = serializers.CharField()


class ArtifactSerializer(serializers.Serializer[Any]):
    """A file that a run left."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    bytes = serializers.IntegerField()


class LinkedPaperSerializer(serializers.Serializer[Any]):
    """A paper, why it belongs here, and how near it is, 0 to 1."""

    arxiv_id = serializers.CharField()
    title = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()
    score = serializers.FloatField()


class RunPaperSerializer(LinkedPaperSerializer):
    """A paper of a run; `chosen` by a person, else suggested."""

    chosen = serializers.BooleanField()


class RunRowSerializer(serializers.Serializer[Any]):
    """A run in a list; `duration` in seconds, null until its process ended."""

    id = serializers.UUIDField()
    experiment = serializers.CharField()
    title = serializers.CharField()
    topic = serializers.IntegerField()
    state = serializers.ChoiceField(Job.State.choices)
    seed = serializers.IntegerField()
    parameters = serializers.DictField()
    verdict = serializers.CharField(allow_blank=True)
    metrics = MetricSerializer(many=True)
    device = serializers.CharField(allow_blank=True)
    duration = serializers.FloatField(allow_null=True)
    job = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    error = ErrorSerializer(allow_null=True)


class RunMachineSerializer(serializers.Serializer[Any]):
    """Where a run ran; `id` tells machines apart without their names. Empty until it ended."""

    id = serializers.CharField(required=False)
    system = serializers.CharField(required=False)
    processor = serializers.CharField(required=False)
    cores = serializers.IntegerField(required=False)
    memory_gib = serializers.IntegerField(required=False)
    python = serializers.CharField(required=False)
    device = serializers.CharField(required=False)


class RunSerializer(RunRowSerializer):
    """A run with all that came of it; `log` holds its last 2,000 lines, `exit` how its process ended."""

    progress = ProgressSerializer()
    message = serializers.CharField(allow_blank=True)
    attempt = serializers.IntegerField()
    started_at = serializers.DateTimeField(allow_null=True)
    papers = RunPaperSerializer(many=True)
    tables = TableSerializer(many=True)
    charts = ChartSerializer(many=True)
    artifacts = ArtifactSerializer(many=True)
    log = serializers.ListField(child=serializers.CharField(allow_blank=True))
    versions = serializers.DictField(child=serializers.CharField())
    machine = RunMachineSerializer()
    exit = serializers.IntegerField(allow_null=True)


class MissingSerializer(serializers.Serializer[Any]):
    """A package that is not installed, the command that adds it, and the part that needs it ("" for all)."""

    name = serializers.CharField()
    command = serializers.CharField()
    part = serializers.CharField(allow_blank=True)


class LinkSerializer(serializers.Serializer[Any]):
    """Why an experiment illustrates a paper, and how near it is, 0 to 1."""

    why = serializers.CharField()
    score = serializers.FloatField()


class ExperimentRowSerializer(serializers.Serializer[Any]):
    """An experiment in the list, with its last run that ended well; `link` is null unless a paper was asked for."""

    key = serializers.CharField()
    topic = serializers.IntegerField()
    topic_title = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    summary = serializers.CharField()
    gpu = serializers.BooleanField()
    missing = MissingSerializer(many=True)
    runs = serializers.IntegerField()
    last_run = RunRowSerializer(allow_null=True)
    link = LinkSerializer(allow_null=True)


class ReferenceSerializer(serializers.Serializer[Any]):
    """A source of what an experiment shows."""

    title = serializers.CharField()
    url = serializers.CharField()
    why = serializers.CharField(allow_blank=True)


class RequirementSerializer(MissingSerializer):
    """A package that an experiment needs."""

    installed = serializers.BooleanField()


class AppSerializer(serializers.Serializer[Any]):
    """How the exported app looks."""

    ui = serializers.ChoiceField(("gradio", "streamlit"))
    dockerfile = serializers.BooleanField()


class ExperimentSerializer(ExperimentRowSerializer):
    """A definition; `parameters` is a JSON Schema, in which a file has the format `upload`."""

    parameters = serializers.DictField()
    small = serializers.DictField(help_text="Parameters for a run of seconds.")
    seconds = serializers.IntegerField(help_text="The longest that a run may take.")
    megabytes = serializers.IntegerField(help_text="The most memory that a run may use, in MiB.")
    deterministic = serializers.BooleanField()
    references = ReferenceSerializer(many=True)
    requirements = RequirementSerializer(many=True)
    app = AppSerializer()
    papers = LinkedPaperSerializer(many=True)


class MetricPointSerializer(serializers.Serializer[Any]):
    """A metric of one run."""

    run = serializers.UUIDField()
    at = serializers.DateTimeField()
    value = serializers.FloatField()
    device = serializers.CharField(allow_blank=True)
    machine = RunMachineSerializer()
    seed = serializers.IntegerField()
    parameters = serializers.DictField()


class HistorySerializer(serializers.Serializer[Any]):
    """A metric over the runs of an experiment, oldest first."""

    metric = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    better = serializers.ChoiceField(BETTER)
    points = MetricPointSerializer(many=True)
