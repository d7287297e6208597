"""Questions, summaries and translation by calling models directly: transformers 5 has no pipelines for them."""

from __future__ import annotations

import random
from typing import Any

import torch
from transformers import BertForQuestionAnswering, T5Config, T5ForConditionalGeneration, pipeline, set_seed

from compute.experiments.base import CorpusPaper, Metric, Table
from compute.experiments.transformers_parts.bench import (
    Bench,
    Rows,
    Shown,
    in_batches,
    minilm,
    minilm_tokenizer,
    need,
    on_minilm,
    share,
    tokens,
)
from compute.experiments.transformers_parts.words import embed

# fmt: off
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
# fmt: on
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = ["<pad>", "</s>", *"0123456789", *ONES, *TENS, "hundred", "and"]
PLACE = {word: place for place, word in enumerate(WORDS)}
QUESTIONS = {"year": "In which year did the paper appear?", "category": "Which category is the paper in?"}
FACTS = {"year": "The paper appeared in {}.", "category": "Its category is {}."}


def in_words(number: int) -> str:
    """A number from 0 to 999 in English.

    >>> in_words(407), in_words(20)
    ('four hundred and seven', 'twenty')
    """
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f" {ONES[number % 10]}" if number % 10 else "")
    return f"{ONES[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")


def translation(bench: Bench) -> Shown:
    """A T5 (Raffel et al. 2020) of two layers learns digits to English words; `generate` with two beams answers."""
    numbers = list(range(1000))
    random.Random(bench.context.seed).shuffle(numbers)  # noqa: S311
    asked = torch.tensor([_ended([PLACE[sign] for sign in str(one)], 4) for one in numbers])
    wanted = torch.tensor([_ended([PLACE[word] for word in in_words(one).split()], 7) for one in numbers])
    set_seed(bench.context.seed)
    ends = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    size = {"d_model": 64, "d_kv": 16, "d_ff": 128, "num_layers": 2, "num_heads": 4, "dropout_rate": 0.0}
    model = T5ForConditionalGeneration(T5Config(vocab_size=len(WORDS), **size, **ends))
    rows = {"input_ids": asked, "attention_mask": (asked > 0).long(), "labels": wanted.masked_fill(wanted == 0, -100)}
    bench.train(
        "translation", model, {name: one[:900] for name, one in rows.items()}, steps=bench.given.training_steps,
        batch=64, rate=3e-3, shown="Learning to translate",
    )  # fmt: skip
    right = share(
        [one == in_words(number) for one, number in zip(_said(model, asked[900:]), numbers[900:], strict=True)]
    )
    number = bench.given.number
    answer = _said(model, torch.tensor([_ended([PLACE[sign] for sign in str(number)], 4)]))[0]
    return Shown(
        f"the tiny T5 translates {right:.0%} of unseen numbers",
        [Metric("translation: unseen numbers without a mistake", right, better="higher")],
        [Table("Number in words", ["number", "said", "right"], [[number, answer, in_words(number)]])],
    )


def _ended(ids: list[int], length: int) -> list[int]:
    return [*ids, 1] + [0] * (length - len(ids) - 1)


def _said(model: Any, rows: torch.Tensor) -> list[str]:
    rows = rows.to(model.device)
    made = model.generate(input_ids=rows, attention_mask=(rows > 0).long(), max_new_tokens=8, num_beams=2).tolist()
    return [" ".join(WORDS[one] for one in row if one > 1) for row in made]


def question_answering(bench: Bench) -> Shown:
    """The span of a text that answers a question (Rajpurkar et al. 2016), learned from records of the library."""
    tokenizer, context, drawn = minilm_tokenizer(), bench.context, random.Random(bench.context.seed)  # noqa: S311
    need("kept from training have a year or a category", [one for one in bench.unseen if one["category"]], 4)
    set_seed(context.seed)
    model = on_minilm(BertForQuestionAnswering, context.device)
    rows, _ = _asked(tokenizer, bench.train_on, drawn)
    bench.train(
        "question-answering", model, rows, steps=bench.given.fine_tuning_steps, batch=8, rate=1e-3,
        shown="Learning to answer",
    )  # fmt: skip
    unseen, questions = _asked(tokenizer, bench.unseen, drawn)
    starts, ends = unseen.pop("start_positions"), unseen.pop("end_positions")
    spans = in_batches(model, unseen, lambda found: _span(found))
    right = share((spans[:, 0] == starts) & (spans[:, 1] == ends))
    shown = []
    for place, question in enumerate(questions[:6]):
        ids = unseen["input_ids"][place]
        told, truth = (
            tokenizer.decode(ids[start : end + 1])
            for start, end in (spans[place].tolist(), (int(starts[place]), int(ends[place])))
        )
        shown.append([question, told, truth, told == truth])
    return Shown(
        f"{right:.0%} of questions about unseen records get the exact span",
        [Metric("question answering: exact spans", right, better="higher")],
        [Table("Questions answered", ["question", "answer", "truth", "right"], shown)],
    )


