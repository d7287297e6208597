"""Training: what is held out, what authors named, and that a run which was killed ends as one that was not."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from django.core.management import call_command
from safetensors.numpy import load_file

from compute.extraction import training
from compute.extraction.evaluation import f1_at, stemmed
from compute.extraction.training import Stage
from compute.extraction.training_data import author_terms, is_held_out, read_labelled, shortened
from compute.extraction.training_run import Plan, calibration_error, train_extractor
from compute.extraction.training_targets import logistic, sigmoid

SUBJECTS = ["routing", "graph colouring", "speech recognition", "matrix factorization", "query planning"]


def text_of(number: int) -> dict:
    first, second = SUBJECTS[number % 5], SUBJECTS[(number + 2) % 5]
    text = f"On {first} with neural networks. We treat {first} and {second} in sensor networks, number {number}."
    return {"id": f"t{number}", "text": text, "gold": [first, second, "sensor networks"]}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(text_of(number)) + "\n" for number in range(24)))
    return path


@pytest.fixture
def unlabelled(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl.gz"
    with gzip.open(path, "wt") as file:
        for number in range(9):
            named = "" if number % 3 else " Keywords: routing, sensor networks, latency"
            abstract = text_of(number)["text"] * 4 + named
            file.write(json.dumps({"id": f"r{number}", "title": SUBJECTS[number % 5], "abstract": abstract}) + "\n")
    return path


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Texts this small gain nothing from two, and wait long for the second on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
    torch.use_deterministic_algorithms(False)


class Killed(Exception):
    """Stands for the end of the process."""


def plan(labelled: Path, unlabelled: Path) -> Plan:
    return Plan([labelled], unlabelled, 6, gold=Stage("gold", 2, 8, 1e-4, 1e-3), style=Stage("style", 2, 8, 1e-4, 1e-3))


def test_a_killed_run_goes_on_to_the_same_weights(labelled, unlabelled, tmp_path, monkeypatch):
    train_extractor(plan(labelled, unlabelled), tmp_path / "straight", say=lambda _: None)
    whole_epoch = training._epoch
    epochs = 0

    def dies_in_each_second_epoch(*given):
        nonlocal epochs
        epochs += 1
        whole_epoch(*given)
        if epochs % 2 == 0:
            raise Killed

    monkeypatch.setattr(training, "_epoch", dies_in_each_second_epoch)
    kills = 0
    while True:
        try:
            train_extractor(plan(labelled, unlabelled), tmp_path / "broken", say=lambda _: None)
            break
        except Killed:
            kills += 1
    assert kills == 3
    straight, broken = (load_file(tmp_path / name / "head.safetensors") for name in ("straight", "broken"))
    assert straight.keys() == broken.keys()
    assert all(np.array_equal(straight[name], broken[name]) for name in straight)


def test_the_command_says_f1_as_it_goes(labelled, tmp_path, capsys):
    call_command("train_extractor", "--data", str(labelled), "--out", str(tmp_path / "out"), "--epochs", "1")
    said = capsys.readouterr().out
    assert "gold 1/1  gold  F1@5" in said
    assert "calibration error" in said
    assert (tmp_path / "out" / "head.safetensors").exists()
    figures = json.loads((tmp_path / "out" / "figures.json").read_text())
    assert set(figures["f1"]["gold"]) == {"5", "10", "15"}


def test_a_tenth_is_held_out_by_id_and_seed_alone():
    ids = [str(number) for number in range(3000)]
    held = {name for name in ids if is_held_out(name)}
    assert 200 < len(held) < 400
    assert held == {name for name in reversed(ids) if is_held_out(name)}
    assert held != {name for name in ids if is_held_out(name, seed=1)}


def test_labelled_texts_are_read_with_or_without_title(tmp_path):
    path = tmp_path / "two.jsonl"
    lines = [{"id": 1, "title": "A $k$-means", "abstract": "B.", "gold": ["x"]}, {"id": 2, "text": "C", "gold": []}]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert [text.text for text in read_labelled(path)] == ["A k-means\nB.", "C"]


WORDS = "We measure many things. " * 10


@pytest.mark.parametrize(
    ("abstract", "comments", "wanted"),
    [
        (WORDS + "Keywords: graph theory; trees, forests.", None, ("graph theory", "trees", "forests")),
        (WORDS + "Index Terms - MANET, routing, delay", "5 pages", ("MANET", "routing", "delay")),
        (WORDS, "12 pages; Keywords: logic, proofs, types", ("logic", "proofs", "types")),
        (WORDS + "We search by keywords. They help.", None, None),
        (WORDS + "Keywords: one", None, None),
    ],
)
def test_terms_that_authors_name(abstract, comments, wanted):
    found = author_terms({"id": "1", "title": "T", "abstract": abstract, "comments": comments})
    assert (found and found[2]) == wanted
    if found:
        assert found[1] == WORDS.strip()


def test_a_shortened_abstract_ends_with_a_sentence():
    short = shortened("One two three. " * 100)
    assert short.endswith(".")
    assert len(short.split()) == 75


def test_logistic_regression_finds_the_odds():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(20_000, 2))
    labels = (rng.random(20_000) < sigmoid(features @ [1.0, -2.0] + 0.5)).astype(float)
    np.testing.assert_allclose(logistic(features, labels), [1.0, -2.0, 0.5], atol=0.1)


def test_calibration_error_of_the_right_and_the_wrong():
    chances = np.repeat([0.1, 0.7], 1000)
    right = np.concatenate([np.arange(1000) < 100, np.arange(1000) < 700]).astype(float)
    assert calibration_error(chances, right) == pytest.approx(0, abs=1e-9)
    assert calibration_error(chances, np.zeros(2000)) == pytest.approx(0.4)


def test_f1_counts_each_stem_once_and_absent_gold_as_missed():
    predictions = [["Neural networks", "neural network", "trees"], []]
    gold = [["neural network", "forest"], ["absent term"]]
    assert f1_at(predictions, gold, [1, 2]) == {1: 50.0, 2: 40.0}
    assert f1_at([[]], [[]], [5]) == {5: 0.0}
    assert stemmed("Graph-based  Routing") == "graph-bas rout"
