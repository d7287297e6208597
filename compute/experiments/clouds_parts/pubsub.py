"""A stand-in for Google's Pub/Sub: the parts of its REST protocol that a queue needs, in memory.

Google's own emulator needs Java. Paths and bodies follow https://cloud.google.com/pubsub/docs/reference/rest.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from compute.experiments.shared import standin

_PATH = re.compile(r"/v1/(projects/[^/]+/(topics|subscriptions)/[^/:]+)(?::(\w+))?")
_MOST_MESSAGES = 1000


class PubSub:
    """Topics and subscriptions. A pulled message is hidden until it is acknowledged or its deadline passes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._topics: set[str] = set()
        self._subscriptions: dict[str, dict[str, Any]] = {}

    def answer(self, asked: standin.Asked) -> standin.Answer:
        """Answers one request as Pub/Sub does."""
        found = _PATH.fullmatch(asked.path)
        if not found:
            return _refuse(404, "NOT_FOUND", f"No such path: {asked.path}")
        name, kind, verb = found.groups()
        do = getattr(
            self, f"_{asked.method.lower()}_{kind}_{verb}" if verb else f"_{asked.method.lower()}_{kind}", None
        )
        if do is None:
            return _refuse(501, "UNIMPLEMENTED", f"{asked.method} {asked.path} is not part of this stand-in.")
        try:
            body = asked.json() if asked.body else {}
        except ValueError:
            return _refuse(400, "INVALID_ARGUMENT", "The body is no JSON.")
        with self._lock:
            answer: standin.Answer = do(name, body)
        return answer

    def _put_topics(self, name: str, _body: Any) -> standin.Answer:
        if name in self._topics:
            return _refuse(409, "ALREADY_EXISTS", f"{name} exists.")
        self._topics.add(name)
        return standin.Answer({"name": name})

    def _delete_topics(self, name: str, _body: Any) -> standin.Answer:
        if name not in self._topics:
            return _refuse(404, "NOT_FOUND", f"{name} does not exist.")
        self._topics.remove(name)
        return standin.Answer({})

    def _post_topics_publish(self, name: str, body: Any) -> standin.Answer:
        if name not in self._topics:
            return _refuse(404, "NOT_FOUND", f"{name} does not exist.")
        numbers = []
        for message in body["messages"]:
            number = str(next(self._numbers))
            numbers.append(number)
            for subscription in self._subscriptions.values():
                if subscription["topic"] == name:
                    subscription["waiting"][number] = {**message, "messageId": number, "visible": 0.0}
        return standin.Answer({"messageIds": numbers})

    def _put_subscriptions(self, name: str, body: Any) -> standin.Answer:
        if name in self._subscriptions:
            return _refuse(409, "ALREADY_EXISTS", f"{name} exists.")
        if body.get("topic") not in self._topics:
            return _refuse(404, "NOT_FOUND", f"{body.get('topic')} does not exist.")
        deadline = int(body.get("ackDeadlineSeconds") or 10)
        self._subscriptions[name] = {"topic": body["topic"], "deadline": deadline, "waiting": {}}
        return standin.Answer({"name": name, "topic": body["topic"], "ackDeadlineSeconds": deadline})

    def _delete_subscriptions(self, name: str, _body: Any) -> standin.Answer:
        if self._subscriptions.pop(name, None) is None:
            return _refuse(404, "NOT_FOUND", f"{name} does not exist.")
        return standin.Answer({})

    def _post_subscriptions_pull(self, name: str, body: Any) -> standin.Answer:
        if name not in self._subscriptions:
            return _refuse(404, "NOT_FOUND", f"{name} does not exist.")
        subscription, now = self._subscriptions[name], time.monotonic()
        most = min(int(body.get("maxMessages") or 1), _MOST_MESSAGES)
        ready = [one for one in subscription["waiting"].values() if one["visible"] <= now][:most]
        for one in ready:
            one["visible"] = now + subscription["deadline"]
        return standin.Answer({"receivedMessages": [_received(name, one) for one in ready]})

    def _post_subscriptions_acknowledge(self, name: str, body: Any) -> standin.Answer:
        if name not in self._subscriptions:
            return _refuse(404, "NOT_FOUND", f"{name} does not exist.")
        for one in body["ackIds"]:
            self._subscriptions[name]["waiting"].pop(base64.b64decode(one).decode().rpartition(" ")[2], None)
        return standin.Answer({})


def _received(subscription: str, one: dict[str, Any]) -> dict[str, Any]:
    receipt = base64.b64encode(f"{subscription} {one['messageId']}".encode()).decode()
    return {"ackId": receipt, "message": {name: value for name, value in one.items() if name != "visible"}}


def _refuse(code: int, status: str, message: str) -> standin.Answer:
    return standin.Answer({"error": {"code": code, "status": status, "message": message}}, code)


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """A stand-in that answers on a loopback port; gives its address."""
    with standin.serving(PubSub().answer) as url:
        yield url
