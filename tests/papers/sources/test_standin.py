"""The stand-in speaks as arXiv does: its feed is compared with one that arXiv's shape was taken from."""

import email.utils
from datetime import datetime
from pathlib import Path

import arxiv
import pytest
import requests
from lxml import etree

from tests.support import arxiv_answers
from tests.support.arxiv_standin import StandIn

SHAPE = Path(__file__).parents[2] / "data" / "arxiv-feed-shape.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"


def raw_of(entry):
    """The snapshot's record of an entry of the feed."""
    name, _, version = entry.findtext(f"{ATOM}id").rpartition("/")[2].rpartition("v")

    def created(tag):
        return email.utils.format_datetime(datetime.fromisoformat(entry.findtext(ATOM + tag)))

    return {
        "id": name,
        "title": entry.findtext(f"{ATOM}title"),
        "abstract": entry.findtext(f"{ATOM}summary"),
        "authors_parsed": [[*reversed(name.text.rsplit(" ", 1)), ""] for name in entry.iter(f"{ATOM}name")],
        "comments": entry.findtext(f"{ARXIV}comment"),
        "journal-ref": entry.findtext(f"{ARXIV}journal_ref"),
        "doi": entry.findtext(f"{ARXIV}doi"),
        "categories": " ".join(category.get("term") for category in entry.iter(f"{ATOM}category")),
        "versions": [{"created": created("published")}] + [{"created": created("updated")}] * (int(version) - 1),
    }


def test_the_feed_has_arxivs_shape_to_the_last_element():
    shape = etree.parse(SHAPE)
    found = [(raw, len(raw["versions"])) for raw in map(raw_of, shape.getroot().iter(f"{ATOM}entry"))]
    asked = shape.findtext(f"{ATOM}title").removeprefix("ArXiv Query: ")
    made = etree.fromstring(arxiv_answers.feed(found, 178, 0, 3, asked).encode())
    # The first link repeats the query in an encoding of its own.
    for root in (made, shape.getroot()):
        root.remove(root.find(f"{ATOM}link"))
    assert etree.tostring(made, method="c14n") == etree.tostring(shape, method="c14n")


def test_every_fault_can_be_queued_over_http():
    with StandIn() as stand_in:
        control = stand_in.url.replace("/api/query", "/control")
        requests.post(f"{control}/faults", json={"faults": ["503", "429:7", "rate", "empty"]}, timeout=5)
        answers = [requests.get(stand_in.url, {"search_query": "all:training"}, timeout=5) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [503, 429, 200, 200, 200]
        assert answers[1].headers["Retry-After"] == "7"
        assert answers[2].text == "Rate exceeded."
        assert (answers[3].text.count("<entry>"), answers[4].text.count("<entry>")) == (0, 10)
        assert ">40</opensearch:totalResults>" in answers[3].text
        seen = requests.get(f"{control}/requests", timeout=5).json()
        assert [request["fault"] for request in seen] == ["503", "429:7", "rate", "empty", ""]
        requests.post(f"{control}/reset", timeout=5)
        assert stand_in.requests == []
    with pytest.raises(ValueError, match="none of"):
        StandIn(faults=["nonsense"])


def test_the_traps_that_the_client_guards_against_are_real():
    """The package alone takes a refusal and a broken page for "no results"; should that change, so may the guards."""
    with StandIn(faults=["rate", "empty", "garbage"]) as stand_in:
        client = arxiv.Client(num_retries=0, delay_seconds=0)
        client.query_url_format = stand_in.url + "?{}"
        for _ in range(3):
            assert list(client.results(arxiv.Search("all:training"))) == []
        assert len(list(client.results(arxiv.Search("all:training")))) == 40
