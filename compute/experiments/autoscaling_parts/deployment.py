"""The files that deploy it: written, checked, saved."""

from __future__ import annotations

from compute.experiments.autoscaling_parts import azure, manifests
from compute.experiments.base import Cell, Context, MissingPackage, Table
from compute.experiments.shared.dockerfile import gradio_dockerfile, hadolint


def write(context: Context, wanted: azure.Wanted) -> tuple[Table, int]:
    """Saves template, Dockerfile, manifests and script; returns what each check said, and the number of faults."""
    scaled = manifests.scaled_object(
        wanted.name, maximum=wanted.maximum, cooldown=wanted.cooldown, polling=wanted.polling,
        messages=wanted.messages, redis="valkey:6379", queue="work",
    )  # fmt: skip
    http = manifests.http_scaled_object(
        wanted.name, maximum=wanted.maximum, cooldown=wanted.cooldown, requests=wanted.requests,
        host="app.example.org", port=wanted.port,
    )  # fmt: skip
    dockerfile = gradio_dockerfile(wanted.port)
    context.artifact("template.json", azure.template_text(wanted))
    context.artifact("add_resources.sh", azure.script(wanted))
    context.artifact("Dockerfile", dockerfile)
    context.artifact("scaledobject.yaml", manifests.text(scaled))
    context.artifact("httpscaledobject.yaml", manifests.text(http))
    checked = {
        "template.json": template_faults(wanted),
        "Dockerfile": _dockerfile_faults(context, dockerfile),
        "scaledobject.yaml": manifests.faults(scaled),
        "httpscaledobject.yaml": manifests.faults(http),
    }
    how = {
        "template.json": "read back into Microsoft's models; limits; every dependency is a resource of the template",
        "Dockerfile": "hadolint",
        "scaledobject.yaml": "models of KEDA 2.16; known triggers and keys; minimum below maximum",
        "httpscaledobject.yaml": "keys of the HTTP add-on; minimum below maximum",
    }
    rows: list[list[Cell]] = []
    for name, found in checked.items():
        said = "not checked" if found is None else "; ".join(found) or "nothing wrong"
        context.log(f"{name}: {said}")
        rows.append([name, how[name], said])
    return Table("Files for Azure and Kubernetes", ["file", "checked by", "found"], rows), sum(
        len(found or ()) for found in checked.values()
    )


def template_faults(wanted: azure.Wanted) -> list[str]:
    """What is wrong with the template that would be written."""
    from azure.mgmt.appcontainers import models

    template = azure.template(wanted)
    found = []
    app = next(one for one in template["resources"] if one["type"] == "Microsoft.App/containerApps")
    scale = models.ContainerApp({"location": app["location"], "properties": app["properties"]}).template.scale
    if not 0 <= scale.min_replicas <= scale.max_replicas:
        found.append(f"replicas: {scale.min_replicas} to {scale.max_replicas} is no range")
    if not any(rule.http for rule in scale.rules):
        found.append("no HTTP rule: an app at zero replicas would never be woken by a request")
    kinds = {one["type"] for one in template["resources"]}
    for one in template["resources"]:
        for needed in one.get("dependsOn", ()):
            if not any(f"'{kind}'" in needed for kind in kinds):
                found.append(f"{one['type']} depends on {needed}, which is no resource of the template")
    return found


def _dockerfile_faults(context: Context, text: str) -> list[str] | None:
    try:
        return [
            f"line {one['line']}: {one['code']} {one['message']}" for one in hadolint(text, scratch=context.scratch)
        ]
    except MissingPackage as missing:
        context.log(missing.message)
        return None
