"""One exercise for every cloud: objects and messages through the interface, each step timed and checked."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import http.client
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import TypeVar

from compute.experiments.base import Context
from compute.experiments.clouds_parts.interface import Cloud, NotThere

T = TypeVar("T")
STEPS = (
    "create bucket",
    "upload",
    "list",
    "read",
    "sign",
    "fetch signed",
    "delete",
    "create queue",
    "send",
    "receive",
    "acknowledge",
)
CHECKS = (
    "bytes come back unchanged",
    "the list names every object with its size",
    "a deleted object is gone",
    "a signed address serves the object to anybody",
    "every message arrives once",
    "an acknowledged message is gone",
)
# Local servers may be laxer than the cloud they stand for; the run tells which are.
GUARDS = ("an address without a signature is refused", "a changed signature is refused")
_SIGNED_SECONDS = 600
_ANSWER_SECONDS = 30


@dataclasses.dataclass
class Exercise:
    """Milliseconds by step, in order; answers by check and by guard; `bytes` and `messages` that went through."""

    milliseconds: dict[str, list[float]] = dataclasses.field(default_factory=dict)
    checks: dict[str, bool] = dataclasses.field(default_factory=dict)
    guards: dict[str, bool] = dataclasses.field(default_factory=dict)
    bytes: int = 0
    messages: int = 0

    def timed(self, step: str, do: Callable[[], T]) -> T:
        """Does it and keeps how long it took."""
        started = time.perf_counter()
        found = do()
        self.milliseconds.setdefault(step, []).append((time.perf_counter() - started) * 1000)
        return found


def exercise(
    cloud: Cloud, context: Context, *, objects: int, size: int, messages: int, name: str, seed: int
) -> Exercise:
    """Takes a cloud through all steps in a bucket and a queue called `name`, which are removed afterwards."""
    done = Exercise()
    rng = random.Random(seed)  # noqa: S311 -- contents of test objects
    contents = {f"{name}/{number:04d}.bin": rng.randbytes(size) for number in range(objects)}
    # First requests open connections and load lazily imported parts; they are not counted.
    with _bucket(cloud, f"{name}-warm"), _queue(cloud, Exercise(), f"{name}-warm"):
        cloud.objects(f"{name}-warm", "")
        cloud.send(f"{name}-warm", "warm")
    started = time.perf_counter()
    with _bucket(cloud, name):
        done.milliseconds["create bucket"] = [(time.perf_counter() - started) * 1000]
        _objects(cloud, context, done, name, contents)
    with _queue(cloud, done, name):
        _messages(cloud, context, done, name, [f"message {number} of {name}" for number in range(messages)])
    return done


def _objects(cloud: Cloud, context: Context, done: Exercise, bucket: str, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        context.check_cancelled()
        done.timed("upload", lambda name=name, data=data: cloud.upload(bucket, name, data))  # type: ignore[misc]
        done.bytes += len(data)
    listed = [done.timed("list", lambda: cloud.objects(bucket, bucket)) for _ in range(3)][-1]
    done.checks[CHECKS[1]] = {one.name: one.size for one in listed} == {n: len(data) for n, data in contents.items()}
    same = True
    for name, data in contents.items():
        context.check_cancelled()
        read = done.timed("read", lambda name=name: cloud.read(bucket, name))  # type: ignore[misc]
        same &= hashlib.sha256(read).digest() == hashlib.sha256(data).digest()
    done.checks[CHECKS[0]] = same
    _signed(cloud, done, bucket, contents)
    for name in contents:
        context.check_cancelled()
        done.timed("delete", lambda name=name: cloud.delete(bucket, name))  # type: ignore[misc]
    done.checks[CHECKS[2]] = not cloud.objects(bucket, bucket) and _gone(cloud, bucket, next(iter(contents)))


def _signed(cloud: Cloud, done: Exercise, bucket: str, contents: dict[str, bytes]) -> None:
    served = True
    for name, data in contents.items():
        url = done.timed("sign", lambda name=name: cloud.signed_url(bucket, name, _SIGNED_SECONDS))  # type: ignore[misc]
        served &= done.timed("fetch signed", lambda url=url: fetched(url)) == data  # type: ignore[misc]
    done.checks[CHECKS[3]] = served
    first = next(iter(contents))
    done.guards[GUARDS[0]] = fetched(cloud.plain_url(bucket, first)) is None
    done.guards[GUARDS[1]] = fetched(changed(cloud.signed_url(bucket, first, _SIGNED_SECONDS))) is None


def fetched(url: str) -> bytes | None:
    """What an anonymous GET brings, None when it is refused."""
    try:
        # No proxy: local servers are on this machine, and an address holds a signature.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=_ANSWER_SECONDS) as answer:
            return bytes(answer.read())
    except (urllib.error.HTTPError, http.client.HTTPException):
        return None


def changed(url: str) -> str:
    """The address with the first character of its signature replaced."""
    for sign in ("X-Amz-Signature=", "X-Goog-Signature=", "sig="):
        head, found, tail = url.partition(sign)
        if found:
            return f"{head}{found}{'0' if tail[0] != '0' else '1'}{tail[1:]}"
    raise ValueError("The address has no signature.")


def _gone(cloud: Cloud, bucket: str, name: str) -> bool:
    try:
        cloud.read(bucket, name)
    except NotThere:
        return True
    return False


def _messages(cloud: Cloud, context: Context, done: Exercise, queue: str, texts: list[str]) -> None:
    for text in texts:
        context.check_cancelled()
        done.timed("send", lambda text=text: cloud.send(queue, text))  # type: ignore[misc]
    arrived: list[str] = []
    deadline = time.monotonic() + _ANSWER_SECONDS
    while len(arrived) < len(texts) and time.monotonic() < deadline:
        context.check_cancelled()
        for message in done.timed("receive", lambda: cloud.receive(queue)):
            arrived.append(message.text)
            done.timed("acknowledge", lambda message=message: cloud.acknowledge(queue, message))  # type: ignore[misc]
    done.messages = len(arrived)
    done.checks[CHECKS[4]] = sorted(arrived) == sorted(texts)
    done.checks[CHECKS[5]] = not cloud.receive(queue)


@contextlib.contextmanager
def _bucket(cloud: Cloud, name: str) -> Iterator[None]:
    cloud.create_bucket(name)
    try:
        yield
    finally:
        cloud.drop_bucket(name)


@contextlib.contextmanager
def _queue(cloud: Cloud, done: Exercise, name: str) -> Iterator[None]:
    done.timed("create queue", lambda: cloud.create_queue(name))
    try:
        yield
    finally:
        cloud.drop_queue(name)
