"""The Azure resources as an ARM template; what belongs to Container Apps is written by Microsoft's own models.

Properties and defaults: learn.microsoft.com/azure/templates/microsoft.app/containerapps and
learn.microsoft.com/azure/container-apps/scale-app. Scale rules name a managed identity, so that no secret is needed.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

APP_API = "2025-01-01"
# learn.microsoft.com/azure/role-based-access-control/built-in-roles: the same ids in every subscription.
ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
QUEUE_CONTRIBUTOR = "974c5e8b-45b9-4653-ba55-5f855dd0fbdb"


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What the template is to say: replicas, seconds, requests and messages per replica, size of a replica."""

    name: str = "arboretum-app"
    minimum: int = 0
    maximum: int = 10
    cooldown: int = 900
    polling: int = 30
    requests: int = 10
    messages: int = 5
    cpu: float = 0.5
    memory: str = "1Gi"
    port: int = 7860


def resource_id(kind: str, *names: str) -> str:
    """The ARM expression of a resource's id; a name in brackets is an expression itself."""
    words = ", ".join(name[1:-1] if name.startswith("[") else f"'{name}'" for name in names)
    return f"[resourceId('{kind}', {words})]"


IDENTITY = resource_id("Microsoft.ManagedIdentity/userAssignedIdentities", "[variables('identity')]")
REGISTRY = resource_id("Microsoft.ContainerRegistry/registries", "[variables('registry')]")
STORAGE = resource_id("Microsoft.Storage/storageAccounts", "[variables('storage')]")
ENVIRONMENT = resource_id("Microsoft.App/managedEnvironments", "[variables('environment')]")
LOGS = resource_id("Microsoft.OperationalInsights/workspaces", "[variables('logs')]")


def scale(wanted: Wanted) -> Any:
    """The `Scale` model: none to `maximum` replicas, an HTTP rule and a queue rule."""
    from azure.mgmt.appcontainers import models

    http = models.HttpScaleRule(metadata={"concurrentRequests": str(wanted.requests)})
    queue = models.QueueScaleRule(
        account_name="[variables('storage')]", queue_name="work", queue_length=wanted.messages, identity=IDENTITY
    )
    return models.Scale(
        min_replicas=wanted.minimum,
        max_replicas=wanted.maximum,
        cooldown_period=wanted.cooldown,
        polling_interval=wanted.polling,
        rules=[models.ScaleRule(name="http-waits", http=http), models.ScaleRule(name="queue", azure_queue=queue)],
    )


def container_app(wanted: Wanted) -> Any:
    """The `ContainerApp` model."""
    from azure.mgmt.appcontainers import models

    probe = models.ContainerAppProbeHttpGet(path="/", port=wanted.port)
    container = models.Container(
        name="app",
        image="[parameters('image')]",
        resources=models.ContainerResources(cpu=wanted.cpu, memory=wanted.memory),
        env=[models.EnvironmentVar(name="QUEUE_ACCOUNT", value="[variables('storage')]")],
        probes=[models.ContainerAppProbe(type="Readiness", http_get=probe, period_seconds=10)],
    )
    return models.ContainerApp(
        location="[parameters('location')]",
        environment_id=ENVIRONMENT,
        identity=models.ManagedServiceIdentity(
            type="UserAssigned", user_assigned_identities={IDENTITY: models.UserAssignedIdentity()}
        ),
        configuration=models.Configuration(
            active_revisions_mode="Single",
            ingress=models.Ingress(external=True, target_port=wanted.port, transport="auto"),
            registries=[models.RegistryCredentials(server="[reference(variables('registry')).loginServer]",
                                                   identity=IDENTITY)],
        ),
        template=models.Template(containers=[container], scale=scale(wanted)),
    )  # fmt: skip


def environment() -> Any:
    """The `ManagedEnvironment` model, with its log in a Log Analytics workspace."""
    from azure.mgmt.appcontainers import models

    return models.ManagedEnvironment(
        location="[parameters('location')]",
        app_logs_configuration=models.AppLogsConfiguration(
            destination="log-analytics",
            log_analytics_configuration=models.LogAnalyticsConfiguration(
                customer_id="[reference(variables('logs')).customerId]",
                shared_key=f"[listKeys({LOGS[1:-1]}, '2023-09-01').primarySharedKey]",
            ),
        ),
        workload_profiles=[models.WorkloadProfile(name="Consumption", workload_profile_type="Consumption")],
    )


