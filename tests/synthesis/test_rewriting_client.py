"""Asking a language model: bounded in time and size, to the named server only, and every failure is a sentence."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading

import pytest

from jobs.errors import JobCancelled, UpstreamError
from synthesis.rewriting.client import MARK, MAX_ANSWER, Model, ask, configured
from tests.jobs.processes import ROOT, child_environment
from tests.support.llm_standin import LlmStandIn

KEY = "sk-very-secret"


def model(url: str, timeout: float = 20.0, key: str = KEY) -> Model:
    return Model(url, "test-model", timeout, key)


def still() -> None:
    """Nobody stops it."""


def test_one_question_goes_to_the_named_server_with_the_key_and_little_else(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/ambient")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Mine: ambient")
    with LlmStandIn(answer=lambda _: "Hello") as server:
        assert ask(model(server.url), "s", 'u\n\n{"sentences": []}', tick=still) == "Hello"
        ask(model(server.url, key=""), "s", 'u\n\n{"sentences": []}', tick=still)
    assert set(server.asked[0]) == {"model", "messages"}
    assert server.asked[0]["model"] == "test-model"
    with_key, without = server.headers
    assert with_key["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in without
    assert "ambient" not in json.dumps(server.headers)
    assert [name for name in with_key if name.startswith("x-")] == [MARK]


@pytest.mark.parametrize(
    ("fault", "code", "part"),
    [
        ("401", "llm_refused", "LLM_API_KEY"),
        ("404", "llm_refused", "LLM_MODEL"),
        ("429", "llm_refused", "too often"),
        ("500", "llm_refused", "status 500"),
        ("redirect", "llm_refused", "status 307"),
        ("garbage", "llm_unusable", "no chat completion"),
        ("cut", "llm_unusable", "no chat completion"),
        ("no_text", "llm_unusable", "no text"),
        ("flood", "llm_unusable", f"{MAX_ANSWER:,}"),
    ],
)
def test_a_bad_answer_is_a_sentence_that_holds_no_key(fault, code, part):
    with LlmStandIn() as other, LlmStandIn(fault=fault, elsewhere=f"{other.url}/chat/completions") as server:
        with pytest.raises(UpstreamError) as caught:
            ask(model(server.url), "s", 'u\n\n{"sentences": []}', tick=still)
        assert other.asked == []
        assert len(server.asked) == 1
    error = caught.value
    assert (error.code, error.retryable, error.status) == (code, False, 424)
    assert part in error.message
    assert KEY not in json.dumps(error.body()) + repr(model(server.url))


@pytest.mark.parametrize("fault", ["silence", "drip", "drip_head"])
def test_an_answer_that_does_not_end_is_given_up(fault):
    with LlmStandIn(fault=fault) as server:
        with pytest.raises(UpstreamError) as caught:
            ask(model(server.url, timeout=0.6), "s", 'u\n\n{"sentences": []}', tick=still)
        assert caught.value.code == "llm_timeout"
        assert "LLM_TIMEOUT" in caught.value.message


def test_a_server_that_is_down_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(UpstreamError) as caught:
            ask(model(f"http://127.0.0.1:{taken.getsockname()[1]}/v1"), "s", "u", tick=still)
    assert (caught.value.code, "127.0.0.1" in caught.value.message) == ("llm_unreachable", True)


def test_a_person_can_stop_the_wait():
    ticks = threading.Semaphore(2)

    def tick() -> None:
        if not ticks.acquire(blocking=False):
            raise JobCancelled("stop")

    with LlmStandIn(fault="silence") as server, pytest.raises(JobCancelled):
        ask(model(server.url, timeout=300), "s", 'u\n\n{"sentences": []}', tick=tick)


def test_it_is_off_unless_both_the_server_and_the_model_are_named(settings):
    assert configured() is None
    settings.LLM_BASE_URL = "http://127.0.0.1:1/v1"
    assert configured() is None
    settings.LLM_MODEL = "m"
    assert configured() == Model("http://127.0.0.1:1/v1", "m", 60.0, "")


def test_neither_the_server_nor_a_worker_imports_the_client_before_it_asks():
    code = "import sys, explorer.asgi, explorer.rewriting; print([n for n in ('openai', 'httpx2') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=child_environment(LLM_BASE_URL="http://127.0.0.1:1/v1", LLM_MODEL="m"),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
