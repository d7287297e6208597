"""What is wrong with the packages: linters, schemas, and whether they answer when they are really started."""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import yaml

from compute.experiments.base import Context, MissingPackage
from compute.experiments.replicas_parts import packages
from compute.experiments.shared import servers
from compute.experiments.shared.dockerfile import hadolint

# huggingface.co/docs/hub/spaces-config-reference; the Streamlit SDK is deprecated there in favour of Docker.
SPACE_KEYS = {
    "title", "emoji", "colorFrom", "colorTo", "sdk", "python_version", "sdk_version", "suggested_hardware",
    "suggested_storage", "app_file", "app_port", "base_path", "fullWidth", "header", "short_description", "models",
    "datasets", "tags", "thumbnail", "pinned", "hf_oauth", "hf_oauth_scopes", "hf_oauth_expiration_minutes",
    "disable_embedding", "startup_duration_timeout", "custom_headers", "preload_from_hub", "license",
}  # fmt: skip
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
# cog.run/yaml; its CLI refuses any other key.
COG_KEYS = {"build", "image", "predict", "run", "train", "concurrency", "environment", "tests", "weights"}
COG_BUILD_KEYS = {
    "cuda", "cudnn", "gpu", "python_version", "python_packages", "python_requirements", "pre_install",
    "system_packages", "run", "environment", "python_overrides", "sdk_version",
}  # fmt: skip


def dockerfile_faults(text: str, scratch: Path) -> list[str]:
    """What hadolint finds."""
    return [f"line {one['line']}: {one['code']} {one['message']}" for one in hadolint(text, scratch=scratch)]


def compose_faults(text: str) -> list[str]:
    """What the schema of the compose specification finds; check-jsonschema carries it."""
    import jsonschema

    path = package_files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    validator = jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8")))
    found = sorted(validator.iter_errors(yaml.safe_load(text)), key=lambda error: list(map(str, error.absolute_path)))
    return [f"{'.'.join(map(str, error.absolute_path)) or 'file'}: {error.message}" for error in found]


def space_faults(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with a Space's files."""
    _, _, rest = files.get("README.md", b"").decode().partition("---\n")
    header = yaml.safe_load(rest.partition("---\n")[0]) or {}
    found = [f"README.md: {name} is unknown" for name in sorted(set(header) - SPACE_KEYS)]
    found += [f"README.md: {name} is missing" for name in sorted({"title", "sdk"} - set(header))]
    if header.get("sdk") not in {"gradio", "docker", "static"}:
        found.append(f"README.md: sdk {header.get('sdk')!r} is none of gradio, docker, static")
    found += [
        f"README.md: {name} {header[name]!r} is none of the eight colours"
        for name in ("colorFrom", "colorTo")
        if name in header and header[name] not in COLOURS
    ]
    if header.get("sdk") == "docker":
        port = header.get("app_port", packages.SPACE_PORT)
        text = files.get("Dockerfile", b"").decode()
        if f"EXPOSE {port}\n" not in text:
            found.append(f"Dockerfile: port {port} of the header is not exposed")
        if "USER 1000" not in text:
            found.append("Dockerfile: Spaces run as user 1000")
    return found


def cog_faults(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with a Cog package's files."""
    document = yaml.safe_load(files.get("cog.yaml", b"")) or {}
    found = [f"cog.yaml: {name} is unknown" for name in sorted(set(document) - COG_KEYS)]
    found += [f"cog.yaml: build.{name} is unknown" for name in sorted(set(document.get("build", {})) - COG_BUILD_KEYS)]
    file, _, name = str(document.get("predict", "")).partition(":")
    if file not in files or f"class {name}(" not in files[file].decode():
        found.append(f"cog.yaml: predict names {file}:{name}, which is not there")
    loose = [one for one in document.get("build", {}).get("python_packages", []) if "==" not in one]
    return found + [f"cog.yaml: {one} has no version" for one in loose]


def answers_as_space(context: Context, files: Mapping[str, bytes], example: list[float]) -> Any:
    """What the Space's own command answers to an example, started in the Space's folder. Raises `ServerFailed`."""
    folder = packages.unpack(dict(files), context.scratch / "space")
    line = next(one for one in files["Dockerfile"].decode().splitlines() if one.startswith("CMD"))
    words = json.loads(line.removeprefix("CMD"))

    def command(port: int) -> list[str]:
        told = [str(port) if word == str(packages.SPACE_PORT) else word for word in words[1:]]
        return [*servers.script(Path(told[0])), *told[1:], "--host", servers.HOST]

    with servers.running(
        "space", command, scratch=context.scratch, cwd=folder, answers="/healthz", check=context.check_cancelled
    ) as server:
        return _post(server.port, "/predict", {"x": example})


def answers_as_cog(context: Context, files: Mapping[str, bytes], example: list[float]) -> Any:
    """What Cog's own HTTP server answers to an example. Raises `MissingPackage` and `ServerFailed`."""
    if importlib.util.find_spec("cog") is None:
        raise MissingPackage("cog")
    folder = packages.unpack(dict(files), context.scratch / "cog")
    stub = yaml.safe_load(files["cog.yaml"])["predict"]

    def command(port: int) -> list[str]:
        # Cog reads its port from the environment, which `env` tells it; it listens there alone.
        return ["env", f"PORT={port}", *servers.module("cog.server.http", "--host", servers.HOST)]

    def ready(port: int) -> bool:
        return servers.http_answers(port, "/health-check") and _get(port, "/health-check").get("status") == "READY"

    with servers.running(
        "cog", command, scratch=context.scratch, cwd=folder, answers=ready, check=context.check_cancelled,
        # Its worker is the first `python` of the path.
        env={"COG_PREDICT_TYPE_STUB": stub, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    ) as server:  # fmt: skip
        body = {"input": {"x": ",".join(map(repr, example))}}
        return _post(server.port, "/predictions", body).get("output")


def same_answer(said: Any, expected: Mapping[str, Any]) -> list[str]:
    """Empty when an answer has the expected label and scores."""
    if not isinstance(said, Mapping) or any(said.get(name) != expected[name] for name in ("label", "scores")):
        return [f"answered {said!r} where {dict(expected)!r} was right"]
    return []


def _get(port: int, path: str) -> Any:
    return _ask(port, "GET", path, None)


def _post(port: int, path: str, body: Any) -> Any:
    return _ask(port, "POST", path, json.dumps(body))


def _ask(port: int, method: str, path: str, body: str | None) -> Any:
    connection = http.client.HTTPConnection(servers.HOST, port, timeout=20)
    try:
        connection.request(method, path, body, {"content-type": "application/json"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()
