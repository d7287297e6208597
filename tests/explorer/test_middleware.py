"""Safety at home: who is turned away at the door, and what every answer carries."""

from __future__ import annotations

import asyncio
import json

import pytest
from django.test import Client

from explorer.limits import BodyLimit
from explorer.origins import is_same_origin

pytestmark = pytest.mark.django_db
PATH = "/api/jobs/00000000-0000-0000-0000-000000000007/cancel/"


@pytest.fixture
def http():
    return Client(headers={"Host": "127.0.0.1:8000"}, raise_request_exception=False)


def post(http: Client, path: str = PATH, body: str = "{}", content_type: str = "application/json", **headers: str):
    return http.post(path, data=body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_loopback_names_are_served(http, host):
    assert http.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example.com", "evil.example.com:8000", "127.0.0.1.evil.com", "", "a b", "10.1.1.1"]
)
def test_a_name_that_is_not_ours_is_refused_even_for_reads(http, host):
    answer = http.get("/healthz", headers={"Host": host}, SERVER_NAME=host)
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_host")


def test_names_can_be_added(http, settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "papers.example.com"]
    assert http.get("/healthz", headers={"Host": "papers.example.com"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.com"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "null"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("method", ["post", "patch", "delete", "put"])
def test_another_page_cannot_write(http, headers, method):
    answer = getattr(http, method)(PATH, data="{}", content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://127.0.0.1:8000"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_our_own_page_and_curl_can_write(http, headers):
    assert post(http, **headers).status_code == 404, "the job is unknown, which the view found out"


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://localhost", "localhost", True),
        ("http://localhost", "localhost:80", True),
        ("https://a.org", "a.org", True),
        ("https://a.org", "a.org:443", True),
        ("https://a.org", "a.org:8000", False),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://a.org", "b.org", False),
        ("http://a.org.evil.com", "a.org", False),
        ("javascript:1", "a.org", False),
        ("", "", False),
    ],
)
def test_the_same_origin_means_the_same_name_and_port(origin, host, same):
    assert is_same_origin(origin, host) is same


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"]
)
def test_only_json_is_parsed(http, content_type):
    answer = post(http, body="{}", content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported")


def test_a_null_character_in_an_address_is_refused(http):
    assert http.get("/api/papers/?q=%00").status_code == 400
    assert http.get("/api/papers/%00/").status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/api/jobs/", "/api/none/", "/", "/api/docs/", "/papers/2101.08878"])
def test_every_answer_carries_the_headers(http, path):
    headers = http.get(path).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; "
        "img-src 'self' data: blob:; connect-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/none/"),
        ("get", "/api"),
        ("get", "/api/jobs"),
        ("post", "/api/jobs/00000000-0000-0000-0000-000000000007/cancel"),
        ("post", "/nowhere"),
        ("post", "/"),
        ("get", "/ws/jobs/"),
        ("get", "/static/none.js"),
        ("get", "/assets/none-12345678.js"),
    ],
)
def test_an_address_nobody_serves_is_a_404_in_json(http, method, path):
    answer = getattr(http, method)(path, **({"content_type": "application/json"} if method == "post" else {}))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert ("ends in a slash" in answer.json()["message"]) == (not path.endswith("/"))


def test_a_method_that_is_not_served_is_a_405_in_json(http):
    answer = http.delete("/api/jobs/")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_an_unexpected_error_is_a_500_without_its_inner_words(http, settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").mkdir()
    settings.LOOPBACK_HOSTS = None
    answer = http.get("/healthz")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "NoneType" not in answer.content.decode()


class TestPages:
    def test_every_other_address_is_the_front_end(self, http, settings, tmp_path):
        settings.FRONTEND_DIST = tmp_path
        (tmp_path / "index.html").write_text("<title>Arboretum</title>")
        for path in ("/", "/papers/cs/0506034", "/collections/3", "/search?q=tree"):
            answer = http.get(path)
            assert (answer.status_code, answer.content) == (200, b"<title>Arboretum</title>")
            assert answer.headers["Cache-Control"] == "no-cache"

    def test_a_house_without_pages_says_how_to_build_them(self, http, settings, tmp_path):
        settings.FRONTEND_DIST = tmp_path
        answer = http.get("/")
        assert answer.status_code == 404
        assert "make build" in answer.content.decode()

    def test_the_docs_load_no_inline_script(self, http):
        page = http.get("/api/docs/").content.decode()
        assert page.count("<script") == page.count("<script src=") == 3
        script = http.get("/api/docs/?script=")
        assert (script.status_code, script.headers["Content-Type"]) == (200, "application/javascript")
        assert "/api/schema/" in script.content.decode()

    def test_the_files_of_the_docs_are_served_here(self, http):
        answer = http.get("/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css")
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, "text/css")


class TestBodyLimit:
    def answer(self, chunks: list[bytes], *, path: str = "/api/imports/", length: int | None = None) -> tuple[int, int]:
        """Status and how many chunks were read."""
        sent: list[dict] = []
        waiting = list(chunks)

        async def application(scope, receive, send):
            while (await receive()).get("more_body"):
                pass
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def receive():
            return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

        async def send(message):
            sent.append(message)

        headers = [] if length is None else [(b"content-length", str(length).encode())]
        asyncio.run(BodyLimit(application)({"type": "http", "path": path, "headers": headers}, receive, send))
        if sent[0]["status"] != 200:
            assert json.loads(sent[1]["body"])["code"] == "too_large"
        return sent[0]["status"], len(chunks) - len(waiting)

    def test_an_announced_body_over_the_limit_is_not_read(self):
        assert self.answer([b"x"], length=17 << 20) == (413, 0)

    def test_a_streamed_body_is_read_no_further_than_the_limit(self):
        assert self.answer([b"x" * (1 << 20)] * 40) == (413, 17)

    def test_uploads_may_be_larger(self):
        assert self.answer([b"x" * (1 << 20)] * 20, path="/api/uploads/") == (200, 20)
