"""Image and speech models in tiny configurations, built and trained here on pictures and sounds made here."""

from __future__ import annotations

import io
import json
import math
import random
import wave
from typing import Any

import numpy as np
import torch
from PIL import Image
from transformers import (
    SeamlessM4TFeatureExtractor,
    ViTConfig,
    ViTForImageClassification,
    ViTImageProcessorPil,
    Wav2Vec2BertConfig,
    Wav2Vec2BertForCTC,
    Wav2Vec2CTCTokenizer,
    pipeline,
    set_seed,
)

from compute.experiments.base import Metric, Table
from compute.experiments.charts import bars
from compute.experiments.transformers_parts.bench import Bench, Rows, Shown, in_batches, share

PATTERNS = ("rows", "columns", "diagonals", "checks")
SIDE = 24
RATE = 16_000
# ITU-T Q.23: a key of a telephone sounds its row's and its column's frequency, in Hz.
LOW, HIGH, KEYS = (697, 770, 852, 941), (1209, 1336, 1477), "123456789*0#"
LONGEST = 5
SPOKEN = 400


def picture(kind: int, drawn: random.Random) -> Image.Image:
    """A pattern with a width, shift, brightness and noise of its own, 24 x 24 pixels."""
    width, shift = drawn.uniform(2.5, 4.5), drawn.uniform(0, 2 * math.pi)
    down, across = np.mgrid[0:SIDE, 0:SIDE] * math.pi / width
    waves = (np.sin(down + shift), np.sin(across + shift), np.sin((down + across) / 1.4 + shift))
    wave_here = waves[kind] if kind < 3 else np.sign(waves[0] * waves[1])
    noise = np.random.default_rng(drawn.randrange(2**32)).normal(0, 20, (SIDE, SIDE))
    grey = 128 + drawn.uniform(50, 100) * wave_here + noise
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8)).convert("RGB")


def image(bench: Bench) -> Shown:
    """A vision transformer (Dosovitskiy et al. 2021) of two layers learns four patterns; asked by its pipeline."""
    context, drawn = bench.context, random.Random(bench.context.seed)  # noqa: S311
    processor = ViTImageProcessorPil(size={"height": SIDE, "width": SIDE})
    pictures = [picture(place % 4, drawn) for place in range(500)]
    pixels = processor(pictures, return_tensors="pt")["pixel_values"]
    labels = torch.arange(500) % 4
    set_seed(context.seed)
    shape = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 96}
    names = {"id2label": dict(enumerate(PATTERNS)), "label2id": {name: at for at, name in enumerate(PATTERNS)}}
    model = ViTForImageClassification(ViTConfig(image_size=SIDE, patch_size=6, **shape, **names))
    bench.train(
        "image", model, {"pixel_values": pixels[:400], "labels": labels[:400]}, steps=bench.given.training_steps,
        batch=32, rate=2e-3, shown="Learning patterns",
    )  # fmt: skip
    told = in_batches(model, {"pixel_values": pixels[400:]}, lambda found: found.logits.argmax(-1))
    right = share(told == labels[400:])
    ask = pipeline("image-classification", model=model, image_processor=processor, device=context.device)
    asked = pictures[402]
    scores = [{"pattern": one["label"], "probability": round(one["score"], 4)} for one in ask(asked)]
    kept = io.BytesIO()
    asked.resize((192, 192), Image.Resampling.NEAREST).save(kept, "PNG")
    context.artifact("picture.png", kept.getvalue())
    return Shown(
        f"the tiny vision transformer names {right:.0%} of unseen pictures",
        [Metric("image: accuracy on unseen pictures (chance 0.25)", right, better="higher")],
        charts=[
            bars(
                "What the picture shows", scores, x="pattern", y="probability",
                description=f"The image classifier's answer to picture.png, which shows {PATTERNS[402 % 4]}.",
            )
        ],
    )  # fmt: skip


