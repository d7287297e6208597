"""Texts, words and free labels classified by MiniLM fine-tuned with Trainer, each asked through its pipeline."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import torch
from transformers import BertForSequenceClassification, BertForTokenClassification, pipeline, set_seed

from compute.experiments.base import Chart, CorpusPaper, Metric, Table
from compute.experiments.charts import bars, heat
from compute.experiments.transformers_parts.bench import (
    Bench,
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

IGNORED = -100
CLASSES = 4
NOTHING = (None, None, None, None)
TEMPLATE = "This text is about {}."


def _text(paper: CorpusPaper) -> str:
    return f"{paper['title']}. {paper['abstract']}"


def text_classification(bench: Bench) -> Shown:
    """The arXiv category of a paper among the library's commonest: fine-tuned, saved, loaded again and asked."""
    context, tokenizer = bench.context, minilm_tokenizer()
    common = Counter(one["category"] for one in bench.train_on).most_common(CLASSES)
    names = sorted(name for name, count in common if count >= 2)
    train_on, unseen = ([one for one in some if one["category"] in names] for some in (bench.train_on, bench.unseen))
    need("kept from training are of a common category", unseen if len(names) > 1 else [], 2)
    set_seed(context.seed)
    model = on_minilm(BertForSequenceClassification, context.device, **_named(names))
    rows, asked = (tokens(tokenizer, [_text(one) for one in some], length=64) for some in (train_on, unseen))
    truths = torch.tensor([names.index(one["category"]) for one in unseen])
    before = share(_best(model.eval(), asked) == truths)
    labels = torch.tensor([names.index(one["category"]) for one in train_on])
    bench.train(
        "text-classification", model, {**rows, "labels": labels}, steps=bench.given.fine_tuning_steps, batch=8,
        rate=1e-3, shown="Fine-tuning",
    )  # fmt: skip
    told = _best(model, asked)
    folder = context.scratch / "classifier"
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    ask = pipeline("text-classification", model=str(folder), device=context.device, top_k=None)
    answer = sorted(ask([bench.given.text], truncation=True, max_length=512)[0], key=lambda one: -one["score"])
    right, most = share(told == truths), share(truths == labels.mode().values)
    rows_shown = [[one["label"], round(one["score"], 4)] for one in answer]
    return Shown(
        f"Trainer takes the classifier of categories from {before:.0%} to {right:.0%} (the commonest: {most:.0%})",
        [
            Metric("text classification: accuracy on unseen papers", right, better="higher"),
            Metric("text classification: before fine-tuning", before),
            Metric("text classification: always the commonest", most),
        ],
        [Table("Category of the text", ["category", "score"], rows_shown)],
        [_confusion(names, truths, told)],
    )


def _confusion(names: list[str], truths: torch.Tensor, told: torch.Tensor) -> Chart:
    grid = [
        {"truth": truth, "told": name, "papers": int(((truths == row) & (told == column)).sum())}
        for row, truth in enumerate(names)
        for column, name in enumerate(names)
    ]
    return heat(
        "Categories told apart", grid, x="told", y="truth", value="papers",
        description="Unseen papers by their category (rows) and what the classifier said (columns).",
    )  # fmt: skip


def _need_terms(bench: Bench) -> None:
    need("to learn from have key terms", [one for one in bench.train_on if one["terms"]], 20)
    need("kept from training have key terms", [one for one in bench.unseen if one["terms"]], 4)


def _named(names: list[str]) -> dict[str, Any]:
    return {"id2label": dict(enumerate(names)), "label2id": {name: place for place, name in enumerate(names)}}


def _best(model: Any, rows: Any) -> torch.Tensor:
    return in_batches(model, rows, lambda found: found.logits.argmax(-1))


def token_classification(bench: Bench) -> Shown:
    """Which words of an abstract are key terms, learned from the terms that the library holds for each paper."""
    tokenizer, context = minilm_tokenizer(), bench.context
    _need_terms(bench)
    set_seed(context.seed)
    model = on_minilm(BertForTokenClassification, context.device, **_named(["O", "TERM"]))
    train_on, unseen = (_marked(tokenizer, some) for some in (bench.train_on, bench.unseen))
    bench.train(
        "token-classification", model, train_on, steps=bench.given.fine_tuning_steps, batch=8, rate=1e-3,
        shown="Learning key terms",
    )  # fmt: skip
    truths = unseen.pop("labels")
    told = _best(model, unseen)[truths != IGNORED]
    truths = truths[truths != IGNORED]
    both = int(((told == 1) & (truths == 1)).sum())
    precision, recall = both / max(1, int((told == 1).sum())), both / max(1, int((truths == 1).sum()))
    score = round(2 * precision * recall / (precision + recall), 4) if both else 0.0
    ask = pipeline(
        "token-classification", model=model, tokenizer=tokenizer, device=context.device, aggregation_strategy="simple"
    )
    found = [
        [one["word"], one["entity_group"], round(float(one["score"]), 4), one["start"], one["end"]]
        for one in ask(bench.given.text)
    ]
    return Shown(
        f"the token classifier finds key terms with F1 {score:.2f}",
        [
            Metric("token classification: F1 of terms", score, better="higher"),
            Metric("token classification: precision", round(precision, 4), better="higher"),
            Metric("token classification: recall", round(recall, 4), better="higher"),
        ],
        [Table("Spans of the text", ["span", "label", "score", "start", "end"], found or [["none found", *NOTHING]])],
    )


