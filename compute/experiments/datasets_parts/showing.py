"""Tables and charts of a run."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from compute.experiments.base import Chart, Metric, Table
from compute.experiments.charts import bars, heat, line, points
from compute.experiments.datasets_parts import learning
from compute.experiments.datasets_parts.chain import Descendant
from compute.experiments.datasets_parts.schema import Data
from compute.experiments.datasets_parts.work import Trained, ranked_above, sureness

BANDS = 5


def models_of(data: Data, trained: Trained, left_out: int | None) -> list[Descendant]:
    """Every kind of model of the run with the mean accuracy of its seeds."""

    def mean(models: Sequence[nn.Module]) -> float:
        return round(statistics.mean(learning.accuracy(one, trained.split) for one in models), 4)

    found = [
        Descendant("teacher", "teacher", trained.teacher, mean([trained.teacher])),
        Descendant("student alone", "student", trained.alone[0], mean(trained.alone)),
        Descendant("student distilled", "student", trained.distilled[0], mean(trained.distilled), "teacher"),
    ]
    if left_out is not None and trained.blind is not None and trained.told_of is not None:
        name = data.classes[left_out]
        found.append(Descendant("blind teacher", "teacher", trained.blind, mean([trained.blind]), None, name))
        found.append(
            Descendant("student told of it", "student", trained.told_of, mean([trained.told_of]), "teacher", name)
        )
    return found


def columns_of(data: Data) -> Table:
    """The columns as models see them, words already taken apart."""
    means, spreads = data.features.mean(0), data.features.std(0)
    rows: list[list[str | float]] = [
        [name, round(float(means[at]), 4), round(float(spreads[at]), 4)] for at, name in enumerate(data.columns)
    ]
    return Table("Columns that the models see", ["column", "mean", "deviation"], rows[:100])


def accuracies(found: Sequence[Descendant], trained: Trained) -> list[Metric]:
    """What teacher and students come to, and what distilling gained."""
    told = {one.name: one.accuracy for one in found}
    gain = round(told["student distilled"] - told["student alone"], 4)
    return [
        *(Metric(f"accuracy: {name}", told[name], better="higher") for name in list(told)[:3]),
        Metric("gain by distillation", gain, better="higher"),
        Metric("accuracy: best possible", trained.ceiling),
        Metric(
            "teacher's weights for one of the student's",
            round(learning.weights(found[0].model) / learning.weights(found[1].model), 1),
        ),
    ]


def compared(found: Sequence[Descendant], trained: Trained) -> tuple[Table, list[Chart], list[Metric]]:
    """Size, speed and accuracy of teacher and students."""
    row = trained.split.test_x[:1]
    rows: list[dict[str, Any]] = []
    for one in found[:3]:
        count = learning.weights(one.model)
        time = learning.microseconds(one.model, row)
        rows.append({"model": one.name, "weights": count, "time": time, "accuracy": one.accuracy})
    table = Table(
        "Size, speed and accuracy",
        ["model", "weights", "kilobytes", "time for one row (us)", "accuracy"],
        [
            [one["model"], one["weights"], round(one["weights"] * 4 / 1000, 1), one["time"], one["accuracy"]]
            for one in rows
        ],
    )  # fmt: skip
    charts = [
        points(
            "Accuracy against size", rows, x="weights", y="accuracy", colour="model", log_x=True,
            description="Share of test rows told right by each model against its number of weights.",
        ),
        points(
            "Accuracy against time", rows, x="time", y="accuracy", colour="model", unit_x="us",
            description="Share of test rows told right against the median time of an answer to one row.",
        ),
    ]  # fmt: skip
    times = [
        Metric(f"time for one row: {one['model']}", one["time"], "us", "lower", measured=True) for one in rows[::2]
    ]
    return table, charts, times


def confusions(data: Data, found: Sequence[Descendant], trained: Trained) -> list[Chart]:
    """A confusion matrix for each model."""
    charts = []
    for one in found:
        told = learning.answers(one.model, trained.split.test_x).argmax(1)
        grid = [
            {"truth": truth, "told": name, "rows": int(((trained.split.test_y == row) & (told == column)).sum())}
            for row, truth in enumerate(data.classes)
            for column, name in enumerate(data.classes)
        ]
        lacks = f" It never saw {one.lacks} among its rows." if one.lacks else ""
        charts.append(
            heat(
                f"Confusion of the {one.name}", grid, x="told", y="truth", value="rows",
                description=f"Test rows by their class (rows) and the answer of the {one.name} (columns).{lacks}",
            )
        )  # fmt: skip
    return charts


def losses(trained: Trained) -> Chart:
    """The losses while training; a distilled student's loss has the soft part and is no cross-entropy."""
    return line(
        "Loss while training", trained.losses, x="pass", y="loss", colour="model",
        description="Mean loss of each pass over the rows. A distilled student's loss includes the teacher's part, so "
        "its height is not comparable with the others.",
    )  # fmt: skip


