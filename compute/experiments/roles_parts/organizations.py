"""The short parts that show how the organizations differ; each is a member of the team of its own."""

from __future__ import annotations

from typing import Protocol

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import Role
from compute.experiments.roles_parts.backends_part import Backends
from compute.experiments.roles_parts.batch_part import BatchJob
from compute.experiments.roles_parts.board import Board
from compute.experiments.roles_parts.hub import Hub
from compute.experiments.roles_parts.postgres import Engine
from compute.experiments.roles_parts.reactive_part import Reactive
from compute.experiments.roles_parts.reporting import Found


class Part(Role, Protocol):
    """A role that reports on itself."""

    def report(self) -> Found:
        """Metrics, tables and charts."""


def parts(context: Context, board: Board, hub: Hub, engine: Engine) -> list[Part]:
    """Those that the parameters choose, in the order of the notes."""
    chosen = context.parameters.organization
    found: list[Part] = []
    if chosen in ("NVIDIA and OpenAI", "all"):
        found.append(BatchJob(context, board, engine))
    if chosen in ("Anthropic", "all"):
        found.append(Reactive(context, board))
    if chosen in ("Hugging Face", "all"):
        found.append(Backends(context, board, hub))
    return found
