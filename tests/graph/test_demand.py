"""Demand: the order that counts make, the file they come in, and what REST says of notes and counts."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from compute.models import Organization, Skill, SkillCount
from compute.services import CountRow, notes_store
from graph.demand.counts_file import read_counts
from graph.demand.ordering import ranks, reorder
from graph.demand.shares import demand_ids, demand_shares
from graph.schema import EDGE_TYPES, NODE_TYPES
from jobs.errors import Invalid
from jobs.models import OutboxRow

TODAY = dt.date(2026, 6, 1)
HEADER = "organization,skill,count,source,date\n"
COUNTS = st.dictionaries(st.integers(0, 12), st.integers(0, 5))


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def importing(tmp_path):
    """Imports rows of CSV by the command; gives what it says."""

    def call(rows: str, header: str = HEADER) -> str:
        path = tmp_path / "counts.csv"
        path.write_text(header + rows, encoding="utf-8")
        out = io.StringIO()
        call_command("import_demand", path, stdout=out)
        return out.getvalue()

    return call


def cell(api, organization: str, skill: str):
    body = api.get("/api/demand/").json()
    return next(one for one in body["cells"] if (one["organization"], one["skill"]) == (organization, skill))


@given(COUNTS)
def test_only_what_was_counted_changes_places_and_falls_into_order(counts):
    baseline = list(range(10))
    found = reorder(baseline, counts)
    assert sorted(found) == baseline
    assert [one for one in found if one not in counts] == [one for one in baseline if one not in counts]
    assert all(found[place] == one for place, one in enumerate(baseline) if one not in counts)
    counted = [(-counts[one], one) for one in found if one in counts]
    assert counted == sorted(counted)


@given(COUNTS)
def test_equal_counts_share_a_rank(counts):
    found = ranks(counts)
    for one, rank in found.items():
        assert rank == 1 + len([other for other in counts if counts[other] > counts[one]])


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", 1, "organization"),
        ("organization,skill,count,source\n", 1, "date"),
        ("organization,skill,count,source,date,colour\n", 1, "colour"),
        ("organization,skill,skill,count,source,date\n", 1, "skill"),
        (HEADER, 2, ""),
        (HEADER + "NVIDIA,Python,1,ads,2026-01-01\n,Python,1,ads,2026-01-01\n", 3, "organization"),
        (HEADER + "NVIDIA,***,1,ads,2026-01-01\n", 2, "skill"),
        (HEADER + f"{'x' * 101},Python,1,ads,2026-01-01\n", 2, "organization"),
        (HEADER + "NVIDIA,Python,many,ads,2026-01-01\n", 2, "count"),
        (HEADER + "NVIDIA,Python,-1,ads,2026-01-01\n", 2, "count"),
        (HEADER + "NVIDIA,Python,4294967296,ads,2026-01-01\n", 2, "count"),
        (HEADER + "NVIDIA,Python,1,,2026-01-01\n", 2, "source"),
        (HEADER + "NVIDIA,Python,1,ads,2026-02-30\n", 2, "date"),
        (HEADER + "NVIDIA,Python,1,ads,01.02.2026\n", 2, "date"),
        (HEADER + "NVIDIA,Python,1,ads,2026-06-02\n", 2, "date"),
        (HEADER + "NVIDIA,Python,1,ads\n", 2, ""),
        (HEADER + 'NVIDIA,"Python"x,1,ads,2026-01-01\n', 2, ""),
        (HEADER + "NVIDIA,Py\0thon,1,ads,2026-01-01\n", 2, ""),
        (HEADER + "NVIDIA,GPU,1,ads,2026-01-01\nNvidia,Hardware,2,ads,2026-01-01\n", 3, "count"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(text, row, column):
    with pytest.raises(Invalid) as refused:
        read_counts(text.encode(), today=TODAY)
    fault = refused.value.details["faults"][0]
    assert (fault["row"], fault["column"]) == (row, column)
    assert fault["message"]


def test_bytes_that_are_no_text_are_told_with_their_row():
    with pytest.raises(Invalid) as refused:
        read_counts(HEADER.encode() + b"NVIDIA,\xff,1,ads,2026-01-01\n", today=TODAY)
    assert refused.value.details["faults"][0]["row"] == 2


def test_columns_may_stand_in_any_order_and_blank_lines_are_passed_over():
    text = "\ufeffDate,Source,Count,Skill,Organization\r\n\r\n2026-01-01,ads,7,C++,OpenAI\r\n"
    (row,) = read_counts(text.encode(), today=TODAY)
    assert row == CountRow("OpenAI", "C++", 7, "ads", dt.date(2026, 1, 1))


@pytest.mark.django_db
def test_one_fault_and_nothing_is_imported(importing):
    with pytest.raises(CommandError, match=r"row 3, count: .*no whole number"):
        importing("NVIDIA,Python,5,ads,2026-01-01\nNVIDIA,SQL,x,ads,2026-01-01\n")
    assert not SkillCount.objects.exists()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_demand", "/no/such/file.csv")


@pytest.mark.django_db
def test_the_newest_count_counts_older_ones_stay_and_twice_changes_nothing(api, importing):
    rows = "NVIDIA,Python,40,ads,2026-02-01\nNVIDIA,CUDA,90,ads,2026-02-01\nNVIDIA,Python,95,old ads,2025-02-01\n"
    assert "3 new counts" in importing(rows)
    python = cell(api, "nvidia", "python")
    assert (python["count"], python["count_rank"], python["date"], python["source"]) == (40, 2, "2026-02-01", "ads")
    assert python["older"] == [{"count": 95, "source": "old ads", "date": "2025-02-01"}]
    assert (python["stated"], python["rank"]) == (False, None)
    OutboxRow.objects.all().delete()
    assert "0 new counts, 0 corrected, 3 known already" in importing(rows)
    assert not OutboxRow.objects.exists()
    assert "1 corrected" in importing("NVIDIA,Python,41,ads,2026-02-01\n")
    assert cell(api, "nvidia", "python")["count"] == 41
    assert set(OutboxRow.objects.values_list("topic", "key")) == {("demand.changed", "organization:nvidia")}


@pytest.mark.django_db
def test_counts_recompute_the_order_and_the_notes_stay_beside(api, importing):
    notes_store()
    assert [one["number"] for one in api.get("/api/topics/").json()["results"]] == list(range(1, 11))
    importing("OpenAI,Cloud,900,ads,2026-01-01\nNVIDIA,Python,100,ads,2026-01-01\nNVIDIA,SQL,300,ads,2026-01-01\n")
    topics = api.get("/api/topics/").json()["results"]
    assert [one["number"] for one in topics] == [8, 2, 3, 4, 5, 6, 7, 1, 9, 10]
    assert [(one["rank"], one["count"]) for one in topics[:2]] == [(1, 900), (2, None)]
    sql = cell(api, "nvidia", "sql")
    assert (sql["stated"], sql["rank"], sql["count"], sql["count_rank"]) == (True, 5, 300, 1)
    skills = api.get("/api/demand/").json()["skills"]
    assert (skills[0]["skill"], skills[0]["count"], skills[0]["place"]) == ("cloud-platforms", 900, 12)
    assert [one["rank"] for one in skills] == list(range(1, len(skills) + 1))


@pytest.mark.django_db
def test_unknown_names_become_new_rows_up_to_a_limit(api, importing):
    said = importing("Mistral,Rust,5,ads,2026-01-01\nmistral,Python,4,ads,2026-01-01\n")
    assert "New organizations: " in said
    assert "New skills: Rust" in said
    assert (Organization.objects.get(slug="mistral").place, Skill.objects.get(slug="rust").topic) == (None, None)
    with pytest.raises(CommandError, match="200 skills"):
        importing("".join(f"Mistral,Skill {number},1,ads,2026-01-01\n" for number in range(200)))
    assert not Skill.objects.filter(slug="skill-1").exists()


@pytest.mark.django_db
def test_every_cell_says_what_is_stated_and_what_is_not(api):
    notes_store()
    answer = api.get("/api/demand/")
    body = answer.json()
    assert [one["name"] for one in body["organizations"]] == ["NVIDIA", "OpenAI", "Anthropic", "Hugging Face"]
    assert body["organizations"][3]["centre_of"] == [3, 4, 5, 9, 10]
    assert len(body["cells"]) == len(body["organizations"]) * len(body["skills"])
    stated = [one for one in body["cells"] if one["stated"]]
    assert {one["rank"] for one in stated} == {5, 6, 10}
    assert all(one["quotes"] for one in body["cells"] if one["named"])
    assert all(one["rank"] is None and one["count"] is None for one in body["cells"] if not one["stated"])
    nothing = cell(api, "nvidia", "cloud-platforms")
    assert (nothing["stated"], nothing["named"], nothing["rank"], nothing["quotes"]) == (False, False, None, [])
    assert api.get("/api/demand/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert api.get("/api/demand/?colour=red").status_code == 400


@pytest.mark.django_db
def test_the_share_holds_what_is_stated_or_counted_and_fits_the_schema(importing):
    notes_store()
    importing("NVIDIA,Python,40,ads,2026-02-01\nMistral,Rust,5,ads,2026-02-01\n")
    basket = demand_shares()
    assert set(basket.own) == demand_ids()
    assert {node.label for node in basket.own.values()} == {"Organization", "Skill", "Topic"}
    edges = {(edge.source, edge.target): edge for edge in basket.edges}
    assert len(edges) == len(basket.edges)
    assert edges["organization:nvidia", "skill:sql"].properties["rank"] == 5
    assert "rank" not in edges["organization:openai", "skill:python"].properties
    counted = edges["organization:nvidia", "skill:python"].properties
    assert (counted["rank"], counted["count"], counted["source"], counted["date"]) == (1, 40, "ads", "2026-02-01")
    assert edges["organization:anthropic", "topic:5"].properties["rank"] == 5
    assert ("organization:nvidia", "skill:cloud-platforms") not in edges
    assert ("organization:mistral", "skill:rust") in edges
    for edge in basket.edges:
        assert edge.properties["owner"] == edge.source
        known = EDGE_TYPES["DEMANDS"]
        assert set(edge.properties) - {"owner"} <= set(known.properties)
    for node in basket.own.values():
        assert set(node.properties) - {"label"} <= set(NODE_TYPES[node.label].properties)
