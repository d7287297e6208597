"""The HTTP side of arXiv: time-outs, turns, retries and the checks of a body that lie below the feed's parser."""

from __future__ import annotations

import dataclasses
import email.utils
import io
import math
import random
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
import urllib3
from lxml import etree
from requests.adapters import HTTPAdapter

from papers.sources.errors import ArxivBadQuery, ArxivError, ArxivRateLimited, ArxivUnavailable
from papers.sources.pace import Pace, Tick

MAX_BODY = 64 * 1024 * 1024
USER_AGENT = "Arboretum/0.1"
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 508, 509, 520, 521, 522, 523, 524, 529})

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Manners:
    """How patient the client is.

    Parameters
    ----------
    attempts : requests for one page, the first included.
    backoff : seconds before the first retry; doubled for each further one, times 0.5 to 1.5 at random.
    longest_wait : seconds; a longer back-off is cut to it, a longer Retry-After ends the attempt with an error.
    connect_timeout, read_timeout : seconds to connect, and between two pieces of the answer.
    body_timeout : seconds for the whole answer.
    """

    attempts: int = 6
    backoff: float = 3.0
    longest_wait: float = 120.0
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    body_timeout: float = 60.0


@dataclasses.dataclass(frozen=True)
class Seen:
    """What the last page held: its entries, those of them the parser can use, and the total of the search."""

    entries: int
    usable: int
    total: int


