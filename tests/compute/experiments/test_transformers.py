"""The main functions of transformers: each against what it must come to, with models that really learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from compute.experiments.base import BadParameters, Cancelled, ExperimentError
from compute.experiments.transformers import EXPERIMENT, ORDER
from compute.experiments.transformers_parts.bench import minilm, minilm_tokenizer
from compute.experiments.transformers_parts.direct import in_words
from tests.compute.experiments.harness import Ran, run_with
from tests.support.experiment_corpus import corpus


def shown(part: str, **given: Any) -> Ran:
    return run_with(EXPERIMENT, {"part": part, **given})


def test_tokens_stand_for_the_text_they_come_from() -> None:
    text = "Hyperparameter tuning, naïvely."
    ran = shown("tokenisation", text=text)
    rows = ran.tables["Tokens of the text"]
    assert [row["token"] for row in rows[:3]] == ["[CLS]", "hyper", "##para"]
    assert rows[2]["role"] == "inside a word"
    assert all(text[row["start"] : row["end"]] == row["stands for"] for row in rows)
    assert minilm_tokenizer()(text)["input_ids"] == [row["id"] for row in rows]
    spread = {row["tokenizer"]: row["tokens a word"] for row in ran.tables["Tokenizers compared on unseen abstracts"]}
    assert spread["WordPiece of MiniLM"] < spread["UTF-8 bytes"]


def test_embeddings_are_those_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["Deep nets learn features.", "Neural networks learn representations."]
    ran = shown("similarity", text=texts[0], compared=texts[1])
    first, second = SentenceTransformer(str(minilm()), device="cpu").encode(texts, normalize_embeddings=True)
    assert ran.metrics["cosine of the two texts"] == pytest.approx(float(first @ second), abs=1e-3)
    assert ran.metrics["size of an embedding"] == 384


def test_attention_of_each_token_adds_to_one() -> None:
    ran = shown("attention", text="Graphs of ideas.", layer=6, head=12)
    rows = ran.charts["Attention map"].spec["data"]["values"]
    for token in {row["looks"] for row in rows}:
        assert sum(row["weight"] for row in rows if row["looks"] == token) == pytest.approx(1, abs=1e-3)
    assert len(ran.tables["Attention by layer"]) == 6
    assert 0 < ran.metrics["entropy of attention"] < 3


@pytest.mark.slow
def test_the_generator_learns_more_than_counting_tells() -> None:
    ran = shown("generation", training_steps=120, new_tokens=12, temperature=0.7, samples=2)
    after = ran.metrics["generation: perplexity on unseen abstracts"]
    assert after < ran.metrics["generation: perplexity of counting pieces"]
    assert after < ran.metrics["generation: perplexity before training"] / 3
    rows = ran.tables["Texts written"]
    assert len(rows) == 4
    assert all(row["text"].startswith("In this paper we") for row in rows)
    assert {"generator-model.safetensors", "generator-tokenizer.json"} <= set(ran.files)


@pytest.mark.slow
def test_fine_tuning_tells_categories_apart_and_writes_only_under_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = shown("text-classification", fine_tuning_steps=30)
    right = ran.metrics["text classification: accuracy on unseen papers"]
    assert right > ran.metrics["text classification: before fine-tuning"]
    assert right >= ran.metrics["text classification: always the commonest"]
    assert sum(row["score"] for row in ran.tables["Category of the text"]) == pytest.approx(1, abs=1e-3)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_tones_are_written_down_and_pictures_named() -> None:
    heard = shown("speech", training_steps=160, digits="90210")
    assert heard.metrics["speech: tones written down without a mistake"] > 0.5
    assert heard.tables["Tones written down"][0]["sounded"] == "90210"
    assert (heard.artifacts / "tones.wav").read_bytes().startswith(b"RIFF")
    assert shown("image", training_steps=120).metrics["image: accuracy on unseen pictures (chance 0.25)"] > 0.6


@pytest.mark.parametrize("part", ["fill-mask", "token-classification", "zero-shot", "question-answering", "summary"])
def test_each_part_runs_by_itself(part: str) -> None:
    ran = shown(part, fine_tuning_steps=2)
    assert all(one.value >= 0 for one in ran.result.metrics if one.value is not None)
    assert ran.tables["Time by part"][0]["part"] == part
    assert ran.log[-1].startswith(part)


@pytest.mark.parametrize("part", ["text-classification", "similarity", "attention", "tokenisation"])
def test_a_text_longer_than_the_model_sees_is_cut(part: str) -> None:
    assert shown(part, text="漢" * 1000, fine_tuning_steps=2).result.verdict


def test_a_prompt_longer_than_the_generator_sees_is_cut() -> None:
    ran = shown("generation", prompt="漢" * 300, training_steps=2, new_tokens=60, samples=1)
    assert len(ran.tables["Texts written"]) == 3


def test_translation_says_numbers_in_words() -> None:
    assert [in_words(one) for one in (0, 13, 40, 99, 100, 999)] == [
        "zero", "thirteen", "forty", "ninety nine", "one hundred", "nine hundred and ninety nine",
    ]  # fmt: skip
    ran = shown("translation", training_steps=10, number=20)
    assert ran.tables["Number in words"][0]["right"] == "twenty"
    losses = [row["loss"] for row in ran.charts["Loss while training"].spec["data"]["values"]]
    assert losses[-1] < losses[0]


def tiny(folder: Path, **saving: Any) -> str:
    """A small BERT as somebody might publish it."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64)
    BertModel(config).save_pretrained(folder, **saving)
    minilm_tokenizer().save_pretrained(folder)
    return str(folder)


