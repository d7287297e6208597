"""Fill-mask on MiniLM's states, and a small GPT-2 that learns to write from the library's abstracts."""

from __future__ import annotations

import itertools
import math
from typing import Any

import torch
from transformers import BertForMaskedLM, BertTokenizer, GPT2Config, GPT2LMHeadModel, pipeline, set_seed

from compute.experiments.base import Metric, Table
from compute.experiments.charts import bars
from compute.experiments.transformers_parts.bench import (
    Bench,
    Rows,
    Shown,
    in_batches,
    minilm_tokenizer,
    on_minilm,
    share,
    tokens,
)
from compute.experiments.transformers_parts.words import bpe_tokenizer

MASKED = 0.15
LENGTH = 64
MASKED_LENGTH = 48
IGNORED = -100


def fill_mask(bench: Bench) -> Shown:
    """MiniLM with a new head that guesses hidden words (Devlin et al. 2019), fine-tuned and asked by the pipeline.

    It keeps only those pieces of its vocabulary that the library uses (Abdaoui et al. 2020): a step costs a third. The
    head starts by guessing each piece as often as it comes, so that training is about the words around a gap.
    """
    set_seed(bench.context.seed)
    model, tokenizer = _trimmed(bench, [one["abstract"] for one in [*bench.train_on, *bench.unseen]])
    train_on = _hidden(tokenizer, [one["abstract"] for one in bench.train_on] * 3, bench.context.seed)
    unseen = _hidden(tokenizer, [one["abstract"] for one in bench.unseen][:40], bench.context.seed + 1)
    counts = torch.bincount(train_on["labels"][train_on["labels"] != IGNORED], minlength=len(tokenizer)) + 0.1
    _start_at(model, (counts / counts.sum()).log())
    before = _guessed(model.eval(), unseen)[0]
    bench.train(
        "fill-mask", model, train_on, steps=bench.given.fine_tuning_steps, batch=12, rate=8e-4, shown="Guessing words"
    )
    first, among = _guessed(model, unseen)
    common = int(counts.argmax())
    truths = unseen["labels"][unseen["labels"] != IGNORED]
    ask = pipeline("fill-mask", model=model, tokenizer=tokenizer, device=bench.context.device)
    rows = [[one["token_str"], round(one["score"], 4), one["sequence"]] for one in ask(bench.given.masked, top_k=5)]
    return Shown(
        f"fill-mask guesses {first:.0%} of hidden words, {among:.0%} among its first five",
        [
            Metric("fill-mask: right at first", first, better="higher"),
            Metric("fill-mask: right among five", among, better="higher"),
            Metric("fill-mask: before training", before),
            Metric("fill-mask: always the commonest", share(truths == common)),
            Metric("fill-mask: pieces kept of 30,522", len(tokenizer), "pieces"),
        ],
        [Table("Guesses for [MASK]", ["word", "probability", "sentence"], rows)],
    )


def _trimmed(bench: Bench, texts: list[str]) -> tuple[Any, Any]:
    """MiniLM with the pieces of these texts and of the user's, under new ids from 0, and their tokenizer."""
    whole = minilm_tokenizer()
    used = whole([*texts, bench.given.masked])["input_ids"]
    kept = sorted({*whole.all_special_ids, *(number for ids in used for number in ids)})
    names = whole.convert_ids_to_tokens(kept)
    tokenizer = BertTokenizer(vocab={name: at for at, name in enumerate(names)}, do_lower_case=True)
    model = on_minilm(BertForMaskedLM, "cpu", free=range(6))
    words = torch.nn.Embedding(len(kept), model.config.hidden_size).requires_grad_(False)
    words.weight.copy_(model.get_input_embeddings().weight[kept])
    model.config.vocab_size, model.config.pad_token_id = len(kept), tokenizer.pad_token_id
    model.set_input_embeddings(words)
    decoder = torch.nn.Linear(words.embedding_dim, len(kept))
    decoder.weight, decoder.bias = words.weight, torch.nn.Parameter(torch.zeros(len(kept)))
    model.set_output_embeddings(decoder)
    return model.to(bench.context.device), tokenizer


@torch.no_grad()
def _start_at(model: Any, logs: torch.Tensor) -> None:
    """The head passes the states on as they are, twice as large, and adds the logarithms of the frequencies."""
    head = model.cls.predictions
    torch.nn.init.eye_(head.transform.dense.weight)
    head.transform.LayerNorm.weight.fill_(2.0)
    head.decoder.bias.copy_(logs)


def _hidden(tokenizer: Any, texts: list[str], seed: int) -> Rows:
    """Texts with 15 % of their tokens replaced by [MASK]; labels hold the hidden ones, -100 elsewhere."""
    rows = tokens(tokenizer, texts, length=MASKED_LENGTH)
    chance = torch.rand(rows["input_ids"].shape, generator=torch.Generator().manual_seed(seed))
    special = torch.isin(rows["input_ids"], torch.tensor(tokenizer.all_special_ids))
    hidden = ~special & (chance < MASKED)
    labels = rows["input_ids"].masked_fill(~hidden, IGNORED)
    return {**rows, "input_ids": rows["input_ids"].masked_fill(hidden, tokenizer.mask_token_id), "labels": labels}


def _guessed(model: Any, rows: Rows) -> tuple[float, float]:
    labels = rows["labels"]
    asked = {name: values for name, values in rows.items() if name != "labels"}
    best = in_batches(model, asked, lambda found: found.logits.topk(5).indices, size=8)[labels != IGNORED]
    hits = best == labels[labels != IGNORED][:, None]
    return share(hits[:, 0]), share(hits.any(1))


