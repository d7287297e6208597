"""Turns at arXiv over all processes: a lock in Valkey, fenced by a token, and the time of the next request."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator, Sequence

import redis

from papers.sources.errors import ArxivUnavailable
from papers.sources.pace import SLICE, Tick, Turn

# The holder renews its lease three times in this span, so only a dead or frozen one loses its turn, and soon.
LEASE = 12.0

# Milliseconds to wait, 0 when the turn is taken. Valkey's clock decides, so the processes' clocks need not agree.
_TAKE = """
local now = redis.call('TIME')
local millis = now[1] * 1000 + math.floor(now[2] / 1000)
local held = redis.call('PTTL', KEYS[1])
if held > 0 then return held end
local free_at = tonumber(redis.call('GET', KEYS[2]) or '0')
if millis < free_at then return free_at - millis end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], string.format('%.0f', millis + tonumber(ARGV[3])), 'PX', ARGV[4])
return 0
"""

_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

# Only the holder gives back; one whose lease ran out must not shorten the turn of the next.
_GIVE_BACK = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local now = redis.call('TIME')
local millis = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('SET', KEYS[2], string.format('%.0f', millis + tonumber(ARGV[2])), 'PX', ARGV[3])
redis.call('DEL', KEYS[1])
return 1
"""


class _SharedTurn:
    def __init__(self, interval: float) -> None:
        self.rest = interval

    def hold_off(self, seconds: float) -> None:
        self.rest = max(self.rest, seconds)


class SharedPace:
    """The pace of every process that uses one Valkey; see `papers.sources.pace.Pace`.

    Parameters
    ----------
    connection : to the Valkey all processes share.
    interval : seconds from the end of one request to the start of the next, 0 or more.
    patience : seconds to wait for a turn at most.
    lease : seconds after which a holder that renews no more counts as dead.
    name : prefix of the two keys.
    """

    def __init__(
        self,
        connection: redis.Redis,
        *,
        interval: float = 3.0,
        patience: float = 600.0,
        lease: float = LEASE,
        name: str = "arboretum:arxiv",
    ) -> None:
        self._interval = interval
        self._patience = patience
        self._lease = lease
        self._keys = [f"{name}:turn", f"{name}:free-at"]
        self._take = connection.register_script(_TAKE)
        self._renew = connection.register_script(_RENEW)
        self._give_back = connection.register_script(_GIVE_BACK)

    @contextlib.contextmanager
    def turn(self, tick: Tick) -> Iterator[Turn]:
        """One turn. Raises `ArxivUnavailable` after `patience`, or when Valkey does not answer."""
        token = secrets.token_hex(16)
        self._wait(token, tick)
        turn = _SharedTurn(self._interval)
        over = threading.Event()
        renewal = threading.Thread(target=self._keep, args=(token, over), name="arxiv-turn", daemon=True)
        renewal.start()
        try:
            yield turn
        finally:
            over.set()
            renewal.join()
            rest = _millis(turn.rest)
            # A turn that cannot be given back ends with its lease; the answer it brought still counts.
            with contextlib.suppress(redis.RedisError):
                self._give_back(keys=self._keys, args=[token, rest, rest + 60_000])

    def _keep(self, token: str, over: threading.Event) -> None:
        while not over.wait(self._lease / 3):
            # A renewal that fails may be made good by the next one.
            with contextlib.suppress(redis.RedisError):
                self._renew(keys=self._keys, args=[token, _millis(self._lease)])

    def _wait(self, token: str, tick: Tick) -> None:
        until = time.monotonic() + self._patience
        lease = _millis(self._lease)
        # Should the holder die, the next one still keeps the interval from the lease's end at the latest.
        arguments: list[str | int] = [token, lease, _millis(self._interval), lease + 60_000]
        while (wait := self._taken(arguments)) > 0:
            tick()
            left = until - time.monotonic()
            if left <= 0:
                sentence = f"arXiv is busy with other requests of ours. Try again in {wait / 1000:.0f} seconds."
                raise ArxivUnavailable(sentence)
            time.sleep(min(wait / 1000, SLICE, left))

    def _taken(self, arguments: Sequence[str | int]) -> int:
        try:
            return int(self._take(keys=self._keys, args=arguments))
        except redis.RedisError as error:
            sentence = "arXiv is not asked, since Valkey, which keeps our requests apart, does not answer."
            raise ArxivUnavailable(sentence) from error


def _millis(seconds: float) -> int:
    return max(1, round(seconds * 1000))
