"""Apps from the command line and over REST, with papers of the library in them."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from compute.experiments import EXPERIMENTS
from papers.services import paper_store
from tests.papers.records import record

pytestmark = pytest.mark.django_db
READING = next(one for one in EXPERIMENTS if one.needs == {"corpus"})
PLAIN = next(one for one in EXPERIMENTS if not one.needs)


def test_the_command_writes_an_app_and_says_how_to_start_it(tmp_path):
    out = io.StringIO()
    call_command("export_app", PLAIN.key, "--out", str(tmp_path / "app"), stdout=out)
    assert {"app.py", "requirements.txt", "README.md", "LICENSE"} <= {
        path.name for path in (tmp_path / "app").iterdir()
    }
    assert "pip install -r requirements.txt" in out.getvalue()


def test_the_command_refuses_what_it_cannot_do(tmp_path):
    with pytest.raises(CommandError, match="no experiment 'nothing'"):
        call_command("export_app", "nothing", "--out", str(tmp_path / "app"))
    (tmp_path / "mine.txt").write_text("mine")
    for taken in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(CommandError, match="no empty folder"):
            call_command("export_app", PLAIN.key, "--out", str(taken))
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_an_app_carries_papers_of_arxiv_and_no_others():
    paper_store(record=record("2101.00001", title="Graph kernels", abstract="Kernels of graphs are fast."))
    paper_store(record=record(None, title="A draft", abstract="Nobody else may read this."))
    answer = APIClient(SERVER_NAME="localhost").get(f"/api/experiments/{READING.key}/app/")
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    corpus = json.loads(archive.read(f"{READING.key}/corpus.json"))
    assert [paper["key"] for paper in corpus] == ["2101.00001"]
    assert f"{READING.key}/app.py" in archive.namelist()
