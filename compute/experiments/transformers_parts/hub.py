"""A model from the hub, by an id that the operator allowed: safetensors only, and never code from the hub."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from transformers import pipeline

from compute.experiments.base import ExperimentError, Metric, Table
from compute.experiments.transformers_parts.bench import Bench, Shown

Asked = Callable[[Any, Any], Any]
ASKED: Mapping[str, Asked] = {
    "feature-extraction": lambda ask, given: ask(given.text, return_tensors=True)[0].mean(0)[:8].tolist(),
    "fill-mask": lambda ask, given: ask(given.masked.replace("[MASK]", ask.tokenizer.mask_token), top_k=5),
    "text-generation": lambda ask, given: ask(given.prompt, max_new_tokens=given.new_tokens, do_sample=False),
    "text-classification": lambda ask, given: ask(given.text, top_k=5),
    "token-classification": lambda ask, given: ask(given.text, aggregation_strategy="simple"),
    "zero-shot-classification": lambda ask, given: ask(given.text, given.labels.split(",")),
}


def allowed(options: Mapping[str, Any]) -> list[str]:
    """The ids of the operator's setting HUB_MODELS: a list, or one text with commas."""
    given = options.get("HUB_MODELS") or ()
    return [one.strip() for one in (given.split(",") if isinstance(given, str) else given) if one.strip()]


def _cache(bench: Bench) -> dict[str, str]:
    """Where a download lies: the operator's HF_HOME where it is set, else the run's own folder, which goes with it."""
    return {} if os.environ.get("HF_HOME") else {"cache_dir": str(bench.context.scratch / "hub")}


def hub_model(bench: Bench) -> Shown:
    """Asks the chosen hub model through its task's pipeline. Raises `ExperimentError` when it may not or cannot."""
    given, name = bench.given, bench.given.hub_model
    if name not in allowed(bench.context.options):
        known = ", ".join(allowed(bench.context.options)) or "none"
        raise ExperimentError(
            f"{name!r} is not among the models that the operator allows (setting HUB_MODELS: {known}).",
            code="model_not_allowed",
        )
    start = time.perf_counter()
    try:
        ask = pipeline(
            given.hub_task, model=name, device=bench.context.device, trust_remote_code=False,
            model_kwargs={"use_safetensors": True, **_cache(bench)},
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise ExperimentError(
            f"{name} could not be loaded for {given.hub_task}: {str(error).splitlines()[0]} Only models in safetensors "
            "and without code of their own are loaded.",
            code="model_not_loaded",
        ) from error
    loaded = time.perf_counter() - start
    answer = ASKED[given.hub_task](ask, given)
    bench.step("Asked the hub's model")
    count = sum(one.numel() for one in ask.model.parameters())
    rows = [[str(at), str(one)] for at, one in enumerate(answer if isinstance(answer, list) else [answer], 1)]
    return Shown(
        f"{name} ({ask.model.config.model_type}, {count:,} weights) answered",
        [
            Metric("hub model: weights", count, "numbers"),
            Metric("hub model: time to load", round(loaded, 3), "s", "lower", measured=True),
        ],
        [Table(f"{name}: {given.hub_task}", ["place", "answer"], rows)],
    )
