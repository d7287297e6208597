"""One question to an OpenAI-compatible server, bounded in time and size; `openai` is imported only to ask one."""

from __future__ import annotations

import concurrent.futures
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from jobs.errors import UpstreamError

if TYPE_CHECKING:
    import httpx2
    import openai

Tick = Callable[[], None]
MAX_ANSWER = 256 * 1024
WAIT = 0.25
# The package adds facts about this machine, and the environment may add organizations and more: none of it is needed,
# but for the mark by which the package knows on its return a request whose answer is read piece by piece.
MARK = "x-stainless-raw-response"
SENT = frozenset(
    {"host", "connection", "content-type", "content-length", "user-agent", "accept", "authorization", MARK}
)


@dataclass(frozen=True, slots=True)
class Model:
    """A model and where it answers; `timeout` is for one whole answer, in seconds. The key is in no repr."""

    url: str
    name: str
    timeout: float
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The server's name, without anything secret."""
        return urlsplit(self.url).hostname or ""


def configured() -> Model | None:
    """The model of the settings, None where the operator named none."""
    if not settings.LLM_BASE_URL or not settings.LLM_MODEL:
        return None
    return Model(settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_TIMEOUT, settings.LLM_API_KEY)


def ask(model: Model, system: str, user: str, *, tick: Tick) -> str:
    """What the model says to one pair of messages. `tick` is called about four times a second; what it raises ends it.

    Raises `UpstreamError` when there is no such answer in time; its sentence holds nothing of what the server said,
    since servers repeat the key they refuse.
    """
    client = _client(model)
    pool = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="rewriting")
    until = time.monotonic() + model.timeout
    try:
        answer = pool.submit(_read, client, model, system, user, until)
        while not concurrent.futures.wait([answer], timeout=WAIT).done:
            tick()
            # A reply that drips in never meets the time-out of a single read.
            if time.monotonic() > until:
                raise _late(model)
        return _said(model, answer.result())
    finally:
        client.close()
        pool.shutdown(wait=False)


def _client(model: Model) -> openai.OpenAI:
    from openai import DefaultHttpxClient, OpenAI

    def strip(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in SENT]:
            del request.headers[name]
        if not model.key:
            del request.headers["authorization"]

    # Without a redirect to follow nothing goes to another server than the one that was named.
    http = DefaultHttpxClient(follow_redirects=False, event_hooks={"request": [strip]})
    # With an empty key the package would take one out of the environment.
    return OpenAI(
        base_url=model.url, api_key=model.key or "none", timeout=model.timeout, max_retries=0, http_client=http
    )


def _read(client: openai.OpenAI, model: Model, system: str, user: str, until: float) -> bytes:
    """The body of the answer; raises `UpstreamError`."""
    import httpx2
    import openai

    body = bytearray()
    # Only what every server takes: no temperature, no limit of tokens, no response format.
    asked: Any = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    try:
        with client.chat.completions.with_streaming_response.create(model=model.name, messages=asked) as answer:
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MAX_ANSWER:
                    raise _unusable(model, f"it is longer than {MAX_ANSWER:,} bytes")
                if time.monotonic() > until:
                    raise _late(model)
    except (openai.APITimeoutError, httpx2.TimeoutException) as error:
        raise _late(model) from error
    except openai.APIStatusError as error:
        raise _refused(model, error.status_code) from error
    except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError) as error:
        raise UpstreamError(
            f"The model server at {model.host} cannot be reached; the papers' own sentences stand.",
            code="llm_unreachable",
            retryable=False,
        ) from error
    return bytes(body)


def _said(model: Model, body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _unusable(model, "it is no chat completion") from error
    if not isinstance(said, str):
        raise _unusable(model, "it holds no text")
    return said


def _late(model: Model) -> UpstreamError:
    sentence = f"The model server at {model.host} gave no answer within {model.timeout:g} seconds (LLM_TIMEOUT)."
    return UpstreamError(f"{sentence} The papers' own sentences stand.", code="llm_timeout", retryable=False)


def _refused(model: Model, status: int) -> UpstreamError:
    why = {
        401: "refuses the key (LLM_API_KEY)",
        403: "does not allow this key to ask (LLM_API_KEY)",
        404: f"knows no model {model.name!r}, or has no /chat/completions at this address (LLM_MODEL, LLM_BASE_URL)",
        429: "is asked too often at the moment",
    }.get(status, f"answers with status {status}")
    sentence = f"The model server at {model.host} {why}. The papers' own sentences stand."
    return UpstreamError(sentence, code="llm_refused", details={"status": status}, retryable=False)


def _unusable(model: Model, why: str) -> UpstreamError:
    sentence = f"The answer of the model server at {model.host} cannot be used: {why}."
    return UpstreamError(f"{sentence} The papers' own sentences stand.", code="llm_unusable", retryable=False)
