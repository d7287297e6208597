"""What this machine can do: its processors and accelerators in every detail, and how near they come to their peaks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from compute.experiments.base import App, Context, Experiment, Package, Parameters, Reference, Result, Table

if TYPE_CHECKING:
    from compute.experiments.hardware_parts.benchmark import Measured
    from compute.experiments.hardware_parts.facts import Fact
    from compute.experiments.hardware_parts.peaks import Peaks

NO_DEVICE = "CPU only: PyTorch finds no CUDA, ROCm or Apple GPU here, so every figure is the processor's."


class HardwareParameters(Parameters):
    """How large the work is and how often it is timed."""

    matrix_side: int = Field(
        default=1024, ge=64, le=16384, title="Largest matrix", description="Side of the largest square matrices."
    )
    memory_mib: int = Field(
        default=128, ge=1, le=4096, title="Largest array", description="MiB of each array that is copied and moved."
    )
    warmup: int = Field(default=3, ge=1, le=50, title="Warm-up", description="Rounds before the clock starts.")
    repeats: int = Field(default=15, ge=3, le=200, title="Samples", description="Timed rounds of each case, at most.")
    seconds_per_case: float = Field(
        default=2.0,
        ge=0.05,
        le=30,
        title="Seconds for a case",
        description="A case stops after so long with the samples it has, one at least; its warm-up gets as long.",
    )
    compare_cpu: bool = Field(
        default=True,
        title="Compare with the CPU",
        description="Does the same in float32 on the CPU; where there is only a CPU, one thread against all.",
    )


def run(context: Context) -> Result:
    """Looks, measures, and compares with what is published."""
    from compute.experiments.hardware_parts import accelerators, benchmark, facts, peaks, report

    given, device = context.parameters, context.device
    context.progress(0, 100, "Looking at the machine")
    here = [*facts.processor(), *facts.memory(), *accelerators.software(), *accelerators.accelerators()]
    for one in here:
        if one.group in ("CUDA", "ROCm", "MPS", "XLA"):
            context.log(f"{one.group} {one.name}: {one.value}")
    name = _device_name(device, here)
    # The table knows accelerators; a chip that has both goes by one name.
    found = peaks.peaks_of(name) if device != "cpu" else None
    context.log(NO_DEVICE if device == "cpu" else f"Measured on {name}.")
    errors = benchmark.errors(device, context.seed)
    plan = benchmark.planned(device, given, context.seed)
    beside = benchmark.beside(device, given, context.seed)
    rows = benchmark.run_all([*plan, *beside], given, context)
    loud = report.noisy(rows)
    if loud:
        context.log(f"{len(loud)} of {len(rows)} cases spread over more than a tenth: something else was running here.")
    pairs = report.speedups(rows, device)
    table, drawn = report.comparison(pairs, *(("CPU", device) if device != "cpu" else ("1 thread", "all threads")))
    roofs = [report.roofline(rows, device, dtype, found) for dtype in report.roof_types(rows, device)]
    context.artifact("benchmarks.csv", report.as_csv(rows, found))
    context.artifact("machine.json", json.dumps([one._asdict() for one in here], indent=1))
    return Result(
        verdict=_verdict(device, name, rows, found),
        metrics=report.metrics(rows, device, found, errors, pairs),
        tables=[
            report.benchmark_table(rows, found),
            table,
            _correctness(errors),
            _published(found, name),
            *report.fact_tables(here),
        ],
        charts=[*report.speed_charts(rows, device), *(one for one in roofs if one), *drawn],
    )


def _device_name(device: str, here: Sequence[Fact]) -> str:
    import torch

    if device == "cuda":
        return str(torch.cuda.get_device_name(0))
    return next(one.value for one in here if one.group == "CPU" and one.name == "model")


def _correctness(errors: Mapping[str, float | None]) -> Table:
    from compute.experiments.hardware_parts.benchmark import TOLERANCE

    rows = [
        [
            dtype,
            error,
            TOLERANCE[dtype],
            "not offered" if error is None else "yes" if error <= TOLERANCE[dtype] else "no",
        ]
        for dtype, error in errors.items()
    ]
    return Table("Products checked against float64", ("type", "relative error", "allowed", "right"), rows)


def _published(found: Peaks | None, name: str) -> Table:
    columns = ("device", "what", "published", "unit", "source")
    if found is None:
        nothing = [[name, "no published peak in the table of this experiment", None, "", ""]]
        return Table("Published peaks", columns, nothing)
    rows: list[list[str | float | None]] = [[found.name, "memory", found.gb_s, "GB/s", found.source]]
    rows += [[found.name, dtype, speed, "TFLOP/s", found.source] for dtype, speed in found.tflops.items()]
    return Table("Published peaks", columns, rows)


def _verdict(device: str, name: str, rows: Sequence[Measured], found: Peaks | None) -> str:
    from compute.experiments.hardware_parts import peaks, report

    here = [one for one in rows if one.case.device == device]
    products = [one for one in here if one.case.operation == "matrix product" and one.gflops]
    if not products:
        return f"{name}: no matrix product ran."
    top = max(products, key=lambda one: one.gflops or 0)
    part = peaks.share(top, found)
    promised = f" ({part:.0%} of the published peak)" if part is not None else ""
    speed = f"{(top.gflops or 0):,.0f} GFLOP/s in {top.case.dtype} at {top.case.label}{promised}"
    moved = report.main_memory(here)
    memory = f"its memory moves {moved:,.1f} GB/s" if moved else "its memory was not measured"
    return f"{NO_DEVICE + ' ' if device == 'cpu' else ''}{name}: matrix products reach {speed}, and {memory}."


EXPERIMENT = Experiment(
    key="hardware",
    topic=3,
    title="What this hardware can do",
    summary="Finds the CPU's features, the memory, and every property of CUDA, ROCm, MPS and XLA devices; times matrix "
    "products, memory, convolution, attention and copies; and draws the roofline with the share of published peaks.",
    parameters=HardwareParameters,
    run=run,
    references=(
        Reference(
            "Roofline: an insightful visual performance model for multicore architectures (Williams et al., 2009)",
            "https://doi.org/10.1145/1498765.1498785",
            "the roofline model",
        ),
        Reference(
            "STREAM: sustainable memory bandwidth in high performance computers (McCalpin)",
            "https://www.cs.virginia.edu/stream/",
            "the triad",
        ),
        Reference(
            "CUDA driver API: CUdevice_attribute",
            "https://docs.nvidia.com/cuda/cuda-driver-api/group__CUDA__TYPES.html",
            "the attributes of a device",
        ),
        Reference(
            "FlashAttention (Dao et al., 2022)", "https://arxiv.org/abs/2205.14135", "why attention is bound by memory"
        ),
        Reference(
            "PyTorch benchmark recipe",
            "https://docs.pytorch.org/tutorials/recipes/recipes/benchmark.html",
            "warm-up, synchronisation and medians",
        ),
        Reference(
            "TensorFloat-32 in PyTorch",
            "https://docs.pytorch.org/docs/stable/notes/cuda.html#tensorfloat-32-tf32-on-ampere-and-later-devices",
            "what tf32 rounds",
        ),
    ),
    terms=(
        "GPU computing",
        "GPU performance benchmark",
        "roofline model",
        "tensor cores mixed precision",
        "hardware accelerators for deep learning",
        "TPU",
        "memory bandwidth",
        "CUDA kernels",
    ),
    small={"matrix_side": 128, "memory_mib": 4, "warmup": 1, "repeats": 3, "seconds_per_case": 0.3},
    requirements=(Package("torch", "torch", "make run"), Package("psutil", "psutil", "make run")),
    app=App(packages=("torch", "numpy", "psutil")),
    seconds=1800,
    megabytes=16_384,
    gpu=True,
)