class _Again(Exception):
    """An answer that asks for another try; `error` is what to raise when there is none left."""

    def __init__(self, error: ArxivError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


class PoliteAdapter(HTTPAdapter):
    """Sends one request at a time, in turn with everybody, until it has a page that can be believed.

    `seen` tells of the last such page. Raises `ArxivUnavailable`, `ArxivRateLimited` or `ArxivBadQuery`; a page that
    contradicts itself is never handed on as an empty one.
    """

    def __init__(self, pace: Pace, manners: Manners, tick: Tick) -> None:
        super().__init__(max_retries=0)
        self._pace = pace
        self._manners = manners
        self._tick = tick
        self._random = random.SystemRandom()
        self.seen = Seen(0, 0, 0)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The first believable answer; `HTTPAdapter.send` otherwise. Time-outs given by the caller do not count."""
        kwargs |= {"stream": True, "timeout": (self._manners.connect_timeout, self._manners.read_timeout)}
        # The package's own name would share the limits of everybody who uses it.
        request.headers["User-Agent"] = USER_AGENT
        attempt = 1
        while True:
            with self._pace.turn(self._tick) as turn:
                try:
                    return self._believe(self._read(request, args, kwargs))
                except _Again as again:
                    wait = self._wait(attempt, again)
                    turn.hold_off(wait)
                    if attempt >= self._manners.attempts:
                        raise again.error from again.__cause__
            attempt += 1

    def _wait(self, attempt: int, again: _Again) -> float:
        if again.wait is not None and again.wait > self._manners.longest_wait:
            raise again.error
        backoff = self._manners.backoff * float(2 ** (attempt - 1)) * self._random.uniform(0.5, 1.5)
        return max(min(backoff, self._manners.longest_wait), again.wait or 0.0)

    def _read(self, request: requests.PreparedRequest, args: Any, kwargs: Any) -> requests.Response:
        """The answer with its whole body read, so that a broken body is noticed here."""
        until = time.monotonic() + self._manners.body_timeout
        body = bytearray()
        try:
            answer = super().send(request, *args, **kwargs)
            with answer:
                # `iter_content` would wait for a full piece, however slowly it drips in.
                while piece := answer.raw.read1(65536, decode_content=True):
                    body += piece
                    if time.monotonic() > until:
                        raise _Again(ArxivUnavailable("arXiv sends its answer too slowly. Try again in a few minutes."))
                    if len(body) > MAX_BODY:
                        raise ArxivUnavailable(
                            f"arXiv's answer is larger than {MAX_BODY:,} bytes; ask for fewer papers."
                        )
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise _Again(ArxivUnavailable("arXiv did not answer in time. Try again in a few minutes.")) from error
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            host = urlsplit(str(request.url)).hostname
            sentence = f"arXiv cannot be reached at {host}. Check the connection, then try again."
            raise _Again(ArxivUnavailable(sentence)) from error
        return _with_body(answer, bytes(body))

    def _believe(self, answer: requests.Response) -> requests.Response:
        """The answer when it is a redirect or a page of a feed; raises otherwise."""
        status, body = answer.status_code, answer.content
        if 300 <= status < 400:
            return answer
        if status == 429 or (body[:200].lstrip()[:13].lower() == b"rate exceeded"):
            wait = _retry_after(answer.headers)
            sentence = "arXiv asks for fewer requests. Wait a few minutes, then try again."
            raise _Again(ArxivRateLimited(sentence, retry_after=wait), wait)
        if status in RETRIED or status >= 500:
            sentence = f"arXiv is out of order for now (status {status}). Try again in a few minutes."
            raise _Again(ArxivUnavailable(sentence), _retry_after(answer.headers))
        feed = _parse(body)
        complaint = _complaint(feed)
        if complaint or status in (400, 414):
            raise ArxivBadQuery(f"arXiv cannot understand the search: {complaint or f'status {status}'}.")
        if status != 200:
            raise ArxivUnavailable(f"arXiv refuses the request with status {status}.")
        if feed is None:
            sentence = "arXiv answered with something that is no list of papers. Try again in a few minutes."
            raise _Again(ArxivUnavailable(sentence))
        self.seen = _count(feed)
        if not self.seen.entries and self.seen.total > _start(answer.url):
            sentence = (
                f"arXiv sent an empty page although it knows {self.seen.total} papers. Try again in a few minutes."
            )
            raise _Again(ArxivUnavailable(sentence))
        return answer


def _with_body(answer: requests.Response, body: bytes) -> requests.Response:
    """The same answer with a body that can be read again."""
    whole = requests.Response()
    whole.status_code, whole.reason, whole.url = answer.status_code, answer.reason, answer.url
    whole.headers, whole.request, whole.raw = answer.headers, answer.request, io.BytesIO(body)
    return whole


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from a Retry-After header in either of its forms, None without a usable one."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text, re.ASCII):
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, math.ceil((moment - datetime.now(UTC)).total_seconds()))


def _parse(body: bytes) -> Any:
    """The root of an Atom feed, None when the body is none or breaks off."""
    # A stray sign inside is forgiven, as the feed's own parser does; a missing end is not.
    whole = body.rstrip().endswith(b"</feed>")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=whole)
    try:
        root = etree.fromstring(body, parser=parser)
    except etree.XMLSyntaxError:
        return None
    return root if root is not None and root.tag == f"{_ATOM}feed" else None


def _complaint(feed: Any) -> str:
    """The sentence of arXiv's error entry, "" without one."""
    for entry in feed.iterfind(f"{_ATOM}entry") if feed is not None else ():
        name = entry.findtext(f"{_ATOM}id") or ""
        title = (entry.findtext(f"{_ATOM}title") or "").strip()
        if "/api/errors" in name or (title == "Error" and "/abs/" not in name):
            return " ".join((entry.findtext(f"{_ATOM}summary") or "no reason given").split())[:300].rstrip(".")
    return ""


def _count(feed: Any) -> Seen:
    entries = feed.findall(f"{_ATOM}entry")
    usable = [
        entry for entry in entries if all(entry.findtext(f"{_ATOM}{tag}") for tag in ("id", "updated", "published"))
    ]
    total = (feed.findtext(_TOTAL) or "").strip()
    return Seen(len(entries), len(usable), int(total) if re.fullmatch(r"\d{1,12}", total, re.ASCII) else 0)


def _start(url: str) -> int:
    start = parse_qs(urlsplit(url).query).get("start", ["0"])[0]
    return int(start) if start.isdecimal() else 0
