"""A merge with what this house knows: the background of words, people's decisions on concepts, and ROUGE."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from synthesis.background import background
from synthesis.core.inputs import Merge, PaperInput
from synthesis.core.merging import merge
from synthesis.core.resolution import Decision
from synthesis.told import rouge_f


def papers_merge(
    papers: Sequence[PaperInput],
    *,
    title: str,
    question: str = "",
    settings: Mapping[str, int] | None = None,
    decisions: Sequence[Decision] = (),
) -> Merge:
    """The merge of the papers; `settings` may hold `max_nodes` (12 to 200) and `seed`.

    Raises `TooFewPapers` and `InvalidSetting`.
    """
    with collector_at_rest():
        return merge(
            papers,
            title=title,
            question=question,
            background=background(),
            decisions=decisions,
            rouge=rouge_f,
            **(settings or {}),
        )


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for cycles meanwhile.

    A merge makes millions of values and next to no cycles; looking through them again and again took a quarter of its
    time. Memory is given back as ever when the last reference goes.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Of two at once in one process the first that began wakes it.
        if was:
            gc.enable()
