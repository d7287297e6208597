"""Vectors of queries come from a worker of their own; without it nobody waits twice."""

import numpy as np
import pytest
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache

from compute import queries
from compute.encoder import get_encoder
from explorer.celery import app


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    app.control.purge()


@pytest.fixture(scope="module")
def worker(engines):
    """The worker of the queue `encode`, in a thread, with its weights loaded."""
    with start_worker(app, pool="solo", queues=["encode"], perform_ping_check=False, shutdown_timeout=30):
        # `start_worker` sends no signal of a worker's set-up.
        get_encoder().encode(["warm"])
        yield


def test_without_a_worker_there_is_no_vector_and_the_next_question_does_not_wait(monkeypatch):
    monkeypatch.setattr(queries, "WAIT_SECONDS", 0.01)
    assert queries.query_vector("neural networks") is None
    monkeypatch.setattr(queries, "_ask", lambda text: pytest.fail("it asked again"))
    assert queries.query_vector("something else") is None


def test_a_worker_that_came_up_is_asked_at_once(monkeypatch):
    monkeypatch.setattr(queries, "WAIT_SECONDS", 0.01)
    queries.query_vector("neural networks")
    queries.say_awake()
    asked = []
    monkeypatch.setattr(queries, "_ask", asked.append)
    queries.query_vector("neural networks")
    assert asked == ["neural networks"]


def test_without_valkey_there_is_no_vector(settings, monkeypatch):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert queries.query_vector("neural networks") is None


def test_the_worker_gives_the_encoders_own_vector_and_it_is_kept(worker, monkeypatch):
    monkeypatch.setattr(queries, "WAIT_SECONDS", 30)
    name, vector = queries.query_vector("neural networks")
    assert name == get_encoder().name
    assert np.allclose(vector, get_encoder().encode(["neural networks"])[0], atol=1e-6)
    monkeypatch.setattr(queries, "_ask", lambda text: pytest.fail("it asked again"))
    assert np.array_equal(queries.query_vector("neural networks")[1], vector)


def test_another_encoder_is_asked_anew(settings, monkeypatch):
    asked = []
    monkeypatch.setattr(queries, "_ask", asked.append)
    for settings.ENCODER in ("one", "two"):
        queries.query_vector("neural networks")
    assert len(asked) == 2


def test_an_answer_nobody_waits_for_is_not_kept():
    queries.answer(reply="arboretum:encode:test", encoder="x", vector=np.ones(3))
    assert 0 < queries._valkey().ttl("arboretum:encode:test") <= 5
