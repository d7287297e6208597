"""What a month of a given load costs at each cloud, from the dated price table `prices.json`."""

from __future__ import annotations

import functools
import json
import math
from pathlib import Path
from typing import Any

PARTS = ("storage", "writes", "reads", "traffic", "queue")
# A Pub/Sub message is billed for its text, 20 bytes of timestamp and its id: https://cloud.google.com/pubsub/pricing
_PUBSUB_EXTRA = 40
# SQS bills each started 64 KB of a message as a request: https://aws.amazon.com/sqs/pricing/
_SQS_CHUNK = 64 * 1024


@functools.cache
def prices() -> dict[str, Any]:
    """The table: `as_of`, `currency`, `note`, and by cloud the price, source and date of each part."""
    table: dict[str, Any] = json.loads((Path(__file__).parent / "prices.json").read_text(encoding="utf-8"))
    return table


def monthly(
    cloud: str, *, stored_gb: float, writes: float, reads: float, egress_gb: float, messages: float, message_bytes: int
) -> dict[str, float]:
    """US dollars a month by part. Storage is the month's average in GB, the others are counts in the month.

    A message costs a send, a receive and a delete where operations are billed, its bytes in and out where volume is.
    """
    table = prices()[cloud]
    return {
        "storage": stored_gb * table["storage_gb_month"]["price"],
        "writes": writes / 10_000 * table["writes_per_10000"]["price"],
        "reads": reads / 10_000 * table["reads_per_10000"]["price"],
        "traffic": tiered(egress_gb, table["egress_gb"]["tiers"]),
        "queue": _queue(table["queue"], messages, message_bytes),
    }


def tiered(amount: float, tiers: list[list[float]]) -> float:
    """The price of an amount whose first part up to each bound has that tier's price; the last tier goes on.

    >>> tiered(150, [[100, 0.0], [1000, 0.1]])
    5.0
    """
    total, before = 0.0, 0.0
    for number, (upto, price) in enumerate(tiers):
        end = math.inf if number == len(tiers) - 1 else upto
        total += max(0.0, min(amount, end) - before) * price
        before = upto
    return total


def _queue(rule: dict[str, Any], messages: float, message_bytes: int) -> float:
    if rule["rule"] == "operations":
        operations: float = messages * rule["per_message"] * math.ceil(message_bytes / _SQS_CHUNK)
        return max(0.0, operations - float(rule["free"])) / 1e6 * float(rule["per_million"])
    volume = 2 * messages * max(float(rule["minimum_bytes"]), message_bytes + _PUBSUB_EXTRA)
    return max(0.0, volume - float(rule["free_gib"]) * 2**30) / 2**40 * float(rule["per_tib"])
