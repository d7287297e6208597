"""Ten topics as runnable experiments: one definition a module, read by form, REST, command line, docs and exports."""

from __future__ import annotations

from compute.experiments.autoscaling import EXPERIMENT as AUTOSCALING
from compute.experiments.base import Experiment
from compute.experiments.clouds import EXPERIMENT as CLOUDS
from compute.experiments.datasets import EXPERIMENT as DATASETS
from compute.experiments.extrusion import EXPERIMENT as EXTRUSION
from compute.experiments.frameworks import EXPERIMENT as FRAMEWORKS
from compute.experiments.hardware import EXPERIMENT as HARDWARE
from compute.experiments.nested_loop import EXPERIMENT as NESTED_LOOP
from compute.experiments.packaging import EXPERIMENT as PACKAGING
from compute.experiments.replicas import EXPERIMENT as REPLICAS
from compute.experiments.roles import EXPERIMENT as ROLES
from compute.experiments.transformers import EXPERIMENT as TRANSFORMERS

EXPERIMENTS: tuple[Experiment, ...] = (
    PACKAGING,
    AUTOSCALING,
    HARDWARE,
    TRANSFORMERS,
    ROLES,
    FRAMEWORKS,
    DATASETS,
    CLOUDS,
    REPLICAS,
    EXTRUSION,
    NESTED_LOOP,
)

__all__ = ["EXPERIMENTS", "experiment"]


def experiment(key: str) -> Experiment | None:
    """The experiment of that key."""
    return next((one for one in EXPERIMENTS if one.key == key), None)
