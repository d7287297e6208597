"""What the worker of the queue `encode` does: it holds the encoder's weights and turns queries into vectors."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import celeryd_after_setup

from compute import queries


@shared_task(name=queries.TASK, acks_late=False)  # type: ignore[untyped-decorator]
def encode_query(*, text: str, reply: str) -> None:
    """Answers one query to who waits at `reply`."""
    from compute.encoder import get_encoder

    encoder = get_encoder()
    queries.answer(reply=reply, encoder=encoder.name, vector=encoder.encode([text])[0])


@celeryd_after_setup.connect  # type: ignore[untyped-decorator]
def load_weights(*, instance: Any, **_: Any) -> None:
    """Loads the encoder before the first question, in the worker of that queue alone."""
    if queries.QUEUE not in instance.app.amqp.queues.consume_from:
        return
    import torch

    from compute.encoder import get_encoder

    get_encoder().encode(["warm"])
    # A query is too short to be shared out, and waiting for a core that an import holds takes longer than the work.
    torch.set_num_threads(1)
    queries.say_awake()