def generation(bench: Bench) -> Shown:
    """A GPT-2 of under a million weights, trained from nothing; perplexity before and after, against word counts."""
    context, given = bench.context, bench.given
    tokenizer = bpe_tokenizer(bench)
    set_seed(context.seed)
    ends = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0}
    size = {"n_positions": 128, "n_embd": 128, "n_layer": 3, "n_head": 4}
    model = GPT2LMHeadModel(GPT2Config(vocab_size=len(tokenizer), **size, **ends)).to(context.device)
    train_on, unseen = (
        _blocks(tokenizer, [one["abstract"] for one in some]) for some in (bench.train_on, bench.unseen)
    )
    before = _perplexity(model.eval(), unseen)
    bench.train(
        "generation", model, {"input_ids": train_on, "labels": train_on.clone()}, steps=given.training_steps,
        batch=16, rate=3e-3, shown="Learning to write",
    )  # fmt: skip
    after, counted = _perplexity(model, unseen), _counted(train_on, unseen, len(tokenizer))
    written = _written(bench, model, tokenizer)
    _keep(bench, model, tokenizer)
    return Shown(
        f"the generator's perplexity on unseen abstracts fell from {before:.0f} to {after:.0f} "
        f"(counting pieces alone: {counted:.0f})",
        [
            Metric("generation: perplexity on unseen abstracts", after, better="lower"),
            Metric("generation: perplexity before training", before, better="lower"),
            Metric("generation: perplexity of counting pieces", counted, better="lower"),
            Metric("generation: weights", sum(one.numel() for one in model.parameters()), "numbers"),
        ],
        [Table("Texts written", ["way", "text", "distinct pairs of words"], written)],
        [_next_token(bench, model, tokenizer)],
    )


def _blocks(tokenizer: Any, texts: list[str]) -> torch.Tensor:
    """Texts one after the other, each with its end, cut into rows of 64 tokens."""
    ids = [number for text in texts for number in [*tokenizer(text)["input_ids"], tokenizer.eos_token_id]]
    whole = len(ids) // LENGTH * LENGTH
    return torch.tensor(ids[:whole]).view(-1, LENGTH)


def _perplexity(model: Any, rows: torch.Tensor) -> float:
    """exp of the mean loss in nats over the tokens of the rows."""
    device = next(model.parameters()).device
    with torch.no_grad():
        parts = [rows[at : at + 16].to(device) for at in range(0, len(rows), 16)]
        losses = [float(model(input_ids=one, labels=one).loss) * len(one) for one in parts]
    return round(math.exp(sum(losses) / len(rows)), 2)


def _counted(train_on: torch.Tensor, unseen: torch.Tensor, size: int) -> float:
    """Perplexity of drawing each token by how often it came in training, one added to each count."""
    counts = torch.bincount(train_on.flatten(), minlength=size).double() + 1
    return round(float((-(counts / counts.sum()).log()[unseen[:, 1:]]).mean().exp()), 2)


def _written(bench: Bench, model: Any, tokenizer: Any) -> list[list[Any]]:
    given = bench.given
    write = pipeline("text-generation", model=model, tokenizer=tokenizer, device=bench.context.device)
    length = {"max_new_tokens": given.new_tokens, "repetition_penalty": given.repetition_penalty}
    ways: list[tuple[str, dict[str, Any]]] = [
        ("the likeliest token each time", {"do_sample": False}),
        ("beam search, 4 beams", {"do_sample": False, "num_beams": 4}),
    ]
    drawn = {"do_sample": True, "temperature": given.temperature, "top_k": given.top_k, "top_p": given.top_p}
    ways += [(f"drawn, sample {number + 1}", drawn) for number in range(given.samples)]
    rows, prompt = [], _begun(tokenizer, given.prompt)
    for number, (name, settings) in enumerate(ways):
        set_seed(bench.context.seed + number)
        text = write(prompt, **length, **settings)[0]["generated_text"]
        rows.append([name, text, _distinct(text)])
    return rows


def _begun(tokenizer: Any, prompt: str) -> str:
    """The last 64 tokens of the prompt, so that the new ones still have places."""
    ids = tokenizer(prompt)["input_ids"]
    return prompt if len(ids) <= LENGTH else str(tokenizer.decode(ids[-LENGTH:]))


def _distinct(text: str) -> float:
    words = text.lower().split()
    pairs = list(itertools.pairwise(words))
    return round(len(set(pairs)) / len(pairs), 3) if pairs else 0.0


@torch.no_grad()
def _next_token(bench: Bench, model: Any, tokenizer: Any) -> Any:
    ids = tokenizer(bench.given.prompt, return_tensors="pt", truncation=True, max_length=64)["input_ids"]
    logits = model(input_ids=ids.to(model.device)).logits[0, -1].cpu()
    best = logits.topk(8).indices.tolist()
    rows = [
        {"token": f"{place} {tokenizer.decode([number])!r}", "temperature": f"T = {degree:g}", "probability": value}
        for degree in sorted({0.5, 1.0, 2.0, bench.given.temperature})
        for probabilities in [(logits / degree).softmax(0)]
        for place, number in enumerate(best, 1)
        for value in [round(float(probabilities[number]), 4)]
    ]
    return bars(
        "The next token after the prompt", rows, x="token", y="probability", colour="temperature",
        description="The eight likeliest next tokens: a low temperature sharpens the choice, a high one levels it.",
    )  # fmt: skip


def _keep(bench: Bench, model: Any, tokenizer: Any) -> None:
    folder = bench.context.scratch / "generator"
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for name in ("model.safetensors", "config.json", "tokenizer.json"):
        bench.context.artifact(f"generator-{name}", folder / name)
