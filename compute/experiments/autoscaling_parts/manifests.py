"""KEDA manifests, and checks that are stricter than the published models: those take unknown keys and any trigger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import yaml

# Names of KEDA's own scalers (keda.sh/docs/2.22/scalers).
_TRIGGERS = """
activemq apache-kafka arangodb artemis-queue aws-cloudwatch aws-dynamodb aws-dynamodb-streams aws-kinesis-stream
aws-sqs-queue azure-app-insights azure-blob azure-data-explorer azure-eventhub azure-log-analytics azure-monitor
azure-pipelines azure-queue azure-servicebus beanstalkd cassandra couchdb cpu cron datadog dynatrace elasticsearch
etcd external external-push forgejo-runner gcp-cloudtasks gcp-pubsub gcp-stackdriver gcp-storage github-runner graphite
huawei-cloudeye ibmmq influxdb kafka kubernetes-resource kubernetes-workload liiklus loki memory metrics-api mongodb
mssql mysql nats-jetstream new-relic nsq openstack-metric openstack-swift postgresql predictkube prometheus pulsar
rabbitmq redis redis-cluster redis-cluster-streams redis-sentinel redis-sentinel-streams redis-streams selenium-grid
solace-event-queue solr splunk splunk-observability stan sumologic temporal
"""
TRIGGERS = frozenset(_TRIGGERS.split())
NEEDED = {
    "redis": {"listName", "listLength"},
    "azure-queue": {"queueName"},
    "postgresql": {"query", "targetQueryValue"},
    "external-push": {"scalerAddress"},
}
# The keys of http.keda.sh/v1alpha1 (keda.sh/http-add-on/0.14/reference/httpscaledobject); there are no Python models.
HTTP_KEYS: dict[str, set[str]] = {
    "spec": {
        "hosts", "pathPrefixes", "headers", "scaleTargetRef", "replicas", "scaledownPeriod", "scalingMetric",
        "initialCooldownPeriod", "scalingSet", "timeouts",
    },
    "spec.scaleTargetRef": {"name", "kind", "apiVersion", "service", "port", "portName"},
    "spec.replicas": {"min", "max"},
    "spec.scalingMetric": {"concurrency", "requestRate"},
    "spec.scalingMetric.concurrency": {"targetValue"},
    "spec.scalingMetric.requestRate": {"targetValue", "window", "granularity"},
}  # fmt: skip


def scaled_object(
    name: str, *, maximum: int, cooldown: int, polling: int, messages: int, redis: str, queue: str
) -> dict[str, Any]:
    """A ScaledObject that scales a Deployment by the length of a list in Redis or Valkey."""
    return {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": {"name": name},
        "spec": {
            "scaleTargetRef": {"name": name},
            "pollingInterval": polling,
            "cooldownPeriod": cooldown,
            "minReplicaCount": 0,
            "maxReplicaCount": maximum,
            "triggers": [
                {"type": "redis", "metadata": {"address": redis, "listName": queue, "listLength": str(messages)}}
            ],
        },
    }


def http_scaled_object(
    name: str, *, maximum: int, cooldown: int, requests: int, host: str, port: int
) -> dict[str, Any]:
    """An HTTPScaledObject of KEDA's HTTP add-on: plain KEDA does not see requests that wait."""
    return {
        "apiVersion": "http.keda.sh/v1alpha1",
        "kind": "HTTPScaledObject",
        "metadata": {"name": name},
        "spec": {
            "hosts": [host],
            "scaleTargetRef": {
                "name": name, "kind": "Deployment", "apiVersion": "apps/v1", "service": name, "port": port,
            },
            "replicas": {"min": 0, "max": maximum},
            "scaledownPeriod": cooldown,
            "scalingMetric": {"concurrency": {"targetValue": requests}},
        },
    }  # fmt: skip


def text(*documents: Mapping[str, Any]) -> str:
    """Manifests as YAML."""
    return yaml.safe_dump_all(documents, sort_keys=False)


def faults(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with a manifest of KEDA or its HTTP add-on; empty when nothing is."""
    kind = document.get("kind")
    if kind == "HTTPScaledObject":
        return list(_http_faults(document))
    return list(_keda_faults(document))


def _keda_faults(document: Mapping[str, Any]) -> Iterator[str]:
    from cloudcoil.models.keda import v1alpha1
    from pydantic import ValidationError

    kind = str(document.get("kind"))
    if kind not in {"ScaledObject", "ScaledJob", "TriggerAuthentication", "ClusterTriggerAuthentication"}:
        yield f"kind: {kind} is none of KEDA's."
        return
    model = getattr(v1alpha1, kind)
    try:
        model.model_validate(document)
    except ValidationError as error:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}." for one in error.errors())
        return
    yield from _unknown(model, document, "")
    if kind.startswith("Scaled"):
        spec = document["spec"]
        yield from _limits(spec.get("minReplicaCount", 0), spec.get("maxReplicaCount", 100))
        yield from _seconds(spec, "pollingInterval", "cooldownPeriod")
        for place, trigger in enumerate(spec.get("triggers", [])):
            yield from _trigger(f"spec.triggers.{place}", trigger)


def _trigger(where: str, trigger: Mapping[str, Any]) -> Iterator[str]:
    kind, metadata = trigger["type"], trigger.get("metadata", {})
    if kind not in TRIGGERS:
        hint = " (HTTP requests that wait need the HTTP add-on's HTTPScaledObject)" if kind == "http" else ""
        yield f"{where}.type: KEDA has no scaler {kind!r}{hint}."
    for name in sorted(NEEDED.get(kind, set()) - set(metadata)):
        yield f"{where}.metadata: {name} is missing."


def _http_faults(document: Mapping[str, Any]) -> Iterator[str]:
    if document.get("apiVersion") != "http.keda.sh/v1alpha1":
        yield "apiVersion: has to be http.keda.sh/v1alpha1."
    for path, known in HTTP_KEYS.items():
        found: Any = document
        for name in path.split("."):
            found = found.get(name, {}) if isinstance(found, Mapping) else {}
        yield from (f"{path}.{name}: unknown." for name in sorted(set(found) - known))
    spec = document.get("spec", {})
    for name in sorted({"name", "service"} - set(spec.get("scaleTargetRef", {}))):
        yield f"spec.scaleTargetRef: {name} is missing."
    if not spec.get("hosts"):
        yield "spec.hosts: name at least one."
    replicas = spec.get("replicas", {})
    yield from _limits(replicas.get("min", 0), replicas.get("max", 100))
    yield from _seconds(spec, "scaledownPeriod")


def _limits(minimum: int, maximum: int) -> Iterator[str]:
    if not 0 <= minimum <= maximum or maximum < 1:
        yield f"replicas: {minimum} to {maximum} is no range."


def _seconds(spec: Mapping[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        if name in spec and (not isinstance(spec[name], int) or spec[name] < 0):
            yield f"spec.{name}: {spec[name]!r} is no number of seconds."


def _unknown(model: Any, value: Any, where: str) -> Iterator[str]:
    """Keys that a pydantic model has no field for, at any depth."""
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from _unknown(model, one, f"{where}.{place}")
    elif isinstance(value, Mapping):
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        for name, one in value.items():
            path = f"{where}.{name}".lstrip(".")
            if name not in fields:
                yield f"{path}: unknown."
            elif (inner := _model_in(fields[name].annotation)) is not None:
                yield from _unknown(inner, one, path)


def _model_in(annotation: Any) -> Any:
    """The pydantic model inside an annotation such as `list[Model] | None`."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one)) is not None), None)
