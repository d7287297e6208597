"""The pieces of work that are timed: how many operations and bytes each is, and how to set it up."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

Work = Callable[[], Any]
Setup = Callable[[], contextlib.AbstractContextManager[Work]]
COMPUTING = ("matrix product", "convolution", "attention")
BYTES = {"float64": 8, "float32": 4, "tf32": 4, "bfloat16": 2, "float16": 2}


@dataclasses.dataclass(frozen=True)
class Case:
    """A piece of work on a device. `flops` and `bytes` are what it takes at the least, by the formulas below.

    Matrix product of two n x n matrices: 2 n^3 operations, 3 n^2 numbers moved. Convolution with k x k kernels:
    2 B C_out C_in k^2 H W. Attention without a mask: 4 B H S^2 D (two products), softmax not counted. Triad
    a = b + s c: three arrays moved (McCalpin's STREAM).
    """

    operation: str
    dtype: str
    label: str
    device: str
    flops: float
    bytes: float
    setup: Setup
    # The length of a side for matrices, the volume in MiB for copies.
    size: int = 0

    @property
    def computes(self) -> bool:
        """Whether operations are the point of it, not bytes."""
        return self.operation in COMPUTING

    @property
    def intensity(self) -> float:
        """Operations for each byte moved."""
        return self.flops / self.bytes if self.bytes else 0.0


def matrix(device: str, dtype: str, side: int, seed: int) -> Case:
    """A product of two square matrices; `tf32` is float32 that may be rounded to TensorFloat-32 in the cores."""
    size = BYTES[dtype]

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        left, right = (random((side, side), dtype, device, seed + number) for number in (0, 1))
        out = torch.empty_like(left)
        with precision("high" if dtype == "tf32" else "highest"):
            yield lambda: torch.mm(left, right, out=out)

    return Case("matrix product", dtype, f"{side} x {side}", device, 2.0 * side**3, 3.0 * side**2 * size, setup, side)


def triad(device: str, mib: int) -> Case:
    """a = b + s c over arrays of `mib` MiB each: two read, one written."""
    count = mib * 2**20 // 4

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        b, c = torch.ones(count, device=device), torch.ones(count, device=device)
        a = torch.empty_like(b)
        yield lambda: torch.add(b, c, alpha=3.0, out=a)

    return Case("triad", "float32", f"{mib} MiB", device, 2.0 * count, 12.0 * count, setup, mib)


def copy(device: str, mib: int) -> Case:
    """A copy within the device's memory: read once, written once."""
    count = mib * 2**20 // 4

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        source = torch.ones(count, device=device)
        target = torch.empty_like(source)
        yield lambda: target.copy_(source)

    return Case("copy", "float32", f"{mib} MiB", device, 0.0, 8.0 * count, setup, mib)


def convolution(device: str, dtype: str, batch: int, channels: int, side: int, seed: int) -> Case:
    """3 x 3 kernels over a batch of square maps, as many channels out as in, same size (a layer of a ResNet)."""
    flops = 2.0 * batch * channels * channels * 9 * side * side
    moved = BYTES[dtype] * (2.0 * batch * channels * side * side + 9.0 * channels * channels)

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        images = random((batch, channels, side, side), dtype, device, seed)
        kernels = random((channels, channels, 3, 3), dtype, device, seed + 1)
        with torch.inference_mode(), precision("highest"):
            yield lambda: torch.nn.functional.conv2d(images, kernels, padding=1)

    label = f"{batch} x {channels} x {side} x {side}, 3 x 3"
    return Case("convolution", dtype, label, device, flops, moved, setup, side)


def attention(device: str, dtype: str, heads: int, length: int, width: int, seed: int) -> Case:
    """Scaled dot-product attention of one sequence, no mask."""
    flops = 4.0 * heads * length * length * width
    moved = BYTES[dtype] * 4.0 * heads * length * width

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        query, key, value = (random((1, heads, length, width), dtype, device, seed + n) for n in range(3))
        with torch.inference_mode(), precision("highest"):
            yield lambda: torch.nn.functional.scaled_dot_product_attention(query, key, value)

    return Case("attention", dtype, f"{heads} heads, {length} x {width}", device, flops, moved, setup, length)


def transfer(device: str, mib: int, *, to_device: bool, pinned: bool) -> Case:
    """A copy between the host's memory (pinned, or as the system gives it) and the device's."""
    count = mib * 2**20 // 4

    @contextlib.contextmanager
    def setup() -> Iterator[Work]:
        import torch

        host = torch.ones(count, pin_memory=pinned)
        there = torch.ones(count, device=device)
        source, target = (host, there) if to_device else (there, host)
        yield lambda: target.copy_(source, non_blocking=pinned)

    way = "host to device" if to_device else "device to host"
    name = f"{way}, {'pinned' if pinned else 'pageable'}"
    return Case(name, "float32", f"{mib} MiB", device, 0.0, 4.0 * count, setup, mib)


@contextlib.contextmanager
def precision(wanted: str) -> Iterator[None]:
    """Lets float32 products be rounded to TensorFloat-32 (`high`) or not (`highest`), and restores what was set."""
    import torch

    before = torch.get_float32_matmul_precision()
    convolutions = torch.backends.cudnn.allow_tf32
    torch.set_float32_matmul_precision(wanted)
    torch.backends.cudnn.allow_tf32 = wanted == "high"
    try:
        yield
    finally:
        torch.set_float32_matmul_precision(before)
        torch.backends.cudnn.allow_tf32 = convolutions


def random(shape: tuple[int, ...], dtype: str, device: str, seed: int) -> Any:
    """Normal numbers, drawn in float32 on the CPU and then rounded, so that a seed gives the same anywhere."""
    import torch

    kind = torch.float32 if dtype == "tf32" else getattr(torch, dtype)
    made = torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float32)
    return made.to(device=device, dtype=kind)
