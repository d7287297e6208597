"""The vector of a query, asked of the worker that holds the weights, by processes that must not load them.

The question is a Celery task on the queue `encode`; the answer comes back through a list of its own in Valkey, which
needs no result backend and lets the asker sleep until it is there.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import uuid
from typing import Any

import numpy as np
import redis
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

QUEUE = "encode"
TASK = "compute.tasks.encode_query"
# What a search waits for at most; the worker takes about 10 ms.
WAIT_SECONDS = 0.3
# After a question without an answer searches are lexical for so long, or until the worker says that it is up.
PAUSE_SECONDS = 10
KEPT_SECONDS = 24 * 3600
FAILURES = (redis.RedisError, OperationalError, OSError)

Found = tuple[str, np.ndarray]


def query_vector(text: str) -> Found | None:
    """The encoder's name and the text's unit vector (dim,) float32; None when the worker does not answer in time."""
    try:
        if cache.get(_pause_key()):
            return None
        known = cache.get(_key(text))
        if known is None:
            known = _ask(text)
            if known is None:
                cache.set(_pause_key(), True, PAUSE_SECONDS)
                return None
            cache.set(_key(text), known, KEPT_SECONDS)
    except FAILURES as error:
        logger.warning("A query's vector could not be asked for: %s", error)
        return None
    return _unpacked(known)


def answer(*, reply: str, encoder: str, vector: np.ndarray) -> None:
    """Sends a query's vector to who waits for it at `reply`; in the worker."""
    with _valkey().pipeline() as pipe:
        pipe.lpush(reply, encoder.encode() + b"\0" + vector.astype(np.float32).tobytes())
        pipe.expire(reply, 5)
        pipe.execute()


def say_awake() -> None:
    """Lets searches ask again at once; the worker says it when its weights are loaded."""
    cache.delete(_pause_key())


def _ask(text: str) -> Any:
    reply = f"arboretum:encode:{uuid.uuid4().hex}"
    # Expires, so that a worker that comes up late does not answer what nobody waits for.
    current_app.send_task(TASK, kwargs={"text": text, "reply": reply}, queue=QUEUE, expires=2, retry=False)
    found = _valkey().blpop([reply], timeout=WAIT_SECONDS)
    return found[1] if found else None


def _unpacked(packed: bytes) -> Found:
    name, _, numbers = packed.partition(b"\0")
    return name.decode(), np.frombuffer(numbers, np.float32)


@functools.cache
def _valkey() -> redis.Redis:
    return redis.Redis.from_url(settings.ADDRESSES.redis(0), socket_connect_timeout=1, socket_timeout=2)


def _key(text: str) -> str:
    return f"query-vector:{hashlib.sha256(repr((settings.ENCODER, text)).encode()).hexdigest()}"


def _pause_key() -> str:
    return f"query-pause:{hashlib.sha256(settings.ENCODER.encode()).hexdigest()[:16]}"