def _asked(tokenizer: Any, papers: list[CorpusPaper], drawn: random.Random) -> tuple[Rows, list[str]]:
    """Two questions on each paper's record, its facts in any order, with the tokens where the answers lie."""
    questions, contexts, spans = [], [], []
    for paper in papers:
        known = {"year": paper["year"], "category": paper["category"]}
        facts = {name: FACTS[name].format(value) for name, value in known.items() if value}
        for name, fact in facts.items():
            order = drawn.sample(sorted(facts), len(facts))
            context = " ".join([f"{' '.join(paper['title'].split()[:12])}.", *(facts[one] for one in order)])
            start = context.index(fact) + FACTS[name].index("{")
            questions.append(QUESTIONS[name])
            contexts.append(context)
            spans.append((start, start + len(str(known[name])) - 1))
    rows = tokens(tokenizer, questions, contexts, length=64)
    found = tokenizer(questions, contexts, truncation=True, max_length=64)
    places = [[found.char_to_token(row, at, 1) or 0 for at in span] for row, span in enumerate(spans)]
    rows["start_positions"], rows["end_positions"] = torch.tensor(places).unbind(1)
    return rows, questions


def _span(found: Any) -> torch.Tensor:
    """The likeliest start and end, the end not before the start and at most 15 tokens on, (n, 2)."""
    scores = found.start_logits[:, :, None] + found.end_logits[:, None, :]
    allowed = torch.ones_like(scores[0]).triu() - torch.ones_like(scores[0]).triu(16)
    best = scores.masked_fill(allowed == 0, float("-inf")).flatten(1).argmax(1)
    return torch.stack([best // scores.shape[2], best % scores.shape[2]], 1)


def summary(bench: Bench) -> Shown:
    """Two sentences of an abstract that are nearest to its meaning as a whole (centroid, Rossiello et al. 2017)."""
    extract = pipeline(
        "feature-extraction", model=str(minilm()), device=bench.context.device, tokenizer=minilm_tokenizer()
    )
    rows: list[list[Any]] = []
    gains = []
    for paper in bench.unseen[:6]:
        sentences = [one.strip() for one in paper["abstract"].replace("? ", ". ").split(". ") if len(one.split()) > 3]
        if len(sentences) < 3:
            continue
        vectors = embed(extract, sentences)
        order = torch.argsort(vectors @ vectors.mean(0), descending=True, stable=True).tolist()
        chosen = ". ".join(sentences[at] for at in sorted(order[:2])).rstrip(".") + "."
        shared, first = _covered(paper["title"], chosen), _covered(paper["title"], ". ".join(sentences[:2]))
        gains.append(shared)
        rows.append([paper["key"], paper["title"], chosen, shared, first])
    bench.step("Summarised")
    mean = round(sum(gains) / len(gains), 4) if gains else 0.0
    columns = ["paper", "title", "summary", "title's words kept", "kept by the first two sentences"]
    return Shown(
        f"two-sentence summaries keep {mean:.0%} of the titles' words",
        [Metric("summary: share of the title's words kept", mean, better="higher")],
        [Table("Summaries of unseen papers", columns, rows)],
    )


def _covered(title: str, text: str) -> float:
    """ROUGE-1 recall without stemming: the share of the title's distinct words that the text has."""
    words = {one.strip(".,:;()").lower() for one in title.split()}
    return round(len(words & {one.strip(".,:;()").lower() for one in text.split()}) / max(1, len(words)), 3)
