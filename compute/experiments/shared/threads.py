"""How many cores torch may use for a while."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


def half_of_the_cores() -> int:
    """Half of this process's cores, at least one.

    The web server, the databases and other runs work on the rest; on a busy machine threads that wait for each other
    cost more than they give (forty steps of MiniLM: 75 s of processor time on two busy cores, 25 s on one).
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable // 2)


@contextlib.contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Torch on so many threads inside, as before afterwards. One is best where the matrices are small."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
