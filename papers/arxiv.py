"""arXiv for the rest of the house: a client in step with every process, its errors as the house's."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from django.conf import settings

from jobs.errors import Invalid, Throttled, UpstreamError
from papers.pacing import SharedPace
from papers.sources.arxiv import ArxivClient, Manners
from papers.sources.errors import ArxivBadQuery, ArxivError, ArxivRateLimited
from papers.sources.pace import Tick

# A person waits: one more try, and no longer for a turn than they would stay.
IMPATIENT = Manners(attempts=2, backoff=1.0, longest_wait=10.0, read_timeout=15.0, body_timeout=20.0)
IMPATIENT_SECONDS = 20.0
PATIENT_SECONDS = 600.0


def patient() -> Manners:
    """For a worker: an interval before the first retry, longer before each further one, and the operator's time-out."""
    return Manners(backoff=settings.ARXIV_INTERVAL, read_timeout=settings.ARXIV_TIMEOUT)


def _no_tick() -> None:
    """The wait goes on."""


def arxiv_client(*, impatient: bool = False, tick: Tick = _no_tick) -> ArxivClient:
    """A client at ARXIV_API_URL that takes turns with every process on the same Valkey.

    `impatient` is for a request that a person waits for; `tick` is called about four times a second while waiting.
    """
    pace = SharedPace(
        redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=5.0),
        interval=settings.ARXIV_INTERVAL,
        patience=IMPATIENT_SECONDS if impatient else PATIENT_SECONDS,
    )
    return ArxivClient(pace=pace, url=settings.ARXIV_API_URL, manners=IMPATIENT if impatient else patient(), tick=tick)


@contextmanager
def arxiv_errors() -> Iterator[None]:
    """What arXiv's client raises inside, raised as `Invalid`, `Throttled` or `UpstreamError` with the same sentence."""
    try:
        yield
    except ArxivBadQuery as error:
        raise Invalid(str(error), code="bad_query") from error
    except ArxivRateLimited as error:
        wait = max(1, math.ceil(error.retry_after or 60))
        raise Throttled(str(error), code="arxiv_rate_limited", details={"retry_after": wait}) from error
    except ArxivError as error:
        raise UpstreamError(str(error), code="arxiv_unavailable") from error
