"""The commands that bring papers in and merge them into files."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

import papers.starter
from compute.models import Extracted
from compute.services import extract_model_many
from papers.models import Collection, Paper, PaperVersion
from papers.services import collection_ensure
from synthesis.core import mermaid
from synthesis.models import PaperTree, Synthesis, SynthesisVersion, Tree
from tests.support.library import REPORT, load_notes

pytestmark = pytest.mark.django_db
LIBRARY = Path(papers.starter.__file__).parent / "library.jsonl"
DASK = "2101.08878"


def state() -> tuple[object, ...]:
    """What an import leaves, without times and numbers of rows."""
    return (
        list(Paper.objects.order_by("key").values_list("key", "version", "title", "abstract")),
        PaperVersion.objects.count(),
        list(PaperTree.objects.order_by("tree").values_list("tree", flat=True)),
        [(row.name, row.papers.count()) for row in Collection.objects.order_by("name")],
    )


@pytest.mark.slow
def test_the_starter_library_is_loaded_read_where_it_shows_first_merged_and_loaded_once(capsys, tmp_path):
    call_command("load_starter")
    lines = len(LIBRARY.read_text(encoding="utf-8").splitlines())
    assert Paper.objects.count() == lines + 20 <= 500
    collection = Collection.objects.get()
    assert collection.papers.count() == 20
    assert collection.description
    version = SynthesisVersion.objects.get()
    assert version.tree.quoted.count() == 20
    labels = {node["label"].lower() for node in version.tree.body["nodes"]}
    assert 12 <= len(version.tree.body["nodes"]) <= 40
    assert not labels & {"is", "we", "which", "its", "these", "it", "by", "that", "1", "2", "s", "from", "two"}
    told = collection.papers.exclude(abstract="")
    assert set(Extracted.objects.values_list("paper", flat=True)) == set(told.values_list("pk", flat=True))
    # Merged anew it would be the very same: the first diagram is no makeshift.
    call_command("synthesize", "--ids", *collection.papers.values_list("key", flat=True), "--title", collection.name,
                 "--out", str(tmp_path / "again.mmd"))  # fmt: skip
    assert (tmp_path / "again.mmd").read_text(encoding="utf-8").strip() == version.tree.mermaid.strip()
    before = state()
    call_command("load_starter")
    call_command("load_starter", again=True)
    assert state() == before
    assert SynthesisVersion.objects.count() == 1
    assert "not loaded" in capsys.readouterr().out


def test_a_snapshot_is_imported_once(tmp_path, capsys):
    call_command("import_snapshot", str(LIBRARY), limit=30)
    before = state()
    packed = tmp_path / "snapshot.json.gz"
    packed.write_bytes(gzip.compress(b"".join(LIBRARY.read_bytes().splitlines(keepends=True)[:30])))
    call_command("import_snapshot", str(packed))
    assert state() == before
    assert Paper.objects.count() == 30
    out = capsys.readouterr().out
    assert "30 created, 0 updated, 0 unchanged, 0 skipped." in out
    assert "0 created, 0 updated, 30 unchanged, 0 skipped." in out


def test_a_snapshot_is_filtered_by_category():
    call_command("import_snapshot", str(LIBRARY), category="cs.DC", limit=10, collection="DC")
    assert Paper.objects.count() == Collection.objects.get(name="DC").papers.count() == 10
    assert all("cs.DC" in paper.categories for paper in Paper.objects.all())


def test_malformed_lines_are_told_and_the_others_imported(tmp_path, capsys):
    good = LIBRARY.read_text(encoding="utf-8").splitlines()[:3]
    path = tmp_path / "snapshot.json"
    path.write_text("\n".join([good[0], "{", good[1], '{"id": "2101.1"}', good[2]]), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("import_snapshot", str(path))
    assert ended.value.code == 1
    assert Paper.objects.count() == 3
    told = capsys.readouterr()
    assert "Line 2" in told.err
    assert "Line 4" in told.err
    assert "3 created, 0 updated, 0 unchanged, 2 skipped." in told.out


def test_an_import_goes_on_after_the_line_where_it_stopped():
    call_command("import_snapshot", str(LIBRARY), limit=5)
    call_command("import_snapshot", str(LIBRARY), after_line=5, limit=5)
    assert Paper.objects.count() == 10


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr("explorer.management.commands.import_snapshot.BATCH", 50)
    lines = LIBRARY.read_bytes().splitlines(keepends=True)[:100]
    peaks = []
    for times in (1, 6):
        path = tmp_path / f"{times}.json"
        path.write_bytes(b"".join(lines * times))
        tracemalloc.start()
        call_command("import_snapshot", str(path))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_the_report_of_the_notes_gives_their_twenty_papers(capsys):
    call_command("import_report", str(REPORT), collection="Notes")
    before = state()
    call_command("import_report", str(REPORT), collection="Notes")
    assert state() == before
    assert Collection.objects.get().papers.count() == 20
    assert PaperTree.objects.count() == 20
    assert "20 created" in capsys.readouterr().out


def test_citations_are_read_by_the_ending_of_the_file(tmp_path):
    bib = tmp_path / "refs.bib"
    bib.write_text("@article{a, title={Trees}, author={Lovelace, Ada}, year={2019}}", encoding="utf-8")
    ris = tmp_path / "refs.txt"
    ris.write_text("TY  - JOUR\nTI  - Roots\nAU  - Babbage, C.\nER  - \n", encoding="utf-8")
    call_command("import_citations", str(bib), collection="Refs")
    with pytest.raises(CommandError, match="say --format"):
        call_command("import_citations", str(ris))
    call_command("import_citations", str(ris), format="ris", collection="Refs")
    assert sorted(Collection.objects.get().papers.values_list("title", flat=True)) == ["Roots", "Trees"]


@pytest.mark.parametrize(
    ("command", "arguments", "sentence"),
    [
        ("import_report", ["missing.md"], "there is no file missing.md"),
        ("import_snapshot", [str(LIBRARY), "--limit", "0"], "from 1 up"),
        ("synthesize", ["--ids", DASK, "--out", "x.png"], "must end in one of"),
        ("synthesize", ["--ids", DASK, "--out", "/nowhere/x.md"], "there is no folder"),
        ("synthesize", ["--out", "x.md"], "one of the arguments"),
        ("synthesize", ["--collection", "7", "--out", "x.md"], "no collection 7"),
        ("synthesize", ["--ids", "9912.99999", "--out", "x.md"], "no paper 9912.99999"),
        ("synthesize", ["--report", str(REPORT), "--max-nodes", "11", "--out", "x.md"], "12"),
    ],
)
def test_a_mistake_on_the_command_line_gets_a_sentence(command, arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=sentence):
        call_command(command, *arguments)
    assert not list(tmp_path.iterdir())


def test_a_merge_of_a_collection_is_stored_and_its_json_is_the_body_of_its_address(tmp_path):
    collection = load_notes()
    out = tmp_path / "merge.json"
    call_command("synthesize", "--collection", str(collection.pk), "--out", str(out), "--question", "what  scales")
    synthesis = Synthesis.objects.get()
    body = APIClient(SERVER_NAME="localhost").get(f"/api/syntheses/{synthesis.pk}/").json()
    assert json.loads(out.read_text(encoding="utf-8")) == body
    assert body["question"] == "what scales"


@pytest.mark.parametrize("source", ["report", "ids", "jsonl"])
def test_a_merge_of_other_sources_stores_nothing_and_has_the_same_fields(source, tmp_path):
    collection = load_notes()
    papers = list(collection.papers.exclude(abstract=""))
    lines = [{"id": paper.key, "title": paper.title, "abstract": paper.abstract, "more": 1} for paper in papers]
    jsonl = tmp_path / "papers.jsonl"
    jsonl.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    given = {"report": [str(REPORT)], "ids": [paper.key for paper in papers], "jsonl": [str(jsonl)]}[source]
    out = tmp_path / "merge.json"
    trees, before = Tree.objects.count(), state()
    call_command("synthesize", f"--{source}", *given, "--out", str(out), "--max-nodes", "30")
    assert (Tree.objects.count(), Synthesis.objects.count(), state()) == (trees, 0, before)
    body = json.loads(out.read_text(encoding="utf-8"))
    assert (body["id"], body["version"], body["collection"]) == (None, None, None)
    assert len(body["papers"]) + len(body["left_out"]) >= (20 if source == "report" else 7)
    assert 2 <= len(body["nodes"]) <= 30
    titles = {paper.key: paper.title for paper in collection.papers.all()}
    assert all(titles[paper["arxiv_id"]] == paper["title"] for node in body["nodes"] for paper in node["papers"])
    stored = APIClient(SERVER_NAME="localhost").get("/api/schema/").status_code
    assert stored == 200


def test_the_report_and_its_stored_papers_merge_into_the_same_tree_once_the_model_read_them(tmp_path):
    collection = load_notes("report")
    stored = ["--collection", str(collection.pk)]
    outs = [tmp_path / "counted.json", tmp_path / "a.json", tmp_path / "b.json"]
    call_command("synthesize", *stored, "--out", str(outs[0]))
    assert extract_model_many(papers=collection.papers.order_by("key")) == 7
    call_command("synthesize", "--report", str(REPORT), "--title", "report", "--out", str(outs[1]))
    call_command("synthesize", *stored, "--out", str(outs[2]))
    counted, first, second = (json.loads(out.read_text(encoding="utf-8")) for out in outs)
    assert counted["hash"] != first["hash"]
    assert first["hash"] == second["hash"]
    assert first["mermaid"] == second["mermaid"]


def test_a_merge_is_written_as_mermaid_and_as_markdown(tmp_path):
    mmd, md = tmp_path / "merge.mmd", tmp_path / "merge.md"
    for out in (mmd, md):
        call_command("synthesize", "--report", str(REPORT), "--out", str(out))
    tree = mermaid.parse(mmd.read_text(encoding="utf-8"))
    assert len(tree.nodes) <= 40
    assert mmd.read_text(encoding="utf-8").strip() in md.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["{"], "Line 1 is not JSON"),
        (["[]"], "Line 1 is not a JSON object"),
        (['{"id": "a", "title": "A"}', "", '{"title": "B"}'], "Line 3 needs an id and a title"),
        (['{"id": "a", "title": "A"}'] * 2, "Line 2: the id a was there before"),
        (['{"id": "a", "title": ["A"]}'], "Line 1: title is not text"),
        (['{"id": "a", "title": "A"}'], "two papers|at least two"),
        ([], "two papers|at least two"),
    ],
)
def test_a_mistake_in_json_lines_is_named(lines, sentence, tmp_path):
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CommandError, match=sentence):
        call_command("synthesize", "--jsonl", str(path), "--out", str(tmp_path / "x.md"))
    assert not (tmp_path / "x.md").exists()


def test_collections_are_found_by_name_in_any_case():
    made = collection_ensure(name="Notes")
    call_command("import_report", str(REPORT), collection="NOTES")
    assert made.papers.count() == 20