def sound(digits: str, drawn: random.Random) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Telephone tones of the digits with pauses and noise, 16 kHz, -1 to 1."""
    parts = []
    for digit in digits:
        row, column = divmod(KEYS.index(digit), 3)
        time = np.arange(int(RATE * drawn.uniform(0.08, 0.14))) / RATE
        parts.append(0.4 * np.sin(2 * np.pi * LOW[row] * time) + 0.4 * np.sin(2 * np.pi * HIGH[column] * time))
        parts.append(np.zeros(int(RATE * drawn.uniform(0.04, 0.08))))
    whole = np.concatenate(parts)
    noise = np.random.default_rng(drawn.randrange(2**32)).normal(0, 0.02, len(whole))
    return (whole + noise).astype(np.float32)


def speech(bench: Bench) -> Shown:
    """A two-layer Wav2Vec2-BERT with CTC (Graves et al. 2006) learns to write down telephone tones."""
    context, drawn = bench.context, random.Random(bench.context.seed)  # noqa: S311
    extractor, tokenizer = SeamlessM4TFeatureExtractor(sampling_rate=RATE), _digits_tokenizer(bench)
    texts = ["".join(drawn.choices("0123456789", k=drawn.randint(1, LONGEST))) for _ in range(SPOKEN)]
    sounds = [sound(one, drawn) for one in texts]
    rows: Rows = dict(extractor(sounds, sampling_rate=RATE, return_tensors="pt"))
    rows["labels"] = torch.full((SPOKEN, LONGEST), -100)
    for place, text in enumerate(texts):
        rows["labels"][place, : len(text)] = torch.tensor(tokenizer(text)["input_ids"])
    set_seed(context.seed)
    model = Wav2Vec2BertForCTC(_small_ear(len(tokenizer)))
    cut = SPOKEN * 4 // 5
    bench.train(
        "speech", model, {name: one[:cut] for name, one in rows.items()}, steps=bench.given.training_steps, batch=32,
        rate=3e-3, shown="Learning to hear",
        schedule="constant_with_warmup",
    )  # fmt: skip
    heard = {name: one[cut:] for name, one in rows.items() if name != "labels"}
    frames = in_batches(model, heard, lambda found: found.logits.argmax(-1))
    # Frames after a sound's end had no part in the loss: what they say means nothing, so they count as blank.
    told = tokenizer.batch_decode(frames.masked_fill(heard["attention_mask"] == 0, 0))
    right = share([one == other for one, other in zip(told, texts[cut:], strict=True)])
    ask = pipeline(
        "automatic-speech-recognition", model=model, tokenizer=tokenizer, feature_extractor=extractor,
        device=context.device,
    )  # fmt: skip
    asked = sound(bench.given.digits, drawn)
    answer = ask({"raw": asked, "sampling_rate": RATE})["text"]
    context.artifact("tones.wav", _wav(asked))
    return Shown(
        f"the tiny speech model writes down {right:.0%} of unseen tones",
        [Metric("speech: tones written down without a mistake", right, better="higher")],
        [Table("Tones written down", ["sounded", "written"], [[bench.given.digits, answer]])],
    )


def _digits_tokenizer(bench: Bench) -> Any:
    path = bench.context.scratch / "digits.json"
    path.write_text(json.dumps({name: at for at, name in enumerate(["<pad>", "<unk>", *"0123456789"])}))
    none = {"word_delimiter_token": None, "bos_token": None, "eos_token": None}
    return Wav2Vec2CTCTokenizer(str(path), pad_token="<pad>", unk_token="<unk>", **none)  # noqa: S106


def _small_ear(vocabulary: int) -> Any:
    still = ("hidden_dropout", "attention_dropout", "activation_dropout", "feat_proj_dropout", "final_dropout")
    return Wav2Vec2BertConfig(
        vocab_size=vocabulary, hidden_size=64, num_hidden_layers=2, num_attention_heads=4, intermediate_size=128,
        feature_projection_input_dim=160, conv_depthwise_kernel_size=7, left_max_position_embeddings=8,
        right_max_position_embeddings=8, pad_token_id=0, ctc_loss_reduction="mean", ctc_zero_infinity=True,
        apply_spec_augment=False, layerdrop=0.0, conformer_conv_dropout=0.0, **dict.fromkeys(still, 0.0),
    )  # fmt: skip


def _wav(samples: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return kept.getvalue()
