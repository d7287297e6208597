"""Paper keys in paths, over real ASGI, where a server has decoded the path before Django sees it."""

from urllib.parse import unquote

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.urls import Resolver404, resolve, reverse

from papers.services import paper_store
from tests.papers.records import record

KEYS = ["2101.08878", "0704.0001", "cs/0506034", "math/0309136", "hep-th/9901001", "local:0123456789ab"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_reads_back_from_its_path(key):
    path = reverse("paper-detail", kwargs={"key": key})
    assert path == f"/api/papers/{key}/"
    assert resolve(path).kwargs == {"key": key}
    assert resolve(path.replace(key, key.replace("/", "%2F"))).kwargs == {"key": key}
    assert resolve(f"/api/papers/{key}/related/").kwargs == {"key": key}


@pytest.mark.parametrize(
    "name", ["2101.08878v2", "2101.888", "cs/05060", "local:0123456789AB", "local:01234", "a/b", ""]
)
def test_what_is_no_key_matches_nothing(name):
    try:
        found = resolve(f"/api/papers/{name}/").view_name
    except Resolver404:
        found = None
    assert found != "paper-detail"


async def get(raw_path: str) -> int:
    """The status of a GET as uvicorn hands it on: `path` decoded, `raw_path` as it came."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(raw_path),
        "raw_path": raw_path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    communicator = ApplicationCommunicator(get_asgi_application(), scope)
    await communicator.send_input({"type": "http.request", "body": b""})
    status = (await communicator.receive_output(10))["status"]
    # To its end, or the request's thread keeps its connection to the database.
    while (await communicator.receive_output(10)).get("more_body"):
        pass
    await communicator.wait(10)
    return status


@pytest.fixture
def stored(transactional_db):
    paper_store(record=record("cs/0506034"))


@pytest.mark.parametrize("part", ["cs/0506034", "cs%2F0506034", "cs%2f0506034", "cs%252F0506034"])
async def test_a_raw_and_an_encoded_slash_reach_the_paper(stored, part):
    assert await get(f"/api/papers/{part}/") == 200
    assert await get(f"/api/papers/{part}/related/") == 200
