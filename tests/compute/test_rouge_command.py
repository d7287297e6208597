"""`manage.py rouge`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from compute.rouge import KINDS, rouge_scores
from explorer.engines.borrow import wanted_by
from explorer.management.commands import rouge
from tests.compute import rouge_texts


def lines_file(folder: Path, references: list[str], candidates: list[str]) -> Path:
    path = folder / "in.jsonl"
    both = enumerate(zip(references, candidates, strict=True))
    path.write_text("".join(json.dumps({"id": f"p{n}", "reference": r, "candidate": c}) + "\n" for n, (r, c) in both))
    return path


@pytest.mark.parametrize("stem", [False, True])
def test_each_line_gets_its_scores_in_order(tmp_path, monkeypatch, stem) -> None:
    monkeypatch.setattr(rouge, "BATCH", 7)
    sides = rouge_texts.pairs(30)
    target = tmp_path / "out.jsonl"
    call_command("rouge", str(lines_file(tmp_path, *sides)), str(target), stem=stem)
    found = [json.loads(line) for line in target.read_text().splitlines()]
    assert [list(row) for row in found] == [["id", *KINDS]] * 30
    assert [row["id"] for row in found] == [f"p{number}" for number in range(30)]
    expected = rouge_scores(*sides, stem=stem, backend="reference")
    for kind in KINDS:
        for row, rates in zip(found, expected[kind], strict=True):
            assert [row[kind][name] for name in "prf"] == pytest.approx(rates, abs=1e-6)


def test_a_malformed_line_is_named_and_tells_in_the_exit_code(tmp_path, capsys) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = '{"id": 1, "reference": "a b", "candidate": "a"}\n'
    source.write_text(good + '{"id": 2, "reference": "a"}\n' + good)
    with pytest.raises(SystemExit) as ended:
        call_command("rouge", str(source), str(target))
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "in.jsonl, line 2: it has no `candidate`." in told
    assert "2 lines written, 1 skipped" in told
    assert [json.loads(line)["id"] for line in target.read_text().splitlines()] == [1, 1]


def test_it_needs_no_engine_and_an_existing_file(tmp_path) -> None:
    assert wanted_by(["manage.py", "rouge", "a", "b"]) == ()
    with pytest.raises(CommandError, match="there is no file"):
        call_command("rouge", str(tmp_path / "absent"), str(tmp_path / "out"))
