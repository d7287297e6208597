"""Tokenisation shown token by token, features and similarity by MiniLM, and where its heads look."""

from __future__ import annotations

from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModel, PreTrainedTokenizerFast, pipeline

from compute.experiments.base import Metric, Table
from compute.experiments.charts import bars, heat
from compute.experiments.transformers_parts.bench import Bench, Shown, minilm, minilm_tokenizer

VOCABULARY = 2000
SHOWN_TOKENS = 40
NEIGHBOURS = 5


def bpe_tokenizer(bench: Bench) -> Any:
    """A byte-level BPE tokenizer of 2,000 pieces, learned from the abstracts (Sennrich et al. 2016)."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<end>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator([one["abstract"] for one in bench.train_on], trainer)
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<end>", pad_token="<end>")  # noqa: S106


def tokenisation(bench: Bench) -> Shown:
    """Each token of the text with its id and place, and three tokenizers compared on unseen abstracts."""
    text = bench.given.text
    wordpiece, bpe = minilm_tokenizer(), bpe_tokenizer(bench)
    rows = _pieces(wordpiece, text)
    abstracts = [one["abstract"] for one in bench.unseen]
    count = sum(len(one.split()) for one in abstracts)
    compared: list[list[Any]] = []
    for name, size, split in (
        ("WordPiece of MiniLM", wordpiece.vocab_size, lambda one: wordpiece.tokenize(one)),
        ("BPE learned here", bpe.vocab_size, lambda one: bpe.tokenize(one)),
        ("UTF-8 bytes", 256, lambda one: list(one.encode())),
    ):
        spread = sum(len(split(one)) for one in abstracts) / count
        compared.append([name, size, len(split(text)), round(spread, 3)])
    bench.step("Tokenised")
    columns = ["tokenizer", "vocabulary", "tokens of the text", "tokens a word"]
    return Shown(
        f"WordPiece makes {len(rows)} tokens of the text",
        [
            Metric("tokens of the text", len(rows), "tokens"),
            Metric("tokens a word, WordPiece", compared[0][3], "tokens", "lower"),
            Metric("tokens a word, BPE learned here", compared[1][3], "tokens", "lower"),
        ],
        [
            Table("Tokens of the text", ["place", "token", "id", "start", "end", "stands for", "role"], rows),
            Table("Tokenizers compared on unseen abstracts", columns, compared),
        ],
        [
            bars(
                "Tokens a word", [{"tokenizer": row[0], "tokens a word": row[3]} for row in compared],
                x="tokenizer", y="tokens a word",
                description="How many tokens each tokenizer makes of a word of the unseen abstracts; fewer is cheaper.",
            )
        ],
    )  # fmt: skip


def _pieces(tokenizer: Any, text: str) -> list[list[Any]]:
    found = tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=512)
    ids = found["input_ids"]
    named = zip(tokenizer.convert_ids_to_tokens(ids), ids, found["offset_mapping"], strict=True)
    return [
        [place, piece, number, start, end, text[start:end], _role(piece)]
        for place, (piece, number, (start, end)) in enumerate(named)
    ]


def _role(piece: str) -> str:
    if piece in ("[CLS]", "[SEP]"):
        return "added by the tokenizer"
    return "unknown" if piece == "[UNK]" else "inside a word" if piece.startswith("##") else "starts a word"


def similarity(bench: Bench) -> Shown:
    """Embeddings from the feature-extraction pipeline (mean of the tokens' states, length 1) and their cosines."""
    extract = pipeline(
        "feature-extraction", model=str(minilm()), device=bench.context.device, tokenizer=minilm_tokenizer()
    )
    papers = bench.unseen
    given = [bench.given.text, bench.given.compared]
    vectors = embed(extract, given + [one["title"] for one in papers])
    first, second, others = vectors[0], vectors[1], vectors[2:]
    alike = round(float(first @ second), 4)
    order = torch.argsort(others @ first, descending=True, stable=True)[:NEIGHBOURS].tolist()
    nearest = [[papers[at]["key"], papers[at]["title"], round(float(others[at] @ first), 4)] for at in order]
    bench.step("Compared by meaning")
    labels = ["the text", "the other text", *(f"{number}. {papers[at]['key']}" for number, at in enumerate(order, 1))]
    chosen = torch.stack([first, second, *(others[at] for at in order)])
    grid = [
        {"first": one, "second": other, "cosine": round(float(chosen[row] @ chosen[column]), 3)}
        for row, one in enumerate(labels)
        for column, other in enumerate(labels)
    ]
    return Shown(
        f"MiniLM puts the two texts at a cosine of {alike:.2f}",
        [
            Metric("cosine of the two texts", alike),
            Metric("size of an embedding", vectors.shape[1], "numbers"),
            Metric("cosine of the nearest unseen title", nearest[0][2]),
        ],
        [Table("Unseen papers nearest to the text", ["paper", "title", "cosine"], nearest)],
        [
            heat(
                "Similarity of texts", grid, x="first", y="second", value="cosine",
                description=f"Cosines between the two texts and the {len(order)} nearest titles.",
            )
        ],
    )  # fmt: skip


def embed(extract: Any, texts: list[str]) -> torch.Tensor:
    """Unit vectors of texts (n, 384): the mean of each text's token states from a feature-extraction pipeline."""
    states = extract(texts, return_tensors=True, tokenize_kwargs={"truncation": True, "max_length": 256})
    means = torch.stack([one[0].mean(0) for one in states]).float().cpu()
    return torch.nn.functional.normalize(means, dim=1)


@torch.no_grad()
def attention(bench: Bench) -> Shown:
    """The chosen layer's and head's attention over the text, and how focused each layer is."""
    tokenizer, given = minilm_tokenizer(), bench.given
    model = AutoModel.from_pretrained(minilm(), attn_implementation="eager", use_safetensors=True)
    model = model.to(bench.context.device).eval()
    found = tokenizer(given.text, return_tensors="pt", truncation=True, max_length=SHOWN_TOKENS)
    maps = torch.stack(model(**found.to(model.device), output_attentions=True).attentions)[:, 0].cpu()
    pieces = tokenizer.convert_ids_to_tokens(found["input_ids"][0].tolist())
    names = [f"{place} {piece}" for place, piece in enumerate(pieces)]
    layer = maps[given.layer - 1]
    chosen = layer[given.head - 1] if given.head else layer.mean(0)
    entropy = -(maps.clamp_min(1e-12) * maps.clamp_min(1e-12).log2()).sum(-1).mean((1, 2))
    ends = maps[..., [0, len(pieces) - 1]].sum(-1).mean((1, 2))
    bench.step("Drew the attention")
    rows = [
        {"looks": one, "at": other, "weight": round(float(chosen[row, column]), 4)}
        for row, one in enumerate(names)
        for column, other in enumerate(names)
    ]
    head = f"head {given.head}" if given.head else "mean of the heads"
    return Shown(
        f"{float(ends.mean()):.0%} of all attention goes to [CLS] and [SEP]",
        [
            Metric("entropy of attention", round(float(entropy.mean()), 4), "bits"),
            Metric("attention on [CLS] and [SEP]", round(float(ends.mean()), 4)),
        ],
        [
            Table(
                "Attention by layer", ["layer", "entropy (bits)", "share on [CLS] and [SEP]"],
                [[at + 1, round(float(entropy[at]), 3), round(float(ends[at]), 3)] for at in range(len(maps))],
            )
        ],
        [
            heat(
                "Attention map", rows, x="at", y="looks", value="weight",
                description=f"How much each token (row) looks at each (column) in layer {given.layer}, {head}; "
                f"rows add to 1. The first {len(pieces)} tokens.",
            )
        ],
    )  # fmt: skip