def template(wanted: Wanted) -> dict[str, Any]:
    """The whole ARM template as JSON values."""
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
            "location": {"type": "string", "defaultValue": "[resourceGroup().location]"},
            # Without an image everything but the app is made: the registry is empty until the first build.
            "image": {"type": "string", "defaultValue": ""},
        },
        "variables": {
            "unique": "[uniqueString(resourceGroup().id)]",
            "registry": "[concat('acr', variables('unique'))]",
            "storage": "[concat('st', variables('unique'))]",
            "identity": f"{wanted.name}-identity",
            "environment": f"{wanted.name}-env",
            "logs": f"{wanted.name}-logs",
        },
        "resources": [*_foundation(), *_roles(), *_apps(wanted)],
        "outputs": {
            "registry": {"type": "string", "value": "[variables('registry')]"},
            "address": {
                "type": "string",
                "value": f"[if(empty(parameters('image')), '', reference('{wanted.name}').configuration.ingress.fqdn)]",
            },
        },
    }


def _resource(what: str, api: str, name: str, **more: Any) -> dict[str, Any]:
    return {"type": what, "apiVersion": api, "name": name, **more}


def _foundation() -> list[dict[str, Any]]:
    here = {"location": "[parameters('location')]"}
    return [
        _resource("Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", "[variables('identity')]", **here),
        _resource("Microsoft.ContainerRegistry/registries", "2023-07-01", "[variables('registry')]", **here,
                  sku={"name": "Basic"}, properties={"adminUserEnabled": False}),
        _resource("Microsoft.Storage/storageAccounts", "2023-05-01", "[variables('storage')]", **here,
                  sku={"name": "Standard_LRS"}, kind="StorageV2",
                  properties={"minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": False}),
        _resource("Microsoft.Storage/storageAccounts/queueServices/queues", "2023-05-01",
                  "[concat(variables('storage'), '/default/work')]", dependsOn=[STORAGE]),
        _resource("Microsoft.OperationalInsights/workspaces", "2023-09-01", "[variables('logs')]", **here,
                  properties={"sku": {"name": "PerGB2018"}, "retentionInDays": 30}),
    ]  # fmt: skip


def _roles() -> list[dict[str, Any]]:
    rows = []
    for role, scope in ((ACR_PULL, REGISTRY), (QUEUE_CONTRIBUTOR, STORAGE)):
        rows.append(
            _resource(
                "Microsoft.Authorization/roleAssignments", "2022-04-01",
                f"[guid({scope[1:-1]}, {IDENTITY[1:-1]}, '{role}')]",
                scope=scope,
                dependsOn=[IDENTITY, scope],
                properties={
                    "roleDefinitionId":
                        f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{role}')]",
                    "principalId": "[reference(variables('identity')).principalId]",
                    "principalType": "ServicePrincipal",
                },
            )
        )  # fmt: skip
    return rows


def _apps(wanted: Wanted) -> list[dict[str, Any]]:
    assignments = [
        f"[extensionResourceId({one['scope'][1:-1]}, '{one['type']}', {one['name'][1:-1]})]" for one in _roles()
    ]
    return [
        _resource("Microsoft.App/managedEnvironments", APP_API, "[variables('environment')]",
                  dependsOn=[LOGS], **environment().as_dict(exclude_readonly=True)),
        _resource("Microsoft.App/containerApps", APP_API, wanted.name,
                  condition="[not(empty(parameters('image')))]",
                  dependsOn=[ENVIRONMENT, IDENTITY, REGISTRY, STORAGE, *assignments],
                  **container_app(wanted).as_dict(exclude_readonly=True)),
    ]  # fmt: skip


def template_text(wanted: Wanted) -> str:
    """The template as it is saved."""
    return json.dumps(template(wanted), indent=2) + "\n"


def script(wanted: Wanted) -> str:
    """The shell script that adds the resources, builds the image in the registry and points the app at it."""
    return f"""\
#!/usr/bin/env bash
# Adds everything to a resource group: az login first. Run in the folder with app.py, requirements.txt and Dockerfile.
# Usage: ./add_resources.sh RESOURCE_GROUP [LOCATION] [TAG]
set -euo pipefail
group="${{1:?name a resource group}}"
location="${{2:-westeurope}}"
tag="${{3:-1}}"

az group create --name "$group" --location "$location" --output none
# The first deployment makes the registry and everything else but the app; the second one adds the app.
registry=$(az deployment group create --resource-group "$group" --template-file template.json \\
    --query properties.outputs.registry.value --output tsv)
az acr build --registry "$registry" --image "{wanted.name}:$tag" .
address=$(az deployment group create --resource-group "$group" --template-file template.json \\
    --parameters image="$registry.azurecr.io/{wanted.name}:$tag" \\
    --query properties.outputs.address.value --output tsv)
echo "https://$address"
"""
