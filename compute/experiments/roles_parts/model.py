"""A language model that may write a role's code, behind an OpenAI-compatible server that the operator named."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import threading
from typing import Any
from urllib.parse import urlsplit

from compute.experiments.base import Context

MAX_ANSWER = 256 * 1024
SECONDS = 120.0
SYSTEM = (
    "You write one small piece of code for a colleague. Answer with exactly one fenced code block and nothing else. "
    "Keep to the names and the interface given."
)
_FENCE = re.compile(r"```[^\n`]*\n(.*?)```", re.DOTALL)


class NoAnswer(Exception):
    """The model gave nothing to work with; the message holds nothing of what the server said."""


class Model:
    """One model at one address; the key is sent there and shown nowhere. Redirects are not followed."""

    def __init__(self, url: str, name: str, key: str) -> None:
        self.url, self.name, self._key = urlsplit(url.rstrip("/") + "/chat/completions"), name, key

    @property
    def host(self) -> str:
        """The server's name."""
        return self.url.hostname or ""

    def ask(self, brief: str, context: Context) -> str:
        """The code in the answer to a brief. Raises `NoAnswer`, and `Cancelled` while it waits."""
        box: dict[str, Any] = {}
        thread = threading.Thread(target=self._ask, args=(brief, box), daemon=True)
        thread.start()
        waited = 0.0
        while thread.is_alive() and waited < SECONDS:
            thread.join(0.2)
            waited += 0.2
            context.check_cancelled()
        if "said" not in box:
            raise NoAnswer(box.get("why", f"the model at {self.host} did not answer within {SECONDS:g} seconds"))
        found = _FENCE.findall(box["said"])
        if len(found) != 1:
            raise NoAnswer(f"the answer holds {len(found)} code blocks, one is asked for")
        return str(found[0])

    def _ask(self, brief: str, box: dict[str, Any]) -> None:
        messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": brief}]
        body = json.dumps({"model": self.name, "messages": messages}).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        connection = self._connection()
        try:
            connection.request("POST", self.url.path, body, headers)
            answer = connection.getresponse()
            text = answer.read(MAX_ANSWER)
            if answer.status != 200:
                box["why"] = f"the model at {self.host} answered with status {answer.status}"
                return
            box["said"] = str(json.loads(text)["choices"][0]["message"]["content"])
        except (OSError, http.client.HTTPException):
            box["why"] = f"the model at {self.host} cannot be reached"
        except (ValueError, LookupError, TypeError):
            box["why"] = f"the model at {self.host} gave no chat completion"
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if self.url.scheme == "https":
            return http.client.HTTPSConnection(
                self.host, self.url.port, timeout=30, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self.host, self.url.port, timeout=30)


def configured(context: Context) -> Model | None:
    """The model that the operator named, None without one."""
    url, name = str(context.options.get("LLM_BASE_URL") or ""), str(context.options.get("LLM_MODEL") or "")
    return Model(url, name, str(context.options.get("LLM_API_KEY") or "")) if url and name else None
