"""PyTorch against TensorFlow: the same model, data, weights and order of rows in both, and your input to both."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from compute.experiments.base import App, Context, Experiment, Package, Parameters, Reference, Result, upload
from compute.experiments.frameworks_parts.rows import numbers

MAX_DRAWING_BYTES = 4 * 1024 * 1024


class FrameworksParameters(Parameters):
    """What is learned and how, and the input that both models answer."""

    task: Literal["digits", "flowers", "spirals"] = Field(
        default="digits",
        title="Task",
        description="Handwritten digits (a small convolution), iris flowers from four lengths, or points on spirals.",
    )
    drawing: str = upload(
        title="Your drawing",
        description="For digits: draw one, or give a PNG in one colour on a plain ground. None: a held-out digit.",
        accept=(".png",),
        max_bytes=MAX_DRAWING_BYTES,
        drawn=True,
    )
    row: str = Field(
        default="6.1,2.9,4.7,1.4",
        max_length=200,
        title="Your CSV row",
        description="For flowers: sepal length, sepal width, petal length, petal width in centimetres.",
    )
    x: float = Field(default=0.3, ge=-1, le=1, title="Your point, x", description="For spirals: where the point lies.")
    y: float = Field(default=0.4, ge=-1, le=1, title="Your point, y", description="For spirals: where the point lies.")
    epochs: int = Field(default=12, ge=1, le=100, title="Epochs", description="Passes over the training rows.")
    batch: int = Field(default=32, ge=4, le=512, title="Batch", description="Rows in a training step.")
    hidden: int = Field(default=32, ge=4, le=512, title="Hidden units", description="Width of the hidden layers.")
    optimizer: Literal["sgd", "adam"] = Field(
        default="sgd",
        title="Optimizer",
        description="SGD with momentum is the same formula in both; Adam differs in where epsilon stands.",
    )
    learning_rate: float = Field(
        default=0.03, ge=0.0001, le=1.0, title="Learning rate", description="Step size of the optimizer."
    )
    threads: int = Field(
        default=1, ge=1, le=64, title="Threads", description="Threads each library may use on the CPU."
    )
    tensorflow_mode: Literal["graph", "eager"] = Field(
        default="graph",
        title="TensorFlow runs",
        description="As a traced graph (tf.function) or operation by operation, as PyTorch does.",
    )

    @field_validator("row")
    @classmethod
    def _is_a_row(cls, row: str) -> str:
        numbers(row)
        return row


def run(context: Context) -> Result:
    """Trains both models, compares them and has both answer the input.

    Without TensorFlow the half of PyTorch runs alone and the result says how to add it. Raises `ExperimentError` for a
    drawing that cannot be read, and when a side fails.
    """
    from compute.experiments.frameworks_parts.work import work

    return work(context)


EXPERIMENT = Experiment(
    key="frameworks",
    topic=6,
    title="PyTorch against TensorFlow",
    summary="The same small models with the same data, first weights and order of rows in both libraries: loss, "
    "accuracy, time, memory, exports and code side by side, and both answer your drawing, row or point.",
    parameters=FrameworksParameters,
    run=run,
    references=(
        Reference(
            "PyTorch: An Imperative Style, High-Performance Deep Learning Library",
            "https://arxiv.org/abs/1912.01703",
            "why it runs operation by operation",
        ),
        Reference(
            "TensorFlow: A system for large-scale machine learning",
            "https://arxiv.org/abs/1605.08695",
            "why it runs a graph",
        ),
        Reference(
            "Better performance with tf.function",
            "https://www.tensorflow.org/guide/function",
            "tracing, which the first step pays for",
        ),
        Reference(
            "torch.export",
            "https://docs.pytorch.org/docs/stable/export.html",
            "the graph that PyTorch saves",
        ),
        Reference(
            "Optical Recognition of Handwritten Digits",
            "https://doi.org/10.24432/C50P49",
            "the digits, CC BY 4.0",
        ),
        Reference("Iris", "https://doi.org/10.24432/C56C76", "the flowers, CC BY 4.0"),
        Reference(
            "Delving Deep into Rectifiers",
            "https://arxiv.org/abs/1502.01852",
            "the first weights",
        ),
    ),
    terms=("deep learning framework", "PyTorch", "TensorFlow", "automatic differentiation", "machine learning library"),
    small={"task": "flowers", "epochs": 3},
    requirements=(Package("TensorFlow", "tensorflow", "make extras", "the half of TensorFlow"),),
    app=App(ui="streamlit", packages=("torch", "tensorflow", "tensorflow-cpu", "numpy", "pillow", "safetensors")),
    gpu=True,
)
