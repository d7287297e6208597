"""`manage.py extract`: lines in, lines out, in order; mistakes named; nothing half written."""

import gzip
import json

import pytest
import torch
from django.core.management import CommandError, call_command

from compute.rouge import rouge_scores

TEXT = "We present a message passing interface (MPI) for clusters. The MPI library is fast."
LINES = [
    {"id": "a", "text": TEXT},
    {"id": 2, "title": "Graph colouring", "abstract": "Graph colouring with few colours is hard.", "other": 1},
    {"id": "c", "text": "?!"},
]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def read(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("mode", ["classic", "model"])
def test_every_line_in_order_with_terms_spans_and_rouge(mode, source, tmp_path):
    target = tmp_path / "out.jsonl"
    call_command("extract", str(source), str(target), "--mode", mode)
    found = read(target)
    assert [line["id"] for line in found] == ["a", 2, "c"]
    assert all(set(line) == {"id", "terms", "rouge"} for line in found)
    for line, given in zip(found[:2], LINES, strict=False):
        assert 1 <= len(line["terms"]) <= 15
        for term in line["terms"]:
            assert set(term) == {"text", "score", "spans"}
            assert 0 <= term["score"] <= 1
        spans = [span for term in line["terms"] for span in term["spans"]]
        assert {span["field"] for span in spans} <= set(given)
        for term in line["terms"]:
            for span in term["spans"]:
                there = given[span["field"]][span["start"] : span["end"]]
                assert there.casefold()[:3] == term["text"].casefold()[:3]
    assert found[2]["terms"] == []
    candidate = "\n".join(term["text"] for term in found[0]["terms"])
    expected = rouge_scores([TEXT], [candidate])["rouge1"][0]
    assert list(found[0]["rouge"]["rouge1"].values()) == pytest.approx(expected.tolist(), abs=1e-6)
    assert set(found[0]["rouge"]) == {"rouge1", "rouge2", "rougeL", "rougeLsum"}


def test_the_model_finds_what_counting_does_not(source, tmp_path):
    call_command("extract", str(source), str(tmp_path / "m"), "--top", "5")
    call_command("extract", str(source), str(tmp_path / "c"), "--top", "5", "--mode", "classic")
    ours, counted = ([term["text"] for term in read(tmp_path / name)[0]["terms"]] for name in "mc")
    assert "message passing interface" in ours
    assert len(ours) <= 5
    assert counted[0] == "mpi"


def test_packed_files_and_a_field_of_choice(tmp_path):
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl.gz"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "body": TEXT, "text": "unused"}) + "\n")
    call_command("extract", str(source), str(target), "--field", "body", "--mode", "classic")
    (line,) = read(target)
    assert line["terms"][0]["text"] == "mpi"
    assert {span["field"] for term in line["terms"] for span in term["spans"]} == {"text"}


def test_a_malformed_line_is_named_and_skipped_and_the_exit_code_says_so(tmp_path, capsys):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        "not json",
        "[1]",
        '{"text": "no id"}',
        '{"id": "x"}',
        '{"id": "y", "text": 7}',
        '{"id": "z", "text": " "}',
    ]
    source.write_text("\n".join([*lines, "", json.dumps(LINES[0])]) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("extract", str(source), str(target), "--mode", "classic")
    assert ended.value.code == 1
    assert [line["id"] for line in read(target)] == ["a"]
    told = capsys.readouterr().err
    assert all(f"line {number}:" in told for number in range(1, 7))
    assert "line 7" not in told
    assert "1 lines written, 6 skipped." in told


@pytest.mark.skipif(torch.cuda.is_available(), reason="the device is here")
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_a_forced_device_that_is_absent_is_told(device, source, tmp_path, settings, capsys):
    settings.DEVICE = device
    call_command("extract", str(source), str(tmp_path / "out"), "--mode", "classic")
    told = "DEVICE=cuda, but torch sees no such device here. The CPU computes instead."
    assert (told in capsys.readouterr().err) == (device == "cuda")


def test_what_stood_there_stays_when_it_fails(source, tmp_path, settings):
    from compute.encoder import get_encoder
    from compute.extraction import get_extractor

    target = tmp_path / "out.jsonl"
    target.write_text("older\n")
    settings.ENCODER = "nobody/nothing"
    get_encoder.cache_clear()
    get_extractor.cache_clear()
    with pytest.raises(CommandError, match="ENCODER=nobody/nothing"):
        call_command("extract", str(source), str(target))
    assert target.read_text() == "older\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("options", [["--top", "0"], ["--top", "many"], ["--mode", "magic"]])
def test_a_wrong_option_is_told(options, source, tmp_path):
    with pytest.raises(CommandError):
        call_command("extract", str(source), str(tmp_path / "out"), *options)
    assert not (tmp_path / "out").exists()
