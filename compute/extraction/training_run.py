"""From files of texts to the weights that ship: gold terms first, then gold and authors' taste, then calibration."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors.torch import save_file
from torch import Tensor

from compute.extraction.choice import choose
from compute.extraction.evaluation import f1_at, line
from compute.extraction.training import Model, Stage, fit, new_model, predict
from compute.extraction.training_data import (
    Example,
    Labelled,
    examples,
    is_held_out,
    read_labelled,
    read_unlabelled,
)
from compute.extraction.training_targets import author_chances, logistic, sigmoid

GOLD = Stage("gold", epochs=4, batch=16, layer_rate=2e-4, head_rate=1e-3)
STYLE = Stage("style", epochs=2, batch=16, layer_rate=1.2e-4, head_rate=6e-4)
# Terms of a lower chance are noise; a text keeps its five best all the same.
FLOOR = 0.05
FEWEST = 5
TOP = 15
ERROR_BINS = 15
STYLE_SHARE = 0.6
# A collection a sixth as large as the largest is read twice an epoch.
REPEATS = 0.5

Say = Callable[[str], None]
Figures = dict[str, dict[int, float]]
Scored = tuple[Example, np.ndarray]


class Plan(NamedTuple):
    """What to train on and how: files of gold terms, a file of records without, how many of these, the seed, the layer
    of the trunk to branch from (0 its embeddings .. 5), and the two stages."""

    files: Sequence[Path]
    unlabelled: Path | None
    sample: int
    seed: int = 0
    tap: int = 2
    gold: Stage = GOLD
    style: Stage = STYLE


class Parts(NamedTuple):
    """The examples to train on, and those held out, by the name of their file."""

    training: list[Example]
    held: dict[str, list[Example]]


def train_extractor(plan: Plan, out: Path, say: Say = print) -> Figures:
    """Trains, says F1 on the held-out texts after every epoch, and writes `head.safetensors` and `figures.json`.

    Checkpoints lie in `out`/checkpoints: the same call goes on where an earlier one was stopped. Returns F1 by name of
    file and k. Equal plans give equal weights on the same machine and number of threads.
    """
    folder = out / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    parts = _parts(plan)
    say(f"{len(parts.training)} texts to train on, {sum(map(len, parts.held.values()))} held out")
    model = new_model(plan.tap, plan.seed)
    for epoch in fit(model, parts.training, plan.gold, seed=plan.seed, folder=folder):
        _tell(model, parts.held, f"gold {epoch}/{plan.gold.epochs}", say)
    if plan.unlabelled:
        before = {name: values.clone() for name, values in model.state_dict().items()}
        named, sample = _unlabelled(plan, model)
        say(f"{len(sample)} texts without gold terms, {len(named)} with their authors' own")
        held = {**parts.held, "authors": named}
        for epoch in fit(model, [*parts.training, *sample], plan.style, seed=plan.seed, folder=folder):
            _tell(model, held, f"style {epoch}/{plan.style.epochs}", say)
        model.load_state_dict(mixed(before, model.state_dict(), STYLE_SHARE))
        _tell(model, held, f"{STYLE_SHARE:.0%} of style", say)
    return _finish(model, plan, parts.held, out, say)


def mixed(before: dict[str, Tensor], after: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights on the line from `before` to `after` (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"):
    measured here, half the way keeps what the first stage knew of annotators and most of what the second learnt."""
    return {name: values + share * (after[name] - values) for name, values in before.items()}


def _parts(plan: Plan) -> Parts:
    training: list[Labelled] = []
    held: dict[str, list[Labelled]] = {}
    files = {path.stem: read_labelled(path) for path in plan.files}
    largest = max(map(len, files.values()))
    for name, texts in files.items():
        # Small collections would drown in large ones.
        times = max(1, round((largest / len(texts)) ** REPEATS))
        held[name] = [text for text in texts if is_held_out(text.id, plan.seed)]
        training += [text for text in texts if not is_held_out(text.id, plan.seed)] * times
    return Parts(examples(training, plan.tap), {name: examples(texts, plan.tap) for name, texts in held.items()})


def _unlabelled(plan: Plan, model: Model) -> tuple[list[Example], list[Example]]:
    """Records whose authors named terms, and others with what the model and those make one want of them."""
    assert plan.unlabelled is not None
    found = read_unlabelled(plan.unlabelled, plan.sample, plan.seed)
    named, sample = examples(found.named, plan.tap), examples(found.sample, plan.tap)
    pairs: list[list[Scored]] = [list(zip(part, predict(model, part), strict=True)) for part in (named, sample)]
    wanted = author_chances(pairs[0], pairs[1], found.titles)
    return named, [example._replace(targets=targets) for example, targets in zip(sample, wanted, strict=True)]


def _tell(model: Model, held: dict[str, list[Example]], when: str, say: Say) -> None:
    for name, part in held.items():
        if part:
            say(line(f"{when}  {name}", score(part, [sigmoid(found) for found in predict(model, part)])))


def score(part: Sequence[Example], chances: Sequence[np.ndarray]) -> dict[int, float]:
    """F1 at 5, 10 and 15 of examples by the chances (m,) of their terms, chosen as `decode` chooses."""
    predictions = [list(_surfaces(example, found)) for example, found in zip(part, chances, strict=True)]
    return f1_at(predictions, [example.text.gold for example in part])


def _surfaces(example: Example, chances: np.ndarray) -> Iterator[str]:
    found = example.found
    _, places = np.unique(found.term, return_index=True)
    for pick in choose(found, chances, top=TOP, floor=FLOOR, fewest=FEWEST):
        begin, end = found.chars[places[pick.term]]
        yield example.text.text[begin:end]


def calibration_error(chances: np.ndarray, labels: np.ndarray) -> float:
    """Expected calibration error: mean distance of chance and share of true ones over equal bins, by their size."""
    bins = np.minimum((chances * ERROR_BINS).astype(int), ERROR_BINS - 1)
    gaps = [abs((chances - labels)[bins == number].sum()) for number in range(ERROR_BINS)]
    return float(sum(gaps) / len(chances))


def _finish(
    model: Model, plan: Plan, held: dict[str, list[Example]], out: Path, say: Say
) -> dict[str, dict[int, float]]:
    """Calibrates on the held-out texts (Platt 1999), writes the weights, and reports."""
    logits = {name: predict(model, part) for name, part in held.items()}
    flat = np.concatenate([found for part in logits.values() for found in part])
    labels = np.concatenate([example.targets for part in held.values() for example in part])
    slope, offset = map(float, logistic(flat[:, None].astype(np.float64), labels, ridge=0.0))
    chances = {name: [sigmoid(slope * found + offset) for found in part] for name, part in logits.items()}
    figures = {name: score(part, chances[name]) for name, part in held.items()}
    error = calibration_error(sigmoid(slope * flat + offset), labels)
    settings = {"tap": plan.tap, "slope": slope, "offset": offset, "floor": FLOOR, "fewest": FEWEST}
    weights = {name: values.detach().half().contiguous() for name, values in model.state_dict().items()}
    save_file(weights, out / "head.safetensors", metadata={"head": json.dumps(settings)})
    report = {"f1": figures, "calibration_error": error, "settings": settings, "seed": plan.seed}
    (out / "figures.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for name, found in figures.items():
        say(line(f"final  {name}", found))
    say(f"calibration error {error:.4f}")
    return figures