def softened(data: Data, trained: Trained, temperature: float) -> Chart:
    """The teacher's answer to its least sure test row, at temperature 1 and at the chosen one."""
    logits = learning.answers(trained.teacher, trained.split.test_x).cpu()
    row = logits[int(logits.softmax(1).max(1).values.argmin())]
    rows = [
        {"class": name, "temperature": f"T = {degree:g}", "probability": round(float(value), 4)}
        for degree in sorted({1.0, temperature})
        for name, value in zip(data.classes, (row / degree).softmax(0), strict=True)
    ]
    return bars(
        "What the teacher passes on", rows, x="class", y="probability", colour="temperature",
        description="The teacher's probabilities for the test row it is least sure of: a higher temperature shows more "
        "of how alike it finds the classes, which a label does not tell.",
    )  # fmt: skip


def lacking(data: Data, trained: Trained, left_out: int) -> tuple[Table, Chart, list[Metric]]:
    """What models that never saw a class make of its rows."""
    assert trained.blind is not None and trained.told_of is not None  # noqa: PT018
    name, split = data.classes[left_out], trained.split
    unknown = split.test_y == left_out
    rows = []
    recalls = {}
    for title, model in (
        ("teacher", trained.teacher), ("blind teacher", trained.blind), ("student told of it", trained.told_of)
    ):  # fmt: skip
        told = learning.answers(model, split.test_x).argmax(1)[unknown]
        recalls[title] = round(float((told == left_out).float().mean()), 4)
        usual = data.classes[int(torch.bincount(told.cpu(), minlength=len(data.classes)).argmax())]
        mean = round(float(sureness(model, split)[unknown.cpu()].mean()), 4)
        rows.append([title, "yes" if title == "teacher" else "no", recalls[title], usual, mean])
    sure = sureness(trained.blind, split)
    known, strange = sure[~unknown.cpu()], sure[unknown.cpu()]
    bands = [
        {"how sure": f"{at / BANDS:.0%} to {(at + 1) / BANDS:.0%}", "rows of": title, "share": round(part, 4)}
        for title, values in (("classes it knows", known), (name, strange))
        for at in range(BANDS)
        for part in [float(((values > at / BANDS) & (values <= (at + 1) / BANDS)).float().mean())]
    ]
    chart = bars(
        "How sure the blind teacher is", bands, x="how sure", y="share", colour="rows of",
        description=f"The model that never saw {name} answers its rows with another class, and often surely: nothing "
        "in its data says that there is more.",
    )  # fmt: skip
    columns = ["model", f"saw rows of {name}", f"finds {name}", "says mostly", "mean sureness"]
    metrics = [
        Metric("left-out class: found by the blind teacher", recalls["blind teacher"], better="none"),
        Metric("left-out class: found by the student told of it", recalls["student told of it"], better="higher"),
        Metric("left-out class: known rows surer (0.5 is chance)", ranked_above(known, strange), better="higher"),
    ]
    return Table(f"What the data lacks: {name}", columns, rows), chart, metrics