def _marked(tokenizer: Any, papers: list[CorpusPaper]) -> dict[str, torch.Tensor]:
    """Abstracts as rows; a token's label is 1 inside a term of its paper, 0 outside, -100 where there is no word."""
    rows = tokens(tokenizer, [one["abstract"] for one in papers], length=64)
    labels = torch.zeros_like(rows["input_ids"])
    for place, paper in enumerate(papers):
        ids = rows["input_ids"][place].tolist()
        for term in paper["terms"]:
            pieces = tokenizer(term, add_special_tokens=False)["input_ids"]
            for start in range(len(ids) - len(pieces) + 1) if pieces else ():
                if ids[start : start + len(pieces)] == pieces:
                    labels[place, start : start + len(pieces)] = 1
    return {**rows, "labels": labels.masked_fill(rows["input_ids"] < 1000, IGNORED)}


def zero_shot(bench: Bench) -> Shown:
    """Labels never trained on, by entailment (Yin et al. 2019) and by MiniLM's cosines; both asked of unseen papers."""
    tokenizer, context, given = minilm_tokenizer(), bench.context, bench.given
    _need_terms(bench)
    set_seed(context.seed)
    named = _named(["contradiction", "entailment"])
    model = on_minilm(BertForSequenceClassification, context.device, free=range(6), **named)
    texts, claims, labels = _pairs(bench.train_on, context.seed)
    bench.train(
        "zero-shot", model, {**tokens(tokenizer, texts, claims, length=64), "labels": torch.tensor(labels)},
        steps=given.fine_tuning_steps, batch=10, rate=3e-4, shown="Learning entailment",
    )  # fmt: skip
    texts, claims, truths = _pairs(bench.unseen, context.seed + 1)
    right = share(_best(model, tokens(tokenizer, texts, claims, length=64)) == torch.tensor(truths))
    options = {"tokenizer": tokenizer, "device": context.device}
    ask = pipeline("zero-shot-classification", model=model, **options)
    names = [one.strip() for one in given.labels.split(",") if one.strip()]
    found = ask(given.text, names, hypothesis_template=TEMPLATE)
    entailed = dict(zip(found["labels"], found["scores"], strict=True))
    vectors = embed(pipeline("feature-extraction", model=str(minilm()), **options), [given.text, *names])
    cosines = dict(zip(names, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    rows = [
        [name, round(entailed[name], 4), round(cosines[name], 4)]
        for name in sorted(names, key=lambda one: -cosines[one])
    ]
    return Shown(
        f"zero-shot entailment is right about {right:.0%} of claims on unseen papers",
        [
            Metric("zero-shot: claims judged right (chance 0.5)", right, better="higher"),
            Metric("zero-shot: cosine of the best label", rows[0][2]),
        ],
        [Table("Labels of the text", ["label", "by entailment", "cosine"], rows)],
        [
            bars(
                "Labels never trained on", [{"label": row[0], "cosine": row[2]} for row in rows], x="label", y="cosine",
                description="How near MiniLM puts each label to the text, without any training on labels.",
            )
        ],
    )  # fmt: skip


def _pairs(papers: list[CorpusPaper], seed: int) -> tuple[list[str], list[str], list[int]]:
    """For each text a claim about one of its paper's terms (1) and one about another paper's term (0)."""
    drawn, everything = random.Random(seed), sorted({term for one in papers for term in one["terms"]})  # noqa: S311
    texts, claims, labels = [], [], []
    for one in papers:
        others = [term for term in drawn.sample(everything, min(8, len(everything))) if term not in one["terms"]]
        for chosen, label in ((one["terms"], 1), (others, 0)):
            if chosen:
                texts.append(_text(one))
                claims.append(TEMPLATE.format(drawn.choice(chosen)))
                labels.append(label)
    return texts, claims, labels