def asked(name: str, *, allowed: list[str]) -> Ran:
    given = {"part": "hub", "hub_model": name}
    return run_with(EXPERIMENT, given, options={"HUB_MODELS": allowed})


def test_a_hub_model_is_asked_only_where_the_operator_allows_it(tmp_path: Path) -> None:
    name = tiny(tmp_path)
    with pytest.raises(ExperimentError) as refused:
        asked(name, allowed=["some/other"])
    assert refused.value.code == "model_not_allowed"
    assert asked(name, allowed=[name]).metrics["hub model: weights"] > 900_000
    with pytest.raises(ExperimentError, match="Name a model"):
        asked("", allowed=[name])


def test_pickled_weights_of_the_hub_are_refused(tmp_path: Path) -> None:
    name = tiny(tmp_path)
    weights = {"embeddings.word_embeddings.weight": torch.zeros(30522, 32)}
    (tmp_path / "model.safetensors").unlink()
    torch.save(weights, tmp_path / "pytorch_model.bin")
    with pytest.raises(ExperimentError) as refused:
        asked(name, allowed=[name])
    assert refused.value.code == "model_not_loaded"


def test_code_of_the_hub_is_refused(tmp_path: Path) -> None:
    name = tiny(tmp_path)
    (tmp_path / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (tmp_path / "config.json").write_text(
        '{"model_type": "own", "auto_map": {"AutoConfig": "own.Config", "AutoModel": "own.Model"}}'
    )
    with pytest.raises(ExperimentError) as refused:
        asked(name, allowed=[name])
    assert refused.value.code == "model_not_loaded"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "given",
    [
        {"masked": "no gap"},
        {"masked": "[MASK] and [MASK]"},
        {"labels": "one"},
        {"labels": "one, one"},
        {"text": " ... "},
        {"digits": "12a"},
    ],
)
def test_texts_that_cannot_be_used_are_refused_by_name(given: dict[str, str]) -> None:
    with pytest.raises(BadParameters) as refused:
        EXPERIMENT.read(given)
    assert set(refused.value.problems) == set(given)


def test_a_cancelled_training_stops_at_its_next_step() -> None:
    asked_for = iter(range(1000))
    with pytest.raises(Cancelled):
        run_with(EXPERIMENT, {"part": "image", "training_steps": 500}, cancelled=lambda: next(asked_for) > 5)
    assert next(asked_for) < 10


def test_too_few_papers_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.compute.experiments.harness.corpus", tuple)
    with pytest.raises(ExperimentError, match="holds 0 papers"):
        shown("summary")


def test_a_library_without_terms_cannot_teach_them(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tuple({**one, "terms": []} for one in corpus())
    monkeypatch.setattr("tests.compute.experiments.harness.corpus", lambda: bare)
    for part in ("zero-shot", "token-classification"):
        with pytest.raises(ExperimentError, match="have key terms") as refused:
            shown(part)
        assert refused.value.code == "too_little"


def test_all_parts_are_offered() -> None:
    assert set(EXPERIMENT.schema()["properties"]["part"]["enum"]) == {"all", *ORDER}
